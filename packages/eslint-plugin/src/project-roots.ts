import type { ProcessEnv } from "@cachelint/host";
import { parentFolder } from "@cachelint/host";
import type { FileSystem } from "@cachelint/project";

/** The places from which a file is checked, the first that knows its package wins; absolute folders. */
export type Root = { readonly folder: string; readonly pattern: "./..." | "." };

/**
 * Where somebody would run `cachelint check` for a folder: beside the go.work above it, else in its module, else in the
 * folder itself, where no module is.
 */
export function rootsOf(fs: FileSystem, folder: string, env: ProcessEnv): readonly Root[] {
  const has = (name: string) => (at: string): boolean => "text" in fs.readText(at === "/" ? `/${name}` : `${at}/${name}`);
  const above = ancestors(folder);
  const module = above.find(has("go.mod"));
  // GOWORK names another file, or none; it is read wherever the check is run.
  const work = env["GOWORK"] ? undefined : above.find(has("go.work"));
  const folders = [work, module].filter((root) => root !== undefined);
  return folders.length === 0 ? [{ folder, pattern: "." }] : [...new Set(folders)].map((root) => ({ folder: root, pattern: "./..." }));
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
