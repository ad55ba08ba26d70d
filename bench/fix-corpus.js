// Makes all safe fixes in copies of large code, and sees whether anything is hurt:
//
//   node bench/fix-corpus.js [--only std,prometheus] [--module PATH@VERSION]... [--no-tests] [--keep] [--record]
//
// The code: Go's standard library in a copy of GOROOT, and modules from the module cache. For each: it builds and vets as before, the
// tests of fixed packages pass as before, gofmt lists the files that it listed before, comments are the same, sizes are the compiler's,
// and a second run changes nothing. Counts the structs that another order would take to a smaller size class: fixed, or why not.
// `--record` notes what came of it in bench/fixes/results.json, of which `npm run generate` makes docs/fixes-tried.md. Modules have to be in
// the module cache (`go mod download`), and their dependencies come from there or the network. `--module` tries others of the cache in
// their place. Exits 1 if anything was hurt, and 2 where the command is not what was built last.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { tokensAndComments } from "../packages/edit/test/random-struct.js";
import { judge } from "../test-fixtures/compare/run.js";
import { goFilesBelow } from "./fixes/structs.js";
import { freshCommand } from "./fixes/fresh-command.js";
import { record } from "./fixes/results.js";
import { copyModule, copyStd, moduleNames, run } from "./fixes/subjects.js";

const { values } = parseArgs({ options: { only: { type: "string" }, module: { type: "string", multiple: true, default: [] }, "no-tests": { type: "boolean", default: false }, keep: { type: "boolean", default: false }, record: { type: "boolean", default: false } } });
const cachelint = freshCommand();
const scratch = mkdtempSync(join(tmpdir(), "cachelint-corpus-"));
const others = values.module;
const wanted = (name) => others.length === 0 && (values.only === undefined || values.only.split(",").some((word) => name.includes(word)));
let nHurt = 0;

try {
  if (wanted("std")) await check(copyStd(scratch));
  for (const name of [...moduleNames.filter(wanted), ...others]) {
    const subject = copyModule(scratch, name);
    if (subject === null) console.log(`not run: ${name} (not in the module cache)`);
    else await check(subject);
  }
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
  const { cwd } = subject;
  const checks = [];
  const say = (what, isRight, detail = "") => {
    console.log(`${isRight ? "ok   " : "HURT "} ${what}${isRight || detail === "" ? "" : `: ${detail.slice(0, 2000)}`}`);
    checks.push({ what, isRight });
    if (!isRight) nHurt++;
  };
  const before = filesOf(cwd);
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
  say("no file comes or goes", [...after.keys()].join() === [...before.keys()].join());
  const kept = changed.map((path) => ({ path, was: tokensAndComments(before.get(path).text), is: tokensAndComments(after.get(path).text) }));
  const lostComments = kept.filter(({ was, is }) => was.comments.join("\n") !== is.comments.join("\n"));
  // Pads add tokens; none may go.
  const lostTokens = kept.filter(({ was, is }) => !contains(is.tokens, was.tokens));
  say("the same comments", lostComments.length === 0, lostComments.map(({ path }) => path).join(" "));
  say("no token is lost", lostTokens.length === 0, lostTokens.map(({ path }) => path).join(" "));
  const formattedAfter = gofmtList(subject);
  say("gofmt -l names what it named", formattedAfter === formattedBefore, formattedAfter);
  const again = lint(subject, ["--fix", "--format", "json", "--fail-level", "never"]);
  say("a second run changes nothing", hashes(filesOf(cwd)) === hashes(after) && again.stdout === first.stdout, again.stderr);
  const parts = subject.isLarge ? dependentsOf(subject, packages) : null;
  const now = built(subject, parts);
  // Where all is well after, it need not be asked what was before.
  const was = now.build.status === 0 && now.vet.status === 0 ? now : asBefore(subject, { changed, before, after }, () => built(subject, parts));
  const what = parts === null ? "" : `, of the ${parts.vet.length} packages that changed or lead to one that did`;
  say(`go build${what}: ${verdict(now.build)}${was === now ? "" : ` (before: ${verdict(was.build)})`}`, now.build.status === was.build.status, now.build.stderr);
  say(`go vet${what}: ${verdict(now.vet)}${was === now ? "" : `, and says what it said before`}`, withoutLines(now.vet.stderr) === withoutLines(was.vet.stderr), now.vet.stderr);
  for (const target of ["linux/amd64", "linux/arm64"]) {
    if (0 < packages.length) say(`all structs of the changed packages have the compiler's sizes, ${target}`, await judge({ title: subject.name, target, patterns: packages.map((folder) => (subject.name === "std" ? folder : `./${folder}`)), cwd, cgo: "0", flags: { "allow-unknown": "", "strict-types": false, show: "20" } }));
  }
  const structs = rowsOf(found, remaining);
  const wrong = structs.filter(({ type, outcome, predictedBytes }) => outcome === "fixed" && !sizesOf(subject, type).includes(predictedBytes));
  say("each fixed struct has the size that was told", wrong.length === 0, wrong.map(({ type }) => type).join(" "));
  const tests = values["no-tests"] ? null : tested(subject, packages, { changed, before, after });
  const chosen = Object.entries(subject.someTests ?? {}).filter(([folder]) => packages.includes(folder)).map(([folder, names]) => `, in \`${folder}\` those of \`-run '${names}'\``);
  if (tests !== null) say(`tests of ${tests.nPackages} packages${chosen.join("")}: ${tests.nPassed} pass, ${tests.failed.length} fail or waver as before`, tests.hurt.length === 0, tests.hurt.join(" "));
  const nFixes = Number(/Made (\d+) fix/.exec(first.stderr)?.[1] ?? 0);
  if (values.record) record("corpus", subject.name, { nFixes, nFiles: changed.length, nPackages: packages.length, checks, failsAsBefore: tests?.failed ?? [], structs });
  for (const { type, outcome, reasons } of structs) if (outcome !== "fixed") console.log(`     ${outcome === "unsafe" ? `unsafe (${reasons.join(", ")})` : outcome}: ${type}`);
  const untagged = structs.filter(({ isTagged }) => !isTagged);
  const nFixed = untagged.filter(({ outcome }) => outcome === "fixed").length;
  console.log(`of ${untagged.length} structs without serialisation tags that another order takes to a smaller size class, ${nFixed} are fixed`);
}

function lint({ cwd, env, patterns }, flags) {
  return run(process.execPath, [cachelint, "check", ...flags, ...patterns], { cwd, env });
}

function built({ cwd, env, build, vet }, parts) {
  return { build: run("go", ["build", ...(parts?.build ?? build)], { cwd, env, seconds: 3600 }), vet: run("go", ["vet", ...(parts?.vet ?? vet)], { cwd, env, seconds: 3600 }) };
}

/** Looks at the code as it was. */
function asBefore({ cwd }, { changed, before, after }, look) {
  for (const path of changed) writeFileSync(join(cwd, path), before.get(path).text);
  try {
    return look();
  } finally {
    for (const path of changed) writeFileSync(join(cwd, path), after.get(path).text);
  }
}

/** The packages of a module that are in some folders, or lead to one of those, if only in their tests. */
function dependentsOf({ cwd, env }, folders) {
  const listed = run("go", ["list", "-f", "{{.ImportPath}} {{.Dir}} {{len .GoFiles}} {{join .Deps \",\"}} {{join .TestImports \",\"}},{{join .XTestImports \",\"}}", "./..."], { cwd, env }).stdout.trim().split("\n").map((line) => line.split(" "));
  const own = new Set(listed.filter(([, directory]) => folders.includes(relative(cwd, directory))).map(([path]) => path));
  const leading = new Set(listed.filter(([path, , , deps = ""]) => own.has(path) || deps.split(",").some((dep) => own.has(dep))).map(([path]) => path));
  const all = listed.filter(([path, , , , imports = ""]) => leading.has(path) || imports.split(",").some((one) => leading.has(one)));
  // What has nothing but tests cannot be built.
  return { build: all.filter(([, , nFiles]) => nFiles !== "0").map(([path]) => path), vet: all.map(([path]) => path) };
}

/** Tests of the fixed packages, and of others that use them where these are few; a package that fails is tried once more, and then as it was. */
function tested({ cwd, env, name, more = [], someTests = {} }, packages, { changed, before, after }) {
  const all = [...new Set([...packages, ...more])];
  const failed = [];
  for (const folder of all) {
    const test = () => run("go", ["test", "-short", "-timeout", "240s", "-run", someTests[folder] ?? ".", name === "std" ? folder : `./${folder}`], { cwd, env, seconds: 300 });
    if (test().status !== 0) failed.push([folder, test]);
  }
  const hurt = failed.filter(([, test]) => {
    if (test().status === 0) return false;
    return asBefore({ cwd }, { changed, before, after }, () => test().status === 0);
  }).map(([folder]) => folder);
  return { nPackages: all.length, nPassed: all.length - failed.length, failed: failed.map(([folder]) => folder).filter((folder) => !hurt.includes(folder)), hurt };
}

/** The sizes of a struct as `show` has them, which are the compiler's; by target. */
function sizesOf({ cwd, env }, type) {
  const shown = run(process.execPath, [cachelint, "show", type, "--format", "jsonl"], { cwd, env });
  return shown.stdout.trim().split("\n").filter((line) => line !== "").map((line) => JSON.parse(line).sizeBytes);
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

/** Each struct that another order takes to a smaller size class. What was told of it without fixes is told again after, unless it is fixed. */
function rowsOf(found, remaining) {
  const left = new Map(remaining.findings.map((finding) => [finding.fingerprint, finding]));
  return found.findings.filter(({ ruleId }) => ruleId === "wasteful-field-order").map(({ type, importPath, fingerprint, notes, message, fix, fixWithheld }) => {
    const now = left.get(fingerprint);
    return {
      type: `${importPath}.${type}`,
      isTagged: notes.some((note) => note.startsWith("The fields have ")),
      // What was withheld and is gone all the same was padded by another rule, and is as large as it has to be.
      outcome: now === undefined ? (fix === null ? (fixWithheld?.[0]?.reason ?? "fixed") : "fixed") : now.fix !== null ? "unsafe" : (now.fixWithheld?.[0]?.reason ?? "none"),
      reasons: [...new Set((now?.fixWithheld ?? []).map(({ reason }) => reason))],
      predictedBytes: Number(/; (\d+) (?:\([^)]*\) )?when reordered/.exec(message)?.[1]),
    };
  });
}
