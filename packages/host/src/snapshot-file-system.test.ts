import { mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileSystem } from "@cachelint/project";
import { nodeFileSystem } from "./node-file-system.js";
import { snapshot } from "./snapshot-file-system.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-snapshot-")));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "a.go");
const absent = join(folder, "b.go");

test("nothing is read twice until something has changed", () => {
  let nReads = 0;
  const counting: FileSystem = { ...nodeFileSystem, readText: (path) => (nReads++, nodeFileSystem.readText(path)) };
  writeFileSync(file, "one");
  utimesSync(file, 1000, 1000);
  const { fs, refresh } = snapshot(counting);
  expect([fs.readText(file), fs.readText(file), fs.readText(absent), nReads]).toEqual([{ text: "one" }, { text: "one" }, { problem: "not-found" }, 2]);
  expect([refresh(), nReads]).toEqual([false, 2]);
  writeFileSync(file, "two");
  expect([fs.readText(file), refresh(), fs.readText(file)]).toEqual([{ text: "one" }, true, { text: "two" }]);
});

test("what is only touched has not changed; what comes and goes has", () => {
  const { fs, refresh } = snapshot();
  fs.readText(file);
  fs.readText(absent);
  fs.readDirectory(folder);
  utimesSync(file, 2000, 2000);
  expect(refresh()).toBe(false);
  writeFileSync(absent, "new");
  expect([refresh(), fs.readText(absent), refresh()]).toEqual([true, { text: "new" }, false]);
  rmSync(absent);
  expect([refresh(), fs.readText(absent)]).toEqual([true, { problem: "not-found" }]);
});

test("two writes in one tick of the clock are two", () => {
  const { fs, refresh } = snapshot();
  for (const text of ["aa", "bb", "cc", "dd"]) {
    writeFileSync(file, text);
    refresh();
    expect(fs.readText(file)).toEqual({ text });
  }
});
