import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cachelint, folderWith, type Outcome, removeFolders } from "../test/run.js";

afterAll(removeFolders);

const goMod = "module example.com/q\n\ngo 1.24\n";
const ring = "package ring\n\nimport \"sync/atomic\"\n\ntype Ring struct {\n\thead atomic.Uint64\n\t_    [56]byte\n\ttail atomic.Uint64\n\tbuf  []byte\n}\n";
const file = ".layout-baseline.json";

type Json = { readonly drift: readonly { readonly classes: readonly string[]; readonly verdict: string; readonly type: string; readonly target: string; readonly before: unknown; readonly after: unknown; readonly cause: string | null; readonly message: string }[]; readonly accept: string | null; readonly baselines: readonly { readonly file: string; readonly isCurrent: boolean }[] };

/** A module with a baseline of its own, then other files. */
async function changed(files: Readonly<Record<string, string>>, later: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<{ readonly cwd: string; readonly check: (...more: readonly string[]) => Promise<Outcome>; readonly json: () => Promise<Json>; readonly text: () => string }> {
  const cwd = folderWith({ "go.mod": goMod, ...files });
  expect(await cachelint(["baseline", "update", ...words], { cwd })).toMatchObject({ code: 0, stderr: "" });
  for (const [path, text] of Object.entries(later)) writeFileSync(`${cwd}/${path}`, text);
  return {
    cwd,
    check: (...more) => cachelint(["baseline", "check", ...more], { cwd }),
    json: async () => JSON.parse((await cachelint(["baseline", "check", "--format", "json"], { cwd })).stdout) as Json,
    text: () => readFileSync(`${cwd}/${file}`, "utf8"),
  };
}

const verdicts = ({ drift }: Json): readonly string[] => [...new Set(drift.map(({ type, verdict, classes }) => `${type}: ${verdict} ${classes.join(" ")}`))];

test("nothing changed: no drift, and the file is as update writes it", async () => {
  const { check, json, text, cwd } = await changed({ "ring/ring.go": ring }, {});
  const before = text();
  expect(await check()).toEqual({ code: 0, stdout: "No drift.\n", stderr: "" });
  expect(await check("--strict", "--quiet")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await json()).toEqual({ schemaVersion: 1, drift: [], accept: null, baselines: [{ file, isCurrent: true }] });
  expect(await cachelint(["baseline", "update"], { cwd })).toMatchObject({ code: 0, stdout: `${file}: 1 struct of 1 package recorded, as before.\n` });
  expect(text()).toBe(before);
});

test("a change that fails: which, how it lies, what accepts it; update does", async () => {
  const { check, cwd, text } = await changed({ "ring/ring.go": ring }, { "ring/ring.go": ring.replace("\tbuf  []byte\n", "\tbuf  []byte\n\tdone bool\n\tname string\n") });
  const recorded = text();
  expect(await check()).toMatchInlineSnapshot(`
{
  "code": 1,
  "stderr": "",
  "stdout": "fail[grew, next-class, added-field, pointer-bytes]: example.com/q/ring.Ring grew from 96 to 120 bytes; takes 128 bytes from the allocator instead of 96; has new fields done, name; has pointers in its first 112 bytes instead of its first 80 bytes.
    Ring struct {
        head atomic.Uint64  /*     0     8 */
        _    [56]byte       /*     8    56 */
        /* --- cacheline 1 boundary (64 bytes) --- */
        tail atomic.Uint64  /*    64     8 */
        buf  []byte         /*    72    24 */
  -     /* size: 96, align: 8, cachelines: 2, fields: 4 */
  -     /* pointer bytes: 80, size class: 96 */
  -     /* last cacheline: 32 bytes */
  +     done bool           /*    96     1 */
  +     /* XXX 7 bytes hole */
  +     name string         /*   104    16 */
  +     /* size: 120, align: 8, cachelines: 2, fields: 6 */
  +     /* sum fields: 113, holes: 1, sum holes: 7 */
  +     /* pointer bytes: 112, size class: 128 */
  +     /* last cacheline: 56 bytes */
    }
  = note: This holds for linux/amd64, linux/arm64.

1 struct failed.
.layout-baseline.json is out of date. If the change is meant, record it: cachelint baseline update
",
}
`);
  expect(text()).toBe(recorded);
  expect(await cachelint(["baseline", "update"], { cwd })).toMatchObject({ code: 0, stdout: `${file}: 1 struct of 1 package recorded. 1 struct had failed.\n` });
  expect(await check()).toMatchObject({ code: 0, stdout: "No drift.\n" });
});

const point = "package q\n\ntype Point struct {\n\tx, y int64\n\tname string\n\ton   bool\n}\n";
const wide = (body: string): Readonly<Record<string, string>> => ({ "a.go": `package q\n\n${body}` });

test.each<readonly [name: string, before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>, verdict: string]>([
  ["shrank", { "a.go": point }, { "a.go": point.replace("\ton   bool\n", "") }, "Point: notice shrank"],
  ["added into a hole", { "a.go": point }, { "a.go": point.replace("on   bool", "on, off bool") }, "Point: notice added-field"],
  ["renamed", { "a.go": point }, { "a.go": point.replace("x, y", "x, z") }, "Point: notice renamed"],
  ["retyped", { "a.go": point }, { "a.go": point.replace("on   bool", "on   uint8") }, "Point: notice retyped"],
  ["moved", { "a.go": point }, { "a.go": point.replace("x, y", "y, x") }, "Point: notice moved"],
  ["a field less of the same size", wide("type P struct {\n\tn    int64\n\ta, b bool\n}\n"), wide("type P struct {\n\tn int64\n\ta bool\n}\n"), "P: notice moved"],
  ["pointers further in", wide("type P struct {\n\tp *int\n\tn uintptr\n}\n"), wide("type P struct {\n\tp *int\n\tn *int\n}\n"), "P: notice retyped pointer-bytes"],
  ["grew within its class", wide("type P struct{ a [9]int64 }\n"), wide("type P struct {\n\ta [9]int64\n\tb [7]byte\n}\n"), "P: fail grew added-field"],
  ["next class by pointers alone", wide("type P struct{ a [64]int64; b int64 }\n"), wide("type P struct{ a [64]int64; b *int64 }\n"), "P: notice retyped pointer-bytes"],
  ["more lines", wide("type P struct{ a [64]byte }\n"), wide("type P struct{ a [64]byte; b byte }\n"), "P: fail grew next-class more-lines added-field"],
  ["new", { "a.go": point }, { "a.go": `${point}\ntype New struct{ n int }\n` }, "New: notice new-type"],
  ["gone", { "a.go": `${point}\ntype Old struct{ n int }\n` }, { "a.go": point }, "Old: notice gone-type"],
  ["unknown now", { "a.go": point }, { "a.go": point.replace("on   bool", "on   lost.T") }, "Point: fail unknown"],
  ["known now", { "a.go": point.replace("on   bool", "on   lost.T") }, { "a.go": point }, "Point: notice known"],
  ["frozen", { "a.go": point.replace("type", "//cachelint:frozen\ntype") }, { "a.go": point.replace("x, y", "x, z").replace("type", "//cachelint:frozen\ntype") }, "Point: fail frozen renamed"],
  ["frozen until now", { "a.go": point.replace("type", "//cachelint:frozen\ntype") }, { "a.go": point.replace("x, y", "x, z") }, "Point: fail frozen renamed"],
  ["frozen and gone", { "a.go": point.replace("type", "//cachelint:frozen\ntype") }, { "a.go": "package q\n" }, "Point: fail frozen gone-type"],
  ["a constant of a length", wide("const n = 4\n\ntype P struct{ a [n]int64 }\n"), wide("const n = 5\n\ntype P struct{ a [n]int64 }\n"), "P: fail grew next-class retyped"],
])("%s", async (_, before, after, verdict) => {
  const { json, check } = await changed(before, after);
  const result = await json();
  expect(verdicts(result)).toEqual([verdict]);
  expect((await check()).code).toBe(verdict.includes(": fail ") ? 1 : 0);
  expect((await check("--strict")).code).toBe(1);
  expect(result.accept).toBe("cachelint baseline update");
});

test.each([
  ["comments, blank lines and the order of methods", point, point.replace("type Point", "// Point is one.\n\n// again\ntype Point").replace("\ton   bool\n}\n", "\n\ton   bool // on\n}\n\nfunc (p *Point) b() {}\nfunc (p *Point) a() {}\n")],
  ["types that are the same ones, spelled otherwise", point.replace("on   bool", "on   byte").replace("name string", "name []rune\n\tany  interface{}"), point.replace("on   bool", "on   uint8").replace("name string", "name []int32\n\tany  any")],
  ["tags, and locals of functions", point, `${point.replace("on   bool", "on   bool `json:\"on\"`")}\nfunc f() {\n\ttype local struct{ n int }\n\tvar l local\n\t_ = l\n}\n`],
])("no drift: %s", async (_, before, later) => {
  const { check } = await changed({ "a.go": before }, { "a.go": later });
  expect(await check("--strict")).toEqual({ code: 0, stdout: "No drift.\n", stderr: "" });
});

test("the cause, where it is a type of another package or module", async () => {
  const other = (n: number): string => `package other\n\ntype T struct{ a [${n}]int64 }\n`;
  const { json, cwd } = await changed({ "other/other.go": other(1), "a.go": "package q\n\nimport \"example.com/q/other\"\n\ntype A struct {\n\tother.T\n\tu other.T\n}\n" }, { "other/other.go": other(2) });
  expect((await json()).drift.find(({ type }) => type === "A")?.cause).toBe("It embeds other.T, which went from 8 to 16 bytes (package example.com/q/other). Its field u is an other.T, which went from 8 to 16 bytes (package example.com/q/other).");
  expect((await cachelint(["check"], { cwd })).stdout).toContain("= note: It embeds other.T");
});

test("a dependency that was upgraded", async () => {
  const at = (version: string, n: number): Readonly<Record<string, string>> => ({ [`cache/example.com/dep@${version}/go.mod`]: "module example.com/dep\n", [`cache/example.com/dep@${version}/d.go`]: `package dep\n\ntype D struct{ a [${n}]int64 }\n` });
  const cwd = folderWith({ "go.mod": `${goMod}\nrequire example.com/dep v1.0.0\n`, "a.go": "package q\n\nimport \"example.com/dep\"\n\ntype A struct{ d dep.D }\n", ...at("v1.0.0", 1), ...at("v1.1.0", 2) });
  const env = { GOMODCACHE: `${cwd}/cache` };
  expect((await cachelint(["baseline", "update"], { cwd, env })).code).toBe(0);
  writeFileSync(`${cwd}/go.mod`, `${goMod}\nrequire example.com/dep v1.1.0\n`);
  const { drift } = JSON.parse((await cachelint(["baseline", "check", "--format", "json"], { cwd, env })).stdout) as Json;
  expect(drift[0]).toMatchObject({ classes: ["grew", "next-class"], cause: "Its field d is a dep.D, which went from 8 to 16 bytes (example.com/dep of module example.com/dep, now at v1.1.0)." });
});

test("selection: by size, by heat, by directive; the file remembers it", async () => {
  const text = "package q\n\nimport \"sync/atomic\"\n\ntype Small struct{ n int64 }\n\ntype Large struct{ a [20]int64 }\n\ntype Hot struct {\n\tn atomic.Int64\n\ta [20]int64\n}\n\nfunc (h *Hot) Add() { h.n.Add(1) }\n\n//cachelint:track\ntype Tracked struct{ b bool }\n\nfunc f() {\n\t//cachelint:track\n\ttype local struct{ n int }\n\tvar l local\n\t_ = l\n}\n";
  const recorded = async (configuration: string): Promise<readonly string[]> => {
    const cwd = folderWith({ "go.mod": goMod, "a.go": text, "cachelint.yaml": configuration });
    await cachelint(["baseline", "update"], { cwd });
    const { packages } = JSON.parse(readFileSync(`${cwd}/${file}`, "utf8")) as { packages: Record<string, Record<string, unknown>> };
    expect(await cachelint(["baseline", "check", "--strict"], { cwd })).toMatchObject({ code: 0 });
    return Object.keys(packages["example.com/q"] ?? {}).filter((name) => name !== "/");
  };
  expect(await recorded("")).toEqual(["Hot", "Large", "Small", "Tracked", "f.local"]);
  expect(await recorded("baseline: { minSizeBytes: 100 }")).toEqual(["Hot", "Large", "Tracked", "f.local"]);
  expect(await recorded("baseline: { heat: hot }")).toEqual(["Hot", "Tracked", "f.local"]);
  const cwd = folderWith({ "go.mod": goMod, "a.go": text, "cachelint.yaml": "baseline: { minSizeBytes: 100 }" });
  await cachelint(["baseline", "update"], { cwd });
  writeFileSync(`${cwd}/cachelint.yaml`, "baseline: { minSizeBytes: 8, fail: [grew, shrank] }");
  writeFileSync(`${cwd}/a.go`, text.replace("Large struct{ a [20]int64 }", "Large struct{ a [1]int64 }"));
  const { code, stderr, stdout } = await cachelint(["baseline", "check"], { cwd });
  expect(stderr).toContain(`The configuration sets baseline.minSizeBytes to 8, and ${file} was recorded with 100.`);
  // What was recorded stays so, however small it has become; and the configuration says what fails.
  expect([code, stdout]).toEqual([1, expect.stringContaining("fail[shrank, retyped]: example.com/q.Large") as string]);
});

test("a recorded struct that the selection does not have any more: check goes on with it, and update names what it leaves out", async () => {
  const text = (n: number, directive = ""): string => `package q\n\n${directive}type T struct{ a [${n}]int64 }\n\ntype U struct{ a [9]int64 }\n`;
  const settings = { "a.go": text(8), "cachelint.yaml": "baseline: { minSizeBytes: 64 }\n" };
  const { cwd, json } = await changed(settings, { "a.go": text(7) });
  expect(verdicts(await json())).toEqual(["T: notice shrank retyped"]);
  const { stdout } = await cachelint(["baseline", "update"], { cwd });
  expect(stdout).toBe(`${file}: 1 struct of 1 package recorded. 1 struct changed.\nexample.com/q.T is not recorded any more: the selection (\`select\`, \`minSizeBytes\` and \`heat\` of the baseline) does not have it now. //cachelint:track above a type keeps it whatever becomes of it.\n`);
  // What is gone is gone, and what is tracked stays.
  const gone = await changed(settings, { "a.go": "package q\n\ntype U struct{ a [9]int64 }\n" });
  expect((await cachelint(["baseline", "update"], { cwd: gone.cwd })).stdout).not.toContain("any more");
  const tracked = await changed(settings, { "a.go": text(7, "//cachelint:track\n") });
  expect((await cachelint(["baseline", "update"], { cwd: tracked.cwd })).stdout).toBe(`${file}: 2 structs of 1 package recorded. 1 struct changed.\n`);
});

test("what is tracked is recorded in packages that are not selected, too", async () => {
  const cwd = folderWith({ "go.mod": goMod, "cachelint.yaml": "baseline: { select: [./a] }", "a/a.go": "package a\n\ntype A struct{ n int }\n", "b/b.go": "package b\n\n//cachelint:track\ntype B struct{ n int }\n\ntype Other struct{ n int }\n", "c/c.go": "package c\n\ntype C struct{ n int }\n" });
  await cachelint(["baseline", "update"], { cwd });
  const { packages } = JSON.parse(readFileSync(`${cwd}/${file}`, "utf8")) as { packages: Record<string, Record<string, unknown>> };
  expect(Object.entries(packages).flatMap(([path, types]) => (path === "/" ? [] : Object.keys(types).filter((name) => name !== "/").map((name) => `${path}.${name}`)))).toEqual(["example.com/q/a.A", "example.com/q/b.B"]);
  writeFileSync(`${cwd}/b/b.go`, "package b\n\n//cachelint:track\ntype B struct{ n [4]int }\n");
  expect(await cachelint(["baseline", "check"], { cwd })).toMatchObject({ code: 1, stdout: expect.stringContaining("example.com/q/b.B grew") as string });
  // Without the directive it is gone from what is chosen, and not from the sources: it stays recorded.
  writeFileSync(`${cwd}/b/b.go`, "package b\n\ntype B struct{ n [4]int }\n");
  expect((await cachelint(["baseline", "check"], { cwd })).code).toBe(1);
});

test("a line size that the configuration changes is told", async () => {
  const { cwd } = await changed({ "a.go": point }, { "cachelint.yaml": "lineSize: { linux/arm64: 128 }" });
  expect((await cachelint(["baseline", "check"], { cwd })).stderr).toContain("The configuration sets the cache line of linux/arm64 to 128");
});

test("targets: those of the file, whatever the environment says", async () => {
  const { cwd, check, text } = await changed({ "a.go": "package q\n\ntype P struct{ p *int }\n" }, {}, "--target", "linux/386,darwin/arm64");
  expect(JSON.parse(text())).toMatchObject({ targets: ["darwin/arm64", "linux/386"], lineBytes: { "darwin/arm64": 128, "linux/386": 64 } });
  expect(await cachelint(["baseline", "check", "--strict"], { cwd, env: { GOARCH: "amd64" } })).toMatchObject({ code: 0, stdout: "No drift.\n" });
  expect(await check("--target", "linux/386")).toMatchObject({ code: 0 });
  expect(await check("--target", "linux/amd64")).toMatchObject({ code: 2, stderr: expect.stringContaining("holds no layouts for linux/amd64; it has those for darwin/arm64, linux/386.") as string });
  await cachelint(["baseline", "update"], { cwd });
  expect(JSON.parse(text())).toMatchObject({ targets: ["darwin/arm64", "linux/386"] });
});

test("patterns restrict check and update to some packages", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a/a.go": "package a\n\ntype A struct{ n int32 }\n", "b/b.go": "package b\n\ntype B struct{ n int32 }\n" });
  await cachelint(["baseline", "update"], { cwd });
  writeFileSync(`${cwd}/a/a.go`, "package a\n\ntype A struct{ n [4]int32 }\n");
  writeFileSync(`${cwd}/b/b.go`, "package b\n\ntype B struct{ n [4]int32 }\n");
  expect((await cachelint(["baseline", "check", "./a"], { cwd })).stdout).toMatch(/^fail\[.*q\/a\.A[^]*cachelint baseline update \.\/a\n$/);
  expect(await cachelint(["baseline", "update", "./a"], { cwd })).toMatchObject({ code: 0 });
  expect(await cachelint(["baseline", "check", "./a"], { cwd })).toMatchObject({ code: 0, stdout: "No drift.\n" });
  expect((await cachelint(["baseline", "check"], { cwd })).stdout).toMatch(/^fail\[.*q\/b\.B/);
});

test("several modules: a baseline for each, from the folder above", async () => {
  const module = (name: string): Readonly<Record<string, string>> => ({ [`${name}/go.mod`]: `module example.com/${name}\n\ngo 1.24\n`, [`${name}/a.go`]: `package ${name}\n\ntype T struct{ n int32 }\n` });
  const cwd = folderWith({ ...module("one"), ...module("two"), ".git/HEAD": "" });
  expect((await cachelint(["baseline", "check"], { cwd })).stderr).toContain(`There is no baseline one/${file}, two/${file}.`);
  expect((await cachelint(["baseline", "update"], { cwd })).stdout).toBe(`one/${file}: 1 struct of 1 package recorded.\ntwo/${file}: 1 struct of 1 package recorded.\n`);
  writeFileSync(`${cwd}/two/a.go`, "package two\n\ntype T struct{ n [4]int32 }\n");
  expect(await cachelint(["baseline", "check"], { cwd })).toMatchObject({ code: 1, stdout: expect.stringContaining(`two/${file} is out of date.`) as string });
  expect(await cachelint(["baseline", "check"], { cwd: `${cwd}/one` })).toMatchObject({ code: 0 });
  // With a configuration above them all, one file holds them.
  const whole = folderWith({ ...module("one"), ...module("two"), ".git/HEAD": "", "cachelint.yaml": "baseline: { path: layouts.json }" });
  expect((await cachelint(["baseline", "update"], { cwd: `${whole}/one` })).stdout).toBe("../layouts.json: 2 structs of 2 packages recorded.\n");
  expect(await cachelint(["baseline", "check", "--strict"], { cwd: whole })).toMatchObject({ code: 0 });
});

test("a go.work: one baseline for its modules, from wherever it is asked", async () => {
  const module = (name: string): Readonly<Record<string, string>> => ({ [`${name}/go.mod`]: `module example.com/${name}\n\ngo 1.24\n`, [`${name}/a.go`]: `package ${name}\n\ntype T struct{ n int32 }\n` });
  const cwd = folderWith({ ...module("one"), ...module("two"), "go.work": "go 1.24\n\nuse ./one\nuse ./two\n", ".git/HEAD": "" });
  const env = { GOWORK: "" };
  expect((await cachelint(["baseline", "update"], { cwd, env })).stdout).toBe(`${file}: 2 structs of 2 packages recorded.\n`);
  writeFileSync(`${cwd}/two/a.go`, "package two\n\ntype T struct{ n [4]int32 }\n");
  for (const folder of [cwd, `${cwd}/one`]) expect(await cachelint(["baseline", "check"], { cwd: folder, env })).toMatchObject({ code: 1, stdout: expect.stringContaining("example.com/two.T grew") as string });
  expect((await cachelint(["check"], { cwd: `${cwd}/two`, env })).stdout).toContain("error[layout-drift]: example.com/two.T grew");
});

test("a selection that matches nothing any more: all of it is gone", async () => {
  const { cwd, json } = await changed({ "ring/ring.go": ring, "a.go": "package q\n", "cachelint.yaml": "baseline: { select: [./ring] }" }, {});
  rmSync(`${cwd}/ring`, { recursive: true });
  expect(verdicts(await json())).toEqual(["Ring: notice gone-type"]);
  expect(await cachelint(["baseline", "update"], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining("./ring") as string });
});

test("another Go version is named with the one of the file", async () => {
  const { cwd } = await changed({ "a.go": point }, {}, "--go-version", "1.24");
  const { code, stderr } = await cachelint(["baseline", "check", "--go-version", "1.26"], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining(`${file} was recorded with Go 1.24, and this check goes by Go 1.26;`) as string]);
});

test("a damaged baseline: exit 2 with its line, for check, update and the rule, and nothing is written", async () => {
  const { cwd, text } = await changed({ "a.go": point }, {});
  const damaged = text().replace('"offsetBytes": 8', '"offsetBytes": "8"');
  writeFileSync(`${cwd}/${file}`, damaged);
  for (const words of [["baseline", "check"], ["baseline", "update"], ["check"]]) {
    const outcome = await cachelint(words, { cwd });
    expect([outcome.code, outcome.stdout]).toEqual([2, ""]);
    expect(outcome.stderr).toMatch(/^\.layout-baseline\.json:\d+:\d+: error: offsetBytes must be a whole number from 0\.\n[^]*git checkout HEAD -- \.layout-baseline\.json/);
  }
  expect(text()).toBe(damaged);
  expect(await cachelint(["check", "--disable", "layout-drift"], { cwd })).toMatchObject({ code: 0 });
});

test("a conflicted baseline: check is exit 2, update writes it anew with its own selection", async () => {
  const { cwd, check, text } = await changed({ "a.go": point }, {}, "--target", "linux/386");
  const sound = text();
  writeFileSync(`${cwd}/${file}`, sound.replace('      "Point": {\n', '<<<<<<< HEAD\n      "Point": {\n=======\n      "Pont": {\n>>>>>>> other\n'));
  expect(await check()).toMatchObject({ code: 2, stderr: expect.stringContaining("holds the marks of a merge conflict") as string });
  expect(await cachelint(["baseline", "update"], { cwd })).toMatchObject({ code: 0 });
  expect(text()).toBe(sound);
});

test("a conflicted baseline is written anew as a whole, whatever packages are named, with the targets of both sides", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a/a.go": "package a\n\ntype A struct{ n int32 }\n", "b/b.go": "package b\n\ntype B struct{ n int32 }\n" });
  const recorded = async (...words: readonly string[]): Promise<string> => {
    rmSync(`${cwd}/${file}`, { force: true });
    await cachelint(["baseline", "update", ...words], { cwd });
    return readFileSync(`${cwd}/${file}`, "utf8");
  };
  const theirs = await recorded("--target", "linux/amd64,windows/arm64");
  const ours = (await recorded("--target", "linux/amd64,linux/386")).replace(/ {4}"example\.com\/q\/b": \{[^]*? {6}"\/": "example\.com\/q\/b"\},\n/, "");
  expect(ours).not.toContain("example.com/q/b");
  writeFileSync(`${cwd}/${file}`, `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> other\n`);
  expect(await cachelint(["baseline", "update", "./a"], { cwd })).toMatchObject({ code: 0, stdout: `${file}: 2 structs of 2 packages recorded. 1 struct changed.\n` });
  expect(JSON.parse(readFileSync(`${cwd}/${file}`, "utf8"))).toMatchObject({ targets: ["linux/386", "linux/amd64", "windows/arm64"], packages: { "example.com/q/b": { B: {} } } });
  expect(await cachelint(["baseline", "check", "--strict"], { cwd })).toMatchObject({ code: 0, stdout: "No drift.\n" });
});

test("no target is recorded for some packages only", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a/a.go": "package a\n\ntype A struct{ n int32 }\n", "b/b.go": "package b\n\ntype B struct{ n int32 }\n" });
  const targetsAfter = async (...words: readonly string[]): Promise<unknown> => {
    expect(await cachelint(["baseline", "update", ...words], { cwd })).toMatchObject({ code: 0 });
    expect(await cachelint(["baseline", "check", "--strict"], { cwd })).toMatchObject({ code: 0, stdout: "No drift.\n" });
    return (JSON.parse(readFileSync(`${cwd}/${file}`, "utf8")) as { readonly targets: unknown }).targets;
  };
  expect(await targetsAfter()).toEqual(["linux/amd64", "linux/arm64"]);
  expect(await targetsAfter("./a", "--target", "linux/amd64")).toEqual(["linux/amd64", "linux/arm64"]);
  expect(await targetsAfter("./a", "--target", "linux/386")).toEqual(["linux/386", "linux/amd64", "linux/arm64"]);
  expect(await targetsAfter("--target", "linux/386")).toEqual(["linux/386"]);
});

test("a pad that shrinks between two words that nobody synchronises on", async () => {
  const pads = (n: number): string => `type P struct {\n\tin  int64\n\t_   [${n}]byte\n\tout int64\n}\n\nfunc (p *P) In()  { p.in++ }\nfunc (p *P) Out() { p.out++ }\n`;
  const { json } = await changed(wide(pads(64)), wide(pads(8)));
  const result = await json();
  expect(verdicts(result)).toEqual(["P: fail separation-lost shrank retyped"]);
  expect(result.drift[0]?.message).toContain("in and out can share a cache line now, which a pad kept from them");
});

test("a replaced module has no version of its own", async () => {
  const dep = (n: number): string => `package dep\n\ntype D struct{ a [${n}]int64 }\n`;
  const { cwd, json } = await changed({ "go.mod": `${goMod}\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ./dep\n`, "dep/go.mod": "module example.com/dep\n", "dep/d.go": dep(1), "a.go": "package q\n\nimport \"example.com/dep\"\n\ntype A struct{ d dep.D }\n" }, { "dep/d.go": dep(2) });
  expect((await json()).drift[0]?.cause).toBe("Its field d is a dep.D, which went from 8 to 16 bytes (example.com/dep of module example.com/dep).");
  expect((await cachelint(["baseline", "update"], { cwd })).stdout).toBe(`${file}: 1 struct of 1 package recorded. 1 struct had failed.\n`);
});

test("wrong words", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": point });
  expect(await cachelint(["baseline"], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining("needs to know what to do: update or check") as string });
  expect(await cachelint(["baseline", "chekc"], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining("Did you mean `cachelint baseline check`?") as string });
  expect(await cachelint(["baseline", "check"], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining("`cachelint baseline update` records the layouts as they are now.") as string });
  mkdirSync(`${cwd}/${file}`);
  expect(await cachelint(["baseline", "update"], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining("cannot be read; it is a folder") as string });
});
