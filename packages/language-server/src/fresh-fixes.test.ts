import { afterEach, expect, jest, test } from "@jest/globals";
import { type Editor, pulling, startEditor } from "./testing/editor.js";

// Answers come from a second check of the module, and machines may have other work.
jest.setTimeout(60_000);

// A fix that was safe a moment ago may be so no longer.
const ring = "ring/ring.go";
const files = {
  "go.mod": "module example.com/m\n\ngo 1.24\n",
  [ring]: "package ring\n\ntype Wasteful struct {\n\ta bool\n\tb int64\n\tc bool\n\td int64\n\te bool\n}\n",
  "ring/use.go": "package ring\n",
};

let editor: Editor;
afterEach(async () => {
  expect(editor.errors).toEqual([]);
  await editor.stop();
});

test("assembly that knows an offset is heard of, and takes the fix away", async () => {
  editor = await startEditor({ files, capabilities: { ...pulling, workspace: { ...pulling.workspace, didChangeWatchedFiles: { dynamicRegistration: true } } } });
  editor.open(ring);
  const fixes = async (): Promise<readonly string[]> => {
    const wasteful = (await editor.until(ring, (codes) => codes.includes("wasteful-field-order"))).find(({ code }) => code === "wasteful-field-order");
    return wasteful === undefined ? [] : (await editor.actions(ring, wasteful.range)).filter(({ isPreferred }) => isPreferred === true).map(({ title }) => title);
  };
  const until = async (isThere: boolean): Promise<void> => {
    while ((0 < (await fixes()).length) !== isThere) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  await until(true);
  expect(editor.hears(`${editor.folder}/ring/ring.s`)).toBe(true);
  editor.write("ring/ring.s", "\tMOVQ Wasteful_b(AX), BX\n");
  void editor.client.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: editor.uri("ring/ring.s"), type: 1 }] });
  await until(false);
});

test("a fix that what was just typed minds is not made", async () => {
  editor = await startEditor({ files });
  editor.open(ring);
  editor.open("ring/use.go");
  const fixAll = async (): Promise<number> => (await editor.actions(ring, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, ["source.fixAll.cachelint"])).reduce((n, action) => n + (action.edit?.changes?.[editor.uri(ring)] ?? []).filter(({ newText }) => newText.includes("b int64")).length, 0);
  while ((await fixAll()) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  editor.replace("ring/use.go", "package ring\n\nvar w = Wasteful{true, 1, true, 2, true}\n");
  expect(await fixAll()).toBe(0);
  editor.replace("ring/use.go", "package ring\n");
  // Who saves waits for the check that finds it safe again.
  expect(await fixAll()).toBeGreaterThan(0);
});
