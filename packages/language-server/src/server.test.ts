import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runCheck, runFix } from "@cachelint/host";
import { allRules } from "@cachelint/rules";
import { afterEach, expect, jest, test } from "@jest/globals";
import type { CodeAction, CodeLens, Diagnostic, InlayHint, TextEdit } from "vscode-languageserver-protocol/node";
import { main } from "../../cli/src/main.js";
import type { RunCli } from "./run-cli.js";
import { type Editor, type EditorOptions, pulling, startEditor } from "./testing/editor.js";

// Answers come from a second check of the module, and machines may have other work.
jest.setTimeout(60_000);

// The server as the protocol's own client library sees it, on the module that Neovim is given, too.
const module = new URL("../../../test-fixtures/editor/", import.meta.url);
const files = Object.fromEntries(["go.mod", "ring/ring.go", "part/part.go"].map((path) => [path, readFileSync(new URL(path, module), "utf8")]));
const ring = "ring/ring.go";
const part = "part/part.go";

const editors: Editor[] = [];
afterEach(async () => {
  for (const editor of editors.splice(0)) {
    expect(editor.errors).toEqual([]);
    await editor.stop();
  }
});

async function start(options: Partial<EditorOptions> = {}): Promise<Editor> {
  const editor = await startEditor({ files, ...options });
  editors.push(editor);
  return editor;
}

const hasAll = (...wanted: readonly string[]) => (codes: readonly string[]): boolean => wanted.every((code) => codes.includes(code));

test("diagnostics are given to those that ask, and a second answer that is the same says so", async () => {
  const editor = await start();
  expect(editor.capabilities["diagnosticProvider"]).toMatchObject({ interFileDependencies: true });
  editor.open(ring);
  const items = await editor.until(ring, hasAll("false-sharing", "wasteful-field-order"));
  const sharing = items.find(({ code }) => code === "false-sharing");
  expect(sharing).toMatchObject({ severity: 1, source: "cachelint", range: { start: { line: 9, character: 5 }, end: { line: 9, character: 9 } }, codeDescription: { href: expect.stringMatching(/false-sharing\/rule\.md$/) } });
  expect(sharing?.relatedInformation?.map(({ message, location }) => `${message} ${String(location.range.start.line)}`)).toEqual(["head: atomic-rmw in (*Ring).Put 15", "tail: atomic-rmw in (*Ring).Take 16"]);
  const first = await editor.client.sendRequest<{ resultId: string }>("textDocument/diagnostic", { textDocument: { uri: editor.uri(ring) } });
  expect(await editor.client.sendRequest("textDocument/diagnostic", { textDocument: { uri: editor.uri(ring) }, previousResultId: first.resultId })).toEqual({ kind: "unchanged", resultId: first.resultId });
});

// Neovim 0.11 asks, but cannot be told to ask again.
test.each([{}, { textDocument: { diagnostic: {} } }])("diagnostics are sent to those that do not ask, or not again, and taken back when the file is closed", async (capabilities) => {
  const editor = await start({ capabilities });
  expect(editor.capabilities["diagnosticProvider"]).toBeUndefined();
  editor.open(ring);
  await editor.published(ring, (items) => hasAll("false-sharing", "wasteful-field-order")(items.map(({ code }) => String(code))));
  editor.replace(ring, editor.text(ring).replace("\tc bool\n\td int64\n\te bool\n", ""));
  await editor.published(ring, (items) => !items.some(({ code }) => code === "wasteful-field-order"));
  editor.close(ring);
  await editor.published(ring, (items) => items.length === 0);
});

test("findings that take the whole module stay where their text is while it is edited", async () => {
  const editor = await start();
  editor.open(ring);
  await editor.until(ring, hasAll("false-sharing"));
  editor.edit(ring, [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, newText: "// One.\n// Two.\n" }]);
  const items = await editor.pull(ring);
  const sharing = items.find(({ code }) => code === "false-sharing");
  expect([sharing?.range.start.line, ...(sharing?.relatedInformation ?? []).map(({ location }) => location.range.start.line)]).toEqual([11, 17, 18]);
});

test("a change in one file is seen in another, saved or not", async () => {
  const editor = await start();
  editor.open(ring);
  editor.open(part);
  expect(await editor.hover(ring, "Ring struct")).toContain("24 B");
  editor.replace(part, "package part\n\ntype Part struct{ n [100]int32 }\n");
  expect(await editor.hover(ring, "Ring struct")).toContain("416 B");
  editor.open("part/more.go", "package part\n\ntype More [3]int64\n");
  editor.replace(part, "package part\n\ntype Part struct{ n More }\n");
  expect(await editor.hover(ring, "Ring struct")).toContain("40 B");
  // What was not saved is gone.
  editor.close("part/more.go");
  expect(await editor.hover(ring, "Ring struct")).toMatch(/unknown/);
});

test("what is edited while its package is being opened counts", async () => {
  const editor = await start();
  editor.open(part);
  editor.open(ring);
  const first = editor.hover(ring, "Ring struct");
  // Answers and edits pass each other on the way.
  for (let n = 1; n <= 40; n++) {
    editor.replace(part, `package part\n\ntype Part struct{ n [${String(n)}]int64 }\n`);
    if (n % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await first;
  expect(await editor.hover(ring, "Ring struct")).toContain("336 B");
});

test("files that change on the disk are heard of, a hundred at once as well", async () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`part/p${String(i)}.go`, `package part\n\ntype T${String(i)} struct{ n int64 }\n`]));
  const editor = await start({ files: { ...files, ...many, [part]: "package part\n\ntype Part struct{ t T99 }\n" } });
  editor.open(ring);
  expect(await editor.hover(ring, "Ring struct")).toContain("24 B");
  const changed: { uri: string; type: number }[] = [];
  const { renameSync, writeFileSync } = await import("node:fs");
  for (let i = 0; i < 100; i++) {
    renameSync(`${editor.folder}/part/p${String(i)}.go`, `${editor.folder}/part/q${String(i)}.go`);
    changed.push({ uri: editor.uri(`part/p${String(i)}.go`), type: 3 }, { uri: editor.uri(`part/q${String(i)}.go`), type: 1 });
  }
  writeFileSync(`${editor.folder}/part/q99.go`, "package part\n\ntype T99 struct{ n [2]int64 }\n");
  void editor.client.sendNotification("workspace/didChangeWatchedFiles", { changes: changed });
  expect(await editor.hover(ring, "Ring struct")).toContain("32 B");
});

test("a new configuration counts, and a wrong one is told", async () => {
  const editor = await start();
  editor.open(ring);
  await editor.until(ring, hasAll("false-sharing", "wasteful-field-order"));
  const tell = (): void => void editor.client.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: editor.uri("cachelint.yaml"), type: 1 }] });
  editor.write("cachelint.yaml", "rules: { wasteful-field-order: off }\n");
  tell();
  await editor.until(ring, (codes) => codes.join() === "false-sharing");
  editor.write("cachelint.yaml", "rulez: {}\n");
  tell();
  await editor.until(ring, (codes) => codes.length === 0);
  expect(editor.shown.join("\n")).toMatch(/rulez/);
  editor.write("cachelint.yaml", "targets: [linux/386]\n");
  tell();
  await editor.until(ring, hasAll("false-sharing"));
  expect(await editor.hover(ring, "Ring struct")).toContain("linux/386");
});

test("modules are judged each by itself, and go.work joins them", async () => {
  const editor = await start({
    files: {
      "go.work": "go 1.24\n\nuse (\n\t./a\n\t./b\n)\n",
      "a/go.mod": "module example.com/a\n\ngo 1.24\n",
      "a/a.go": 'package a\n\nimport "example.com/b"\n\ntype A struct {\n\tx b.B\n\ty bool\n}\n',
      "b/go.mod": "module example.com/b\n\ngo 1.24\n",
      "b/b.go": "package b\n\ntype B struct{ n [3]int64 }\n",
    },
  });
  editor.open("a/a.go");
  editor.open("b/b.go");
  expect(await editor.hover("a/a.go", "A struct")).toContain("32 B");
  editor.replace("b/b.go", "package b\n\ntype B struct{ n [4]int64 }\n");
  expect(await editor.hover("a/a.go", "A struct")).toContain("40 B");
});

test("a hover says sizes, lines, holes and who writes", async () => {
  const editor = await start();
  editor.open(ring);
  // A hover waits for a moment only to hear who writes; this waits until it is known.
  for (const words of ["Ring struct", "Wasteful struct"]) await editor.client.sendRequest("cachelint/structMap", { textDocument: { uri: editor.uri(ring) }, position: editor.at(ring, words) });
  expect(await editor.hover(ring, "Ring struct")).toMatchInlineSnapshot(`
"**Ring**: 24 B, 1 line, 4 B padding, class 24, no pointers *(linux/amd64, linux/arm64; lines of 64 B)*

Written by

- head: \`(*Ring).Put\`
- tail: \`(*Ring).Take\`"
`);
  await editor.until(ring, hasAll("false-sharing"));
  expect(await editor.hover(ring, "head atomic")).toMatchInlineSnapshot(`
"**head**: offset 0, 8 B, line 0 *(linux/amd64, linux/arm64; lines of 64 B)*

On its line: \`tail\`, \`part\`

Written by \`(*Ring).Put\` (atomic-rmw, ring/ring.go:16)"
`);
  expect(await editor.hover(ring, "b int64")).toMatchInlineSnapshot(`
"**b**: offset 8, 8 B, line 0 *(linux/amd64, linux/arm64; lines of 64 B)*

On its line: \`a\`, \`c\`, \`d\`, \`e\`"
`);
  expect(await editor.hover(ring, "func")).toBe("");
});

test("code lenses stand above structs, inlay hints behind fields where they are switched on", async () => {
  const editor = await start();
  editor.open(ring);
  const textDocument = { uri: editor.uri(ring) };
  const lenses = await editor.client.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument });
  expect(lenses.map(({ range, command }) => `${String(range.start.line)}: ${command?.title ?? ""}`)).toMatchInlineSnapshot(`
[
  "9: 24 B · 1 line · 4 B padding · class 24 · no pointers",
  "18: 40 B · 1 line · 14 B in 2 holes · 7 B padding · class 48 · no pointers",
]
`);
  const range = { start: { line: 0, character: 0 }, end: { line: 30, character: 0 } };
  expect(await editor.client.sendRequest("textDocument/inlayHint", { textDocument, range })).toEqual([]);
  await editor.client.sendNotification("workspace/didChangeConfiguration", { settings: { cachelint: { inlayHints: { enabled: true }, codeLens: { enabled: false } } } });
  const hints = await editor.client.sendRequest<InlayHint[]>("textDocument/inlayHint", { textDocument, range });
  expect(hints.map(({ position, label }) => `${String(position.line)}: ${String(label)}`)).toEqual(["10: +0 8 B", "11: +8 8 B", "12: +16 4 B", "19: +0 1 B", "20: +8 8 B", "21: +16 1 B", "22: +24 8 B", "23: +32 1 B"]);
  expect(await editor.client.sendRequest("textDocument/codeLens", { textDocument })).toEqual([]);
});

test("the layout is a document, and a map for pictures", async () => {
  const editor = await start({ capabilities: { ...pulling, workspace: { ...pulling.workspace, textDocumentContent: {} } } });
  editor.open(ring);
  const position = editor.at(ring, "b int64");
  const text = await editor.client.sendRequest("workspace/executeCommand", { command: "cachelint.showLayout", arguments: [editor.uri(ring), position] });
  expect(text).toMatch(/^struct example\.com\/m\/ring\.Wasteful \{/);
  const uri = `cachelint:/layout/ring.go.layout?of=${encodeURIComponent(editor.uri(ring))}`;
  const whole = await editor.client.sendRequest<{ text: string }>("workspace/textDocumentContent", { uri });
  expect(whole.text.match(/^struct .*? \{/gm)).toHaveLength(2);
  expect(await editor.client.sendRequest("cachelint/structMap", { textDocument: { uri: editor.uri(ring) }, position: editor.at(ring, "head") })).toMatchObject({
    name: "Ring",
    layouts: [{ sizeBytes: 24, lineBytes: 64, holes: [{ offsetBytes: 20, sizeBytes: 4, isPadding: true }], fields: [{ name: "head", writers: [{ functionName: "(*Ring).Put", access: "atomic-rmw", file: "ring/ring.go", line: 16 }] }, { name: "tail" }, { name: "part" }] }],
  });
});

test("a finding can be allowed, and is gone at once", async () => {
  const editor = await start();
  editor.open(ring);
  await editor.until(ring, hasAll("false-sharing", "wasteful-field-order"));
  for (const rule of ["false-sharing", "wasteful-field-order"]) {
    const { range } = (await editor.pull(ring)).find(({ code }) => code === rule) ?? { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
    const action = (await editor.actions(ring, range, ["quickfix"])).find(({ title }) => title.startsWith(`Allow ${rule}`));
    editor.edit(ring, editsOf(action, editor.uri(ring)));
    expect((await editor.pull(ring)).map(({ code }) => code)).not.toContain(rule);
  }
  expect(editor.text(ring)).toContain("// Ring is a queue.\n//\n//cachelint:allow false-sharing -- TODO: say why this is wanted\ntype Ring struct {");
  expect(editor.text(ring)).toContain("\n\n//cachelint:allow wasteful-field-order -- TODO: say why this is wanted\ntype Wasteful struct {");
});

test("fixes and pads are offered, one and all, and all are those of the command line", async () => {
  const editor = await start();
  editor.open(ring);
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  // What the whole workspace has to be asked for comes last.
  const untilFixes = async (): Promise<void> => {
    while ((await editor.actions(ring, whole)).filter(({ title }) => /^(?:Put|Move) /.test(title)).length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  await untilFixes();
  expect((await editor.actions(ring, whole)).map(({ title, kind }) => `${kind ?? ""}: ${title}`)).toMatchInlineSnapshot(`
[
  "quickfix: Put _ [56]byte before tail",
  "quickfix: Allow false-sharing here, with a reason",
  "quickfix: Explain false-sharing",
  "quickfix: Move a between b and c and move d to the end",
  "quickfix: Allow wasteful-field-order here, with a reason",
  "quickfix: Explain wasteful-field-order",
  "source.fixAll.cachelint: Make all safe fixes of cachelint in this file (2)",
]
`);
  expect((await editor.actions(ring, whole, ["source.fixAll"])).map(({ kind }) => kind)).toEqual(["source.fixAll.cachelint"]);
  expect(await editor.actions(ring, whole, ["source.organizeImports"])).toEqual([]);
  const before = editor.text(ring);
  const named = async (title: RegExp): Promise<readonly TextEdit[]> => {
    // A check that begins meanwhile takes the fix back until it has found it again.
    for (;;) {
      const edits = editsOf((await editor.actions(ring, whole)).find((action) => title.test(action.title)), editor.uri(ring));
      if (0 < edits.length) return edits;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  editor.edit(ring, await named(/^Move a/));
  expect(editor.text(ring)).toContain("type Wasteful struct {\n\tb int64\n\ta bool\n\tc bool\n\te bool\n\td int64\n}");
  expect((await editor.pull(ring)).map(({ code }) => code)).toEqual(["false-sharing"]);
  // Nothing of Ring was edited, so that its fix still stands.
  editor.edit(ring, await named(/^Put _ \[/));
  expect(editor.text(ring)).toMatch(/_ +\[56\]byte\n\ttail atomic\.Uint64\n/);
  await editor.until(ring, (codes) => codes.length === 0);
  editor.replace(ring, before);
  await untilFixes();
  editor.edit(ring, await named(/^Make all safe fixes/));
  await runFix({ cwd: editor.folder, env: process.env, patterns: ["./..."], rules: allRules, isUnsafe: false });
  expect(editor.text(ring)).toBe(readFileSync(`${editor.folder}/${ring}`, "utf8"));
});

test("a rule is explained", async () => {
  const editor = await start();
  editor.open(ring);
  await editor.until(ring, hasAll("wasteful-field-order"));
  const position = editor.at(ring, "Wasteful struct");
  const action = (await editor.actions(ring, { start: position, end: position })).find(({ title }) => title.startsWith("Explain"));
  expect(await editor.client.sendRequest("workspace/executeCommand", action?.command)).toMatch(/^# wasteful-field-order\n/);
});

test("a request that was called off is answered all the same, and the next one too", async () => {
  const editor = await start();
  editor.open(ring);
  const { CancellationTokenSource } = await import("vscode-languageserver-protocol/node");
  const source = new CancellationTokenSource();
  const asked = editor.client.sendRequest("textDocument/hover", { textDocument: { uri: editor.uri(ring) }, position: editor.at(ring, "Ring struct") }, source.token);
  source.cancel();
  await asked.catch((error: { readonly code?: number }) => expect(error.code).toBe(-32800));
  expect(await editor.hover(ring, "Ring struct")).toContain("24 B");
});

test("a buffer without a name, and a file outside of any module", async () => {
  const editor = await start();
  void editor.client.sendNotification("textDocument/didOpen", { textDocument: { uri: "untitled:Untitled-1", languageId: "go", version: 1, text: "package p\n" } });
  expect(await editor.client.sendRequest("textDocument/diagnostic", { textDocument: { uri: "untitled:Untitled-1" } })).toMatchObject({ kind: "full", items: [] });
  editor.write("go.mod", "");
  const { rmSync } = await import("node:fs");
  rmSync(`${editor.folder}/go.mod`);
  editor.open("loose.go", "package p\n\ntype T struct {\n\ta bool\n\tb int64\n\tc bool\n}\n");
  expect(await editor.hover("loose.go", "T struct")).toContain("24 B");
  await editor.until("loose.go", hasAll("wasteful-field-order"));
  editor.open("other.go", "package p\n\ntype U struct {\n\ta bool\n\tb int16\n}\n");
  expect(await editor.hover("other.go", "U struct")).toContain("4 B");
});

function editsOf(action: CodeAction | undefined, uri: string): readonly TextEdit[] {
  return action?.edit?.changes?.[uri] ?? [];
}

test("the editor says of a module what the command line says", async () => {
  const demo = fileURLToPath(new URL("../../../test-fixtures/demo", import.meta.url));
  const names = readdirSync(demo, { recursive: true, encoding: "utf8" }).filter((name) => /\.(go|mod|yaml)$/.test(name));
  const demoFiles = Object.fromEntries(names.map((name) => [name, readFileSync(`${demo}/${name}`, "utf8")]));
  const editor = await start({ files: demoFiles });
  const { findings } = await runCheck({ cwd: editor.folder, env: process.env, patterns: ["./..."], rules: allRules });
  const expected = new Map(names.filter((name) => name.endsWith(".go")).map((name) => [name, findings.filter(({ source }) => source.path === `${editor.folder}/${name}`).map(({ ruleId, message }) => `${ruleId}: ${message}`).sort()]));
  expect(findings.length).toBeGreaterThan(3);
  for (const name of expected.keys()) editor.open(name);
  for (const [name, wanted] of expected) {
    const texts = (items: readonly Diagnostic[]): readonly string[] => items.map(({ code, message }) => `${String(code)}: ${message.split("\n")[0] ?? ""}`).sort();
    await editor.until(name, (codes) => codes.length === wanted.length);
    expect([name, texts(await editor.pull(name))]).toEqual([name, wanted]);
  }
});

test("reports and baselines are what the command line makes of the module", async () => {
  const asked: string[] = [];
  const editor = await start({
    runCli: (words, cwd) => {
      asked.push(`${words.join(" ")} in ${cwd}`);
      return Promise.resolve(words.includes("update") ? { exitCode: 2, stdout: "", stderr: "error: the baseline is damaged\n" } : { exitCode: 1, stdout: "a finding\n", stderr: "" });
    },
  });
  editor.open(ring);
  expect(await editor.client.sendRequest("workspace/executeCommand", { command: "cachelint.report", arguments: [editor.uri(ring)] })).toBe("a finding\n");
  expect(editor.shown).toEqual([]);
  await editor.client.sendRequest("workspace/executeCommand", { command: "cachelint.baseline.update", arguments: [editor.uri(ring)] });
  expect(editor.shown).toEqual(["error: the baseline is damaged"]);
  expect(asked).toEqual([`check in ${editor.folder}`, `baseline update in ${editor.folder}`]);
});

test("a layout that drifted from the baseline is told, and can be accepted", async () => {
  const editor = await start({ runCli: cliInThisProcess });
  editor.open(ring);
  const update = (): Promise<unknown> => editor.client.sendRequest("workspace/executeCommand", { command: "cachelint.baseline.update", arguments: [editor.uri(ring)] });
  await update();
  const grown = editor.text(ring).replace("\te bool\n", "\te bool\n\tf [8]int64\n");
  editor.replace(ring, grown);
  await editor.until(ring, hasAll("layout-drift"));
  const { range } = (await editor.pull(ring)).find(({ code }) => code === "layout-drift") ?? { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  const accept = (await editor.actions(ring, range)).find(({ title }) => title === "Accept into the baseline");
  // The command line sees what is saved.
  editor.write(ring, grown);
  await editor.client.sendRequest("workspace/executeCommand", accept?.command);
  await editor.until(ring, (codes) => codes.includes("false-sharing") && !codes.includes("layout-drift"));
  expect(editor.shown).toEqual([]);
});

const cliInThisProcess: RunCli = async (words, cwd) => {
  const [out, err]: [string[], string[]] = [[], []];
  const into = (texts: string[]) => ({ isTerminal: false, columns: undefined, write: (text: string) => Promise.resolve(0 < texts.push(text)) });
  const exitCode = await main(words, { cwd, env: process.env, stdout: into(out), stderr: into(err), readStdin: () => Promise.resolve("") });
  return { exitCode, stdout: out.join(""), stderr: err.join("") };
};
