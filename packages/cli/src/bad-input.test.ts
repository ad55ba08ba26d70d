import { chmodSync, symlinkSync } from "node:fs";
import { cachelint, folderWith, removeFolders } from "../test/run.js";

afterAll(removeFolders);

const goMod = "module example.com/m\n\ngo 1.24\n";
const one = ["show", "--format", "jsonl", "--target", "linux/amd64"];
const namesOf = (stdout: string): string[] => stdout.split("\n").filter((line) => line !== "").map((line) => (JSON.parse(line) as { name: string }).name);

test("broken Go: the struct that is broken is unknown, others are not", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\ntype A struct {\n\tn int32\n\tx [\n}\n\ntype B struct{ n int64 }\n" });
  const { code, stdout } = await cachelint(["show", "--target", "linux/amd64"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/struct example\.com\/m\.A .*\n {4}\/\* (?:\S+: )?unknown \((?:syntax-error|constant)\)/);
  expect(stdout).toMatch(/struct example\.com\/m\.B .*\n {4}n int64 {2}\/\* +0 +8 \*\//);
});

test("a module that is not there: which, where it was looked for, what to run", async () => {
  const cwd = folderWith({ "go.mod": `${goMod}\nrequire example.com/gone v1.2.3\n`, "a.go": "package m\n\nimport \"example.com/gone\"\n\ntype A struct{ g gone.T }\n" });
  const { stdout } = await cachelint(["show", "--target", "linux/amd64"], { cwd, env: { GOMODCACHE: `${cwd}/cache` } });
  expect(stdout).toContain("g: unknown (unresolved-import)");
  expect(stdout.replace(/\s+/g, " ")).toContain("Run `go mod download`");
  const { code, stdout: checked, stderr } = await cachelint(["check"], { cwd, env: { GOMODCACHE: `${cwd}/cache` } });
  expect(stderr).toBe("warning: example.com/gone: module example.com/gone v1.2.3 is not in the module cache (looked in cache/example.com/gone@v1.2.3). Run `go mod download`.\n");
  expect({ code, checked }).toEqual({ code: 0, checked: "No findings in 1 struct (1 package); 1 struct unknown: unresolved-import 1\n" });
});

test("broken Go: each file that is reported on is told once", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\ntype A struct {\n\tn int32\n\tx [\n}\n\nfunc f( {\n}\n", "b.go": "package m\n\nvar x = 1 )\n", "c.go": "pakage m\n", "d.go": "" });
  expect((await cachelint(["check"], { cwd })).stderr.match(/^\S+: warning: Syntax error/gm)).toEqual(["a.go:5", "b.go:3", "c.go:1", "d.go:1"].map((place) => `${place}: warning: Syntax error`));
  expect((await cachelint(["check", "b.go"], { cwd })).stderr).toBe("b.go:3: warning: Syntax error: \")\" closes nothing.\n");
});

test("a slip in a variable that holds nothing of interest is told", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\nvar x = []int{1, 2,, 3}\n" });
  expect((await cachelint(["check"], { cwd })).stderr).toMatch(/^a\.go:3: warning: Syntax error/);
});

test("a declaration that is too long to be parsed is said to be so, and is no mistake; the others are read", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": `package m\n\nvar table = []A{${"{18},".repeat(1_700_000)}}\n\ntype A struct{ n int32 }\n` });
  const { code, stdout, stderr } = await cachelint(one, { cwd });
  expect({ code, names: namesOf(stdout) }).toEqual({ code: 0, names: ["A"] });
  expect((await cachelint(["check"], { cwd })).stderr + stderr).toContain("a.go:3: warning: This declaration is too long, or nested too deep, to be parsed.\n");
});

test("a Go version that is none, and an empty pattern", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n" });
  for (const version of ["abc", "1", "2.0"]) expect(await cachelint(["check", "--go-version", version], { cwd })).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(`--go-version names "${version}"`) as string });
  expect(await cachelint(["check", ""], { cwd })).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("A pattern is empty.") as string });
});

test("no go.mod: a folder of Go files is read all the same", async () => {
  const cwd = folderWith({ "a.go": "package m\n\ntype A struct{ n int32 }\n" });
  expect(namesOf((await cachelint(one, { cwd })).stdout)).toEqual(["A"]);
  expect((await cachelint([...one, "a.go"], { cwd })).code).toBe(0);
});

test("nothing to read: what was looked for, and what patterns are", async () => {
  const cwd = folderWith({ "go.mod": goMod });
  const { code, stdout, stderr } = await cachelint(["check"], { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("matched no packages");
  expect(stderr).toContain("= help: Patterns are those of the go command");
});

test("a pattern that matches nothing beside one that does is told, and no more", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\ntype A struct{}\n" });
  const { code, stdout, stderr } = await cachelint([...one, ".", "./nowhere"], { cwd });
  expect({ code, names: namesOf(stdout), stderr }).toEqual({ code: 0, names: ["A"], stderr: "nowhere: error: There is no folder nowhere.\n" });
});

test("hooks name files that are not part of the build: that is no error", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a_test.go": "package m\n", "w_windows.go": "package m\n" });
  expect(await cachelint(["check", "a_test.go"], { cwd })).toMatchObject({ code: 0, stderr: "a_test.go: warning: a_test.go is a test file. Add --tests to have tests read.\n" });
  expect((await cachelint(["check", "w_windows.go"], { cwd })).code).toBe(0);
});

test("a byte order mark and CRLF do not move lines and columns", async () => {
  const cwd = folderWith({ "go.mod": goMod.replaceAll("\n", "\r\n"), "a.go": "\uFEFFpackage m\r\n\r\ntype A struct {\r\n\tb bool\r\n\tn int64\r\n\tc bool\r\n}\r\nvar all []A\r\n" });
  const { stdout } = await cachelint(["check"], { cwd });
  expect(stdout).toContain("a.go:3:6: warning[wasteful-field-order]");
  expect(stdout).toContain("  3 | type A struct {\n    |      ^\n");
  expect(stdout).not.toContain("\r");
});

test("a binary file named .go", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\ntype A struct{ n int32 }\n", "b.go": Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256) });
  const { code, stdout } = await cachelint(one, { cwd });
  expect({ code, names: namesOf(stdout) }).toEqual({ code: 0, names: ["A"] });
});

const isRoot = process.getuid?.() === 0;

test("a file that cannot be read is told", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\ntype A struct{ n int32 }\n", "b.go": "package m\n\ntype B struct{ n int32 }\n" });
  chmodSync(`${cwd}/b.go`, 0);
  const { code, stdout, stderr } = await cachelint(one, { cwd });
  expect({ code, names: namesOf(stdout), stderr }).toEqual(isRoot ? { code: 0, names: ["A", "B"], stderr: "" } : { code: 0, names: ["A"], stderr: expect.stringContaining("b.go: warning: This file cannot be read") as string });
});

test("folders that link in a circle, and links that lead nowhere", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\ntype A struct{ n int32 }\n", "sub/b.go": "package sub\n\ntype B struct{ n int32 }\n" });
  symlinkSync("..", `${cwd}/sub/up`);
  symlinkSync("loop.go", `${cwd}/loop.go`);
  symlinkSync("nowhere.go", `${cwd}/gone.go`);
  const { code, stdout } = await cachelint(one, { cwd });
  expect({ code, names: namesOf(stdout) }).toEqual({ code: 0, names: ["A", "B"] });
});

test("a configuration or baseline that links to itself is told as what it is", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n" });
  symlinkSync(".layout-baseline.json", `${cwd}/.layout-baseline.json`);
  expect(await cachelint(["baseline", "check"], { cwd })).toMatchObject({ code: 2, stderr: "error: The baseline .layout-baseline.json cannot be read; it is a symbolic link that leads back to itself.\n  = help: Let it link to a file, or write one in its place.\n" });
  symlinkSync("cachelint.yaml", `${cwd}/cachelint.yaml`);
  expect(await cachelint(["check"], { cwd })).toMatchObject({ code: 2, stderr: "error: The configuration file cachelint.yaml cannot be read; it is a symbolic link that leads back to itself.\n  = help: Let it link to a file, or write one in its place.\n" });
});

test("a -modfile that is not there is told, and nothing else is said to be missing", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\nimport \"example.com/m/sub\"\n\ntype A struct{ s sub.S }\n", "sub/s.go": "package sub\n\ntype S struct{ n int32 }\n" });
  const { code, stdout, stderr } = await cachelint(one, { cwd, env: { GOFLAGS: "-modfile=gone.mod" } });
  expect({ code, names: namesOf(stdout), lines: stderr.trim().split("\n").length }).toEqual({ code: 0, names: ["A", "S"], lines: 1 });
  expect(stderr).toMatch(/^gone\.mod: error: GOFLAGS names this file with -modfile/);
});

test("no report names a folder of this machine", async () => {
  const cwd = folderWith({ "go.mod": `${goMod}\nrequire example.com/gone v1.2.3\n\nreplace example.com/gone => ../nowhere\n`, "a.go": "package m\n\nimport \"example.com/gone\"\n\ntype A struct{ g gone.T }\n" });
  for (const words of [["show"], ["show", "--format", "jsonl"], ["show", "./nowhere"], ["check", "/nowhere/else"], ["check", "--config", "/nowhere/cachelint.yaml"]]) {
    const { stdout, stderr } = await cachelint(words, { cwd });
    expect(stdout + stderr).not.toMatch(/(?:^|[\s"'(=])\/(?!\/|\*)\w/m);
    expect(stdout + stderr).not.toContain(cwd);
  }
});

test("a file of another package in the same folder is left out, and told", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\ntype A struct{ n int32 }\n", "b.go": "package other\n\ntype B struct{ n int32 }\n" });
  for (const words of [one, ["check"]]) {
    const { code, stderr } = await cachelint(words, { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^b\.go: warning: This file is package other, but a\.go beside it is package m; it is left out\./) as string });
  }
});

test("broken Go: structs in text that cannot be read are listed by their names, and every damaged line is told", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\nfunc f() {\n\ttype L struct{ n int }\n\tif {\n\ntype A struct{ n int }\n\ngarbage type B struct{ n int }\n\nfunc g() {\n\ttype M struct{ n int, }\n}\n" });
  const { stdout, stderr } = await cachelint(one, { cwd });
  const rows = stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as { name: string; kind: string; function?: string; line: number; unknown?: unknown });
  const broken = (name: string): unknown => [{ field: "", reason: "syntax-error", detail: `the text around ${name} is no Go` }];
  expect(rows.map(({ name, kind, function: within, line, unknown }) => [name, kind, within, line, unknown])).toEqual([
    ["L", "local", "f", 4, broken("L")],
    ["A", "named", undefined, 7, undefined],
    ["B", "named", undefined, 9, broken("B")],
    ["M", "local", "g", 12, [{ field: "", reason: "syntax-error", detail: "the struct's text is no Go" }]],
  ]);
  expect(stderr).toBe("a.go:3: warning: Syntax error: \"{\" is not closed, and 2 more (lines 9, 12).\n3 structs unknown: syntax-error 3\n");
  expect((await cachelint(["check", "--target", "linux/amd64"], { cwd })).stdout).toBe("No findings in 4 structs (1 package); 3 structs unknown: syntax-error 3\n");
});

test("names that nothing declares, imports that lead nowhere and types that hold themselves: each is told apart, with what to do", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\nimport (\n\t\"example.com/gone\"\n\t\"nosuchstd/foo\"\n)\n\ntype A struct {\n\tn Undefined\n\tg gone.T\n\tf foo.T\n\tr Rec\n\tk gone\n}\n\ntype Rec struct{ r [2]Rec }\n" });
  const { stdout } = await cachelint(["show", "--target", "linux/amd64"], { cwd });
  // Where Go is not there, nobody knows what its library has.
  const told = stdout.replace(/\s+/g, " ").replace(/f: unknown \((?:unresolved-import\): nosuchstd\/foo is not in the standard library of Go \S+ \(looked in \S+\)\. Check the import path|std-table\): nosuchstd\/foo is not in .*? to read it)\./, "f: …");
  expect(told).toBe([
    "struct example.com/m.A { // a.go:8 linux/amd64",
    "/* n: unknown (unresolved-name): Undefined. Nothing the package's files or imports declare has this name; see whether the package builds. */",
    "/* g: unknown (unresolved-import): example.com/gone: no required module provides this package. Run `go get example.com/gone`. */",
    "/* f: … */",
    "/* r: unknown (unresolved-name): Rec is an invalid recursive type: its size depends on itself, as where it holds itself by value. Make Rec hold a pointer instead. */",
    "/* k: unknown (unresolved-name): gone is not a type. See whether the package builds. */ }",
    "struct example.com/m.Rec { // a.go:16 linux/amd64",
    "/* r: unknown (unresolved-name): Rec is an invalid recursive type: its size depends on itself, as where it holds itself by value. Make Rec hold a pointer instead. */ } ",
  ].join(" "));
});

test("structs that hold themselves by value are unknown, and all else is judged", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n\nimport \"sync/atomic\"\n\ntype Rec struct {\n\ta Rec\n\tb [2]Other\n\tn atomic.Int64\n}\n\ntype Other struct{ r Rec }\n\ntype C struct{ in, out atomic.Int64 }\n\nfunc (r *Rec) X() { r.n.Add(1); r.a.n.Add(1) }\nfunc (c *C) In()  { c.in.Add(1) }\nfunc (c *C) Out() { c.out.Add(1) }\n" });
  const { stdout, stderr } = await cachelint(["check", "--format", "json"], { cwd });
  expect({ types: (JSON.parse(stdout) as { readonly findings: readonly { readonly type: string }[] }).findings.map(({ type }) => type), stderr }).toMatchObject({ types: expect.arrayContaining(["C"]) as string[] });
});
