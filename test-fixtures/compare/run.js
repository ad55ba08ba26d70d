// Runs the truth program and cachelint side by side.

import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { compare, format, optionsOf, readRows } from "./compare.js";

export const fixtures = fileURLToPath(new URL("..", import.meta.url));
const cachelint = fileURLToPath(new URL("../../packages/cli/bin/cachelint.js", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "compilertruth-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const truthProgram = join(folder, process.platform === "win32" ? "truth.exe" : "truth");

function runInto(file, command, args, options) {
  return new Promise((resolve, reject) => {
    const out = openSync(file, "w");
    const child = spawn(command, args, { ...options, stdio: ["ignore", out, "inherit"] });
    child.on("error", reject);
    child.on("close", (code) => {
      closeSync(out);
      resolve(code);
    });
  });
}

/** Runs a command to its end, its output shown only if it fails. */
export function must(command, args, options) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { ...options, encoding: "utf8", maxBuffer: 1 << 26 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: exit ${status}\n${stdout}${stderr}`);
}

/**
 * Compares both programs' layouts of some packages and prints the outcome.
 * @returns whether they agree
 */
export async function judge({ title, target, patterns, cwd, cgo, flags }) {
  if (!existsSync(truthProgram)) must("go", ["build", "-o", truthProgram, "."], { cwd: `${fixtures}compiler-truth` });
  const truth = join(folder, "truth.jsonl");
  const ours = join(folder, "ours.jsonl");
  const env = { ...process.env, CGO_ENABLED: cgo };

  const started = performance.now();
  const truthCode = await runInto(truth, truthProgram, ["-target", target, "-dir", cwd, "--", ...patterns], { cwd, env });
  const between = performance.now();
  const args = [cachelint, "show", ...patterns, "--format", "jsonl", "--target", target];
  const oursCode = await runInto(ours, process.execPath, args, { cwd, env });
  const ended = performance.now();

  console.log(`== ${title} ${target}`);
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
  console.log(`truth ${seconds(between - started)}, cachelint ${seconds(ended - between)}`);
  if (truthCode !== 0) console.log(`the truth program failed: exit ${truthCode}`);
  if (oursCode !== 0) console.log(`cachelint show failed: exit ${oursCode}`);
  const report = compare(readRows(truth), readRows(ours), optionsOf(flags));
  console.log(format(report, Number(flags.show)));
  return report.ok && truthCode === 0 && oursCode === 0;
}
