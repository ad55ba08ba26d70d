// What npm runs once this package is installed, packed or taken from git: the build. For `npm install -g git+…`, which
// pre-commit uses, npm installs the dependencies with its own setting "global" still on, that is, not at all; so what is
// missing is installed here first. Everything is printed to standard error: pre-commit reads the name of the package from
// what `npm pack` prints.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

if (!isInstalled("tree-sitter-go/package.json")) run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
run(process.execPath, ["tools/copy-grammar.js"]);
run("npx", ["--no-install", "tsc", "-b"]);
run(process.execPath, ["tools/bundle.js"]);

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

function run(program, words) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|location|prefix)$/i.test(name)));
  const { status, error } = spawnSync(program, words, { cwd: root, env, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
