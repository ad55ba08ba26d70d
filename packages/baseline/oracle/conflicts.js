// Asks git: is each conflict that it leaves in a baseline read as one, with both sides, however much the branches did to
// its head, its packages and its structs? Only then does `baseline update` mend all of them. Random edits, real merges.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { baselineText, readBaseline } from "../dist/index.js";

const nTrials = Number(process.argv[2] ?? 500);
const ports = ["linux/386", "linux/amd64", "linux/arm64", "windows/amd64"];
const types = ["int64", "int32", "bool", "string"];
let seed = 20261122;
const random = (n) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % n;
const pick = (list) => list[random(list.length)];
const several = (n, make) => Array.from({ length: n }, make);

const folder = mkdtempSync(join(tmpdir(), "cachelint-conflicts-"));
const file = join(folder, ".layout-baseline.json");
const settings = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
const git = (...words) => execFileSync("git", [...settings, ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
git("init", "-q", "-b", "main");

const failures = [];
let nConflicts = 0;
for (let i = 0; i < nTrials; i++) trial(i);
rmSync(folder, { recursive: true, force: true });
for (const failure of failures.slice(0, 5)) console.log(failure);
console.log(`${nConflicts - failures.length} of ${nConflicts} conflicts of ${nTrials} merges read with both sides`);
process.exitCode = failures.length === 0 && 0 < nConflicts ? 0 : 1;

function trial(i) {
  const base = { targets: targets(), goVersion: "1.26", select: ["./..."], minSizeBytes: 0, packages: new Map(["a", "b", "c", "d"].slice(0, 1 + random(4)).map((path) => [path, new Map(several(random(4), () => [`T${random(9)}`, fields()]))])) };
  const [ours, theirs] = [edited(base), edited(base)];
  commit(base, "base");
  git("checkout", "-q", "-B", "theirs");
  commit(theirs, "theirs");
  git("checkout", "-q", "main");
  commit(ours, "ours");
  const style = pick(["merge", "diff3", "zdiff3"]);
  const { status } = spawnSync("git", [...settings, "-c", `merge.conflictStyle=${style}`, "merge", "-q", "--no-edit", "theirs"], { cwd: folder });
  if (status === 0) return;
  nConflicts++;
  const read = readBaseline(readFileSync(file, "utf8"), (name) => ports.includes(name));
  git("merge", "--abort");
  const isBoth = "conflict" in read && [ours, theirs].every(({ targets: own }, k) => own.some((name) => [read.conflict.ours, read.conflict.theirs][k].lineBytes.has(name)));
  if (!isBoth) failures.push(`trial ${i} (${style}): ${read.damage?.kind}: ${read.damage?.message}`);
}

function commit(module, message) {
  writeFileSync(file, textOf(module));
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", message);
}

function targets() {
  return [...new Set([...ports.filter(() => random(2) === 0), "linux/amd64"])];
}

function fields() {
  return several(1 + random(5), (_, i) => ({ name: `f${i}`, type: pick(types) }));
}

function edited(base) {
  let module = { ...base, packages: new Map([...base.packages].map(([path, structs]) => [path, new Map(structs)])) };
  for (let nEdits = 1 + random(5); 0 < nEdits; nEdits--) module = editedOnce(module);
  return module;
}

function editedOnce(module) {
  const structs = pick([...module.packages.values()].filter(({ size }) => 0 < size));
  const name = structs === undefined ? undefined : pick([...structs.keys()]);
  switch (random(8)) {
    case 0:
      return { ...module, targets: targets() };
    case 1:
      return { ...module, goVersion: pick(["1.25", "1.27"]) };
    case 2:
      return { ...module, select: pick([["./a"], ["./b", "./c"]]) };
    case 3:
      return { ...module, minSizeBytes: 8 * random(3) };
    case 4:
      module.packages.set(pick(["a", "b", "c", "d", "e", "f"]), new Map([[`T${random(9)}`, fields()]]));
      return module;
    case 5:
      structs?.delete(name);
      return module;
    default:
      structs?.set(name, structs.get(name).toSpliced(random(6), random(2), { name: `g${random(99)}`, type: pick(types) }));
      return module;
  }
}

function textOf({ targets: own, goVersion, select, minSizeBytes, packages }) {
  const layouts = (list) => new Map(own.map((target) => [target, layoutOf(list, target)]));
  return baselineText({
    goVersion, lineBytes: new Map(own.map((target) => [target, 64])), selection: { packages: select, minSizeBytes, heat: "any", tags: [] },
    packages: new Map([...packages].map(([path, structs]) => [path, new Map([...structs].map(([name, list]) => [name, { isFrozen: random(9) === 0, layouts: layouts(list) }]))])),
  });
}

function layoutOf(list, target) {
  const word = target.endsWith("386") ? 4 : 8;
  const placed = list.map(({ name, type }, i) => ({ name, type, offsetBytes: i * word, sizeBytes: word, isEmbedded: false }));
  return { sizeBytes: list.length * word, alignBytes: word, pointerBytes: 0, sizeClassBytes: list.length * word, nLines: 1, fields: placed };
}
