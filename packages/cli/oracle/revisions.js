// What cachelint says of git's past, and of merges, in real repositories: `diff`, `--new-from-rev`, and baselines that
// two branches changed.
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cachelint, command, commit, expect, finish, git, newFolder, repository, run, write } from "./scene.js";

const goMod = "module example.com/m\n\ngo 1.24\n";
const inner = (fields) => `package inner\n\ntype T struct {\n${fields}}\n`;
const outer = "package outer\n\nimport \"example.com/m/inner\"\n\ntype Outer struct {\n\tinner.T\n\tok bool\n}\n\nvar all []Outer\n";
const drift = (folder, ...words) => JSON.parse(cachelint(folder, [...words, "--format", "json"]).stdout).drift;

diffs();
otherTypes();
dependencies();
newFindings();
oldConflicts();
merges();
initHook();
finish("revisions");

function diffs() {
  const folder = repository({ "go.mod": goMod, "inner/inner.go": inner("\ta int64\n"), "outer/outer.go": outer, "gone/gone.go": "package gone\n\ntype G struct{ n int }\n", "sub/go.mod": "module example.com/sub\n\ngo 1.24\n", "sub/s.go": "package sub\n\ntype S struct{ n int32 }\n" });
  cachelint(folder, ["baseline", "update"]);
  commit(folder, "baseline");
  git(folder, "tag", "v1");
  write(folder, { "inner/inner.go": inner("\ta int64\n\tb int64\n"), "gone": null, "new/new.go": "package fresh\n\ntype N struct{ n int }\n" });
  const before = statSync(join(folder, ".git/index")).mtimeMs;
  const work = drift(folder, "diff", "v1");
  expect("the work tree: what a type of another package does, what is new, what is gone", JSON.stringify([...new Set(work.map(({ importPath, type, classes }) => `${importPath}.${type} ${classes.join()}`))]) === JSON.stringify(["example.com/m/gone.G gone-type", "example.com/m/inner.T grew,next-class,added-field", "example.com/m/new.N new-type", "example.com/m/outer.Outer grew,next-class"]), work);
  expect("the cause is named", work.find(({ type }) => type === "Outer").cause === "It embeds inner.T, which went from 8 to 16 bytes (package example.com/m/inner).", work);
  expect("the baseline says the same", JSON.stringify(drift(folder, "baseline", "check")) === JSON.stringify(work), drift(folder, "baseline", "check"));
  expect("nothing is checked out, and the index is not written", statSync(join(folder, ".git/index")).mtimeMs === before && !existsSync(join(folder, "gone")) && /new\//.test(git(folder, "status", "--short")));
  expect("exit 1 for what fails", cachelint(folder, ["diff", "v1"]).status === 1);
  commit(folder, "second");
  git(folder, "tag", "v2");
  write(folder, { "inner/inner.go": inner("\ta int8\n") });
  expect("two revisions, whatever the work tree holds", JSON.stringify(drift(folder, "diff", "v1..v2")) === JSON.stringify(work));
  expect("backwards: nothing fails", cachelint(folder, ["diff", "v2..v1"]).status === 0 && cachelint(folder, ["diff", "v2..v1", "--strict"]).status === 1);
  expect("patterns restrict it", drift(folder, "diff", "v1..v2", "./outer").every(({ type }) => type === "Outer"));
  expect("from a folder below", JSON.stringify(drift(join(folder, "outer"), "diff", "v1..v2")) === JSON.stringify(drift(folder, "diff", "v1..v2", "./outer")));
  git(folder, "checkout", "-q", "--", "inner");
  git(folder, "checkout", "-q", "-b", "side", "v1");
  write(folder, { "outer/outer.go": outer.replace("ok bool", "ok, no bool") });
  commit(folder, "side");
  expect("three dots: from where the two parted", drift(folder, "diff", "main...side").map(({ type, classes }) => `${type} ${classes}`).join() === "Outer added-field,Outer added-field", drift(folder, "diff", "main...side"));
  const unknown = cachelint(folder, ["diff", "nowhere"]);
  expect("a revision that is none: exit 2", unknown.status === 2 && unknown.stderr.includes('git knows no revision "nowhere"'), unknown.text);
  const twice = cachelint(folder, ["diff", "HEAD~1", "HEAD"]);
  expect("two revisions as two words: exit 2, and how it is written", twice.status === 2 && twice.stderr.includes("cachelint diff HEAD~1..HEAD"), twice.text);
  expect("no repository: exit 2", cachelint(newFolder(), ["diff", "HEAD"]).status === 2);
  expect("no git: exit 2 with what to do", /Install git/.test(cachelint(folder, ["diff", "v1"], { PATH: "" }).stderr), cachelint(folder, ["diff", "v1"], { PATH: "" }).text);
  // Links in the tree lead where they did.
  symlinkSync("../inner/inner.go", join(folder, "outer/same.go"));
  symlinkSync("inner", join(folder, "link"));
  write(folder, { "outer/same.go": null });
  symlinkSync("real.txt", join(folder, "linked.go"));
  write(folder, { "real.txt": "package m\n\ntype L struct{ n int32 }\n" });
  commit(folder, "links");
  write(folder, { "real.txt": "package m\n\ntype L struct{ n int64 }\n" });
  expect("a file behind a link", drift(folder, "diff", "HEAD").some(({ type, classes }) => type === "L" && classes.includes("grew")), cachelint(folder, ["diff", "HEAD"]).text);
}

function otherTypes() {
  const text = (n, directive) => `package m\n\nconst n = ${n}\n\n${directive}type A [n]uint64\n\ntype Plain [n]int\n\nfunc f() {\n\ttype local struct{ a [n]int }\n\tvar l local\n\t_ = l\n}\n`;
  for (const [before, after] of [["//cachelint:frozen\n", ""], ["", "//cachelint:frozen\n"]]) {
    const folder = repository({ "go.mod": goMod, "a.go": text(4, before) });
    write(folder, { "a.go": text(5, after) });
    const told = [...new Set(drift(folder, "diff", "HEAD").map(({ type, classes }) => `${type} ${classes.join()}`))].join("; ");
    expect("of what is no struct that which is frozen on either side", told === "A grew,next-class,frozen,retyped", told);
  }
}

function dependencies() {
  const cache = newFolder();
  for (const [version, fields] of [["v1.0.0", "\tn int64\n"], ["v1.1.0", "\tn int64\n\tm int64\n"]]) {
    write(cache, { [`example.com/dep@${version}/go.mod`]: "module example.com/dep\n", [`example.com/dep@${version}/d.go`]: `package dep\n\ntype D struct {\n${fields}}\n` });
  }
  const require = (version) => `${goMod}\nrequire example.com/dep ${version}\n`;
  const folder = repository({ "go.mod": require("v1.0.0"), "a.go": "package m\n\nimport \"example.com/dep\"\n\ntype A struct {\n\td dep.D\n}\n" });
  write(folder, { "go.mod": require("v1.1.0") });
  const told = cachelint(folder, ["diff", "HEAD", "--format", "json"], { GOMODCACHE: cache, GOFLAGS: "-mod=mod" });
  const [first] = JSON.parse(told.stdout).drift;
  expect("an upgrade of a dependency is named with both versions", first?.cause === "Its field d is a dep.D, which went from 8 to 16 bytes: module example.com/dep went from v1.0.0 to v1.1.0.", told.text);
}

function newFindings() {
  const wasteful = (name) => `type ${name} struct {\n\ta bool\n\tb int64\n\tc bool\n}\n\nvar ${name}s []${name}\n`;
  const folder = repository({ "go.mod": goMod, "inner/inner.go": inner("\ta int32\n"), "outer/outer.go": outer.replace("\tok bool\n", "\tok bool\n\tn  int32\n"), "a.go": `package m\n\n${wasteful("old")}` });
  const rules = (...words) => JSON.parse(cachelint(folder, ["check", "--format", "json", ...words]).stdout).findings.map(({ file, ruleId }) => `${file} ${ruleId}`).join();
  expect("what was there is not new", rules() === "a.go wasteful-field-order" && rules("--new-from-rev", "HEAD") === "", rules());
  expect("and the exit code is 0", cachelint(folder, ["check", "--new-from-rev", "HEAD"]).status === 0);
  write(folder, { "a.go": `package m\n\n// One line more.\n\n${wasteful("old")}\n${wasteful("fresh")}` });
  expect("a new one in the same file, the old one moved down", rules("--new-from-rev", "HEAD") === "a.go wasteful-field-order", rules("--new-from-rev", "HEAD"));
  expect("with a file named", rules("--new-from-rev", "HEAD", "a.go") === "a.go wasteful-field-order", rules("--new-from-rev", "HEAD", "a.go"));
  git(folder, "checkout", "-q", "--", ".");
  // Nothing in outer.go changes; the struct that it embeds does, and its order is wasteful now.
  write(folder, { "inner/inner.go": inner("\ta int64\n").replace("type T struct {\n\ta int64", "type T struct {\n\ta int32\n\tb *int\n\tc int32") , "outer/outer.go": outer.replace("\tok bool\n", "\tok bool\n\tn  int32\n") });
  const elsewhere = rules("--new-from-rev", "HEAD");
  expect("caused by lines elsewhere", elsewhere.includes("inner/inner.go wasteful-field-order") || elsewhere.includes("outer/outer.go"), elsewhere);
  git(folder, "checkout", "-q", "--", ".");
  git(folder, "checkout", "-q", "-b", "side");
  write(folder, { "b.go": `package m\n\n${wasteful("side")}` });
  commit(folder, "side");
  git(folder, "checkout", "-q", "main");
  write(folder, { "c.go": `package m\n\n${wasteful("main")}` });
  commit(folder, "main");
  git(folder, "checkout", "-q", "side");
  expect("since the branches parted", rules("--new-from-merge-base", "main") === "b.go wasteful-field-order", rules("--new-from-merge-base", "main"));
  const sarif = JSON.parse(cachelint(folder, ["check", "--format", "sarif", "--new-from-merge-base", "main"]).stdout);
  expect("in every format", sarif.runs[0].results.length === 1);
  expect("both flags: exit 2", cachelint(folder, ["check", "--new-from-rev", "a", "--new-from-merge-base", "b"]).status === 2);
}

/** A field before them changes which two of some fields are told first, and parts others. */
function oldConflicts() {
  const counters = (before) => `package m\n\nimport "sync/atomic"\n\ntype C struct {\n${before}\ta, b, c atomic.Int64\n}\n\nfunc (c *C) A() { c.a.Add(1) }\nfunc (c *C) B() { c.b.Add(1) }\nfunc (c *C) C() { c.c.Add(1) }\n`;
  const folder = repository({ "go.mod": goMod, "a.go": counters("") });
  const found = (...words) => JSON.parse(cachelint(folder, ["check", "--format", "json", ...words]).stdout).findings.filter(({ ruleId }) => ruleId === "false-sharing");
  const [old] = found();
  expect("a conflict of three fields", old?.fields.length === 3, JSON.stringify(old?.fields));
  write(folder, { "a.go": counters("").replace("a, b, c atomic.Int64", "a, b atomic.Int64\n\tbuf [128]byte\n\tc atomic.Int64") });
  expect("of fewer fields it is nothing new", found().length === 1 && found()[0].fields.length === 2 && found("--new-from-rev", "HEAD").length === 0, JSON.stringify(found()));
  write(folder, { "a.go": counters("").replace("a, b, c atomic", "c, b, a atomic") });
  expect("nor in another order, which its fingerprint does not go by", found("--new-from-rev", "HEAD").length === 0 && found()[0].fingerprint === old.fingerprint, JSON.stringify(found()));
  write(folder, { "a.go": counters("").replace("a, b, c atomic", "a, b, c, d atomic") + "func (c *C) D() { c.d.Add(1) }\n" });
  expect("with one more it is", found("--new-from-rev", "HEAD").length === 1);
}

function merges() {
  const one = (name, fields) => ({ [`${name}/${name}.go`]: `package ${name}\n\ntype T1 struct {\n${fields}}\n\ntype T2 struct {\n${fields}}\n` });
  const folder = repository({ "go.mod": goMod, ...one("a", "\tn int64\n"), ...one("b", "\tn int64\n"), "c/c.go": "package c\n" });
  cachelint(folder, ["baseline", "update"]);
  commit(folder, "baseline");
  const branch = (name, files) => {
    git(folder, "checkout", "-q", "-B", name, "main");
    write(folder, files);
    cachelint(folder, ["baseline", "update"]);
    commit(folder, name);
  };
  const merged = (title, first, second) => {
    branch("first", first);
    branch("second", second);
    const merge = run(folder, "git", ["-c", "user.name=scene", "-c", "user.email=scene@example.com", "merge", "-q", "--no-edit", "first"]);
    const check = merge.status === 0 ? cachelint(folder, ["baseline", "check", "--strict"]) : merge;
    expect(`merge: ${title}`, merge.status === 0 && check.status === 0, `${merge.text}${check.text}`);
  };
  const text = (name) => readFileSync(join(folder, `${name}/${name}.go`), "utf8");
  git(folder, "checkout", "-q", "main");
  merged("different structs of one file", { "a/a.go": text("a").replace("T1 struct {\n", "T1 struct {\n\tx bool\n") }, { "a/x.go": "package a\n", "a/a.go": text("a").replace("T2 struct {\n", "T2 struct {\n\ty bool\n") });
  merged("structs added to different packages, next to each other in the file", { "a/z.go": "package a\n\ntype Z struct{ n int }\n" }, { "b/y.go": "package b\n\ntype A struct{ n int }\n" });
  merged("a package's first struct, and another package's last", { "c/c.go": "package c\n\ntype C struct{ n int }\n" }, { "b/z.go": "package b\n\ntype Z struct{ n int }\n" });
  merged("a layout that differs by target now, and its neighbour removed", { "a/a.go": text("a").replace("T1 struct {\n", "T1 struct {\n\tp *int\n") }, { "b/b.go": "package b\n\ntype T2 struct {\n\tn int64\n}\n" });
  git(folder, "checkout", "-q", "main");
  const base = text("a");
  branch("first", { "a/a.go": base.replace("T1 struct {\n", "T1 struct {\n\tx bool\n") });
  branch("second", { "a/b.go": "package a\n", "a/a.go": base.replace("T1 struct {\n\tn int64\n", "T1 struct {\n\tn int64\n\ty [4]int64\n") });
  const merge = run(folder, "git", ["-c", "user.name=scene", "-c", "user.email=scene@example.com", "merge", "-q", "--no-edit", "first"]);
  write(folder, { "a/a.go": "package a\n\ntype T1 struct {\n\tx bool\n\tn int64\n\ty [4]int64\n}\n\ntype T2 struct {\n\tn int64\n}\n" });
  const conflicted = cachelint(folder, ["baseline", "check"]);
  expect("one struct on both sides: a conflict, exit 2 with its line", merge.status !== 0 && conflicted.status === 2 && /\.layout-baseline\.json:\d+:1: error: This baseline holds the marks of a merge conflict/.test(conflicted.stderr), conflicted.text);
  expect("update mends it", cachelint(folder, ["baseline", "update"]).status === 0 && cachelint(folder, ["baseline", "check", "--strict"]).status === 0);
}

function initHook() {
  const folder = repository({ "go.mod": goMod, "a b.go": "package m\n\ntype T struct {\n\tn int64\n}\n" });
  const bin = newFolder();
  write(bin, { cachelint: `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n` });
  chmodSync(join(bin, "cachelint"), 0o755);
  const env = { PATH: `${bin}:${process.env.PATH}` };
  cachelint(folder, ["init"]);
  const tryCommit = (files) => {
    write(folder, files);
    git(folder, "add", "-A");
    return run(folder, "git", ["-c", "user.name=scene", "-c", "user.email=scene@example.com", "commit", "-q", "-m", "x"], env);
  };
  const first = tryCommit({});
  expect("the hook of init: what it wrote can be committed", first.status === 0, first.text);
  const grown = tryCommit({ "a b.go": "package m\n\ntype T struct {\n\tn, m int64\n}\n" });
  expect("the hook of init blocks drift", grown.status !== 0 && grown.text.includes("grew from 8 to 16 bytes"), grown.text);
  cachelint(folder, ["baseline", "update"]);
  expect("and passes it with the baseline", tryCommit({}).status === 0);
  const wasteful = tryCommit({ "w.go": "package m\n\ntype w struct {\n\ta bool\n\tb int64\n\tc bool\n}\n\nvar ws []w\n" });
  expect("the hook of init blocks findings", wasteful.status !== 0 && wasteful.text.includes("wasteful-field-order"), wasteful.text);
  write(folder, { "w.go": null });
  const text = tryCommit({ "README.md": "x\n" });
  expect("without Go files it does nothing", text.status === 0 && text.text === "", text.text);
}
