// The real eslint command with the plugin as it is built, and cachelint's own command, on the same Go module.
import { spawnSync } from "node:child_process";
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const eslint = join(root, "node_modules/eslint/bin/eslint.js");
const cachelint = join(root, "packages/cli/bin/cachelint.js");
const plugin = pathToFileURL(join(root, "packages/eslint-plugin/bundle/index.js")).href;

/** Writes an eslint.config.js that is whole; where it lies in no repository with node_modules, it names the plugin by its path. */
export function writeConfig(path, { config = "recommended", isInstalled = false } = {}) {
  writeFileSync(path, `import cachelint from ${JSON.stringify(isInstalled ? "eslint-plugin-cachelint" : plugin)};\n\nexport default [cachelint.configs.${config}];\n`);
}

/** What eslint answers: results by file, its exit code, how long it took, and how many files it took from its cache (where DEBUG has it say so). */
export function runEslint(cwd, args = [], env = {}) {
  const { stdout, stderr, status, ms } = run(eslint, cwd, ["--format", "json", "--no-warn-ignored", ...args], env);
  if (status !== 0 && status !== 1) throw new Error(`eslint exits with ${status}:\n${stderr}`);
  return { results: JSON.parse(stdout), status, ms, nCached: stderr.split("Skipping file since it hasn't changed").length - 1 };
}

/** What cachelint answers. */
export function runCachelint(cwd, args = ["check"], env = {}) {
  const { stdout, stderr, status, ms } = run(cachelint, cwd, [...args, "--format", "json", "--quiet"], env);
  if (status !== 0 && status !== 1) throw new Error(`cachelint exits with ${status}:\n${stderr}`);
  return { report: JSON.parse(stdout), status, ms };
}

/** Findings as lines that both commands have in common, sorted. */
export function eslintFindings({ results }, cwd) {
  const real = realpathSync(cwd);
  return results.flatMap(({ filePath, messages }) => messages.map(({ ruleId, line, column, endLine, endColumn, message, fatal }) => (fatal ? `${relative(real, filePath)}: ${message}` : `${relative(real, filePath)}:${line}:${column}-${endLine}:${endColumn} ${String(ruleId).replace("cachelint/", "")}`))).sort();
}

/** The same of cachelint's report; its files are relative to the git top level, which `prefix` leads to. */
export function cachelintFindings({ report }, prefix = "") {
  return report.findings.map(({ file, line, column, endLine, endColumn, ruleId }) => `${file.startsWith(prefix) ? file.slice(prefix.length) : file}:${line}:${column}-${endLine}:${endColumn} ${ruleId}`).sort();
}

/** The texts of the Go files that git does not ignore, by path. */
export function goTexts(cwd) {
  const { stdout } = spawnSync("find", [".", "-name", "*.go", "-type", "f"], { cwd, encoding: "utf8" });
  return Object.fromEntries(stdout.split("\n").filter((path) => path !== "").sort().map((path) => [path, readFileSync(join(cwd, path), "utf8")]));
}

function run(program, cwd, args, env) {
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, NODE_NO_WARNINGS: "1", ...env } });
  return { stdout, stderr, status, ms: Math.round(performance.now() - started) };
}
