import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cachelint, folderWith, removeFolders } from "../test/run.js";

afterAll(removeFolders);

const goMod = "module example.com/m\n\ngo 1.24\n";
const wasteful = (name: string): string => `package m\n\ntype ${name} struct {\n\topen  bool // o\n\tstart int64\n\tdone  bool\n}\n\nvar of${name} = new(${name})\n`;
const fixed = (name: string): string => `package m\n\ntype ${name} struct {\n\tstart int64\n\topen  bool // o\n\tdone  bool\n}\n\nvar of${name} = new(${name})\n`;
const unsafe = 'package m\n\ntype Wire struct {\n\tA bool `json:"a"`\n\tb int64\n\tC bool `json:"c"`\n}\n\nvar wire = new(Wire)\n';
const read = (cwd: string, file: string): string => readFileSync(join(cwd, file), "utf8");

test("--fix writes, says what remains, and a second run changes nothing", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": wasteful("A"), "b.go": unsafe });
  const { code, stdout, stderr } = await cachelint(["check", "--fix"], { cwd });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "Made 1 fix in 1 file.\n" });
  expect(stdout).toContain("Wire takes 24 bytes");
  expect(stdout).not.toContain("A takes");
  expect(read(cwd, "a.go")).toBe(fixed("A"));
  expect(read(cwd, "b.go")).toBe(unsafe);
  expect((await cachelint(["check", "--fix"], { cwd })).stderr).toBe("Made no fixes.\n");
  expect(read(cwd, "a.go")).toBe(fixed("A"));
  expect(readdirSync(cwd).sort()).toEqual(["a.go", "b.go", "go.mod"]);
});

test("--unsafe-fixes makes the others too, and nothing remains", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": wasteful("A"), "b.go": unsafe });
  const { code, stdout, stderr } = await cachelint(["check", "--fix", "--unsafe-fixes", "--format", "json"], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "Made 2 fixes in 2 files.\n" });
  expect((JSON.parse(stdout) as { findings: unknown[] }).findings).toEqual([]);
  expect(read(cwd, "b.go")).toContain('\tb int64\n\tA bool `json:"a"`\n\tC bool `json:"c"`\n');
});

test("--fix-dry-run prints a diff, writes nothing, and exits as without", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": wasteful("A"), "sub/b.go": wasteful("B").replaceAll("\n", "\r\n") });
  const { code, stdout, stderr } = await cachelint(["check", "--fix-dry-run", "./..."], { cwd });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "Would make 2 fixes in 2 files.\n" });
  expect(stdout.split("\n").slice(0, 14).join("\n")).toBe(["--- a/a.go", "+++ b/a.go", "@@ -1,8 +1,8 @@", " package m", " ", " type A struct {", "-\topen  bool // o", " \tstart int64", "+\topen  bool // o", " \tdone  bool", " }", " ", "--- a/sub/b.go", "+++ b/sub/b.go"].join("\n"));
  expect(read(cwd, "a.go")).toBe(wasteful("A"));
  expect((await cachelint(["check", "--fix-dry-run", "--fail-level", "never"], { cwd })).code).toBe(0);
});

test("line endings, byte order mark, mode and links are kept", async () => {
  const cwd = folderWith({ "go.mod": goMod, "real/a.txt": `\uFEFF${wasteful("A").replaceAll("\n", "\r\n")}` });
  chmodSync(join(cwd, "real/a.txt"), 0o640);
  symlinkSync("real/a.txt", join(cwd, "a.go"));
  expect((await cachelint(["check", "--fix"], { cwd })).code).toBe(0);
  expect(read(cwd, "real/a.txt")).toBe(`\uFEFF${fixed("A").replaceAll("\n", "\r\n")}`);
  expect(statSync(join(cwd, "real/a.txt")).mode & 0o777).toBe(0o640);
  expect(readdirSync(join(cwd, "real"))).toEqual(["a.txt"]);
});

test("structs in structs converge in one run", async () => {
  const nested = "package m\n\ntype Out struct {\n\ta  bool\n\tin In\n\tb  bool\n}\n\ntype In struct {\n\tx bool\n\ty int64\n\tz bool\n}\n\nvar out, in = new(Out), new(In)\n";
  const cwd = folderWith({ "go.mod": goMod, "a.go": nested });
  expect((await cachelint(["check", "--fix"], { cwd })).code).toBe(0);
  const once = read(cwd, "a.go");
  expect(once).toContain("\ty int64\n\tx bool\n\tz bool\n");
  expect((await cachelint(["check", "--fix"], { cwd })).stderr).toBe("Made no fixes.\n");
  expect(read(cwd, "a.go")).toBe(once);
});

test("a read-only file is named and left, and the others are written", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": wasteful("A"), "b.go": wasteful("B") });
  chmodSync(join(cwd, "a.go"), 0o444);
  const dry = await cachelint(["check", "--fix-dry-run"], { cwd });
  expect(dry.stderr).toBe("a.go: error: It is read-only, and is not written. Make it writable, or leave it out of the run.\nWould make 1 fix in 1 file.\n");
  expect(dry.stdout).not.toContain("a.go");
  const { code, stdout, stderr } = await cachelint(["check", "--fix"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toBe("a.go: error: It is read-only, and is not written. Make it writable, or leave it out of the run.\nMade 1 fix in 1 file.\n");
  expect(stdout).toContain("A takes");
  expect(stdout).not.toContain("B takes");
  expect(read(cwd, "a.go")).toBe(wasteful("A"));
});

test("bytes that are no UTF-8 are never lost", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "" });
  const bytes = Buffer.concat([Buffer.from(wasteful("A")), Buffer.from("// "), Buffer.from([0xe9, 0x0a])]);
  writeFileSync(join(cwd, "a.go"), bytes);
  const told = "a.go: error: It holds bytes that are no UTF-8, which a fix would lose, and is not written.";
  expect(await cachelint(["check", "--fix-dry-run"], { cwd })).toMatchObject({ stdout: "", stderr: expect.stringContaining(told) });
  const { stderr } = await cachelint(["check", "--fix"], { cwd });
  expect(stderr).toContain(told);
  expect(readFileSync(join(cwd, "a.go")).equals(bytes)).toBe(true);
});

test("generated files and other modules are never written", async () => {
  const generated = `// Code generated by hand. DO NOT EDIT.\n\n${wasteful("G")}`;
  const cwd = folderWith({ "go.mod": `${goMod}\nrequire example.com/dep v1.0.0\n`, "a.go": 'package m\n\nimport _ "example.com/dep"\n', "g.go": generated, "vendor/example.com/dep/d.go": wasteful("D").replace("package m", "package dep"), "vendor/modules.txt": "# example.com/dep v1.0.0\n## explicit; go 1.24\nexample.com/dep\n" });
  const { stdout } = await cachelint(["check", "--fix", "--generated", ".", "example.com/dep"], { cwd });
  expect(stdout).toContain("No fix (generated):");
  expect(stdout).toContain("No fix (other-module):");
  expect(read(cwd, "g.go")).toBe(generated);
  expect(read(cwd, "vendor/example.com/dep/d.go")).toContain("\topen  bool // o\n\tstart int64\n");
});

test.each([
  [["check", "--unsafe-fixes"], "error: --unsafe-fixes says which fixes are made, and none are asked for.\n  = help: Add --fix, or --fix-dry-run to see them first.\n"],
  [["check", "--fix", "--fix-dry-run"], "error: --fix writes files and --fix-dry-run writes none; both together cannot be.\n  = help: Leave one of them out.\n"],
  [["check", "--fix", "--stdin-filename", "a.go"], "error: --fix writes files, and with --stdin-filename the text is not the file's.\n  = help: Use --fix-dry-run for a diff, or --format json for the edits.\n"],
])("wrong usage: %j", async (words, stderr) => {
  expect(await cachelint(words)).toEqual({ code: 2, stdout: "", stderr });
});

test("--fix-dry-run of standard input", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n" });
  const { stdout } = await cachelint(["check", "--fix-dry-run", "--stdin-filename", "a.go"], { cwd, stdin: wasteful("A") });
  expect(stdout).toContain("-\topen  bool // o\n \tstart int64\n+\topen  bool // o\n");
  expect(read(cwd, "a.go")).toBe("package m\n");
});

test("the import of a pad comes where gofmt wants it", async () => {
  const ring = 'package m\n\nimport (\n\t"sync/atomic"\n\n\t"golang.org/x/sync/errgroup"\n\t"golang.org/x/term"\n)\n\nvar _ errgroup.Group\nvar _ term.State\n\ntype Q struct {\n\thead atomic.Int64\n\ttail atomic.Int64\n}\n\nfunc (q *Q) Put() {\n\tfor {\n\t\tq.head.Add(1)\n\t}\n}\n\nfunc (q *Q) Get() {\n\tfor {\n\t\tq.tail.Add(1)\n\t}\n}\n\nfunc Start(q *Q) {\n\tgo q.Put()\n\tgo q.Get()\n}\n';
  const cwd = folderWith({ "go.mod": `${goMod}\nrequire golang.org/x/sys v0.30.0\n`, "a.go": ring });
  mkdirSync(join(cwd, "vendor/golang.org/x/sys/cpu"), { recursive: true });
  writeFileSync(join(cwd, "vendor/golang.org/x/sys/cpu/cpu.go"), "package cpu\n\ntype CacheLinePad struct{ _ [cacheLineSize]byte }\n\nconst cacheLineSize = 64\n");
  writeFileSync(join(cwd, "vendor/modules.txt"), "# golang.org/x/sys v0.30.0\n## explicit; go 1.24\ngolang.org/x/sys/cpu\n");
  await cachelint(["check", "--fix", "--target", "linux/amd64,darwin/arm64"], { cwd });
  const after = read(cwd, "a.go");
  expect(after).toMatch(/\thead atomic\.Int64\n\t_ {4}(\[120\]byte|cpu\.CacheLinePad)\n\ttail atomic\.Int64\n/);
  expect(after.includes("cpu.CacheLinePad")).toBe(after.includes('\t"golang.org/x/sync/errgroup"\n\t"golang.org/x/sys/cpu"\n\t"golang.org/x/term"\n'));
});
