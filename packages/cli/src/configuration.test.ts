import { cachelint, folderWith, removeFolders } from "../test/run.js";

afterAll(removeFolders);

const goMod = "module example.com/m\n\ngo 1.24\n";
const wasteful = "type S struct {\n\ta bool\n\tn int64\n\tb bool\n}\n\nvar all []S\n";
const withConfiguration = (text: string): string => folderWith({ "go.mod": goMod, "a.go": `package m\n\n${wasteful}`, "cachelint.yaml": text });
const told = async (text: string): Promise<string> => {
  const { code, stdout, stderr } = await cachelint(["check"], { cwd: withConfiguration(text) });
  expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr });
  return stderr;
};

test("an unknown key, with the one that was meant", async () => {
  expect(await told("# Ours.\ntragets: [linux/amd64]\n")).toMatchInlineSnapshot(`
"cachelint.yaml:2:1: error: The configuration has no key "tragets".
  2 | tragets: [linux/amd64]
    | ^^^^^^^
  = help: Did you mean targets?
"
`);
});

test("a rule that does not exist", async () => {
  expect(await told("rules:\n  wasteful-feld-order: off\n")).toMatchInlineSnapshot(`
"cachelint.yaml:2:3: error: There is no rule "wasteful-feld-order".
  2 |   wasteful-feld-order: off
    |   ^^^^^^^^^^^^^^^^^^^
  = help: Did you mean wasteful-field-order?
"
`);
});

test("what is wrong in the files of several modules is told at once, a file for all of them once", async () => {
  const module = (name: string, configuration: string): Record<string, string> => ({ [`${name}/go.mod`]: `module example.com/${name}\n`, [`${name}/a.go`]: `package m\n\n${wasteful}`, ...(configuration === "" ? {} : { [`${name}/cachelint.yaml`]: configuration }) });
  const cwd = folderWith({ ".git/HEAD": "ref: refs/heads/main\n", "cachelint.yaml": "tests: 3\n", ...module("a", "confidence: mdium\ntests: yes\n"), ...module("b", ""), ...module("c", "generated: 3\n"), ...module("d", "") });
  const { code, stdout, stderr } = await cachelint(["check"], { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr.match(/^\S+: error:.*$/gm)).toEqual([
    "a/cachelint.yaml:1:13: error: confidence must be one of high, medium, low.",
    "a/cachelint.yaml:2:8: error: tests must be true or false.",
    "cachelint.yaml:1:8: error: tests must be true or false.",
    "c/cachelint.yaml:1:12: error: generated must be true or false.",
  ]);
});

test("an option that the rule does not have, and a value that it cannot have", async () => {
  expect(await told("rules:\n  wasteful-field-order: { severity: warning, minSaved: 8 }\n")).toContain("cachelint.yaml:2:46: error: wasteful-field-order has no option minSaved");
  expect(await told("rules:\n  wasteful-field-order: loud\n")).toMatchInlineSnapshot(`
"cachelint.yaml:2:25: error: wasteful-field-order must be error, warning, info or off, or an object with severity and options.
  2 |   wasteful-field-order: loud
    |                         ^^^^
"
`);
});

test("values of the wrong kind", async () => {
  expect(await told("targets: linux/amd64\n")).toContain("cachelint.yaml:1:10: error: targets must be a list, as in [linux/amd64].");
  expect(await told("targets: [linux/amd46]\n")).toContain("= help: Did you mean linux/amd64?");
  expect(await told("tests: yes\n")).toContain("error: tests must be true or false.");
  expect(await told("failLevel: warnings\n")).toContain("= help: Did you mean warning?");
  expect(await told("lineSize: { linux/arm64: 100 }\n")).toContain("error: linux/arm64 must be one of 16, 32, 64, 128");
  expect(await told("overrides:\n  - rules: {}\n")).toContain("The key \"files\" is missing here.");
  expect(await told("orderedEncoders: ['a b']\n")).toContain("cachelint.yaml:1:19: error: \"a b\" is no import path.");
  expect(await told("exclude: ['a[']\n")).toContain("cachelint.yaml:1:11: error: \"a[\" is no glob; a bracket in it is not closed.");
  expect(await told("- a\n")).toContain("error: The configuration must be an object with keys.");
});

test("all mistakes of a file, in its order", async () => {
  expect(await told(`tragets: [linux/amd64]
rules:
  wasteful-feld-order: off
  pointer-tail: { severity: loud, minimum: 3 }
  false-sharing: quiet
overrides:
  - files: ["a["]
  - 7
tests: yes
tests: no
baseline: { fail: [shrunk, grew] }
`)).toMatchInlineSnapshot(`
"cachelint.yaml:1:1: error: The configuration has no key "tragets".
  1 | tragets: [linux/amd64]
    | ^^^^^^^
  = help: Did you mean targets?

cachelint.yaml:3:3: error: There is no rule "wasteful-feld-order".
  3 |   wasteful-feld-order: off
    |   ^^^^^^^^^^^^^^^^^^^
  = help: Did you mean wasteful-field-order?

cachelint.yaml:4:29: error: severity of pointer-tail must be error, warning, info or off.
  4 |   pointer-tail: { severity: loud, minimum: 3 }
    |                             ^^^^

cachelint.yaml:4:35: error: pointer-tail has no option minimum; it has severity, minSavedBytes.
  4 |   pointer-tail: { severity: loud, minimum: 3 }
    |                                   ^^^^^^^

cachelint.yaml:5:18: error: false-sharing must be error, warning, info or off, or an object with severity and options.
  5 |   false-sharing: quiet
    |                  ^^^^^

cachelint.yaml:7:5: error: The key "rules" is missing here.
  7 |   - files: ["a["]
    |     ^^^^^^^^^^^^^

cachelint.yaml:7:13: error: "a[" is no glob; a bracket in it is not closed.
  7 |   - files: ["a["]
    |             ^^^^
  = help: Write \\[ for the character itself.

cachelint.yaml:8:5: error: An item of overrides must be an object with keys.
  8 |   - 7
    |     ^

cachelint.yaml:9:8: error: tests must be true or false.
  9 | tests: yes
    |        ^^^

cachelint.yaml:10:1: error: This is no YAML: Map keys must be unique.
  10 | tests: no
     | ^

cachelint.yaml:10:8: error: tests must be true or false.
  10 | tests: no
     |        ^^

cachelint.yaml:11:20: error: An item of fail must be one of grew, next-class, more-lines, separation-lost, alignment-lost, unknown, frozen, shrank, moved, renamed, retyped, added-field, pointer-bytes, new-type, gone-type, known.
  11 | baseline: { fail: [shrunk, grew] }
     |                    ^^^^^^
  = help: Did you mean shrank?
"
`);
  expect((await told("overrides: [{ files: &one 1 }, { files: *one, rules: {} }]\ntargets: [linux/amd46, x]\n")).match(/^cachelint\.yaml:\d+:\d+: error: .*/gm)).toEqual([
    "cachelint.yaml:1:13: error: The key \"rules\" is missing here.",
    "cachelint.yaml:1:27: error: files must be a list, as in […].",
    "cachelint.yaml:1:41: error: files must be a list, as in […].",
    "cachelint.yaml:2:11: error: \"linux/amd46\" is no port of Go.",
    "cachelint.yaml:2:24: error: \"x\" is no port of Go.",
  ]);
});

test("a file of another name is not read, which is told", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n", "cachelint.yml": "failLevel: never\n" });
  expect(await cachelint(["check"], { cwd })).toMatchObject({ code: 0, stderr: "cachelint.yml: warning: This file is not read: the configuration is cachelint.yaml. Rename it.\n" });
});

test("what is no YAML", async () => {
  expect(await told("rules: {\n")).toMatch(/^cachelint\.yaml:\d+:\d+: error: This is no YAML: /);
  expect(await told("a: 1\n---\nb: 2\n")).toContain("This is no YAML: ");
});

test("a configuration file that is not there", async () => {
  const cwd = folderWith({ "go.mod": goMod, "a.go": "package m\n" });
  expect((await cachelint(["check", "--config", "conf/cachelint.yaml"], { cwd })).stderr).toBe("error: There is no configuration file conf/cachelint.yaml.\n  = help: Check --config; a path is relative to the working directory.\n");
});

test.each(["", "# nothing\n", "rules: {}\n"])("a configuration that says nothing: %j", async (text) => {
  expect((await cachelint(["check"], { cwd: withConfiguration(text) })).code).toBe(1);
});

test("severities, fail level and flags that win over them", async () => {
  const run = async (text: string, ...words: string[]): Promise<string> => {
    const { code, stdout } = await cachelint(["check", ...words], { cwd: withConfiguration(text) });
    return `${code} ${/: (\w+)\[/.exec(stdout)?.[1] ?? "none"}`;
  };
  expect(await run("rules: { wasteful-field-order: off }\n")).toBe("0 none");
  expect(await run("rules: { wasteful-field-order: off }\n", "--enable", "wasteful-field-order")).toBe("1 warning");
  expect(await run("rules: { wasteful-field-order: error }\nfailLevel: error\n")).toBe("1 error");
  expect(await run("rules: { wasteful-field-order: info }\n")).toBe("0 info");
  expect(await run("rules: { wasteful-field-order: info }\n", "--fail-level", "info")).toBe("1 info");
  expect(await run("failLevel: never\n")).toBe("0 warning");
  expect(await run("overrides: [{ files: [\"*.go\"], rules: { wasteful-field-order: info } }]\n")).toBe("0 info");
  expect(await run("overrides: [{ files: [\"*.go\"], rules: { wasteful-field-order: error } }]\n", "--disable", "wasteful-field-order")).toBe("0 none");
  expect(await run("exclude: [\"a.*\"]\n")).toBe("0 none");
  expect(await run("exclude: [b.go, c/**]\n")).toBe("1 warning");
});

test("targets, line size and tags; a flag wins", async () => {
  const cwd = folderWith({
    "go.mod": goMod, "a.go": "package m\n\ntype S struct{ a, b [128]byte }\n", "b.go": "//go:build integration\n\npackage m\n\ntype T struct{}\n",
    "cachelint.yaml": "targets: [linux/arm64]\nlineSize: { linux/arm64: 128 }\ntags: [integration]\ngoVersion: 1.24\n",
  });
  const { stdout } = await cachelint(["show"], { cwd });
  expect(stdout).toContain("linux/arm64\n");
  expect(stdout).toContain("/* --- cacheline 1 boundary (128 bytes) --- */");
  expect(stdout).toContain("cachelines: 2");
  expect(stdout).toContain("struct example.com/m.T ");
  expect((await cachelint(["show", "--target", "linux/amd64"], { cwd })).stdout).toContain("cachelines: 4");
});

test("the nearest configuration from the module up to the git top level holds for each module", async () => {
  const cwd = folderWith({
    ".git/HEAD": "", "cachelint.yaml": "rules: { wasteful-field-order: error }\n",
    "a/go.mod": "module example.com/a\n", "a/a.go": `package a\n\n${wasteful}`, "a/cachelint.yaml": "rules: { wasteful-field-order: info }\n",
    "b/go.mod": "module example.com/b\n", "b/x/b.go": `package x\n\n${wasteful}`, "b/x/cachelint.yaml": "tragets: []\n",
  });
  const { stdout } = await cachelint(["check"], { cwd });
  expect(stdout.match(/^\S+: \w+/gm)).toEqual(["a/a.go:3:6: info", "b/x/b.go:3:6: error"]);
  expect(stdout).toContain("1 error, 1 info in 2 structs (2 packages)\n");
});
