import { existsSync, readFileSync, statSync } from "node:fs";
import { cachelint, folderWith, removeFolders } from "../test/run.js";

afterAll(removeFolders);

const files = { "go.mod": "module example.com/q\n\ngo 1.24\n", "a.go": "package q\n\ntype P struct{ n int }\n", ".git/HEAD": "ref: refs/heads/main\n" };

test("a module gets a configuration, a baseline and a hook; a second run changes nothing", async () => {
  const cwd = folderWith(files);
  const { code, stdout } = await cachelint(["init"], { cwd });
  expect([code, stdout]).toEqual([0, "cachelint.yaml: written (the configuration)\n.layout-baseline.json: written (1 struct of 1 package recorded)\n.git/hooks/pre-commit: written (the hook)\nThen: cachelint check\n"]);
  expect(statSync(`${cwd}/.git/hooks/pre-commit`).mode & 0o111).toBe(0o111);
  expect(await cachelint(["check"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  expect(await cachelint(["baseline", "check", "--strict"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  const before = readFileSync(`${cwd}/.layout-baseline.json`, "utf8");
  expect((await cachelint(["init"], { cwd })).stdout).toMatch(/^cachelint\.yaml: is there already, and stays as it is\n\.layout-baseline\.json: is there already, and stays as it is\n\.git\/hooks\/pre-commit: is there already; /);
  expect(readFileSync(`${cwd}/.layout-baseline.json`, "utf8")).toBe(before);
});

test("from a folder below, the files lie at the module's root", async () => {
  const cwd = folderWith({ ...files, "sub/s.go": "package sub\n" });
  expect((await cachelint(["init"], { cwd: `${cwd}/sub` })).stdout).toContain("../cachelint.yaml: written");
});

test.each([".pre-commit-config.yaml", "lefthook.yml"])("with %s the lines to add are printed, and no hook is written", async (name) => {
  const cwd = folderWith({ ...files, [name]: "# mine\n" });
  const { stdout } = await cachelint(["init"], { cwd });
  expect(stdout).toContain(`${name}: add the hooks to it:\n\n`);
  expect([readFileSync(`${cwd}/${name}`, "utf8"), existsSync(`${cwd}/.git/hooks/pre-commit`)]).toEqual(["# mine\n", false]);
});

test("outside of git there is no hook, and that is said", async () => {
  const { ".git/HEAD": _, ...own } = files;
  expect((await cachelint(["init"], { cwd: folderWith(own) })).stdout).toContain("\nno hook: this folder is in no git repository\n");
});

test("no module, and several", async () => {
  expect(await cachelint(["init"], { cwd: folderWith({ "a.txt": "" }) })).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("There is no Go module here") as string });
  const module = (name: string): Readonly<Record<string, string>> => ({ [`${name}/go.mod`]: `module example.com/${name}\n\ngo 1.24\n`, [`${name}/a.go`]: "package a\n" });
  expect(await cachelint(["init"], { cwd: folderWith({ ...module("one"), ...module("two") }) })).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("several Go modules here: one, two.") as string });
});
