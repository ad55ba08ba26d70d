import { existsSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { type RunOptions, runShow } from "@cachelint/host";
import type { FileSystem } from "@cachelint/project";
import { showJsonLine } from "@cachelint/report";
import { nodeFileSystem } from "../packages/host/src/node-file-system.js";

// test-fixtures/layouts is a tour of everything that decides a layout, and the golden file is what the compiler said of it
// for nine targets. Standard library types have the layout of Go 1.26 there.
const root = realpathSync(join(dirname(fileURLToPath(import.meta.url)), ".."));
const layouts = join(root, "test-fixtures/layouts");
const golden = gunzipSync(readFileSync(join(root, "test-fixtures/golden/layouts.golden.jsonl.gz"))).toString("utf8").trim().split("\n").map((line) => JSON.parse(line) as Row);

type Row = { readonly file: string; readonly line: number; readonly column: number; readonly target: string; readonly name: string; readonly kind: string; readonly typeParameter?: boolean; readonly unknown?: readonly { readonly reason: string }[]; readonly fields?: readonly unknown[] };

const tableTargets = ["linux/amd64", "linux/arm64", "darwin/arm64", "windows/amd64"];
const allTargets = [...new Set(golden.map((row) => row.target))];

test("without Go, by the table of the standard library: four targets as the compiler has them", async () => {
  const ours = await show(tableTargets, { fs: onlyThisRepository, env: { CGO_ENABLED: "0" } });
  const inTable = ours.filter((row) => !row.unknown?.some(({ reason }) => reason === "std-table"));
  expect(differences(inTable, expected(tableTargets, (row) => !ours.some((other) => keyOf(other) === keyOf(row) && !inTable.includes(other))))).toEqual([]);
  // What the table does not have is a handful of types of internal packages.
  expect(ours.length - inTable.length).toBeLessThan(ours.length / 50);
});

const goroot = findGoroot();
(goroot === null ? test.failing : test)(`with GOROOT: nine targets as the compiler has them${goroot === null ? " (no Go 1.26 here: not run)" : ""}`, async () => {
  if (goroot === null) throw new Error("no Go 1.26");
  expect(differences(await show(allTargets, { env: { CGO_ENABLED: "0", GOROOT: goroot } }), expected(allTargets))).toEqual([]);
});

test("the same bytes whatever the order of the targets asked for, and run after run", async () => {
  const lines = async (targets: readonly string[]): Promise<readonly string[]> => (await show(targets, { fs: onlyThisRepository, env: { CGO_ENABLED: "0" } })).map((row) => JSON.stringify(row)).sort();
  const first = await lines(tableTargets);
  expect(await lines(tableTargets)).toEqual(first);
  expect(await lines([...tableTargets].reverse())).toEqual(first);
});

async function show(targets: readonly string[], options: Partial<RunOptions>): Promise<readonly Row[]> {
  const { structs } = await runShow({ cwd: layouts, env: {}, patterns: ["./..."], targets, tests: true, ...options });
  return [...structs].map((struct) => JSON.parse(showJsonLine(struct)) as Row);
}

function expected(targets: readonly string[], wants: (row: Row) => boolean = () => true): readonly Row[] {
  return golden.filter((row) => targets.includes(row.target) && wants({ ...row, file: `test-fixtures/layouts/${row.file}` })).map((row) => ({ ...row, file: `test-fixtures/layouts/${row.file}` }));
}

/** What one side has and the other has not, said in one line a struct. */
function differences(ours: readonly Row[], theirs: readonly Row[]): readonly string[] {
  const mine = new Map(ours.map((row) => [keyOf(row), numbersOf(row)]));
  const compilers = new Map(theirs.map((row) => [keyOf(row), numbersOf(row)]));
  return [...new Set([...mine.keys(), ...compilers.keys()])].sort().flatMap((key) => (mine.get(key) === compilers.get(key) ? [] : [`${key}: ${mine.get(key) ?? "missed"}, compiler: ${compilers.get(key) ?? "not there"}`]));
}

/** An instance is found again by its name, for several may stand on one line. */
function keyOf({ target, file, line, column, kind, name }: Row): string {
  return `${target} ${file}:${line}${kind === "instance" ? ` ${name.replaceAll(/\w+\.|\s/g, "")}` : `:${column}`}`;
}

function numbersOf(row: Row): string {
  if (row.typeParameter || row.unknown) return row.typeParameter || row.unknown?.every(({ reason }) => reason === "type-parameter") ? "type-parameter" : JSON.stringify(row.unknown);
  const { fields, sizeBytes, alignBytes, pointerBytes, sizeClassBytes } = row as Row & Record<string, unknown>;
  return JSON.stringify({ sizeBytes, alignBytes, pointerBytes, sizeClassBytes, fields });
}

const onlyThisRepository: FileSystem = {
  readText: (path) => (isInside(path) ? nodeFileSystem.readText(path) : { problem: "not-found" }),
  readDirectory: (path) => (isInside(path) ? nodeFileSystem.readDirectory(path) : { problem: "not-found" }),
  realPath: (path) => path,
};

function isInside(path: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

function findGoroot(): string | null {
  const candidates = [process.env["GOROOT"], ...(process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "go")).filter(existsSync).map((go) => join(realpathSync(go), "../.."))];
  return candidates.find((folder) => folder !== undefined && existsSync(join(folder, "VERSION")) && readFileSync(join(folder, "VERSION"), "utf8").startsWith("go1.26")) ?? null;
}
