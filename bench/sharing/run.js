// Shows that findings about sharing are true: programs as they are reported and as they are cured, in turn, and where the
// allocator puts padded elements. docs/sharing-proof.md has results.
//
//   node bench/sharing/run.js [--pairs 15] [--time 60ms] [--only NAME]   times, places and findings; needs go and a built workspace
//   node bench/sharing/run.js --check                                    places and findings only, which are always the same
//   node bench/sharing/run.js --cachelint FILE                           the command to ask, in place of this repository's
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { median } from "../measure.js";

const { values } = parseArgs({
  options: { pairs: { type: "string", default: "15" }, time: { type: "string", default: "60ms" }, only: { type: "string" }, check: { type: "boolean", default: false }, cachelint: { type: "string" } },
});
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const layouts = ["reported", "cured"];
const lineBytes = 64;
/** Below this both lanes hardly ran at once: the machine had other work. */
const leastNs = 2e6;

/** Each is a folder with two programs; a row is timed by one lane, or by the mean of both. */
const cases = [
  { name: "counters", rule: "false-sharing", rows: [{ what: "two atomic counters of one struct" }] },
  { name: "ring", rule: "false-sharing", rows: [{ what: "a queue whose sides remember the other's cursor, an item" }] },
  // Its cure does not pay: each operation needs both lines, where one would do.
  { name: "plain-ring", rule: "false-sharing", isDisputed: true, rows: [{ what: "a queue whose sides look at the other's cursor each time, an item" }] },
  { name: "switch", rule: "false-sharing", rows: [{ what: "a switch beside a counter: reading it", lane: "reader" }, { what: "and writing the counter", lane: "writer" }] },
  { name: "workers", rule: "false-sharing-elements", rows: [{ what: "plain counters, one for each worker" }] },
  { name: "stripes", rule: "false-sharing-elements", rows: [{ what: "striped mutexes, locked and unlocked" }] },
  { name: "globals", rule: "false-sharing-globals", rows: [{ what: "atomic counters of a package" }] },
  { name: "shards", rule: "ineffective-padding", rows: [{ what: "shards with a map, shifted by the header, a get" }] },
].filter(({ name }) => values.only === undefined || name === values.only);
if (cases.length === 0) throw new Error(`bench/sharing has no case ${values.only}`);

const binaries = mkdtempSync(join(tmpdir(), "cachelint-sharing-"));
const env = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off" };
const complaints = [];
try {
  build();
  compareFindings();
  comparePlaces();
  proveHeader();
  if (!values.check) measureAll();
} finally {
  rmSync(binaries, { recursive: true, force: true });
}
for (const complaint of complaints) console.log(`wrong: ${complaint}`);
process.exitCode = complaints.length === 0 ? 0 : 1;

function build() {
  for (const { name } of cases) for (const layout of layouts) execFileSync("go", ["build", "-o", binaryOf(name, layout), `./${name}/${layout}`], { cwd: here, env, stdio: "inherit" });
  execFileSync("go", ["build", "-o", join(binaries, "header"), "./header"], { cwd: here, env, stdio: "inherit" });
}

function binaryOf(name, layout) {
  return join(binaries, `${name}-${layout}`);
}

function run(name, layout, time) {
  return JSON.parse(execFileSync(binaryOf(name, layout), ["-time", time], { env, encoding: "utf8" }));
}

/** cachelint reports every program once, by its rule, and no cured one; it may be silent on a disputed one. */
function compareFindings() {
  const argv = [resolve(values.cachelint ?? join(root, "packages/cli/bin/cachelint.js")), "check", "./...", "--format", "json", "--quiet"];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: here, encoding: "utf8", env });
  if (status !== 0 && status !== 1) throw new Error(`cachelint exited ${status}: ${stderr}`);
  const findings = JSON.parse(stdout).findings.map(({ ruleId, importPath, message }) => ({ ruleId, message, place: importPath.replace(/^sharing\//, "") }));
  console.log("findings");
  for (const { name, rule, isDisputed } of cases) {
    const own = findings.filter(({ place }) => place === `${name}/reported`);
    for (const { ruleId, message } of own) console.log(`  ${name}/reported: ${ruleId}: ${message}`);
    const isSilent = own.length === 0 && isDisputed === true;
    if (!isSilent && (own.length !== 1 || own[0].ruleId !== rule)) complaints.push(`${name}/reported has ${own.length} findings, not one of ${rule}`);
  }
  for (const { place, ruleId, message } of findings) if (!place.endsWith("/reported")) complaints.push(`${place} is reported: ${ruleId}: ${message}`);
}

/** As reported the two words lie on one line; cured they do not. */
function comparePlaces() {
  console.log("\nplaces");
  for (const { name } of cases) {
    for (const layout of layouts) {
      const { words } = run(name, layout, "0s");
      const lines = new Set(words.map(({ address }) => Math.floor(Number(address) / lineBytes)));
      console.log(`  ${`${name}/${layout}`.padEnd(18)} ${words.map((word) => `${word.name} at ${word.address}`).join(", ")}: ${lines.size === 1 ? "one line" : "two lines"}`);
      if ((lines.size === 1) !== (layout === "reported")) complaints.push(`the words of ${name}/${layout} lie on ${lines.size} lines`);
    }
  }
}

/** Padded elements begin 8 bytes behind a line where the allocator keeps a header in front of them, and only there. */
function proveHeader() {
  console.log("\nslices of elements of 64 bytes");
  for (const { element, pointers, length, bytes, begins } of JSON.parse(execFileSync(join(binaries, "header"), { encoding: "utf8" }))) {
    const residues = [...new Set(begins.map((begin) => begin % lineBytes))].sort((a, b) => a - b);
    console.log(`  ${`${length} × ${element}`.padEnd(20)} ${String(bytes).padStart(6)} bytes  first of ${begins.length} at ${hex(begins[0])}, all at ${residues.join(", ")} modulo ${lineBytes}`);
    const expected = pointers && 512 < bytes && bytes <= 32760 ? 8 : 0;
    if (residues.length !== 1 || residues[0] !== expected) complaints.push(`slices of ${length} ${element} begin at ${residues.join(", ")}, not at ${expected}`);
  }
}

function measureAll() {
  const pairs = new Map(cases.map(({ name }) => [name, []]));
  let nAgain = 0;
  const timed = (name, layout) => {
    for (let attempt = 0; attempt < 50; attempt++) {
      const { lanes } = run(name, layout, values.time);
      if (lanes.every(({ ns }) => leastNs <= ns)) return lanes;
      nAgain++;
    }
    throw new Error(`${name}/${layout}: the two goroutines never ran at once for ${leastNs / 1e6} ms; the machine is too busy`);
  };
  for (let round = 0; round <= Number(values.pairs); round++) {
    for (const { name } of cases) {
      const [reported, cured] = layouts.map((layout) => timed(name, layout));
      if (0 < round) pairs.get(name).push({ reported, cured });
    }
  }
  console.log(`\n${machine()}; ${values.pairs} pairs of ${values.time}, ns an operation: median [least–most]; ${nAgain} runs repeated\n`);
  console.log("| program | rule | what | reported | cured | reported / cured, by pair |\n|---|---|---|---|---|---|");
  for (const { name, rule, rows } of cases) {
    for (const { what, lane } of rows) {
      const costs = pairs.get(name).map((pair) => layouts.map((layout) => nsPerOp(pair[layout], lane)));
      console.log(`| ${name} | ${rule} | ${what} | ${spread(costs.map(([reported]) => reported))} | ${spread(costs.map(([, cured]) => cured))} | ${spread(costs.map(([reported, cured]) => reported / cured))} |`);
    }
  }
}

function nsPerOp(lanes, lane) {
  const chosen = lanes.filter(({ name }) => lane === undefined || name === lane);
  return chosen.reduce((sum, { ns, ops }) => sum + ns / ops, 0) / chosen.length;
}

function spread(numbers) {
  return `${short(median(numbers))} [${short(Math.min(...numbers))}–${short(Math.max(...numbers))}]`;
}

function short(number) {
  return number < 10 ? number.toFixed(2) : number.toFixed(1);
}

function hex(address) {
  return `0x${address.toString(16)}`;
}

function machine() {
  const model = existsSync("/proc/cpuinfo") ? /^model name\s*:\s*(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1] : undefined;
  const version = execFileSync("go", ["env", "GOVERSION", "GOOS", "GOARCH"], { env, encoding: "utf8" }).trim().split("\n");
  return `${version[0]} ${version[1]}/${version[2]}, ${model ?? cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} processors`;
}
