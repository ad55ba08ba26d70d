import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cachelint, folderWith, removeFolders } from "../test/run.js";

afterAll(removeFolders);

const goMod = "module example.com/q\n\ngo 1.24\n";
const file = ".layout-baseline.json";

/** A module with a baseline, then other files. */
async function changed(files: Readonly<Record<string, string>>, later: Readonly<Record<string, string>>): Promise<string> {
  const cwd = folderWith({ "go.mod": goMod, ...files });
  expect(await cachelint(["baseline", "update"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  for (const [path, text] of Object.entries(later)) writeFileSync(`${cwd}/${path}`, text);
  return cwd;
}

async function causes(cwd: string): Promise<readonly (string | null)[]> {
  const { drift } = JSON.parse((await cachelint(["baseline", "check", "--format", "json"], { cwd })).stdout) as { readonly drift: readonly { readonly cause: string | null }[] };
  return [...new Set(drift.map(({ cause }) => cause))];
}

const dep = (n: number): string => `package dep\n\nconst N = ${n}\n\ntype Inner struct{ n int64 }\n`;
const user = (fields: string): string => `package a\n\nimport "example.com/q/dep"\n\nconst own = 2\n\nconst twice = own * dep.N\n\ntype A struct {\n${fields}}\n`;

test.each([
  ["a constant of another package", "\tn [dep.N]int64\n", "Its field n has the length dep.N, which went from 4 to 6 (package example.com/q/dep)."],
  ["one of several lengths, in an expression", "\tn [own][dep.N + 1]int64\n", "Its field n has the length dep.N + 1, which went from 5 to 7 (package example.com/q/dep)."],
  ["a constant that is made of another one", "\tn [twice]int64\n", "Its field n has the length twice, which went from 8 to 12 with a.own and dep.N (packages example.com/q/a and example.com/q/dep)."],
])("the cause: %s", async (_, fields, cause) => {
  const cwd = await changed({ "dep/dep.go": dep(4), "a/a.go": user(fields) }, { "dep/dep.go": dep(6) });
  expect(await causes(cwd)).toEqual([cause]);
});

test("the cause: a constant that is imported by a dot", async () => {
  const dotted = "package a\n\nimport . \"example.com/q/dep\"\n\ntype A struct{ n [N]int64 }\n";
  const cwd = await changed({ "dep/dep.go": dep(4), "a/a.go": dotted }, { "dep/dep.go": dep(6) });
  expect(await causes(cwd)).toEqual(["Its field n has the length N, which went from 4 to 6 (package example.com/q/dep)."]);
});

test("a length that is written as a number has no other cause", async () => {
  const cwd = await changed({ "a.go": "package q\n\ntype A struct{ n [4]int }\n" }, { "a.go": "package q\n\ntype A struct{ n [6]int }\n" });
  expect(await causes(cwd)).toEqual([null]);
});

test("an embedded field that came is told by its name and its type", async () => {
  const cwd = await changed({ "dep/dep.go": dep(4), "a/a.go": user("\tn [dep.N]int64\n") }, { "a/a.go": user("\tn [dep.N]int64\n\tdep.Inner\n") });
  expect((await cachelint(["baseline", "check"], { cwd })).stdout).toContain("has a new field Inner (embedded dep.Inner).");
});

const selected = { "cachelint.yaml": "baseline: { select: [./a] }\n", "a/a.go": "package a\n\ntype A struct{ n int }\n", "b/b.go": "package b\n\ntype B struct{ n int }\n" };

test("a pattern for what the selection does not have is told; files that a hook names are not", async () => {
  const cwd = await changed(selected, {});
  const note = `note: The selection of ${file} holds nothing of ./b, so that nothing of it is recorded or compared. To have it recorded, add it to \`baseline: { select: … }\` in cachelint.yaml and run \`cachelint baseline update\`.\n`;
  expect(await cachelint(["baseline", "check", "./b"], { cwd })).toEqual({ code: 0, stdout: "Nothing of this is recorded.\n", stderr: note });
  expect(await cachelint(["baseline", "check", "./a", "./b"], { cwd })).toEqual({ code: 0, stdout: "No drift.\n", stderr: note });
  expect(await cachelint(["baseline", "update", "./b"], { cwd })).toEqual({ code: 0, stdout: `${file}: 1 struct of 1 package recorded, as before.\n`, stderr: note });
  expect(await cachelint(["baseline", "check", "b/b.go"], { cwd })).toEqual({ code: 0, stdout: "Nothing of this is recorded.\n", stderr: "" });
  expect(await cachelint(["baseline", "check", "a/a.go", "b/b.go"], { cwd })).toEqual({ code: 0, stdout: "No drift.\n", stderr: "" });
  for (const words of [["./b"], ["b/b.go"]]) expect(await cachelint(["baseline", "check", "--quiet", ...words], { cwd })).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("above several modules, the baseline is named whose selection lacks what a pattern names, without paths of this machine", async () => {
  const module = (name: string): Readonly<Record<string, string>> => ({ [`${name}/go.mod`]: `module example.com/${name}\n\ngo 1.24\n`, [`${name}/a.go`]: `package ${name}\n\ntype T struct{ n int32 }\n` });
  const cwd = folderWith({ ...module("one"), ...module("two"), "two/cachelint.yaml": "baseline: { select: [.] }\n", "two/sub/s.go": "package sub\n\ntype S struct{ n int }\n", ".git/HEAD": "" });
  expect((await cachelint(["baseline", "update"], { cwd })).code).toBe(0);
  const { code, stderr } = await cachelint(["baseline", "check", "./one", "./two/sub"], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^note: The selection of two\/\.layout-baseline\.json holds nothing of two\/sub, so that /)]);
});

test("a baseline in a folder that is not there: told as a baseline, without paths of this machine", async () => {
  const cwd = folderWith({ "go.mod": goMod, ...selected, "cachelint.yaml": "baseline: { path: conf/layouts.json }\n" });
  expect(await cachelint(["baseline", "update"], { cwd })).toEqual({ code: 2, stdout: "", stderr: "error: The baseline conf/layouts.json cannot be written: its folder does not exist (ENOENT).\n  = help: Make the folder first, or name another file with `baseline: { path: … }` in cachelint.yaml.\n" });
  mkdirSync(`${cwd}/conf`);
  expect(await cachelint(["baseline", "update"], { cwd })).toMatchObject({ code: 0 });
  expect(readFileSync(`${cwd}/conf/layouts.json`, "utf8")).toContain("example.com/q/a.A");
});

test("ends of lines as git checks them out on Windows are no difference, and stay", async () => {
  const cwd = await changed(selected, {});
  const text = readFileSync(`${cwd}/${file}`, "utf8").replaceAll("\n", "\r\n");
  writeFileSync(`${cwd}/${file}`, text);
  expect(await cachelint(["baseline", "check", "--strict"], { cwd })).toEqual({ code: 0, stdout: "No drift.\n", stderr: "" });
  expect((await cachelint(["baseline", "update"], { cwd })).stdout).toBe(`${file}: 1 struct of 1 package recorded, as before.\n`);
  expect(readFileSync(`${cwd}/${file}`, "utf8")).toBe(text);
});

test("frozen and track that go or come without any other change: the type is named", async () => {
  const frozen = { ...selected, "a/a.go": selected["a/a.go"].replace("type", "//cachelint:frozen\ntype"), "b/b.go": selected["b/b.go"].replace("type", "//cachelint:track\ntype") };
  const cwd = await changed(frozen, selected);
  const { code, stdout } = await cachelint(["baseline", "check", "--strict"], { cwd });
  expect([code, stdout]).toEqual([1, `No drift.\nexample.com/q/a.A is no longer frozen.\nexample.com/q/b.B is no longer tracked: no //cachelint:track stands on it, and the selection (\`select\`, \`minSizeBytes\` and \`heat\` of the baseline) does not have it. It stays recorded until the next update.\n${file} is out of date. If the change is meant, record it: cachelint baseline update\n`]);
  expect((await cachelint(["baseline", "check"], { cwd })).code).toBe(0);
  expect((await cachelint(["baseline", "check", "./a"], { cwd })).stdout).toContain("A is no longer frozen.\n");
  expect((await cachelint(["baseline", "update"], { cwd })).code).toBe(0);
  expect(await cachelint(["baseline", "check", "--strict"], { cwd })).toEqual({ code: 0, stdout: "No drift.\n", stderr: "" });
  writeFileSync(`${cwd}/a/a.go`, frozen["a/a.go"]);
  expect((await cachelint(["baseline", "check", "--strict"], { cwd })).stdout).toContain("No drift.\nexample.com/q/a.A is frozen now.\n");
});
