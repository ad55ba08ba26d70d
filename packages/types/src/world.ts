import { archOf, type Arch } from "@cachelint/layout";
import type { BuildContext, GoFile, Workspace } from "@cachelint/project";
import { type Block, type Decl, type Expr, type FileOutline, type FuncDecl, type GoParser, readBody, readManyDeclarations, scanFile, type SyntaxProblem } from "@cachelint/syntax";
import type { Member } from "./members.js";
import type { Operand } from "./operand.js";
import type { Package, MissingImport } from "./package.js";
import type { Scope } from "./scope.js";
import type { Type } from "./type.js";

/**
 * Everything one target's types hang on. Types of two worlds never mix; what was read from text (`sources`) is shared
 * between the worlds of one run, because parsing does not depend on the target.
 */
export type World = {
  readonly context: BuildContext;
  readonly arch: Arch;
  readonly workspace: Workspace;
  readonly sources: Sources;
  readonly withTests: boolean;
  /** Packages of the main modules have all their files, tests and those of other builds included: a world to ask what a change might break anywhere. */
  readonly isWide: boolean;
  /** Packages by import path and origin directory. */
  readonly packages: Map<string, Package>;
  /** Answers to "what does this import path mean from that package". */
  readonly imports: Map<string, Package | MissingImport>;
  /** Expressions already evaluated, each in the scope it was last seen in. */
  readonly operands: Map<Expr, { readonly scope: Scope; readonly operand: Operand }>;
  /** Members of declared types already found, by name. */
  readonly members: Map<Type, Map<string, Member>>;
  readonly nextId: () => number;
};

/** What was read from files, by path: outlines, and declarations once they were asked for. */
export type Sources = {
  readonly parser: GoParser;
  readonly files: Map<string, SourceFile>;
  /** Of functions whose declaration was read without its body. */
  readonly bodies: Map<FuncDecl, Block>;
};

export type SourceFile = {
  readonly file: GoFile;
  readonly outline: FileOutline;
  /** By index into `outline.declarations`; undefined until read. */
  readonly declarations: (readonly Decl[] | undefined)[];
  /** What was wrong with the declarations read so far; that of the file as a whole is in its outline. */
  readonly problems: SyntaxProblem[];
};

/** A world without any package loaded yet; null for an architecture that Go has no port for. */
export function createWorld(options: { context: BuildContext; workspace: Workspace; sources: Sources; withTests: boolean; isWide?: boolean }): World | null {
  const arch = archOf(options.context.goarch);
  if (!arch) return null;
  let lastId = 0;
  return { isWide: false, ...options, arch, packages: new Map(), imports: new Map(), operands: new Map(), members: new Map(), nextId: () => ++lastId };
}

/** Sources shared by the worlds of a run. */
export function createSources(parser: GoParser): Sources {
  return { parser, files: new Map(), bodies: new Map() };
}

/** The outline of a file, scanned once per content. */
export function sourceFile(sources: Sources, file: GoFile): SourceFile {
  const known = sources.files.get(file.path);
  if (known && known.file.text === file.text) return known;
  if (known) forgetBodies(sources, known);
  const outline = scanFile(file.text);
  const source: SourceFile = { file, outline, declarations: new Array<undefined>(outline.declarations.length).fill(undefined), problems: [] };
  sources.files.set(file.path, source);
  return source;
}

/** What an editor replaces again and again must not stay. */
function forgetBodies({ bodies }: Sources, { declarations }: SourceFile): void {
  for (const decls of declarations) for (const decl of decls ?? []) if (decl.kind === "func-decl") bodies.delete(decl);
}

/**
 * The declarations at an index of a file's outline. With the first of its kind all others of the file are read: one parse
 * of many small pieces costs half of many parses. Functions and variables come one by one: there are many, and few are asked for;
 * so do the constants of a table, such as all of a system's error numbers.
 */
export function declarationsAt(sources: Sources, source: SourceFile, index: number): readonly Decl[] {
  const known = source.declarations[index];
  if (known) return known;
  const { declarations } = source.outline;
  const { keyword } = declarations[index] ?? {};
  const alike = keyword === "func" || keyword === "var" ? [index] : declarations.flatMap((decl, i) => (decl.keyword === keyword && !source.declarations[i] ? [i] : []));
  const length = alike.reduce((sum, i) => sum + (declarations[i]?.end ?? 0) - (declarations[i]?.start ?? 0), 0);
  readInto(sources, [{ source, indices: tableLength < length ? [index] : alike }]);
  return source.declarations[index] ?? [];
}

const tableLength: number = 1 << 15;

/** Function bodies of all files of a run, and how many of them were parsed; lengths in UTF-16 units. */
export type BodyCounts = { readonly nBodies: number; readonly nParsed: number; readonly length: number; readonly lengthParsed: number };

/** How many function bodies the files read so far have and how many of them were parsed, with their lengths in UTF-16 code units. */
export function countBodies({ files, bodies }: Pick<Sources, "files" | "bodies">): BodyCounts {
  let [nBodies, nParsed, length, lengthParsed] = [0, 0, 0, 0];
  for (const { outline, declarations } of files.values()) {
    outline.declarations.forEach(({ bodySpan }, index) => {
      if (bodySpan === null) return;
      const own = bodySpan.end - bodySpan.start;
      const [decl] = declarations[index] ?? [];
      const isParsed = decl?.kind === "func-decl" && (decl.body !== null || bodies.has(decl));
      nBodies++;
      length += own;
      if (isParsed) nParsed++;
      if (isParsed) lengthParsed += own;
    });
  }
  return { nBodies, nParsed, length, lengthParsed };
}

/** Declarations of some files, by their indices in the outlines. */
type Wishes = readonly { readonly source: SourceFile; readonly indices: readonly number[] }[];

/** Reads the declarations at the given indices of each file that were not read yet, in as few parses as can be; `withBodies`: functions whole. */
export function readInto(sources: Sources, wishes: Wishes, withBodies = false): void {
  readWhere(sources, wishes, (source, index) => source.declarations[index] === undefined, withBodies).forEach(({ source, index, declarations, problems }) => {
    source.problems.push(...problems);
    source.declarations[index] = declarations;
  });
}

/** Reads functions whole, in as few parses as can be; of those known by their signature, what they lack. */
export function readBodies(sources: Sources, wishes: Wishes): void {
  readInto(sources, wishes, true);
  for (const { source, index, declarations: [decl] } of readWhere(sources, wishes, (source, index) => lacksBody(sources, source, index), true)) {
    const [known] = source.declarations[index] ?? [];
    if (known?.kind === "func-decl" && decl?.kind === "func-decl" && decl.body !== null) sources.bodies.set(known, decl.body);
  }
}

/** The statements of a function, parsed once. */
export function bodyOf(sources: Sources, source: SourceFile, decl: FuncDecl): Block {
  const known = decl.body ?? sources.bodies.get(decl);
  if (known !== undefined) return known;
  const { block, problems } = readBody(sources.parser, source.file.text, decl);
  source.problems.push(...problems);
  sources.bodies.set(decl, block);
  return block;
}

function lacksBody({ bodies }: Sources, { declarations }: SourceFile, index: number): boolean {
  const [decl] = declarations[index] ?? [];
  return decl?.kind === "func-decl" && decl.bodySpan !== null && decl.body === null && !bodies.has(decl);
}

type ReadAt = { readonly source: SourceFile; readonly index: number; readonly declarations: readonly Decl[]; readonly problems: readonly SyntaxProblem[] };

/** `problems` are those of the whole file, with the first of its declarations. */
function readWhere(sources: Sources, wishes: Wishes, isWanted: (source: SourceFile, index: number) => boolean, withBodies: boolean): readonly ReadAt[] {
  const open = wishes
    .map(({ source, indices }) => ({ source, which: indices.filter((index) => isWanted(source, index)) }))
    .filter(({ which }) => 0 < which.length);
  const requests = open.map(({ source, which }) => ({ text: source.file.text, outline: source.outline, which, withBodies }));
  return readManyDeclarations(sources.parser, requests).flatMap(({ declarations, problems }, i) => {
    const { source, which } = open[i] as (typeof open)[number];
    return which.map((index, at) => ({ source, index, declarations: declarations[at] ?? [], problems: at === 0 ? problems : [] }));
  });
}
