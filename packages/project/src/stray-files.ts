import type { SourceFolder } from "./every-file.js";
import { joinPath } from "./paths.js";
import type { Workspace } from "./workspace.js";

/** A Go file below a main module that belongs to none of the workspace's packages: of `testdata`, of `_x` and `.x`, of a module of its own. */
export type StrayFile = { readonly path: string; readonly text: string; readonly imports: readonly string[] };

/** The stray files that import something of the main modules, in byte order: programs that tests build, examples, tools that are modules of their own. */
export function strayFiles(workspace: Workspace, folders: readonly SourceFolder[]): readonly StrayFile[] {
  const { inner: { disk }, mainModules } = workspace;
  const known = new Set(folders.map(({ ref }) => ref.directory));
  const paths = mainModules.map(({ path }) => path);
  const isOwn = (path: string): boolean => paths.some((own) => path === own || path.startsWith(`${own}/`));
  const found = new Map<string, StrayFile>();
  const walk = (directory: string): void => {
    const listing = disk.listing(directory);
    if (typeof listing === "string") return;
    for (const name of known.has(directory) ? [] : listing.goFiles) {
      const path = joinPath(directory, name);
      const source = disk.source(path);
      if (typeof source !== "string" && source.header.imports.some(isOwn)) found.set(path, { path, text: source.text, imports: source.header.imports });
    }
    for (const { name, isSymlink } of listing.folders) if (!isSymlink && name !== ".git" && name !== "node_modules" && name !== "vendor") walk(joinPath(directory, name));
  };
  for (const { directory, path } of mainModules) if (path !== "std") walk(directory);
  return [...found.values()];
}
