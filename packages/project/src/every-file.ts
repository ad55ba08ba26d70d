import { directoryRef } from "./directory-ref.js";
import { isTestFileName } from "./file-name.js";
import type { BuildContext, GoFile, PackageRef } from "./model.js";
import { ignoreMatcher } from "./pattern-syntax.js";
import { joinPath } from "./paths.js";
import { selectFiles } from "./select-files.js";
import { walkFolders } from "./walk.js";
import type { Workspace } from "./workspace.js";

/** A folder of the main modules that holds Go files, whatever they are built for. */
export type SourceFolder = {
  readonly ref: PackageRef;
  /** The imports of each Go file, tests included, by its path. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** Paths of the assembly files. */
  readonly assembly: readonly string[];
};

/** Every folder of the workspace's modules, those included that no target builds anything of. The standard library and the commands see each other's insides, so either brings the other along. */
export function everyFolder(workspace: Workspace): readonly SourceFolder[] {
  const { disk } = workspace.inner;
  const roots = workspace.mainModules.flatMap(({ path, directory, goMod }) => (path === "std" ? [{ directory, goMod }, { directory: joinPath(directory, "cmd"), goMod: null }] : [{ directory, goMod }]));
  return roots.flatMap(({ directory: root, goMod }) => {
    const isIgnored = goMod === null || workspace.goVersion.minor < 25 ? (): boolean => false : ignoreMatcher(goMod.ignores);
    return [...walkFolders(disk, root, { stopsAtModules: true, stopsAtVendor: true, isLeftOut: isIgnored })].flatMap(({ directory }): readonly SourceFolder[] => {
      const listing = disk.listing(directory);
      const ref = typeof listing === "string" || listing.goFiles.length === 0 ? "outside" : directoryRef(workspace, directory);
      if (typeof listing === "string" || ref === "outside") return [];
      const sources = listing.goFiles.map((name) => [joinPath(directory, name), disk.source(joinPath(directory, name))] as const);
      const imports = new Map(sources.flatMap(([path, source]) => (typeof source === "string" ? [] : [[path, source.header.imports] as const])));
      const assembly = [...listing.files].filter((name) => /\.[sS]$/.test(name)).map((name) => joinPath(directory, name)).sort();
      return [{ ref, imports, assembly }];
    });
  });
}

/** All Go files of a folder: those of one package first, then its external tests, then such as are packages of their own. */
export type FolderFiles = { readonly name: string; readonly own: readonly GoFile[]; readonly externalTests: readonly GoFile[]; readonly strays: readonly GoFile[] };

/** Reads every Go file of a folder; of each group, files that the context builds come first. */
export function loadEveryFile(workspace: Workspace, ref: PackageRef, context: BuildContext): FolderFiles {
  const { disk } = workspace.inner;
  const { name: builtName, files: built } = selectFiles(workspace, ref.directory, context, { tests: true });
  const listing = disk.listing(ref.directory);
  const known = new Set(built.map(({ path }) => path));
  const others = (typeof listing === "string" ? [] : listing.goFiles).flatMap((name): readonly (GoFile & { readonly packageName: string })[] => {
    const path = joinPath(ref.directory, name);
    const source = known.has(path) ? "not-found" : disk.source(path);
    if (typeof source === "string") return [];
    const { packageName, imports } = source.header;
    const isTest = isTestFileName(name);
    return [{ path, name, text: source.text, usesCgo: imports.includes("C"), test: isTest ? (packageName.endsWith("_test") ? "external" : "in-package") : "none", packageName }];
  });
  const name = builtName || (others.find(({ test }) => test === "none")?.packageName ?? others[0]?.packageName.replace(/_test$/, "") ?? "");
  const isOwn = (file: (typeof others)[number]): boolean => file.packageName === name && file.test !== "external";
  const isExternal = (file: (typeof others)[number]): boolean => file.packageName === `${name}_test` && file.test === "external";
  const plain = ({ packageName: _, ...file }: (typeof others)[number]): GoFile => file;
  return {
    name,
    own: [...built.filter(({ test }) => test !== "external"), ...others.filter(isOwn).map(plain)],
    externalTests: [...built.filter(({ test }) => test === "external"), ...others.filter(isExternal).map(plain)],
    strays: others.filter((file) => !isOwn(file) && !isExternal(file)).map((file) => ({ ...plain(file), test: "none" })),
  };
}

/** The text of an assembly file; undefined where it cannot be read. */
export function assemblyText(workspace: Workspace, path: string): string | undefined {
  return workspace.inner.disk.text(path);
}
