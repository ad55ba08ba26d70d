import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";

const key = "eslint-plugin-cachelint: whole fix run";

/** Whether this process fixes everywhere all that it finds. Its command knows, and tells ESLint's workers, which never see it. */
export function isWholeFixProcess(): boolean {
  if (!isMainThread) return getEnvironmentData(key) === true;
  const isWhole = isWholeFixRun(process.argv);
  setEnvironmentData(key, isWhole);
  return isWhole;
}

/**
 * Whether a command line has ESLint fix everywhere all that it finds: it tells no plugin, and looks at no file again once it has gone
 * on to the next.
 */
export function isWholeFixRun([, program = "", ...args]: readonly string[]): boolean {
  const isFixing = args.includes("--fix") || args.includes("--fix-dry-run");
  // Only errors, some types of rules, or some files: then what is left out stays as it is.
  const isPart = args.some((arg) => arg === "--quiet" || arg.startsWith("--fix-type") || arg.endsWith(".go"));
  return isFixing && !isPart && /(?:^|[\\/])eslint(?:\.js)?$/.test(program);
}
