// Compares random packages with the compiler's layouts.
// Run: npm run build && node packages/types/oracle/run.js [--seeds 40] [--from 1] [--target linux/386,…] [--keep FOLDER]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compare, flags, format, optionsOf } from "../../../test-fixtures/compare/compare.js";
import { writeClean } from "./clean.js";
import { generate } from "./generate.js";
import { show } from "./show.js";

const { values } = parseArgs({
  options: { ...flags, seeds: { type: "string", default: "40" }, from: { type: "string", default: "1" }, target: { type: "string", default: "linux/amd64,linux/386,linux/arm64" }, keep: { type: "string" } },
});
const folder = mkdtempSync(join(tmpdir(), "types-oracle-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const truthSource = fileURLToPath(new URL("../../../test-fixtures/compiler-truth", import.meta.url));
const truth = join(folder, "truth");
go(["build", "-o", truth, "."], truthSource);

const packages = {};
for (let seed = Number(values.from); seed < Number(values.from) + Number(values.seeds); seed++) Object.assign(packages, generate(seed));
const module = values.keep ?? join(folder, "m");
const nLines = writeClean(module, packages);
const expected = run(truth, ["-target", values.target, "-dir", module, "-base", module, "-cgo", "0", "./..."]).trim().split("\n").map((line) => JSON.parse(line));
const actual = values.target.split(",").flatMap((target) => show(module, target));
const report = compare(expected, actual, optionsOf(values));
console.log(`${Object.keys(packages).length} packages, ${nLines} lines, ${expected.length} structs`);
console.log(format(report, Number(values.show)));
process.exitCode = report.ok ? 0 : 1;

function go(args, cwd) {
  const { status, stderr } = spawnSync("go", args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(stderr.slice(0, 3000));
  return stdout;
}
