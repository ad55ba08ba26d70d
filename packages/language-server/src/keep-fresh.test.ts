import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { FileChangeType } from "vscode-languageserver-protocol/node";
import { type Editor, pulling, startEditor } from "./testing/editor.js";

// Answers come from a second check of the module, and machines may have other work.
jest.setTimeout(60_000);

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-fresh-")));
const cache = join(scratch, "pkg/mod");
const before = process.env["GOMODCACHE"];
beforeEach(() => {
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  process.env["GOMODCACHE"] = cache;
});
afterAll(() => {
  if (before === undefined) delete process.env["GOMODCACHE"];
  else process.env["GOMODCACHE"] = before;
  rmSync(scratch, { recursive: true });
});

let editor: Editor;
afterEach(async () => {
  expect(editor.errors).toEqual([]);
  await editor.stop();
});

const watching = { ...pulling, workspace: { ...pulling.workspace, didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } } };
const watchingInside = { ...pulling, workspace: { ...pulling.workspace, didChangeWatchedFiles: { dynamicRegistration: true } } };

const dep = "example.com/dep@v1.0.0";
const needsDep = {
  "go.mod": "module example.com/m\n\ngo 1.24\n\nrequire example.com/dep v1.0.0\n",
  "m.go": 'package m\n\nimport "example.com/dep"\n\ntype Holder struct {\n\tpart dep.Part\n}\n',
};

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Waits until something holds; nothing is edited meanwhile. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let nTries = 0; !(await holds()); nTries++) {
    if (nTries === 600) throw new Error("it did not come to that");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const holderIs = (words: string) => async (): Promise<boolean> => (await editor.hover("m.go", "Holder struct")).includes(words);

test("a module that arrives in the module cache is heard of, folder by folder", async () => {
  editor = await startEditor({ files: needsDep, capabilities: watching });
  editor.open("m.go");
  await until(() => editor.hears(join(cache, "example.com")));
  expect(await editor.hover("m.go", "Holder struct")).toContain("unknown");
  mkdirSync(join(cache, "example.com"));
  editor.tell(join(cache, "example.com"), FileChangeType.Created);
  await until(() => editor.hears(join(cache, dep)));
  // The go command marks what it is still unpacking.
  const marker = join(cache, "cache/download/example.com/dep/@v/v1.0.0.partial");
  write(marker, "");
  write(join(cache, dep, "go.mod"), "module example.com/dep\n");
  editor.tell(join(cache, dep), FileChangeType.Created);
  await until(() => editor.hears(marker));
  write(join(cache, dep, "part.go"), "package dep\n\ntype Part [5]int64\n");
  rmSync(marker);
  editor.tell(marker, FileChangeType.Deleted);
  expect(await editor.hover("m.go", "Holder struct")).toContain("40 B");
  await until(() => !editor.hears(marker) && !editor.hears(join(cache, dep)));
});

test.each([["cannot watch", pulling], ["watches its own folders only", watchingInside]])("an editor that %s is told the next time that it asks", async (_, capabilities) => {
  editor = await startEditor({ files: needsDep, capabilities });
  editor.open("m.go");
  await until(holderIs("unknown"));
  write(join(cache, dep, "go.mod"), "module example.com/dep\n");
  write(join(cache, dep, "part.go"), "package dep\n\ntype Part [5]int64\n");
  await until(holderIs("40 B"));
});

const plain = { "sub/go.mod": "module example.com/m\n\ngo 1.24\n", "sub/m.go": 'package m\n\nimport "example.com/lib"\n\ntype Holder struct {\n\tpart lib.Part\n}\n', "lib/go.mod": "module example.com/lib\n\ngo 1.24\n", "lib/lib.go": "package lib\n\ntype Part [3]int64\n", ".git/HEAD": "" };

test("a go.work above the folder that is open, and the modules that it joins", async () => {
  editor = await startEditor({ files: plain, root: "sub", capabilities: watching });
  editor.open("sub/m.go");
  const work = join(editor.folder, "go.work");
  await until(() => editor.hears(work));
  editor.write("go.work", "go 1.24\n\nuse (\n\t./sub\n\t./lib\n)\n");
  editor.tell(work, FileChangeType.Created);
  expect(await editor.hover("sub/m.go", "Holder struct")).toContain("24 B");
  const lib = join(editor.folder, "lib/lib.go");
  await until(() => editor.hears(lib));
  editor.write("lib/lib.go", "package lib\n\ntype Part [4]int64\n");
  editor.tell(lib, FileChangeType.Changed);
  expect(await editor.hover("sub/m.go", "Holder struct")).toContain("32 B");
});

test("vendor comes and goes", async () => {
  editor = await startEditor({ files: needsDep, capabilities: watching });
  editor.open("m.go");
  await until(holderIs("unknown"));
  editor.write("vendor/example.com/dep/part.go", "package dep\n\ntype Part [5]int64\n");
  editor.write("vendor/modules.txt", "# example.com/dep v1.0.0\n## explicit\nexample.com/dep\n");
  const txt = join(editor.folder, "vendor/modules.txt");
  expect([editor.hears(txt), editor.hears(join(editor.folder, "vendor/example.com/dep/part.go"))]).toEqual([true, true]);
  editor.tell(txt, FileChangeType.Created);
  expect(await editor.hover("m.go", "Holder struct")).toContain("40 B");
});

test("a baseline by another name", async () => {
  editor = await startEditor({ files: { "go.mod": "module example.com/m\n\ngo 1.24\n", "cachelint.yaml": "baseline: { path: layouts/recorded.json }\n", "m.go": "package m\n\ntype T struct{ n int64 }\n" }, capabilities: watching });
  editor.open("m.go");
  const file = join(editor.folder, "layouts/recorded.json");
  await until(() => editor.hears(file));
  expect(await editor.pull("m.go")).toEqual([]);
  editor.write("layouts/recorded.json", "{\n<<<<<<< HEAD\n");
  editor.tell(file, FileChangeType.Created);
  await until(() => editor.shown.some((message) => message.includes("merge conflict")));
});
