import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFileSystem } from "./node-file-system.js";
import { overlay } from "./overlay-file-system.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-fs-")));
afterAll(() => rmSync(folder, { recursive: true }));

mkdirSync(join(folder, "sub"));
writeFileSync(join(folder, "a.go"), "package a\n");
symlinkSync("sub", join(folder, "link"));
symlinkSync("loop", join(folder, "loop"));

test("links are followed, and those that lead nowhere are neither file nor folder", () => {
  expect(nodeFileSystem.readDirectory(folder)).toEqual({
    entries: [
      { name: "a.go", kind: "file", isSymlink: false },
      { name: "link", kind: "directory", isSymlink: true },
      { name: "loop", kind: "other", isSymlink: true },
      { name: "sub", kind: "directory", isSymlink: false },
    ],
  });
});

test("what cannot be read says why", () => {
  expect(nodeFileSystem.readText(`${folder}/none`)).toEqual({ problem: "not-found" });
  expect(nodeFileSystem.readText(`${folder}/a.go/b`)).toEqual({ problem: "not-found" });
  expect(nodeFileSystem.readText(`${folder}/sub`)).toEqual({ problem: "wrong-kind" });
  expect(nodeFileSystem.readText(`${folder}/loop`)).toEqual({ problem: "link-loop" });
  expect(nodeFileSystem.readDirectory(`${folder}/none`)).toEqual({ problem: "not-found" });
  expect(nodeFileSystem.realPath(`${folder}/link`)).toBe(`${folder}/sub`);
});

test("an overlay changes texts, and adds files to their folders", () => {
  const fs = overlay(nodeFileSystem, new Map([[`${folder}/a.go`, "new"], [`${folder}/b.go`, "more"]]));
  expect([fs.readText(`${folder}/a.go`), fs.readText(`${folder}/b.go`)]).toEqual([{ text: "new" }, { text: "more" }]);
  const read = fs.readDirectory(folder);
  expect("entries" in read && read.entries.map(({ name }) => name)).toEqual(["a.go", "b.go", "link", "loop", "sub"]);
});
