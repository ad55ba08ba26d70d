// Measures the default run of cachelint on real cases of false sharing: what it finds, and where it is rightly silent. See README.md.
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { layoutProblems } from "./layouts.js";
import { score, scoredAs } from "./score.js";
import { packagesOf, treeOf } from "./trees.js";

const here = fileURLToPath(new URL(".", import.meta.url));

const { values: options } = parseArgs({
  options: {
    mirrors: { type: "string" }, files: { type: "string" }, only: { type: "string" }, cases: { type: "string", default: join(here, "cases.jsonl") }, json: { type: "string" }, keep: { type: "string" },
    work: { type: "string", default: join(tmpdir(), "cachelint-real-cases") },
    cachelint: { type: "string", default: join(here, "../../packages/cli/bin/cachelint.js") },
    jobs: { type: "string", default: "1" }, download: { type: "boolean", default: false }, layouts: { type: "boolean", default: false }, wrong: { type: "boolean", default: false },
  },
});
if (options.mirrors === undefined && options.files === undefined) usage("Say where the repositories are: --mirrors DIR, or --files DIR.");
const result = await main();
process.exitCode = result.sides.some((row) => row.error !== undefined) ? 1 : 0;

async function main() {
  for (const dir of [options.work, options.keep]) if (dir !== undefined) mkdirSync(dir, { recursive: true });
  const rows = casesAsked().flatMap((found) => Object.entries(found.sides).map(([sideName, side]) => ({ found, sideName, side })));
  const runs = new Map();
  const sides = await inTurns(rows, Number(options.jobs), (row) => measured(row, runs));
  const totals = { flagged: tally(sides, "flag"), silent: tally(sides, "silent"), unavailable: sides.filter((row) => row.missing !== undefined || row.error !== undefined).length };
  for (const row of sides) if (!options.wrong || !["ok", "-"].includes(row.verdict)) process.stdout.write(lineOf(row));
  process.stdout.write(`\nflagged ${totals.flagged.ok} of ${totals.flagged.all}, silent ${totals.silent.ok} of ${totals.silent.all}, not to be had ${totals.unavailable} of ${sides.length} sides\n`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ totals, sides }, null, 1)}\n`);
  return { sides };
}

function casesAsked() {
  const all = readFileSync(options.cases, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  if (options.only === undefined) return all;
  return options.only.split(",").map((id) => all.find((one) => one.id === id) ?? usage(`There is no case ${id} in ${options.cases}.`));
}

/** One side's row: its verdict and findings, or why it could not be had. */
async function measured({ found, sideName, side }, runs) {
  const row = { id: found.id, side: sideName, kind: found.kind, share: found.share, type: side.type, expect: side.expect, scored: scoredAs(side.expect) };
  try {
    const tree = treeOf(found, side, sideName, options);
    if (tree.root === undefined) return { ...row, verdict: "missing", missing: tree.missing };
    const where = packagesOf(tree.root, found.repo, side);
    if (options.download) await downloaded(where);
    const { findings } = await once(runs, `${where.cwd} ${where.patterns}`, () => checked(where));
    const { verdict, named, nCounting } = score(side, findings);
    const problems = options.layouts ? layoutProblems(side, await cachelint(["show", "--format", "jsonl", "--target", "linux/amd64"], where)) : [];
    return { ...row, folder: where.cwd, patterns: where.patterns, verdict, nCounting, findings: named, layoutProblems: problems };
  } catch (error) {
    return { ...row, verdict: "ERROR", error: String(error.message) };
  }
}

async function checked(where) {
  return JSON.parse(await cachelint(["check", "--format", "json", "--fail-level", "never", "--quiet"], where));
}

function cachelint(args, { cwd, patterns, goroot }) {
  return command(process.execPath, [options.cachelint, ...args, ...patterns], { cwd, env: { ...process.env, ...(goroot === undefined ? {} : { GOROOT: goroot }) } });
}

/** Brings the modules that these packages' layouts ask for into the module cache, again while those ask for others. A failure leaves types unknown, no more. */
async function downloaded(where) {
  for (let round = 0; round < 4; round++) {
    const text = await cachelint(["show", "--format", "jsonl", "--target", "linux/amd64,linux/arm64"], where);
    const missing = [...new Set([...text.matchAll(/module (\S+) (v\S+) is not in the module cache/g)].map(([, path, version]) => `${path}@${version}`))];
    if (missing.length === 0) return;
    await command("go", ["mod", "download", ...missing], { cwd: options.work }).catch(() => "");
  }
}

function command(file, args, settings) {
  return new Promise((resolve, reject) => {
    execFile(file, args, { ...settings, maxBuffer: 1 << 28 }, (error, stdout, stderr) => (error ? reject(new Error(`${args.join(" ")}: ${stderr || error.message}`)) : resolve(stdout)));
  });
}

function once(runs, key, make) {
  if (!runs.has(key)) runs.set(key, make());
  return runs.get(key);
}

async function inTurns(items, nAtOnce, work) {
  const results = [];
  let next = 0;
  await Promise.all(Array.from({ length: nAtOnce }, async () => {
    while (next < items.length) {
      const i = next++;
      results[i] = await work(items[i]);
    }
  }));
  return results;
}

function tally(sides, scored) {
  const all = sides.filter((row) => row.scored === scored);
  return { ok: all.filter((row) => row.verdict === "ok").length, all: all.length };
}

function lineOf({ id, side, expect, verdict, findings = [], nCounting = 0, missing, error, layoutProblems: problems = [] }) {
  const said = findings.map((finding, i) => {
    const text = `${finding.ruleId} ${finding.confidence} ${finding.container ?? finding.type ?? ""} [${finding.fields.join(" ")}] line ${finding.line}`;
    return i < nCounting ? text : `(${text}: not judged)`;
  });
  const rest = [...said, ...(missing === undefined ? [] : [missing]), ...(error === undefined ? [] : [error.split("\n")[0]]), ...problems];
  return `${id.padEnd(28)} ${side.padEnd(8)} ${verdict.padEnd(7)} ${expect.slice(0, 16).padEnd(16)} ${rest.join("; ")}\n`;
}

function usage(text) {
  process.stderr.write(`${text}\nUsage: node bench/real-cases/run.js --mirrors DIR [--files DIR] [--only ID,ID] [--json FILE] [--work DIR] [--keep DIR] [--jobs N] [--download] [--layouts] [--wrong]\n`);
  process.exit(2);
}
