import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileSystem } from "@cachelint/project";
import { isKnown, type ShownStruct } from "@cachelint/report";
import { nodeFileSystem } from "./node-file-system.js";
import { runShow } from "./run-show.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "cachelint-show-")));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "go.mod"), "module example.com/m\n\ngo 1.24\n");
writeFileSync(join(folder, "a.go"), "package m\n\nimport \"sync\"\n\ntype A struct {\n\topen bool\n\tmu   sync.RWMutex\n}\n");

/** A machine that has this folder and nothing else: no Go. */
const withoutGo: FileSystem = {
  readText: (path) => (path.startsWith(`${folder}/`) ? nodeFileSystem.readText(path) : { problem: "not-found" }),
  readDirectory: (path) => (path === folder || path.startsWith(`${folder}/`) ? nodeFileSystem.readDirectory(path) : { problem: "not-found" }),
  realPath: (path) => path,
};

const sizes = (structs: Iterable<ShownStruct>): (string | number)[][] => [...structs].map(({ name, target, layout }) => [name, target, isKnown(layout) ? layout.sizeBytes : "unknown"]);

test("without Go the standard library's types come from the table, which is said", async () => {
  const { structs, problems } = await runShow({ cwd: folder, env: { HOME: "", PATH: "" }, patterns: ["./..."], fs: withoutGo });
  expect(sizes(structs)).toEqual([["A", "linux/amd64", 28], ["A", "linux/arm64", 28]]);
  expect(problems().map(({ severity, message }) => [severity, message])).toEqual([["note", expect.stringMatching(/^No Go installation was found; types of the standard library are those of Go 1\.24, from the table/) as string]]);
});

test("one type of the standard library, without Go", async () => {
  const { structs } = await runShow({ cwd: folder, env: { HOME: "", PATH: "" }, patterns: ["sync.RWMutex"], targets: ["linux/amd64"], fs: withoutGo });
  expect(sizes(structs)).toEqual([["RWMutex", "linux/amd64", 24]]);
});

test("the table does not have every target; the one that it lacks is told", async () => {
  const show = runShow({ cwd: folder, env: { HOME: "", PATH: "" }, patterns: ["sync.RWMutex"], targets: ["plan9/arm"], fs: withoutGo });
  await expect(show).rejects.toMatchObject({ message: "The layout of sync.RWMutex is not known for plan9/arm.", hint: expect.stringMatching(/does not have the target plan9\/arm, only linux\/amd64, .* Install Go, or set GOROOT, or choose one of these targets\.$/) as string });
});

test("a misspelt type of the table, with the one that was meant", async () => {
  const show = runShow({ cwd: folder, env: { HOME: "", PATH: "" }, patterns: ["sync.RVMutex"], targets: ["linux/amd64"], fs: withoutGo });
  await expect(show).rejects.toMatchObject({ message: "There is no struct RVMutex in sync.", hint: "Did you mean RWMutex?" });
});

test("structs that hold standard types by value are unknown for a target that the table lacks, for that reason", async () => {
  const text = "package m\n\nimport (\n\t\"crypto/sha256\"\n\t\"sync/atomic\"\n)\n\ntype A struct{ n atomic.Int64 }\n\ntype B struct{ sum [sha256.Size]byte }\n\ntype C struct{ n *atomic.Int64 }\n";
  const targets = ["linux/amd64", "linux/386", "freebsd/amd64"];
  const { structs, problems, unknowns } = await runShow({ cwd: folder, env: { HOME: "", PATH: "" }, patterns: ["a.go"], targets, fs: withoutGo, overlay: new Map([[`${folder}/a.go`, text]]) });
  const told = [...structs].map(({ name, target, layout }) => `${name} ${target} ${isKnown(layout) ? layout.sizeBytes : layout.unknowns.map(({ field, reason }) => `${field} ${reason}`).join()}`);
  expect(told).toEqual(["A linux/amd64 8", "A linux/386 n std-table", "A freebsd/amd64 n std-table", "B linux/amd64 32", "B linux/386 sum std-table", "B freebsd/amd64 sum std-table", "C linux/amd64 8", "C linux/386 4", "C freebsd/amd64 8"]);
  expect(unknowns()).toEqual({ nUnknownStructs: 2, unknownByReason: { "std-table": 2 } });
  // Once for a target, whatever the number of packages.
  const lacks = (target: string): string => `sync/atomic: the built-in table of Go 1.24's standard library does not have the target ${target}, only linux/amd64, linux/arm64, darwin/arm64, windows/amd64. Install Go, or set GOROOT, or choose one of these targets.`;
  expect(problems().filter(({ severity }) => severity === "warning").map(({ message }) => message)).toEqual([lacks("linux/386"), lacks("freebsd/amd64")]);
});

test("a text that is not saved stands in for the one on the disk", async () => {
  const overlay = new Map([[`${folder}/a.go`, "package m\n\ntype B struct{ n int16 }\n"]]);
  const { structs } = await runShow({ cwd: folder, env: { HOME: "", PATH: "" }, patterns: ["a.go"], targets: ["linux/amd64"], fs: withoutGo, overlay });
  expect(sizes(structs)).toEqual([["B", "linux/amd64", 2]]);
});
