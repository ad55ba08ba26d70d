import { type BuildContext, everyFolder, type SourceFolder, type Workspace } from "@cachelint/project";
import { createWorld, type FileUnit, type Package, type Sources, wholePackages, type World } from "@cachelint/types";

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
  const unitsIn = (folder: SourceFolder): readonly FileUnit[] => packagesIn(folder).flatMap((pkg) => pkg.units);
  const importing = importersIn(folders);
  const importersOf = (importPath: string): readonly FileUnit[] =>
    (importing.get(importPath) ?? []).flatMap(({ folder, paths }) => unitsIn(folder).filter(({ source }) => paths.has(source.file.path)));
  let all: readonly FileUnit[] | undefined;
  const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
  return {
    world, folders, packagesIn, unitsIn, importersOf,
    folderOf: (directory) => byDirectory.get(directory),
    units: () => (all ??= folders.flatMap(unitsIn)),
    unitAt: (path) => {
      const folder = byDirectory.get(directoryOf(path));
      return folder && unitsIn(folder).find(({ source }) => source.file.path === path);
    },
  };
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
