import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { runShow } from "@cachelint/host";
import { isKnown } from "@cachelint/report";
import type { CodeLens } from "vscode-languageserver-protocol/node";
import { type Editor, startEditor } from "./testing/editor.js";

// Answers come from a second check of the module, and machines may have other work.
jest.setTimeout(60_000);

// Whatever is in the editor, the server answers, and what it says of sizes is what a fresh run says of the same text.
const file = "p/p.go";
const head = "package p\n\nimport \"sync/atomic\"\n\ntype Before struct{ a, b int32 }\n\n";
const typed = "// Typed is typed.\ntype Typed struct {\n\tready bool\n\tn     atomic.Int64 // how many\n\tinner struct{ x, y uint16 }\n\tBefore\n\tnext  *Typed `json:\"n\"`\n\tbuf   [3]byte\n}\n";
const tail = "\ntype After struct {\n\tt Typed\n\tlast bool\n}\n";
const files = { "go.mod": "module example.com/m\n\ngo 1.24\n", [file]: head + tail };

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor({ files, settings: { targets: ["linux/amd64"] } });
  editor.open(file);
});
afterAll(async () => {
  expect(editor.errors).toEqual([]);
  await editor.stop();
});

/** The size above each struct, by line and name. */
async function sizesSeen(): Promise<Record<string, string>> {
  const lenses = await editor.client.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri: editor.uri(file) } });
  const lines = editor.text(file).split("\n");
  return Object.fromEntries(lenses.map(({ range: { start, end }, command }) => [`${String(start.line)} ${(lines[start.line] ?? "").slice(start.character, end.character)}`, (command?.title ?? "").split(" · ")[0] ?? ""]));
}

async function sizesTrue(): Promise<Record<string, string>> {
  const text = editor.text(file);
  const { structs } = await runShow({ cwd: editor.folder, env: process.env, patterns: [`./${file}`], targets: ["linux/amd64"], overlay: new Map([[`${editor.folder}/${file}`, text]]) });
  const lines = text.split("\n");
  return Object.fromEntries([...structs].flatMap(({ kind, name, line, column, layout }) => (kind === "instance" || !isKnown(layout) ? [] : [[`${String(line - 1)} ${kind === "anonymous" ? "struct" : (lines[line - 1] ?? "").slice(column - 1, column - 1 + name.length)}`, `${String(layout.sizeBytes)} B`]])));
}

test("typing through a struct, letter by letter, shows no wrong size", async () => {
  const fresh = new Map<string, string>();
  for (let n = 1; n <= typed.length; n++) {
    const start = editor.text(file).length - tail.length;
    const position = positionAt(editor.text(file), start);
    editor.edit(file, [{ range: { start: position, end: position }, newText: typed[n - 1] ?? "" }]);
    const seen = await sizesSeen();
    // A fresh run takes its time; each line end, and each letter of the types, is looked at.
    if (/[\n}\]\d{lt]/.test(typed[n - 1] ?? "")) expect(seen).toEqual(await sizesTrue());
    await editor.pull(file);
    for (const [place, size] of Object.entries(seen)) if (place.endsWith(" Before")) fresh.set(place, size);
  }
  expect([...fresh.values()]).toEqual(["8 B"]);
  // By hand: ready 1, 7 hole, n 8, inner 4, Before 8 at 20, 4 hole, next 8 at 32, buf 3 at 40, 5 padding.
  expect(Object.entries(await sizesSeen()).map(([place, size]) => `${place.split(" ")[1] ?? ""} ${size}`)).toEqual(["Before 8 B", "Typed 48 B", "struct 4 B", "After 56 B"]);
});

test("any text is survived, and edits of it are followed", async () => {
  const pieces = fc.constantFrom("type T struct {", "}", "\n", "\ta int64", "`", '"', "/*", "*/", "//cachelint:allow", "//cachelint:", "package q\n", "[1<<62]T", "func f() {", "\u0000", "\ud800", "é😀", "import \"", "struct{", "interface{", "(", ")", "<<<<<<< HEAD\n", "\r\n", "//go:build ignore\n");
  const edit = fc.record({ from: fc.nat(400), length: fc.nat(60), text: fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join("")) });
  await fc.assert(fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
    editor.replace(file, head + typed + tail);
    for (const { from, length, text } of edits) {
      const now = editor.text(file);
      const start = positionAt(now, Math.min(from, now.length));
      const end = positionAt(now, Math.min(from + length, now.length));
      editor.edit(file, [{ range: { start, end }, newText: text }]);
    }
    await editor.pull(file);
    expect(await sizesSeen()).toEqual(await sizesTrue());
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    await editor.actions(file, whole);
    await editor.client.sendRequest("textDocument/inlayHint", { textDocument: { uri: editor.uri(file) }, range: whole });
    expect(editor.errors).toEqual([]);
  }), { numRuns: 25 });
});

function positionAt(text: string, offset: number): { line: number; character: number } {
  // Lines as the protocol has them.
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
