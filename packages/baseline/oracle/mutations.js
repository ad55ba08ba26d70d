// The gate against the compiler: packages of the standard library are copied into a module, their structs are changed in
// every way that changes happen, and what `cachelint baseline check` says of each struct is compared with what the
// compiler's layouts before and after say. Needs Go. Usage: mutations.js [rounds [mutations a round [seed]]]
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mutate, neutralEdits } from "./mutate.js";

const [nRounds = 6, nMutations = 40, firstSeed = 1] = process.argv.slice(2).map(Number);
const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const command = join(root, "packages/cli/bin/cachelint.js");
const targets = ["linux/amd64", "linux/386"];
const packages = [
  "archive/tar", "bufio", "bytes", "compress/flate", "compress/bzip2", "container/list", "container/ring", "encoding/csv", "encoding/xml", "expvar", "go/ast", "go/doc/comment", "go/scanner",
  "go/token", "html", "image", "image/gif", "image/png", "index/suffixarray", "log", "mime/multipart", "net/mail", "net/textproto", "net/rpc", "regexp", "regexp/syntax", "strings",
  "text/scanner", "text/tabwriter", "text/template", "text/template/parse",
];

const scratch = mkdtempSync(join(tmpdir(), "cachelint-mutations-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const truthProgram = join(scratch, "truth");
execFileSync("go", ["build", "-o", truthProgram, "."], { cwd: join(root, "test-fixtures/compiler-truth"), stdio: "inherit" });
const original = join(scratch, "original");
copyPackages(original);
const before = truthOf(original);
execFileSync(process.execPath, [command, "baseline", "update", "--target", targets.join(), "--quiet"], { cwd: original, stdio: ["ignore", "ignore", "inherit"] });

const totals = { structs: 0, failing: 0, notices: 0, untouched: 0, bySeparation: 0 };
const kinds = new Map();
const wrong = [];
const checkedRecord = compareRecorded();
for (let round = 0; round < nRounds; round++) judgeRound(round);
const nNeutral = judgeNeutral();

console.log(`${packages.length} packages, ${before.size} recorded layouts for ${targets.join(" and ")}, ${checkedRecord} of them as the compiler has them`);
console.log(`mutations: ${[...kinds].sort().map(([kind, n]) => `${kind} ${n}`).join(", ")}; ${[...kinds.values()].reduce((a, b) => a + b, 0)} in ${nRounds} rounds`);
console.log(`structs judged: ${totals.structs}; ${totals.failing} fail, ${totals.notices} differ without failing, ${totals.untouched} as they were`);
console.log(`by separation alone: ${totals.bySeparation} (each of them a pair that lay apart and no longer does)`);
console.log(`layout-neutral edits: ${nNeutral}, without any drift`);
for (const problem of wrong.slice(0, 10)) console.log(`WRONG ${problem}`);
console.log(wrong.length === 0 ? "every verdict is that of the compiler's layouts" : `${wrong.length} verdicts are not`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function judgeRound(round) {
  const folder = join(scratch, `round-${round}`);
  cpSync(original, folder, { recursive: true });
  for (const kind of mutate(folder, { n: nMutations, seed: firstSeed * 1000 + round })) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const after = truthOf(folder);
  const { drift } = check(folder);
  const ours = new Map(drift.map((one) => [`${one.importPath}.${one.type} ${one.target}`, one]));
  for (const key of new Set([...before.keys(), ...after.keys()])) judge(key, ours.get(key), `round ${round}`, after);
  for (const key of ours.keys()) if (!before.has(key) && !after.has(key)) wrong.push(`round ${round}: ${key}: told of, and the compiler does not have it`);
  rmSync(folder, { recursive: true, force: true });
}

function judge(key, told, where, after) {
  const expected = classesOf(before.get(key), after.get(key));
  totals.structs++;
  const classes = told?.classes ?? [];
  const fails = expected.some((name) => ["grew", "next-class", "more-lines"].includes(name));
  if (told === undefined && expected.length === 0) totals.untouched++;
  else if (told?.verdict === "fail") totals.failing++;
  else totals.notices++;
  const isBySeparation = told?.verdict === "fail" && !fails && classes.includes("separation-lost");
  if (isBySeparation) totals.bySeparation++;
  const problems = [];
  if ((told === undefined) !== (expected.length === 0)) problems.push(told === undefined ? `not told: ${expected.join(" ")}` : `told without reason: ${classes.join(" ")}`);
  if (told !== undefined && (told.verdict === "fail") !== (fails || isBySeparation)) problems.push(`verdict ${told.verdict}, the compiler says ${expected.join(" ")}`);
  for (const name of ["grew", "next-class", "more-lines", "shrank", "pointer-bytes", "new-type", "gone-type"]) if (told !== undefined && classes.includes(name) !== expected.includes(name)) problems.push(`${name}: told ${classes.includes(name)}`);
  if (classes.includes("separation-lost") && !losesSeparation(before.get(key), after.get(key), key)) problems.push("separation-lost, and no pair came nearer");
  wrong.push(...problems.map((problem) => `${where}: ${key}: ${problem}`));
}

/** The classes that follow from the compiler's numbers; any other difference is `other`. */
function classesOf(old, now) {
  if (old === undefined) return ["new-type"];
  if (now === undefined) return ["gone-type"];
  const classes = [];
  if (old.sizeBytes < now.sizeBytes) classes.push("grew");
  if (now.sizeBytes < old.sizeBytes) classes.push("shrank");
  if (old.sizeClassBytes < now.sizeClassBytes) classes.push("next-class");
  if (Math.ceil(old.sizeBytes / 64) < Math.ceil(now.sizeBytes / 64)) classes.push("more-lines");
  if (old.pointerBytes !== now.pointerBytes) classes.push("pointer-bytes");
  if (classes.length === 0 && rowText(old) !== rowText(now)) classes.push("other");
  return classes;
}

/** Two fields that never shared a line wherever the struct began, and can now. */
function losesSeparation(old, now, key) {
  const align = key.endsWith("/386") ? 4 : 8;
  const apart = (a, b) => !starts(align).some((start) => shares(a, b, start));
  const fields = (row) => new Map(row.fields.filter(({ name }) => name !== "_").map((field) => [field.name, field]));
  const [olds, news] = [fields(old), fields(now)];
  const names = [...olds.keys()].filter((name) => news.has(name));
  return names.some((a) => names.some((b) => a < b && apart(olds.get(a), olds.get(b)) && starts(align).some((start) => shares(news.get(a), news.get(b), start))));
}

function starts(align) {
  return Array.from({ length: 64 / align }, (_, i) => i * align);
}

function shares(a, b, start) {
  const [low, high] = a.offsetBytes <= b.offsetBytes ? [a, b] : [b, a];
  return low.sizeBytes > 0 && high.sizeBytes > 0 && Math.floor((start + low.offsetBytes + low.sizeBytes - 1) / 64) >= Math.floor((start + high.offsetBytes) / 64);
}

function rowText({ sizeBytes, alignBytes, pointerBytes, sizeClassBytes, fields }) {
  return JSON.stringify([sizeBytes, alignBytes, pointerBytes, sizeClassBytes, fields.map(({ name, type, offsetBytes, sizeBytes: own, embedded }) => [name, type, offsetBytes, own, embedded])]);
}

/** What the file holds, against the compiler's numbers. */
function compareRecorded() {
  const { packages: recorded } = JSON.parse(readFileSync(join(original, ".layout-baseline.json"), "utf8"));
  let nRight = 0;
  for (const [importPath, types] of Object.entries(recorded)) {
    if (importPath === "/") continue;
    for (const [name, layouts] of Object.entries(types)) {
      if (name === "/") continue;
      for (const [key, layout] of Object.entries(layouts)) {
        if (key === "/" || layout.unknown) continue;
        for (const target of key.split(" ")) {
          const row = before.get(`${importPath}.${name} ${target}`);
          const isRight = row !== undefined && rowText({ ...row, fields: row.fields.map((field) => ({ ...field, embedded: field.embedded })) }) === rowText({ ...layout, fields: layout.fields.map((field) => ({ ...field, embedded: field.embedded === true })) });
          if (isRight) nRight++;
          else wrong.push(`recorded otherwise than the compiler has it: ${importPath}.${name} ${target}`);
        }
      }
    }
  }
  return nRight;
}

/** Comments, methods in another order, new functions, other tags and names of locals: all packages at once. */
function judgeNeutral() {
  const folder = join(scratch, "neutral");
  cpSync(original, folder, { recursive: true });
  const n = neutralEdits(folder, firstSeed);
  const { status, stdout } = spawnSync(process.execPath, [command, "baseline", "check", "--strict"], { cwd: folder, encoding: "utf8" });
  if (status !== 0) wrong.push(`neutral edits: exit ${status}\n${stdout.slice(0, 2000)}`);
  return n;
}

function check(folder) {
  const { stdout, status, stderr } = spawnSync(process.execPath, [command, "baseline", "check", "--format", "json"], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0 && status !== 1) throw new Error(`cachelint: exit ${status}\n${stderr}`);
  const report = JSON.parse(stdout);
  const failing = report.drift.some(({ verdict }) => verdict === "fail");
  if (failing !== (status === 1)) wrong.push(`exit ${status} with${failing ? "" : "out"} failing drift`);
  return report;
}

/** The compiler's layouts of package-level types that are not generic, by `path.Type target`. */
function truthOf(folder) {
  const { stdout } = spawnSync(truthProgram, ["-bodiless", "-target", targets.join(), "-cgo", "0", "-dir", folder, "./..."], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, CGO_ENABLED: "0" } });
  const rows = stdout.trim().split("\n").map((line) => JSON.parse(line)).filter(({ kind, fields }) => kind === "named" && fields);
  if (rows.length === 0) throw new Error("the truth program says nothing");
  return new Map(rows.map((row) => [`${row.importPath}.${row.name} ${row.target}`, row]));
}

/** The sources of some packages, their imports of one another kept among the copies. */
function copyPackages(folder) {
  const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
  mkdirSync(folder, { recursive: true });
  const version = execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim().replace(/^go(1\.\d+).*$/, "$1");
  writeFileSync(join(folder, "go.mod"), `module example.com/real\n\ngo ${version}\n`);
  for (const path of packages) {
    const from = join(goroot, "src", path);
    mkdirSync(join(folder, path), { recursive: true });
    for (const name of readdirSync(from)) {
      if (!name.endsWith(".go") || name.endsWith("_test.go")) continue;
      const text = readFileSync(join(from, name), "utf8");
      writeFileSync(join(folder, path, name), text.replace(/^(\s*(?:import\s+)?(?:\w+ )?)"([a-z0-9/]+)"$/gm, (line, lead, imported) => (packages.includes(imported) ? `${lead}"example.com/real/${imported}"` : line)));
    }
  }
}
