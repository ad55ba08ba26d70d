import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { Node, Project, type SourceFile } from "ts-morph";

// The table of rooms in docs/architecture.md is the source of truth: what it says is what this file holds the code to.
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const page = /## Rooms[^]*?\n## /.exec(readFileSync(join(root, "docs/architecture.md"), "utf8"))?.[0] ?? "";
const floors = new Map([...page.matchAll(/^\| (\d+) \| (.+?) \|/gm)].flatMap(([, floor, rooms]) => [...(rooms ?? "").matchAll(/`(?:packages\/)?([a-z-]+)(?:\/<rule-id>\/)?`/g)].map(([, room]) => [room ?? "", Number(floor)] as const)));

const project = new Project({ skipAddingFilesFromTsConfig: true });
project.addSourceFilesAtPaths([join(root, "packages/*/src/**/*.ts"), join(root, "rules/**/*.ts"), `!${join(root, "rules/**/*.d.ts")}`]);
const sources = project.getSourceFiles().filter((file) => !isTest(file));

test("every room has a floor", () => {
  const rooms = readdirSync(join(root, "packages")).concat("rules");
  expect(rooms.filter((room) => !floors.has(room))).toEqual([]);
});

test("imports point downwards", () => {
  const upward = imports().filter(({ from, to }) => from !== to && !((floors.get(to) ?? Infinity) < (floors.get(from) ?? -1)));
  expect(upward.map(({ from, to, file }) => `${file}: ${from} imports ${to}`)).toEqual([]);
});

test("a room is entered by its front door", () => {
  const sideways = sources.flatMap((file) => file.getImportDeclarations().map((decl) => decl.getModuleSpecifierValue()).filter((path) => path.startsWith("../../") && /packages|rules/.test(path)).map((path) => `${pathOf(file)}: ${path}`));
  expect(sideways).toEqual([]);
});

test("only host and the skins touch files, processes, clocks and the network", () => {
  const below = (floors.get("host") ?? 0) - 1;
  const touching = sources.filter((file) => (floors.get(roomOf(file)) ?? 0) <= below).flatMap((file) => {
    const modules = file.getImportDeclarations().map((decl) => decl.getModuleSpecifierValue()).filter((path) => path.startsWith("node:"));
    const globals = /\b(process\.|Date\.now|performance\.|setTimeout|fetch\()/.exec(withoutComments(file.getFullText()));
    return [...modules, ...(globals ? [globals[0]] : [])].map((what) => `${pathOf(file)}: ${what}`);
  });
  expect(touching).toEqual([]);
});

test("only the syntax room knows tree-sitter", () => {
  const knowing = sources.filter((file) => roomOf(file) !== "syntax" && file.getImportDeclarations().some((decl) => decl.getModuleSpecifierValue().includes("tree-sitter")));
  expect(knowing.map(pathOf)).toEqual([]);
});

test("only the CLI's main sets the exit code", () => {
  const setting = sources.filter((file) => /process\.exit(Code)?\b/.test(withoutComments(file.getFullText())) && pathOf(file) !== "packages/cli/src/main.ts");
  expect(setting.map(pathOf)).toEqual([]);
});

test("a file is read in one go: 400 lines at most", () => {
  expect(sources.filter((file) => 400 < file.getEndLineNumber()).map(pathOf)).toEqual([]);
});

test("every public function says what it means", () => {
  const doors = sources.filter((file) => /^packages\/[a-z-]+\/src\/index\.ts$/.test(pathOf(file)));
  const silent = doors.flatMap((door) => [...door.getExportedDeclarations()].flatMap(([name, decls]) => decls.filter((decl) => Node.isFunctionDeclaration(decl) && decl.getJsDocs().length === 0).map(() => `${pathOf(door)}: ${name}`)));
  expect(silent).toEqual([]);
});

function imports(): readonly { from: string; to: string; file: string }[] {
  return sources.flatMap((file) =>
    [...file.getImportDeclarations(), ...file.getExportDeclarations()].flatMap((decl) => {
      const to = /^@cachelint\/([a-z-]+)/.exec(decl.getModuleSpecifierValue() ?? "")?.[1];
      return to === undefined ? [] : [{ from: roomOf(file), to, file: pathOf(file) }];
    }),
  );
}

function isTest(file: SourceFile): boolean {
  return /\.test\.ts$|\/testing\//.test(file.getFilePath());
}

function pathOf(file: SourceFile): string {
  return relative(root, file.getFilePath()).split(sep).join("/");
}

function roomOf(file: SourceFile): string {
  const [first = "", second = ""] = pathOf(file).split("/");
  return first === "packages" ? second : first;
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");
}
