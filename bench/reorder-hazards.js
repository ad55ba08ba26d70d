// What withholds the reorder of structs that it would take to a smaller size class:
//
//   node bench/reorder-hazards.js FOLDER [PATTERN...] [--list]
//
// prints how many have hazards, by reason; `--list` names each struct with its hazards. A struct with several reasons counts
// under the first of those that withhold, in the order of the table in docs/decisions/012-what-makes-a-reorder-unsafe.md.
import { argv } from "node:process";
import { loadParser } from "../packages/host/dist/load-parser.js";
import { nodeFileSystem } from "../packages/host/dist/node-file-system.js";
import { collectFacts, encodingKeys, wasteOf } from "../packages/lint/dist/index.js";
import { buildContext, matchPatterns, openWorkspace } from "../packages/project/dist/index.js";
import { openSafety, reorderHazards } from "../packages/safety/dist/index.js";
import { createSources, createWorld, packageAt } from "../packages/types/dist/index.js";

const args = argv.slice(2).filter((arg) => arg !== "--list");
const isListing = argv.includes("--list");
const [folder = ".", ...given] = args;
const patterns = given.length === 0 ? ["./..."] : given;

const started = performance.now();
const workspace = openWorkspace(nodeFileSystem, { cwd: folder, env: process.env });
const context = buildContext(workspace, { goos: "linux", goarch: "amd64", cgo: true });
const sources = createSources(await loadParser());
const world = createWorld({ context, workspace, sources, withTests: false });
const packages = matchPatterns(workspace, context, patterns, { tests: false }).packages.map((ref) => packageAt(world, ref));
const facts = collectFacts([{ world, packages, lineBytes: 64 }], { displayPathOf: (path) => path.slice(folder.length + 1) });
const wasteful = facts.structs.filter((struct) => !struct.source.isGenerated && struct.syntax !== null && struct.layouts.some((layout) => smallerClass(struct, layout)));
const found = performance.now();
const safety = openSafety({ workspace, sources, context });
const asked = wasteful.map((struct) => {
  const waste = wasteOf(struct, struct.layouts[0]);
  return { struct, isTagged: 0 < encodingKeys(struct.layouts[0]).length, hazards: reorderHazards({ path: struct.source.path, syntax: struct.syntax }, safety, { kind: "reorder", order: waste.order }) };
});
const done = performance.now();

const groups = [["without serialisation tags", asked.filter(({ isTagged }) => !isTagged)], ["with serialisation tags", asked.filter(({ isTagged }) => isTagged)]];
for (const [title, rows] of groups) {
  const first = rows.map(({ hazards }) => hazards.find(({ weight }) => weight === "withholds") ?? hazards[0]);
  const counts = new Map();
  for (const hazard of first) {
    const key = hazard === undefined ? "none" : `${hazard.weight === "unsafe" ? "unsafe: " : ""}${hazard.reason}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const nFree = first.filter((hazard) => hazard?.weight !== "withholds").length;
  const nSafe = first.filter((hazard) => hazard === undefined).length;
  console.log(`${title}: ${rows.length}, of which ${nFree} (${percent(nFree, rows.length)}) not withheld, ${nSafe} (${percent(nSafe, rows.length)}) safe`);
  for (const [reason, n] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`  ${String(n).padStart(4)}  ${reason}`);
}
if (isListing) {
  for (const { struct, hazards } of asked) {
    console.log(`${struct.importPath}.${struct.name} ${struct.source.displayPath}`);
    for (const { reason, weight, detail, unit, offset } of hazards.slice(0, 6)) console.log(`    ${weight} ${reason}: ${detail} ${unit === null ? "" : `(${unit.source.file.path.slice(folder.length + 1)}:${unit.source.file.text.slice(0, offset).split("\n").length})`}`);
  }
}
console.log(`${((found - started) / 1000).toFixed(1)} s to find them, ${((done - found) / 1000).toFixed(1)} s to ask`);

function smallerClass(struct, layout) {
  const waste = wasteOf(struct, layout);
  return waste !== "none" && waste.cause === "field-order";
}

function percent(part, whole) {
  return whole === 0 ? "–" : `${Math.round((100 * part) / whole)}%`;
}
