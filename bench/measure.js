// Runs commands in turn (A B A B …), so that a machine whose speed drifts drifts for all, and gives medians.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const time = "/usr/bin/time";

/**
 * Wall and processor seconds and peak megabytes of each command, a warm-up run each not counted.
 * Processor time and memory need GNU time; without it they are NaN.
 */
export function measure(commands, { nRuns = 5 } = {}) {
  const runs = commands.map(() => []);
  for (let round = 0; round <= nRuns; round++) {
    commands.forEach((command, i) => {
      const run = runOnce(command);
      if (0 < round) runs[i].push(run);
    });
  }
  return runs.map((list) => ({ wallS: median(list.map((r) => r.wallS)), cpuS: median(list.map((r) => r.cpuS)), peakMb: median(list.map((r) => r.peakMb)), spread: [Math.min(...list.map((r) => r.wallS)), Math.max(...list.map((r) => r.wallS))] }));
}

function runOnce({ argv, cwd, env, okStatus = [0] }) {
  const folder = mkdtempSync(join(tmpdir(), "cachelint-bench-"));
  const report = join(folder, "time.txt");
  const whole = existsSync(time) ? [time, "-f", "%U %S %M", "-o", report, ...argv] : argv;
  const started = performance.now();
  const { status, stderr } = spawnSync(whole[0], whole.slice(1), { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 28 });
  const wallS = (performance.now() - started) / 1000;
  if (!okStatus.includes(status)) throw new Error(`${argv.join(" ")} exited ${status}: ${stderr}`);
  const [user, system, peakKb] = existsSync(report) ? readFileSync(report, "utf8").trim().split("\n").at(-1).split(" ").map(Number) : [NaN, NaN, NaN];
  rmSync(folder, { recursive: true, force: true });
  return { wallS, cpuS: user + system, peakMb: peakKb / 1024 };
}

/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** A table with ratios to the first row's wall time. */
export function table(names, results) {
  const first = results[0];
  const rows = names.map((name, i) => `${name.padEnd(44)} ${results[i].wallS.toFixed(2).padStart(7)} s  [${results[i].spread.map((s) => s.toFixed(2)).join("–")}]  cpu ${results[i].cpuS.toFixed(2).padStart(6)} s  ${results[i].peakMb.toFixed(0).padStart(5)} MB  ${(first.wallS / results[i].wallS).toFixed(3)} of its wall`);
  return rows.join("\n");
}
