// What cachelint's fixes and those of other tools do to the same code:
//
//   node bench/fixes/side-by-side.js [--only nats] [--record]
//
// The others have to be on the PATH, as `go install` puts them there:
//   golang.org/x/tools/go/analysis/passes/fieldalignment/cmd/fieldalignment@v0.52.0
//   github.com/dkorunic/betteralign/cmd/betteralign@v0.9.2
// Each tool is run once, as its own page says, on the module as it is published. Then: files it rewrote, comments that are gone, packages
// that do not compile any more (their tests included), files that gofmt would now change, and what objects of the structs outside of tests take from the allocator
// less, each struct counted once, by the compiler's sizes on linux/amd64.
// `--record` notes it in bench/fixes/results.json, of which `npm run generate` makes docs/fixes-tried.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { tokensAndComments } from "../../packages/edit/test/random-struct.js";
import { fixtures } from "../../test-fixtures/compare/run.js";
import { freshCommand } from "./fresh-command.js";
import { record } from "./results.js";
import { goFilesBelow } from "./structs.js";
import { copyModule, run } from "./subjects.js";

const { values } = parseArgs({ options: { only: { type: "string" }, record: { type: "boolean", default: false } } });
const modules = ["github.com/prometheus/prometheus@v0.315.0", "github.com/nats-io/nats-server/v2@v2.10.22"].filter((name) => values.only === undefined || name.includes(values.only));
const cachelint = freshCommand();
const target = "linux/amd64";
const own = [process.execPath, cachelint, "check", "--fail-level", "never", "--target", target, "--fix"];
// The others know nothing of sharing, whose cures cost bytes.
const sizeOnly = ["false-sharing", "false-sharing-elements", "ineffective-padding"].flatMap((rule) => ["--disable", rule]);
const tools = [
  { tool: "cachelint check --fix, of sizes", command: [...own, ...sizeOnly, "./..."] },
  { tool: "cachelint check --fix --unsafe-fixes, of sizes", command: [...own, "--unsafe-fixes", ...sizeOnly, "./..."] },
  { tool: "cachelint check --fix", command: [...own, "./..."] },
  { tool: "fieldalignment -fix", command: ["fieldalignment", "-fix", "./..."] },
  { tool: "betteralign -apply", command: ["betteralign", "-apply", "./..."] },
].filter(({ command: [program] }) => {
  const isThere = run(program, ["-V=full"], {}).status !== null || program === process.execPath;
  if (!isThere) console.log(`not run: ${program} (not on the PATH)`);
  return isThere;
});
const scratch = mkdtempSync(join(tmpdir(), "cachelint-side-"));
const truth = join(scratch, "truth");

try {
  if (run("go", ["build", "-o", truth, "."], { cwd: `${fixtures}compiler-truth` }).status !== 0) throw new Error("the program that asks the compiler does not build");
  for (const name of modules) {
    const subject = copyModule(scratch, name);
    if (subject === null) console.log(`not run: ${name} (not in the module cache)`);
    else compare(subject);
  }
} finally {
  run("chmod", ["-R", "u+w", scratch], {});
  rmSync(scratch, { recursive: true });
}

function compare(subject) {
  const before = textsOf(subject);
  const failing = failingPackages(subject);
  const unformatted = gofmtList(subject);
  const sizes = slotsOf(subject);
  const rows = tools.map(({ tool, command: [program, ...args] }) => {
    const started = performance.now();
    const { status } = run(program, args, subject);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const after = textsOf(subject);
    const changed = [...before].filter(([path, text]) => after.get(path) !== text).map(([path]) => path);
    const row = {
      tool,
      nFiles: changed.length,
      nCommentsLost: changed.reduce((n, path) => n + nMissing(tokensAndComments(before.get(path)).comments, tokensAndComments(after.get(path) ?? "").comments), 0),
      brokenPackages: failingPackages(subject).filter((pkg) => !failing.includes(pkg)),
      nUnformatted: gofmtList(subject).filter((path) => !unformatted.includes(path)).length,
      ...saved(sizes, slotsOf(subject)),
    };
    console.log(`${subject.name}: ${tool} (exit ${status}, ${seconds} s): ${JSON.stringify(row)}`);
    for (const path of changed) writeFileSync(join(subject.cwd, path), before.get(path));
    return row;
  });
  if (values.record) record("sideBySide", subject.name, rows);
}

function textsOf({ cwd }) {
  return new Map(goFilesBelow(cwd).sort().map((path) => [relative(cwd, path), readFileSync(path, "utf8")]));
}

/** Packages that do not compile, or whose tests do not. */
function failingPackages({ cwd, env }) {
  const listed = run("go", ["vet", "-unsafeptr=false", "./..."], { cwd, env }).stderr.split("\n");
  const failed = new Set();
  let current = "";
  for (const line of listed) {
    if (line.startsWith("# ")) current = line.slice(2).replace(/ \[.*\]$/, "").replace(/^\[(.*)\]$/, "$1");
    // What vet finds fault with compiles all the same.
    else if (line.startsWith("vet: ")) failed.add(current);
  }
  return [...failed].sort();
}

function gofmtList({ cwd, env }) {
  return run("gofmt", ["-l", "."], { cwd, env }).stdout.split("\n").filter((line) => line !== "");
}

/** By struct, the size class of its objects; structs without a name by their number in their package. */
function slotsOf({ cwd, env }) {
  const { stdout } = run(truth, ["-target", target, "-dir", cwd, "--", "./..."], { cwd, env: { ...env, CGO_ENABLED: "0" } });
  const slots = new Map();
  const counts = new Map();
  for (const line of stdout.split("\n")) {
    if (line === "") continue;
    const { importPath, kind, name, function: fn = "", sizeClassBytes } = JSON.parse(line);
    const key = `${importPath} ${kind} ${fn} ${name}`;
    const n = counts.get(key) ?? 0;
    counts.set(key, n + 1);
    if (typeof sizeClassBytes === "number") slots.set(`${key} ${n}`, sizeClassBytes);
  }
  return slots;
}

function saved(before, after) {
  let savedBytes = 0;
  let nSmaller = 0;
  let nLarger = 0;
  let nUnknown = 0;
  for (const [key, bytes] of before) {
    const now = after.get(key);
    if (now === undefined) nUnknown++;
    else savedBytes += bytes - now;
    if (now < bytes) nSmaller++;
    else if (bytes < now) nLarger++;
  }
  return { savedBytes, nSmaller, nLarger, nUnknown };
}

/** Both are sorted. */
function nMissing(was, is) {
  const left = new Map();
  for (const one of is) left.set(one, (left.get(one) ?? 0) + 1);
  return was.filter((one) => {
    const n = left.get(one) ?? 0;
    left.set(one, n - 1);
    return n <= 0;
  }).length;
}
