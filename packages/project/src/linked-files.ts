import type { SourceFolder } from "./every-file.js";
import type { Workspace } from "./workspace.js";

/** By path, the other Go files of some folders that are the same file by a link. */
export function linkedFiles({ inner: { disk } }: Workspace, folders: readonly SourceFolder[]): ReadonlyMap<string, readonly string[]> {
  const byReal = new Map<string, string[]>();
  for (const path of folders.flatMap(({ imports }) => [...imports.keys()])) {
    const real = disk.fs.realPath(path);
    byReal.set(real, [...(byReal.get(real) ?? []), path]);
  }
  return new Map([...byReal.values()].flatMap((paths) => (paths.length < 2 ? [] : paths.map((path) => [path, paths.filter((other) => other !== path)] as const))));
}
