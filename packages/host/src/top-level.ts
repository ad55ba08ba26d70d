import type { FileSystem } from "@cachelint/project";

/** The folder of the git work tree around a folder, found by its `.git` without running git; undefined outside of any. */
export function gitTopLevel(fs: FileSystem, directory: string): string | undefined {
  for (let folder = directory; ; ) {
    // `.git` is a file in linked work trees and submodules.
    const read = fs.readDirectory(folder);
    if ("entries" in read && read.entries.some(({ name }) => name === ".git")) return folder;
    const parent = parentFolder(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** The folder above; a root's is itself. Paths have slashes only. */
export function parentFolder(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash <= 0) return "/";
  const parent = path.slice(0, slash);
  return /^[A-Za-z]:$/.test(parent) ? `${parent}/` : parent;
}
