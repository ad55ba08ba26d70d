// Asks git: do two branches that change different structs, or add structs to different packages, merge their baselines
// without conflict, and is what comes out the baseline of the merged sources? Random snapshots, real merges.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { baselineText, readBaseline } from "../dist/index.js";

const nTrials = Number(process.argv[2] ?? 150);
const targets = ["linux/386", "linux/amd64", "linux/arm64"];
let seed = 20261121;
const random = (n) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % n;
const pick = (list) => list[random(list.length)];

const folder = mkdtempSync(join(tmpdir(), "cachelint-merges-"));
const file = join(folder, ".layout-baseline.json");
const git = (...words) => execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
git("init", "-q", "-b", "main");

const counts = { "different structs changed": 0, "structs added to different packages": 0, "changed and added": 0, "removed and changed": 0 };
const failures = [];
for (let i = 0; i < nTrials; i++) trial(i);
rmSync(folder, { recursive: true, force: true });
for (const [what, n] of Object.entries(counts)) console.log(`${what}: ${n} merges`);
for (const failure of failures.slice(0, 5)) console.log(failure);
console.log(`${nTrials - failures.length} of ${nTrials} pairs of branches merged without conflict, to the baseline of the merged sources`);
process.exitCode = failures.length === 0 ? 0 : 1;

function trial(i) {
  const base = randomModule();
  const kind = Object.keys(counts)[i % 4];
  const [ours, theirs, both] = edits(base, kind);
  write(base, `base ${i}`);
  git("checkout", "-q", "-B", "theirs");
  write(theirs, "theirs");
  git("checkout", "-q", "main");
  write(ours, "ours");
  const merge = spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "merge", "-q", "--no-edit", "theirs"], { cwd: folder, encoding: "utf8" });
  counts[kind]++;
  const merged = readFileSync(file, "utf8");
  if (merge.status !== 0) git("merge", "--abort");
  if (merge.status !== 0 || merged !== textOf(both) || !("snapshot" in readBaseline(merged, () => true))) failures.push(`trial ${i} (${kind}): ${merge.status === 0 ? "merged to something else" : merge.stdout}`);
}

function write(module, message) {
  writeFileSync(file, textOf(module));
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", message);
}

/** A module: structs by package, each a list of fields. */
function randomModule() {
  const names = ["api", "buf", "cache", "db", "exec", "fs", "grpc"].slice(0, 2 + random(6));
  return new Map(names.map((name) => [`example.com/m/${name}`, new Map(Array.from({ length: random(5) }, () => [`T${random(100)}`, randomFields()]))]));
}

function randomFields() {
  return Array.from({ length: 1 + random(6) }, (_, i) => ({ name: `f${i}`, type: pick(["int64", "int32", "bool", "string", "[]byte", "*T"]) }));
}

/** Two edits of a module that have nothing to do with each other, and both together. */
function edits(base, kind) {
  const paths = [...base.keys()];
  const places = paths.flatMap((path) => [...base.get(path).keys()].map((name) => [path, name]));
  const [first, second] = places.length < 2 ? [undefined, undefined] : neighbours(places);
  const [here, there] = neighbours(paths);
  const change = ([path, name]) => (module) => module.get(path).set(name, changed(module.get(path).get(name)));
  const remove = ([path, name]) => (module) => module.get(path).delete(name);
  const add = (path) => (module) => module.get(path).set(pick(["A1", "T500", "Zz"]), [{ name: "n", type: "int64" }, { name: "s", type: "string" }]);
  const pair = kind === "structs added to different packages" || first === undefined ? [add(here), add(there)]
    : kind === "changed and added" ? [change(first), add(paths.find((path) => path !== first[0]) ?? here)]
      : kind === "removed and changed" ? [remove(first), change(second)] : [change(first), change(second)];
  const state = seed;
  const apply = (...steps) => {
    const module = new Map([...base].map(([path, types]) => [path, new Map(types)]));
    for (const [k, step] of steps) {
      seed = state + k;
      step(module);
    }
    return module;
  };
  return [apply([1, pair[0]]), apply([2, pair[1]]), apply([1, pair[0]], [2, pair[1]])];
}

/** Two of a list, often ones that stand next to each other. */
function neighbours(list) {
  const sorted = [...list].sort();
  const at = random(sorted.length - 1);
  return random(3) === 0 ? [sorted[0], sorted[sorted.length - 1]] : [sorted[at], sorted[at + 1]];
}

function changed(fields) {
  const more = [...fields];
  const at = random(fields.length + 1);
  if (random(3) === 0 && 1 < fields.length) more.splice(Math.min(at, fields.length - 1), 1);
  else more.splice(at, 0, { name: `g${random(1000)}`, type: pick(["int64", "bool", "uintptr"]) });
  return more;
}

function textOf(module) {
  const packages = new Map([...module].map(([path, types]) => [path, new Map([...types].map(([name, fields]) => [name, { isFrozen: false, layouts: new Map(targets.map((target) => [target, layoutOf(fields, target)])) }]))]));
  return baselineText({ goVersion: "1.26", lineBytes: new Map(targets.map((target) => [target, 64])), selection: { packages: ["./..."], minSizeBytes: 0, heat: "any", tags: [] }, packages });
}

function layoutOf(fields, target) {
  const word = target === "linux/386" ? 4 : 8;
  const sizes = { int64: 8, int32: 4, bool: 1, string: 2 * word, "[]byte": 3 * word, "*T": word, uintptr: word };
  let offsetBytes = 0;
  const placed = fields.map(({ name, type }) => {
    const sizeBytes = sizes[type];
    const align = Math.min(sizeBytes, word);
    offsetBytes = Math.ceil(offsetBytes / align) * align;
    const field = { name, type, offsetBytes, sizeBytes, isEmbedded: false };
    offsetBytes += sizeBytes;
    return field;
  });
  const sizeBytes = Math.ceil(offsetBytes / word) * word;
  return { sizeBytes, alignBytes: word, pointerBytes: 0, sizeClassBytes: sizeBytes, nLines: Math.ceil(sizeBytes / 64), fields: placed };
}
