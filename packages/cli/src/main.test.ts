import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { cachelint, folderWith, removeFolders } from "../test/run.js";
import { commands } from "./commands/index.js";

afterAll(removeFolders);

const goMod = "module example.com/m\n\ngo 1.24\n";
const span = "package m\n\ntype Span struct {\n\topen  bool\n\tstart int64\n\tdone  bool\n}\n";

test("cachelint alone prints help", async () => {
  const { code, stdout } = await cachelint([]);
  expect(code).toBe(0);
  for (const { name, summary } of commands) expect(stdout).toMatch(new RegExp(`^  ${name}[^\\n]*  ${summary.slice(0, 20)}`, "m"));
});

test.each(commands)("cachelint $name --help names every flag", async ({ name, flags }) => {
  const { code, stdout } = await cachelint([name, "--help"]);
  expect(code).toBe(0);
  for (const flag of flags) expect(stdout).toContain(`--${flag.name}`);
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  expect((await cachelint(["help", name])).stdout).toBe(stdout);
});

test("--version", async () => {
  expect((await cachelint(["--version"])).stdout).toMatch(/^cachelint \d+\.\d+\.\d+\n$/);
});

test.each([
  [["shwo"], "error: cachelint has no command \"shwo\".\n  = help: Did you mean `cachelint show`?\n"],
  [["./..."], "error: cachelint has no command \"./...\".\n  = help: Did you mean `cachelint check ./...`?\n"],
  [["show", "--fromat", "json"], "error: cachelint show has no flag --fromat.\n  = help: Did you mean --format?\n"],
  [["show", "-tags", "x"], "error: cachelint show has no flag -tags.\n  = help: Did you mean --tags?\n"],
  [["check", "--fixed"], "error: cachelint check has no flag --fixed.\n  = help: `cachelint check --help` lists its flags.\n"],
  [["show", "--format", "jsnl"], "error: --format cannot be \"jsnl\".\n  = help: Did you mean jsonl? It is one of text, jsonl, json.\n"],
  [["show", "--target"], "error: --target needs a value.\n  = help: Write it as --target OS/ARCH.\n"],
  [["check", "--quiet=yes"], "error: --quiet takes no value.\n  = help: Leave out \"=yes\".\n"],
  [["show", "--target", "linux/amd46"], "error: --target names \"linux/amd46\", which is no port of Go.\n  = help: Did you mean linux/amd64?\n"],
  [["show", "--target", "linux/zzz"], "error: --target names \"linux/zzz\", which is no port of Go.\n  = help: Go's ports of linux are linux/386, linux/amd64, linux/arm, linux/arm64, linux/loong64, linux/mips, linux/mips64, linux/mips64le, linux/mipsle, linux/ppc64, linux/ppc64le, linux/riscv64, linux/s390x.\n"],
  [["show", "--target", "linus/amd46"], "error: --target names \"linus/amd46\", which is no port of Go.\n  = help: Did you mean linux/amd64?\n"],
  [["show", "--target", "beos/amd64"], "error: --target names \"beos/amd64\", which is no port of Go.\n  = help: See `go tool dist list` for the ports.\n"],
  [["show", "--target", "arm64"], "error: --target names \"arm64\", which is no port of Go.\n  = help: A target is an operating system and an architecture, as in linux/amd64. Did you mean linux/arm64?\n"],
  [["check", "--enable", "wastful-field-order"], "error: There is no rule \"wastful-field-order\".\n  = help: Did you mean wasteful-field-order?\n"],
  [["explain"], "error: cachelint explain needs the name of a rule.\n  = help: `cachelint rules` lists them.\n"],
  [["rules", "all"], "error: cachelint rules does not take \"all\".\n  = help: Usage: cachelint rules\n"],
])("wrong usage: %j", async (words, stderr) => {
  expect(await cachelint(words)).toEqual({ code: 2, stdout: "", stderr });
});

test("findings and their summary", async () => {
  const cwd = folderWith({ "go.mod": goMod, "span.go": `${span}\nvar all []Span\n` });
  const { code, stdout, stderr } = await cachelint(["check"], { cwd });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toMatchInlineSnapshot(`
"span.go:3:6: warning[wasteful-field-order]: Span takes 24 bytes as an element; 16 when reordered.
  3 | type Span struct {
    |      ^^^^
  = note: Order: start, open, done.

1 warning in 1 struct (1 package)
"
`);
});

test("the fail level decides the exit code, and nothing else", async () => {
  const cwd = folderWith({ "go.mod": goMod, "span.go": `${span}\nvar all []Span\n` });
  const codes = await Promise.all(["info", "warning", "error", "never"].map(async (level) => (await cachelint(["check", "--fail-level", level], { cwd })).code));
  expect(codes).toEqual([1, 1, 0, 0]);
  expect((await cachelint(["check", "--disable", "wasteful-field-order"], { cwd })).stdout).toBe("No findings in 1 struct (1 package)\n");
});

test("a file on standard input stands in for the one on the disk", async () => {
  const cwd = folderWith({ "go.mod": goMod, "span.go": "package m\n", "other.go": span.replace("Span", "Other") });
  const { code, stdout } = await cachelint(["check", "--stdin-filename", "span.go", "--format", "json"], { cwd, stdin: `${span}\nvar all []Span\nvar others []Other\n` });
  expect(code).toBe(1);
  const { findings, stats } = JSON.parse(stdout) as { findings: { type: string; file: string }[]; stats: object };
  expect(findings.map(({ type, file }) => [type, file])).toEqual([["Span", "span.go"]]);
  expect(stats).toEqual({ packages: 1, structs: 1, unknownStructs: 0, unknownByReason: {} });
});

test("a file of standard input that is not there yet", async () => {
  const cwd = folderWith({ "go.mod": goMod, "other.go": "package m\n" });
  expect((await cachelint(["check", "--stdin-filename", "new.go"], { cwd, stdin: `${span}\nvar all []Span\n` })).stdout).toContain("new.go:3:6: warning");
});

test("--output writes the report whole; colours stay away from it", async () => {
  const cwd = folderWith({ "go.mod": goMod, "span.go": span });
  const { code, stdout } = await cachelint(["show", "--output", "report.jsonl", "--format", "jsonl"], { cwd, env: { NO_COLOR: "", FORCE_COLOR: "1" } });
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(readFileSync(`${cwd}/report.jsonl`, "utf8").trim().split("\n")).toHaveLength(2);
  expect(readdirSync(cwd)).toEqual(["go.mod", "report.jsonl", "span.go"]);
});

test("--output to where nothing can be written", async () => {
  const cwd = folderWith({ "go.mod": goMod, "span.go": span });
  expect(await cachelint(["show", "--output", "span.go/x.txt"], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining("error: The report cannot be written to span.go/x.txt: its folder does not exist") as string });
});

test("--output goes through links and devices, and keeps a file's mode", async () => {
  const cwd = folderWith({ "go.mod": "module m\n", "a.go": "package m\n\ntype S struct{}\n", "there.txt": "old" });
  chmodSync(`${cwd}/there.txt`, 0o640);
  symlinkSync("there.txt", `${cwd}/link`);
  symlinkSync("new.txt", `${cwd}/dangling`);
  const outcomes = [];
  for (const file of ["link", "dangling", "/dev/null"]) outcomes.push((await cachelint(["show", "--output", file], { cwd })).code);
  expect(outcomes).toEqual([0, 0, 0]);
  expect(statSync(`${cwd}/there.txt`).mode & 0o777).toBe(0o640);
  expect([readFileSync(`${cwd}/there.txt`, "utf8"), readFileSync(`${cwd}/new.txt`, "utf8")]).toEqual([expect.stringContaining("struct m.S"), expect.stringContaining("struct m.S")]);
  expect([lstatSync(`${cwd}/link`).isSymbolicLink(), lstatSync("/dev/null").isCharacterDevice()]).toEqual([true, true]);
});

test("colours by NO_COLOR, FORCE_COLOR and the terminal", async () => {
  const cwd = folderWith({ "go.mod": goMod, "span.go": span });
  const isColoured = async (env: Record<string, string>, columns?: number): Promise<boolean> => (await cachelint(["show"], { cwd, env, ...(columns === undefined ? {} : { columns }) })).stdout.includes("\u001B[");
  expect(await isColoured({ NO_COLOR: "" })).toBe(false);
  expect(await isColoured({ NO_COLOR: "" }, 80)).toBe(true);
  expect(await isColoured({ NO_COLOR: "1" }, 80)).toBe(false);
  expect(await isColoured({ NO_COLOR: "", FORCE_COLOR: "1" })).toBe(true);
  expect(await isColoured({ NO_COLOR: "1", FORCE_COLOR: "1" })).toBe(false);
  expect(await isColoured({ NO_COLOR: "", TERM: "dumb" }, 80)).toBe(false);
});

test("--quiet leaves findings, and --timing says where the time went", async () => {
  const cwd = folderWith({ "go.mod": goMod, "span.go": `${span}\nvar all []Span\n` });
  const { stdout, stderr } = await cachelint(["check", "--quiet", "--timing"], { cwd });
  expect(stdout).not.toContain("1 warning in");
  expect(stderr).toMatch(/^facts: +\d+ ms$/m);
  expect(stderr).toMatch(/^total: +\d+ ms$/m);
  expect(stderr).toMatch(/^bodies: +0 of 0 parsed, 0 of 0 kB \(0%\)$/m);
});

test("rules and their pages", async () => {
  const { stdout } = await cachelint(["rules", "--format", "json"]);
  const { rules } = JSON.parse(stdout) as { rules: { id: string }[] };
  expect(rules.length).toBeGreaterThan(0);
  for (const { id } of rules) expect((await cachelint(["explain", id])).stdout).toMatch(new RegExp(`^# ${id}\n`));
  expect((await cachelint(["rules"])).stdout.match(/^\S+/gm)).toEqual(rules.map(({ id }) => id));
});
