// The classes `separation-lost` and `alignment-lost` against the compiler: structs with pads, atomics, locks and words that
// methods write are generated, then a pad is removed or shrunk, a word is put before an atomic, and so on. Which verdict
// is due follows from the compiler's offsets before and after and from what was generated, by the words of the
// documentation and no code of cachelint. Needs Go. Usage: separations.js [rounds [structs [seed]]]
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pick, randomOf } from "./random.js";

const [nRounds = 3, nStructs = 120, firstSeed = 1] = process.argv.slice(2).map(Number);
const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const command = join(root, "packages/cli/bin/cachelint.js");
const targets = ["linux/amd64", "linux/386"];
const lineBytes = 64;
const scratch = mkdtempSync(join(tmpdir(), "cachelint-separations-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const truthProgram = join(scratch, "truth");
execFileSync("go", ["build", "-o", truthProgram, "."], { cwd: join(root, "test-fixtures/compiler-truth"), stdio: "inherit" });

/** What a field is made of, and who uses it: `use` is a statement of a method of its own. */
const roles = {
  cold: { types: ["string", "[]byte", "*int", "int32"], use: null },
  buffer: { types: ["[40]byte", "[64]byte", "[96]uint8", "[9]uint64"], use: null },
  plain: { types: ["int64", "uint32", "uint16"], use: (name) => `s.${name}++` },
  call: { types: ["int64", "uint64"], use: (name, type) => `atomic.Add${type === "int64" ? "Int64" : "Uint64"}(&s.${name}, 1)` },
  atomic: { types: ["atomic.Int64", "atomic.Uint32"], use: (name) => `s.${name}.Add(1)` },
  lock: { types: ["sync.Mutex"], use: (name) => `s.${name}.Lock()` },
};
const pads = ["[32]byte", "[56]byte", "[64]byte", "[128]byte"];

const counts = new Map();
const kinds = new Map();
const wrong = [];
let nJudged = 0;

/** Each makes other fields of some, or null where there is nothing of the kind. */
const mutations = {
  "pad removed": ({ random, fields }) => atOne(random, fields, ({ role }) => role === "pad", (at) => fields.toSpliced(at, 1)),
  "pad shrunk": ({ random, fields }) => atOne(random, fields, ({ role }) => role === "pad", (at) => fields.with(at, { ...fields[at], type: pick(random, ["[1]byte", "[8]byte", "[24]byte"]) })),
  "pad grown": ({ random, fields }) => atOne(random, fields, ({ role }) => role === "pad", (at) => fields.with(at, { ...fields[at], type: "[192]byte" })),
  "buffer shrunk": ({ random, fields }) => atOne(random, fields, ({ role }) => role === "buffer", (at) => fields.with(at, { ...fields[at], type: "[2]byte" })),
  "buffer removed": ({ random, fields }) => atOne(random, fields, ({ role }) => role === "buffer", (at) => fields.toSpliced(at, 1)),
  "word before an atomic": ({ random, fields }) => atOne(random, fields, ({ role }) => role === "call" || role === "atomic", (at) => fields.toSpliced(at, 0, { name: "added", role: "cold", type: "uint32" })),
  "word first": ({ random, fields }) => [{ name: "added", role: "cold", type: pick(random, ["uint32", "bool", "int64"]) }, ...fields],
  "fields swapped": ({ random, fields }) => atOne(random, fields.slice(1), () => true, (at) => fields.with(at, fields[at + 1]).with(at + 1, fields[at])),
  "pad moved to the end": ({ random, fields }) => atOne(random, fields, ({ role }) => role === "pad", (at) => [...fields.toSpliced(at, 1), fields[at]]),
};

for (let round = 0; round < nRounds; round++) judgeRound(randomOf(firstSeed * 1000 + round), round);
console.log(`mutations: ${[...kinds].sort().map(([kind, n]) => `${kind} ${n}`).join(", ")}`);
console.log(`layouts judged: ${nJudged}; ${[...counts].sort().map(([name, n]) => `${name} ${n}`).join(", ")}`);
for (const problem of wrong.slice(0, 10)) console.log(`WRONG ${problem}`);
const isComplete = 0 < (counts.get("separation-lost") ?? 0) && 0 < (counts.get("alignment-lost") ?? 0);
console.log(wrong.length > 0 ? `${wrong.length} verdicts are not those of the compiler's offsets` : isComplete ? "every verdict is that of the compiler's offsets" : "no verdict of one class at all");
process.exitCode = wrong.length === 0 && isComplete ? 0 : 1;

function judgeRound(random, round) {
  const folder = mkdtempSync(join(scratch, "round-"));
  const structs = Array.from({ length: nStructs }, (_, i) => ({ name: `S${i}`, fields: generate(random) }));
  writeFileSync(join(folder, "go.mod"), "module example.com/pads\n\ngo 1.21\n");
  writeFileSync(join(folder, "pads.go"), sourceOf(structs));
  const before = truthOf(folder);
  execFileSync(process.execPath, [command, "baseline", "update", "--target", targets.join(), "--quiet"], { cwd: folder });
  const mutated = structs.map(({ name, fields }) => {
    const kind = pick(random, Object.keys(mutations));
    const changed = mutations[kind]({ random, fields: [...fields] });
    if (changed !== null) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    return { name, fields: changed ?? fields };
  });
  writeFileSync(join(folder, "pads.go"), sourceOf(mutated));
  const after = truthOf(folder);
  const { drift } = check(folder);
  for (const { name, fields } of mutated) {
    for (const target of targets) {
      const [old, now] = [before.get(`${name} ${target}`), after.get(`${name} ${target}`)];
      const told = drift.find((one) => one.type === name && one.target === target);
      nJudged++;
      const expected = { "separation-lost": losesSeparation(old, now, fields, target), "alignment-lost": target === "linux/386" && losesAlignment(old, now, fields) };
      for (const [verdict, isDue] of Object.entries(expected)) {
        if (isDue) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
        if ((told?.classes.includes(verdict) ?? false) !== isDue) wrong.push(`round ${round}, ${name} ${target}: ${verdict} is ${isDue ? "due, and not told" : "told, and not due"}\n  ${rowText(old)}\n  ${rowText(now)}\n  ${fields.map((field) => `${field.name}:${field.role}`).join(" ")}`);
        if (isDue && told?.verdict !== "fail") wrong.push(`${name} ${target}: does not fail`);
      }
    }
  }
}

function generate(random) {
  const fields = [];
  const n = 2 + random(5);
  for (let i = 0; i < n; i++) {
    const role = pick(random, Object.keys(roles));
    fields.push({ name: `${role}${i}`, role, type: pick(random, roles[role].types) });
    if (random(2) === 0) fields.push({ name: "_", role: "pad", type: pick(random, pads) });
  }
  return fields;
}

function atOne(random, fields, fits, change) {
  const places = fields.flatMap((field, at) => (fits(field) ? [at] : []));
  return places.length === 0 ? null : change(pick(random, places));
}

/** A method for each field that somebody uses. */
function sourceOf(structs) {
  const lines = ["package pads", "", 'import (', '\t"sync"', '\t"sync/atomic"', ")", "", "var _ sync.Mutex", "var _ atomic.Int64", ""];
  for (const { name, fields } of structs) {
    lines.push(`type ${name} struct {`, ...fields.map((field) => `\t${field.name} ${field.type}`), "}", "");
    for (const field of fields) if (roles[field.role]?.use) lines.push(`func (s *${name}) Use${field.name}() { ${roles[field.role].use(field.name, field.type)} }`, "");
  }
  return lines.join("\n");
}

/**
 * Two fields that lay a line apart wherever the struct began, or had a pad between them, and can share a line now. Of those
 * without a pad one must be an atomic, a lock, or written.
 */
function losesSeparation(old, now, fields, target) {
  const role = new Map(fields.map((field) => [field.name, field.role]));
  const isMeant = (name) => ["plain", "call", "atomic", "lock"].includes(role.get(name));
  const names = now.fields.map(({ name }) => name).filter((name) => name !== "_" && old.fields.some((field) => field.name === name));
  const at = (row, name) => row.fields.find((field) => field.name === name);
  const anywhere = multiples(old.alignBytes);
  return names.some((a) => names.some((b) => {
    if (a >= b || !heapStarts(now, target).some((start) => shares(at(now, a), at(now, b), start))) return false;
    const isPadGone = hasPad(old, a, b) && !hasPad(now, a, b);
    const wasApart = !anywhere.some((start) => shares(at(old, a), at(old, b), start));
    return isPadGone || (wasApart && (isMeant(a) || isMeant(b)));
  }));
}

function losesAlignment(old, now, fields) {
  const offset = (row, name) => row.fields.find((field) => field.name === name)?.offsetBytes;
  return fields.some(({ name, role }) => role === "call" && offset(old, name) % 8 === 0 && offset(now, name) % 8 !== 0);
}

/** Where in a line objects begin: at multiples of their size class, behind a header of a word if they are large and have pointers. */
function heapStarts({ sizeBytes, pointerBytes, sizeClassBytes }, target) {
  const wordBytes = target === "linux/386" ? 4 : 8;
  const hasHeader = pointerBytes > 0 && sizeBytes > 64 * wordBytes;
  return multiples(gcd(sizeClassBytes, lineBytes)).map((start) => (start + (hasHeader ? 8 : 0)) % lineBytes);
}

function multiples(step) {
  return Array.from({ length: lineBytes / step }, (_, i) => i * step);
}

function gcd(a, b) {
  return b === 0 ? a : gcd(b, a % b);
}

function shares(a, b, start) {
  const [low, high] = a.offsetBytes <= b.offsetBytes ? [a, b] : [b, a];
  return Math.floor((start + low.offsetBytes + low.sizeBytes - 1) / lineBytes) >= Math.floor((start + high.offsetBytes) / lineBytes);
}

function hasPad({ fields }, a, b) {
  const [i, j] = [a, b].map((name) => fields.findIndex((field) => field.name === name)).sort((x, y) => x - y);
  return fields.slice(i, j).some(({ name }) => name === "_");
}

function rowText({ sizeBytes, fields }) {
  return `${sizeBytes} bytes: ${fields.map(({ name, type, offsetBytes }) => `${name} ${type} ${offsetBytes}`).join(", ")}`;
}

function check(folder) {
  const { stdout, status, stderr } = spawnSync(process.execPath, [command, "baseline", "check", "--format", "json"], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0 && status !== 1) throw new Error(`cachelint: exit ${status}\n${stderr}`);
  return JSON.parse(stdout);
}

/** The compiler's layouts by `Type target`. */
function truthOf(folder) {
  const { stdout } = spawnSync(truthProgram, ["-bodiless", "-target", targets.join(), "-cgo", "0", "-dir", folder, "./..."], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, CGO_ENABLED: "0" } });
  const rows = stdout.trim().split("\n").map((line) => JSON.parse(line)).filter(({ kind, fields }) => kind === "named" && fields);
  return new Map(rows.map((row) => [`${row.name} ${row.target}`, row]));
}
