// Repositories to try the command in: files, commits, and what cachelint and other programs say there.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const command = join(root, "packages/cli/bin/cachelint.js");

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-scene-")));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

let nFolders = 0;
let nChecks = 0;
const failures = [];

/** A new folder. */
export function newFolder(name = `folder-${++nFolders}`) {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A repository with these files committed. */
export function repository(files) {
  const folder = newFolder();
  git(folder, "init", "-q", "-b", "main");
  write(folder, files);
  commit(folder, "first");
  return folder;
}

export function write(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (text === null) rmSync(join(folder, path), { recursive: true });
    else writeFileSync(join(folder, path), text);
  }
}

const identity = ["-c", "user.name=scene", "-c", "user.email=scene@example.com", "-c", "commit.gpgsign=false"];

export function git(folder, ...words) {
  return execFileSync("git", [...identity, ...words], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

export function commit(folder, message) {
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "--allow-empty", "-m", message);
}

/** Runs a program; its output is told where something is not as it should be. */
export function run(folder, program, words, env = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, words, { cwd: folder, encoding: "utf8", env: { ...process.env, GOFLAGS: "", GOWORK: "", NO_COLOR: "1", ...env }, maxBuffer: 1 << 28 });
  if (error) throw error;
  return { status, stdout, stderr, text: `${stdout}${stderr}` };
}

/** Runs the bundled command. */
export function cachelint(folder, words, env) {
  return run(folder, process.execPath, [command, ...words], env);
}

/** Notes whether something is as it should be. */
export function expect(what, isRight, seen = "") {
  nChecks++;
  if (!isRight) failures.push(`${what}\n${typeof seen === "string" ? seen : JSON.stringify(seen)}`);
}

/** Prints the outcome and sets the exit code. */
export function finish(title) {
  for (const failure of failures) console.log(`WRONG ${failure}`);
  console.log(`${title}: ${nChecks - failures.length} of ${nChecks} as they should be`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
