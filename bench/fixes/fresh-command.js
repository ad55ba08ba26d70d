// The command that benchmarks run, if it is what was built last.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The path of the command; ends the process with code 2, and says why, where what it would run is not what was compiled last. */
export function freshCommand() {
  const complaint = staleBundle(root);
  if (complaint === null) return join(root, "packages/cli/bin/cachelint.js");
  process.stderr.write(`${complaint}\n`);
  process.exit(2);
}

/**
 * Why the bundle of a repository must not be measured: the command prefers it to the modules that `tsc -b` compiles, so that an old one
 * would be measured in their place. Null where it is as new as they are, or where there is none.
 */
export function staleBundle(folder) {
  const bundle = filesBelow(join(folder, "packages/cli/bundle"));
  if (bundle.length === 0) return null;
  const oldest = bundle.reduce((a, b) => (b.time < a.time ? b : a));
  // The extension's dist is packed out of the bundle.
  const dists = [...roomsIn(join(folder, "packages")).filter((room) => room !== join(folder, "packages/vscode")), join(folder, "rules")].flatMap((room) => filesBelow(join(room, "dist")));
  const newer = dists.filter(({ path, time }) => !path.endsWith(".test.js") && oldest.time < time).sort((a, b) => b.time - a.time)[0];
  if (newer === undefined) return null;
  return `packages/cli/bundle is older than ${newer.path.slice(join(folder, "/").length)}: the command would run what was built before, not what is there now. Run \`npm run build\`.`;
}

function roomsIn(folder) {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name)) : [];
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".js")).map(({ parentPath, name }) => ({ path: join(parentPath, name), time: statSync(join(parentPath, name)).mtimeMs }));
}
