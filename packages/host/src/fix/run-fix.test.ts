import { afterAll, expect, test } from "@jest/globals";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileSystem } from "@cachelint/project";
import { allRules } from "@cachelint/rules";
import { nodeFileSystem } from "../node-file-system.js";
import { runFix } from "./run-fix.js";
import { writeChanged } from "./write-file.js";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cachelint-fix-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const wasteful = (name: string): string => `package m\n\ntype ${name} struct {\n\topen  bool\n\tstart int64\n\tdone  bool\n}\n\nvar of${name} = new(${name})\n`;

/** The disk, on which somebody writes a file as soon as it was read. */
function writtenMeanwhile(path: string, text: string): FileSystem {
  return {
    ...nodeFileSystem,
    readText: (asked) => {
      const read = nodeFileSystem.readText(asked);
      if (asked === path) writeFileSync(path, text);
      return read;
    },
  };
}

test("a file that changed on disk since it was read is not written, and the others are", async () => {
  const cwd = folderWith({ "go.mod": "module example.com/m\n\ngo 1.24\n", "a.go": wasteful("A"), "b.go": wasteful("B") });
  const newer = `${wasteful("A")}\n// Written meanwhile.\n`;
  const { check, files } = await runFix({ cwd, env: {}, patterns: ["./..."], rules: allRules, isUnsafe: false, fs: writtenMeanwhile(join(cwd, "a.go"), newer) });
  expect(files.map(({ displayPath }) => displayPath)).toEqual(["b.go"]);
  expect(check.problems).toEqual([{ severity: "error", file: "a.go", line: null, message: "It changed on disk since it was read, and is not written. Run `cachelint check --fix` again." }]);
  expect(check.findings.map(({ type }) => type)).toEqual(["A"]);
  expect(readFileSync(join(cwd, "a.go"), "utf8")).toBe(newer);
  expect(readFileSync(join(cwd, "b.go"), "utf8")).toContain("\tstart int64\n\topen  bool\n");
  expect(readdirSync(cwd).sort()).toEqual(["a.go", "b.go", "go.mod"]);
});

test.each([
  ["longer by a byte", `${wasteful("A")}\n`],
  ["as long as before", wasteful("B")],
  ["with other line endings", wasteful("A").replaceAll("\n", "\r\n")],
])("what is %s is another text", (_, text) => {
  const path = join(folderWith({ "a.go": text }), "a.go");
  expect(writeChanged({ path, before: wasteful("A"), after: "package m\n" })).toEqual({ problem: "changed", code: "" });
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("a file that other packages have by a link is not changed under them", async () => {
  const cwd = folderWith({ "go.mod": "module example.com/m\n\ngo 1.24\n", "a.go": wasteful("A") });
  mkdirSync(join(cwd, "b"));
  symlinkSync("../a.go", join(cwd, "b", "a.go"));
  writeFileSync(join(cwd, "b", "b.go"), "package m\n\nvar one = A{true, 1, false}\n");
  const { check, files } = await runFix({ cwd, env: {}, patterns: ["./..."], rules: allRules, isUnsafe: false, fs: nodeFileSystem });
  expect(files).toEqual([]);
  expect(check.findings.map(({ fixWithheld }) => fixWithheld?.map(({ reason }) => reason))).toEqual([["declared-per-build"], ["declared-per-build", "unkeyed-literal"]]);
});

test("a file that is gone is not made anew", () => {
  const folder = folderWith({});
  expect(writeChanged({ path: join(folder, "a.go"), before: wasteful("A"), after: "package m\n" })).toEqual({ problem: "refused", code: "ENOENT" });
  expect(readdirSync(folder)).toEqual([]);
});
