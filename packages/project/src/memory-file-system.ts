import type { DirectoryEntry, FileSystem } from "./model.js";
import { ancestors, baseName, cleanPath, joinPath, parentPath } from "./paths.js";

/** Files by absolute path; `{ link }` is a symbolic link to an absolute path, `{ unreadable }` a file that cannot be read. */
export type MemoryFiles = Readonly<Record<string, string | { readonly link: string } | { readonly unreadable: true }>>;

/** A file system of a few texts, for tests and for trees that are nowhere on disk. */
export function memoryFileSystem(files: MemoryFiles): FileSystem {
  const tree = new Map<string, Node>([["/", new Map()]]);
  for (const [path, content] of Object.entries(files)) {
    const clean = cleanPath(path);
    for (const folder of [...ancestors(parentPath(clean))].reverse()) addFolder(tree, folder);
    tree.set(clean, content);
    entriesOf(tree, parentPath(clean)).set(baseName(clean), clean);
  }
  return {
    readText: (path) => {
      const node = tree.get(follow(tree, path));
      if (node === undefined) return { problem: "not-found" };
      if (typeof node === "string") return { text: node };
      return { problem: node instanceof Map ? "wrong-kind" : "not-readable" };
    },
    readDirectory: (path) => {
      const node = tree.get(follow(tree, path));
      if (node === undefined) return { problem: "not-found" };
      if (!(node instanceof Map)) return { problem: "wrong-kind" };
      const names = [...node.keys()].sort((a, b) => (a < b ? -1 : 1));
      return { entries: names.map((name) => entryOf(tree, joinPath(follow(tree, path), name))) };
    },
    realPath: (path) => follow(tree, path),
  };
}

type Folder = Map<string, string>;
type Node = MemoryFiles[string] | Folder;

function addFolder(tree: Map<string, Node>, folder: string): void {
  if (tree.has(folder)) return;
  tree.set(folder, new Map());
  entriesOf(tree, parentPath(folder)).set(baseName(folder), folder);
}

function entriesOf(tree: ReadonlyMap<string, Node>, folder: string): Folder {
  const node = tree.get(folder);
  return node instanceof Map ? node : new Map<string, string>();
}

function entryOf(tree: ReadonlyMap<string, Node>, path: string): DirectoryEntry {
  const node = tree.get(path);
  const isSymlink = typeof node === "object" && "link" in node;
  const target = isSymlink ? tree.get(follow(tree, path)) : node;
  const kind = target instanceof Map ? "directory" : target === undefined ? "other" : "file";
  return { name: baseName(path), kind, isSymlink };
}

/** Resolves links along a path, giving up after as many steps as systems do. */
function follow(tree: ReadonlyMap<string, Node>, path: string, steps = 0): string {
  const clean = cleanPath(path);
  if (clean === "/" || steps === 40) return clean;
  const resolved = joinPath(follow(tree, parentPath(clean), steps + 1), baseName(clean));
  const node = tree.get(resolved);
  return typeof node === "object" && "link" in node ? follow(tree, node.link, steps + 1) : resolved;
}
