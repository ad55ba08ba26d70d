import { parentFolder } from "@cachelint/host";
import type { FileSystem } from "@cachelint/project";

/** The place from which files are checked; an absolute folder, and what is asked for there. */
export type Root = { readonly folder: string; readonly pattern: "./..." | "." };

/**
 * The module that a folder lies in, or else the folder itself. A go.work above is heeded as it is by the go command; the
 * configuration is that of the module.
 */
export function rootOf(fs: FileSystem, folder: string): Root {
  const module = ancestors(folder).find((at) => "text" in fs.readText(at === "/" ? "/go.mod" : `${at}/go.mod`));
  return module === undefined ? { folder, pattern: "." } : { folder: module, pattern: "./..." };
}

/** What a repository holds that decides what is checked: folders with Go files, and configuration files. */
export type Holdings = { readonly goFolders: readonly string[]; readonly configurations: readonly string[] };

/** Looks through a folder and all below it, but for what belongs to Node and git. */
export function holdingsBelow(fs: FileSystem, top: string): Holdings {
  const goFolders: string[] = [];
  const configurations: string[] = [];
  const open = [top];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const read = fs.readDirectory(folder);
    if (!("entries" in read)) continue;
    const inside = folder === "/" ? "/" : `${folder}/`;
    let hasGo = false;
    for (const { name, kind, isSymlink } of read.entries) {
      if (kind === "directory" && !isSymlink && name !== "node_modules" && name !== ".git") open.push(inside + name);
      if (kind !== "file") continue;
      if (name === "cachelint.yaml") configurations.push(inside + name);
      hasGo ||= name.endsWith(".go");
    }
    if (hasGo) goFolders.push(folder);
  }
  return { goFolders: goFolders.sort(), configurations: configurations.sort() };
}

function ancestors(folder: string): readonly string[] {
  const parent = parentFolder(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
