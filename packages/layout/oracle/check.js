// Compares this package with a running Go: see README.md.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { allocation, archOf, startResidues } from "../dist/index.js";

const lineBytes = 256;
const go = spawn("go", ["run", new URL("allocations.go", import.meta.url).pathname], { stdio: ["ignore", "pipe", "inherit"] });
let context;
let nChecked = 0;
let nWrong = 0;
/** The residues met for each allocation, to see that those predicted do occur. */
const met = new Map();

for await (const line of createInterface({ input: go.stdout })) {
  const record = JSON.parse(line);
  if (context === undefined) context = contextOf(record);
  else check(record);
}
const unmet = [...met.values()].filter(({ predicted, seen }) => seen.size < predicted.length);
console.log(`${context.version} ${context.arch.goarch}: ${nChecked} objects checked, ${nWrong} wrong; `
  + `${met.size - unmet.length} of ${met.size} kinds of slot began at every residue predicted`);
for (const { name, predicted, seen } of unmet) console.log(`  ${name}: ${seen.size} of ${predicted.length}`);
if (nWrong > 0 || nChecked === 0) process.exitCode = 1;

function contextOf({ version, goarch }) {
  return { version, arch: archOf(goarch), goMinor: Number(/^go1\.(\d+)/.exec(version)[1]) };
}

function check({ sizeBytes, hasPointers, roomBytes, starts }) {
  const object = { sizeBytes, hasPointers };
  const { slotBytes, headerBytes, isTiny, isLarge } = allocation(object, context);
  const predicted = startResidues({ kind: "heap", ...object }, lineBytes, context);
  nChecked++;
  const strays = starts.filter((start) => !predicted.includes(start));
  if (slotBytes - headerBytes !== roomBytes || strays.length > 0) {
    nWrong++;
    if (nWrong <= 20) console.log(`${sizeBytes} bytes${hasPointers ? " with pointers" : ""}: ${slotBytes}-${headerBytes} for ${roomBytes}; stray starts ${strays}`);
  }
  const name = isLarge ? "large" : `${isTiny ? `tiny ${sizeBytes}` : slotBytes}${headerBytes > 0 ? " with header" : ""}`;
  if (!met.has(name)) met.set(name, { name, predicted, seen: new Set() });
  for (const start of starts) met.get(name).seen.add(start);
}
