import { type BuildContext, everyFolder, linkedFiles, type SourceFolder, type StrayFile, strayFiles, templateTexts, type Workspace } from "@cachelint/project";
import { declarationAt, offsetsOfName } from "@cachelint/syntax";
import { createWorld, type DeclarationPlace, type FileUnit, type Package, type Sources, wholePackages, type World } from "@cachelint/types";

/** All Go code that can hold a struct of the main modules in its hands: every file of every folder, tests and other builds included. */
export type Universe = {
  readonly world: World;
  readonly folders: readonly SourceFolder[];
  readonly folderOf: (directory: string) => SourceFolder | undefined;
  readonly packagesIn: (folder: SourceFolder) => readonly Package[];
  /** Files that import a package, by its path. */
  readonly importersOf: (importPath: string) => readonly FileUnit[];
  /** Files of the packages of a folder. */
  readonly unitsIn: (folder: SourceFolder) => readonly FileUnit[];
  readonly units: () => readonly FileUnit[];
  readonly unitAt: (path: string) => FileUnit | undefined;
  /** Files that say a name after a dot: those that can use a field or a method without importing its package. */
  readonly unitsSelecting: (name: string) => readonly FileUnit[];
  /** Indices of the declarations of a file that say a name. */
  readonly declarationsWith: (unit: FileUnit, name: string) => readonly number[];
  /** All methods of a name, whatever they are declared on. */
  readonly methodsNamed: (name: string) => readonly DeclarationPlace[];
  /** Other files of the modules that are the same file as one, by a link. */
  readonly linkedWith: (path: string) => readonly string[];
  /** Texts of files that are named as templates are. */
  readonly templates: () => readonly string[];
  /** Files below the modules that belong to no package of theirs, and import a path of theirs. They are not read otherwise. */
  readonly straysImporting: (importPath: string) => readonly StrayFile[];
};

/** Null for an architecture that Go has no port for. Nothing but the heads of files is read before somebody asks. */
export function openUniverse(workspace: Workspace, sources: Sources, context: BuildContext): Universe | null {
  const world = createWorld({ context, workspace, sources, withTests: true, isWide: true });
  if (world === null) return null;
  const folders = everyFolder(workspace);
  const byDirectory = new Map(folders.map((folder) => [folder.ref.directory, folder]));
  const packages = new Map<SourceFolder, readonly Package[]>();
  const packagesIn = (folder: SourceFolder): readonly Package[] => {
    const known = packages.get(folder) ?? wholePackages(world, folder.ref);
    packages.set(folder, known);
    return known;
  };
  const unitsOf = new Map<SourceFolder, readonly FileUnit[]>();
  const unitsIn = (folder: SourceFolder): readonly FileUnit[] => {
    const known = unitsOf.get(folder) ?? packagesIn(folder).flatMap((pkg) => pkg.units);
    unitsOf.set(folder, known);
    return known;
  };
  const importing = importersIn(folders);
  const importersOf = (importPath: string): readonly FileUnit[] =>
    (importing.get(importPath) ?? []).flatMap(({ folder, paths }) => unitsIn(folder).filter(({ source }) => paths.has(source.file.path)));
  let all: readonly FileUnit[] | undefined;
  const units = (): readonly FileUnit[] => (all ??= folders.flatMap(unitsIn));
  const selecting = lazy(() => bySelector(units()));
  const methods = lazy(() => byMethod(units()));
  const linked = lazy(() => linkedFiles(workspace, folders));
  const strays = lazy(() => strayFiles(workspace, folders));
  const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
  return {
    world, folders, packagesIn, unitsIn, importersOf,
    folderOf: (directory) => byDirectory.get(directory),
    units, declarationsWith,
    unitsSelecting: (name) => selecting().get(name) ?? [],
    linkedWith: (path) => linked().get(path) ?? [],
    straysImporting: (importPath) => strays().filter(({ imports }) => imports.includes(importPath)),
    templates: lazy(() => templateTexts(workspace)),
    methodsNamed: (name) => methods().get(name) ?? [],
    unitAt: (path) => {
      const folder = byDirectory.get(directoryOf(path));
      return folder && unitsIn(folder).find(({ source }) => source.file.path === path);
    },
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const saidIn = new WeakMap<FileUnit, Map<string, readonly number[]>>();

function declarationsWith(unit: FileUnit, name: string): readonly number[] {
  const known = saidIn.get(unit) ?? new Map<string, readonly number[]>();
  saidIn.set(unit, known);
  const indices = known.get(name) ?? indicesAt(unit, offsetsOfName(unit.source.file.text, name));
  known.set(name, indices);
  return indices;
}

/** The indices of the declarations that some offsets of a file lie in. */
export function indicesAt({ source: { outline } }: FileUnit, offsets: readonly number[]): readonly number[] {
  return [...new Set(offsets.map((offset) => declarationAt(outline.declarations, offset)))].filter((index) => 0 <= index);
}

/** Files by the names that stand after a dot in them. */
function bySelector(units: readonly FileUnit[]): ReadonlyMap<string, readonly FileUnit[]> {
  const found = new Map<string, FileUnit[]>();
  for (const unit of units) {
    const { text } = unit.source.file;
    for (let at = text.indexOf("."); 0 <= at; at = text.indexOf(".", at + 1)) {
      const name = nameAt(text, at + 1);
      if (name === "") continue;
      const own = found.get(name);
      if (own === undefined) found.set(name, [unit]);
      else if (own.at(-1) !== unit) own.push(unit);
    }
  }
  return found;
}

function nameAt(text: string, start: number): string {
  const code = text.charCodeAt(start);
  if (code <= 32 || code === 46) return "";
  const after = /[\p{L}\p{N}_]*/uy;
  after.lastIndex = start;
  return after.exec(text)?.[0] ?? "";
}

function byMethod(units: readonly FileUnit[]): ReadonlyMap<string, readonly DeclarationPlace[]> {
  const found = new Map<string, DeclarationPlace[]>();
  for (const unit of units) {
    unit.source.outline.declarations.forEach(({ method }, index) => {
      if (method === null) return;
      const own = found.get(method.name) ?? [];
      found.set(method.name, own);
      own.push({ unit, index });
    });
  }
  return found;
}

type Importing = { readonly folder: SourceFolder; readonly paths: Set<string> };

function importersIn(folders: readonly SourceFolder[]): ReadonlyMap<string, readonly Importing[]> {
  const found = new Map<string, Importing[]>();
  for (const folder of folders) {
    for (const [path, imports] of folder.imports) {
      for (const imported of imports) {
        const own = found.get(imported) ?? [];
        found.set(imported, own);
        const last = own.at(-1);
        if (last?.folder === folder) last.paths.add(path);
        else own.push({ folder, paths: new Set([path]) });
      }
    }
  }
  return found;
}
