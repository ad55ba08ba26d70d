// Makes all safe fixes in copies of large code, and sees whether anything is hurt:
//
//   node bench/fix-corpus.js [--only std,prometheus] [--no-tests] [--keep] [--table FILE]
//
// The code: Go's standard library in a copy of GOROOT, and modules from the module cache. For each: it builds and vets as before, the
// tests of fixed packages pass as before, gofmt lists the files that it listed before, comments are the same, sizes are the compiler's,
// and a second run changes nothing. Prints a table of the structs that another order would take to a smaller size class: fixed, or why not.
// Exits 1 if anything was hurt.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { tokensAndComments } from "../packages/edit/test/random-struct.js";
import { judge } from "../test-fixtures/compare/run.js";
import { goFilesBelow } from "./fixes/structs.js";
import { copyModule, copyStd, moduleNames, run } from "./fixes/subjects.js";

const { values } = parseArgs({ options: { only: { type: "string" }, "no-tests": { type: "boolean", default: false }, keep: { type: "boolean", default: false }, table: { type: "string" } } });
const cachelint = fileURLToPath(new URL("../packages/cli/bin/cachelint.js", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "cachelint-corpus-"));
const wanted = (name) => values.only === undefined || values.only.split(",").some((word) => name.includes(word));
const rows = [];
let nHurt = 0;

try {
  if (wanted("std")) await check(copyStd(scratch));
  for (const name of moduleNames.filter(wanted)) {
    const subject = copyModule(scratch, name);
    if (subject === null) console.log(`not run: ${name} (not in the module cache)`);
    else await check(subject);
  }
  const table = tableOf(rows);
  console.log(`\n${table}`);
  if (values.table !== undefined) writeFileSync(values.table, `${table}\n`);
} finally {
  if (values.keep) console.log(`kept in ${scratch}`);
  else {
    run("chmod", ["-R", "u+w", scratch], {});
    rmSync(scratch, { recursive: true });
  }
}
process.exitCode = nHurt === 0 ? 0 : 1;

async function check(subject) {
  console.log(`\n== ${subject.name}`);
  const { cwd, env, patterns } = subject;
  const before = filesOf(cwd);
  const builtBefore = built(subject);
  const found = JSON.parse(lint(subject, ["--format", "json", "--fail-level", "never"]).stdout);
  const formattedBefore = gofmtList(subject);
  const started = performance.now();
  const first = lint(subject, ["--fix", "--format", "json", "--fail-level", "never"]);
  const seconds = (performance.now() - started) / 1000;
  const remaining = JSON.parse(first.stdout || "{\"findings\":[]}");
  const after = filesOf(cwd);
  const changed = [...after].filter(([path, hash]) => before.get(path)?.hash !== hash.hash).map(([path]) => path);
  const packages = [...new Set(changed.map((path) => dirname(path)))];
  console.log(`${first.stderr.trim()} ${changed.length} files changed in ${seconds.toFixed(1)} s`);
  // Whoever changes files that git would see has to be told; a file that is new is one too many.
  say("files are the same ones", [...after.keys()].join() === [...before.keys()].join());
  const kept = changed.map((path) => ({ path, was: tokensAndComments(before.get(path).text), is: tokensAndComments(after.get(path).text) }));
  const lostComments = kept.filter(({ was, is }) => was.comments.join("\n") !== is.comments.join("\n"));
  // Pads add tokens; none may go.
  const lostTokens = kept.filter(({ was, is }) => !contains(is.tokens, was.tokens));
  say("comments are the same", lostComments.length === 0, lostComments.map(({ path }) => path).join(" "));
  say("no token is lost", lostTokens.length === 0, lostTokens.map(({ path }) => path).join(" "));
  const formattedAfter = gofmtList(subject);
  say("gofmt -l", formattedAfter === formattedBefore, formattedAfter);
  const again = lint(subject, ["--fix", "--format", "json", "--fail-level", "never"]);
  say("second run changes nothing", hashes(filesOf(cwd)) === hashes(after) && again.stdout === first.stdout, again.stderr);
  const builtAfter = built(subject);
  say(`go build (before: ${verdict(builtBefore.build)})`, builtAfter.build.status === builtBefore.build.status, builtAfter.build.stderr);
  say(`go vet (before: ${verdict(builtBefore.vet)})`, withoutLines(builtAfter.vet.stderr) === withoutLines(builtBefore.vet.stderr), builtAfter.vet.stderr);
  for (const target of ["linux/amd64", "linux/arm64"]) {
    if (0 < packages.length) say(`sizes are the compiler's, ${target}`, await judge({ title: subject.name, target, patterns: packages.map((folder) => (subject.name === "std" ? folder : `./${folder}`)), cwd, cgo: "0", flags: { "allow-unknown": "", "strict-types": false, show: "20" } }));
  }
  if (!values["no-tests"]) tested(subject, packages, { changed, before, after });
  rows.push(...rowsOf(subject, found, remaining, patterns));
  void env;
}

function lint({ cwd, env, patterns }, flags) {
  return run(process.execPath, [cachelint, "check", ...flags, ...patterns], { cwd, env });
}

function built({ cwd, env, build, vet }) {
  return { build: run("go", ["build", ...build], { cwd, env }), vet: run("go", ["vet", ...vet], { cwd, env }) };
}

/** Tests of the fixed packages; a package that fails is tried once more as it was. */
function tested({ cwd, env, name }, packages, { changed, before, after }) {
  let nPassed = 0;
  const failed = [];
  for (const folder of packages) {
    const test = () => run("go", ["test", "-short", "-timeout", "240s", name === "std" ? folder : `./${folder}`], { cwd, env, seconds: 300 });
    if (test().status === 0) nPassed++;
    else failed.push([folder, test]);
  }
  const hurt = failed.filter(([, test]) => {
    if (test().status === 0) return false;
    for (const path of changed) writeFileSync(join(cwd, path), before.get(path).text);
    const failsToo = test().status !== 0;
    for (const path of changed) writeFileSync(join(cwd, path), after.get(path).text);
    return !failsToo;
  });
  say(`tests of ${packages.length} fixed packages: ${nPassed} pass, ${failed.length - hurt.length} fail or waver as before`, hurt.length === 0, hurt.map(([folder]) => folder).join(" "));
}

function say(what, isRight, detail = "") {
  console.log(`${isRight ? "ok   " : "HURT "} ${what}${isRight || detail === "" ? "" : `: ${detail.slice(0, 2000)}`}`);
  if (!isRight) nHurt++;
}

function verdict({ status }) {
  return status === 0 ? "passes" : "fails";
}

function withoutLines(text) {
  return text.split("\n").filter((line) => /\.go:\d+/.test(line)).map((line) => line.replace(/:\d+:\d+/, "")).sort().join("\n");
}

function filesOf(cwd) {
  return new Map(goFilesBelow(cwd).sort().map((path) => {
    const text = readFileSync(path, "utf8");
    return [relative(cwd, path), { text, hash: createHash("sha256").update(text).digest("hex") }];
  }));
}

/** Both are sorted. */
function contains(all, some) {
  let at = 0;
  for (const one of all) if (one === some[at]) at++;
  return at === some.length;
}

function hashes(files) {
  return [...files.values()].map(({ hash }) => hash).join();
}

function gofmtList({ cwd, env }) {
  return run("gofmt", ["-l", "."], { cwd, env }).stdout;
}

/** One row a struct that another order takes to a smaller size class. */
function rowsOf({ name }, found, remaining) {
  const left = new Set(remaining.findings.map(({ fingerprint }) => fingerprint));
  return found.findings.filter(({ ruleId }) => ruleId === "wasteful-field-order").map(({ type, importPath, fix, fixWithheld, fingerprint, notes }) => ({
    name, type: `${importPath}.${type}`,
    isTagged: notes.some((note) => note.startsWith("The fields have ")),
    outcome: !left.has(fingerprint) ? "fixed" : fix !== null ? `unsafe` : (fixWithheld?.[0]?.reason ?? "none"),
  }));
}

function tableOf(all) {
  const names = [...new Set(all.map(({ name }) => name))];
  const outcomes = [...new Set(all.map(({ outcome }) => outcome))].sort((a, b) => Number(b === "fixed") - Number(a === "fixed") || Number(b === "unsafe") - Number(a === "unsafe") || (a < b ? -1 : 1));
  const count = (name, isTagged, outcome) => all.filter((row) => row.name === name && row.isTagged === isTagged && (outcome === null || row.outcome === outcome)).length;
  const lines = names.flatMap((name) => [false, true].map((isTagged) => `| ${name} | ${isTagged ? "with" : "without"} | ${count(name, isTagged, null)} | ${outcomes.map((outcome) => count(name, isTagged, outcome)).join(" | ")} |`));
  const untagged = all.filter(({ isTagged }) => !isTagged);
  const nFixed = untagged.filter(({ outcome }) => outcome === "fixed").length;
  return [
    `| code | serialisation tags | structs | ${outcomes.join(" | ")} |`, `|---|---|---|${"---|".repeat(outcomes.length)}`, ...lines, "",
    `Without serialisation tags ${nFixed} of ${untagged.length} are fixed (${untagged.length === 0 ? 0 : Math.round((nFixed * 100) / untagged.length)}%).`,
  ].join("\n");
}
