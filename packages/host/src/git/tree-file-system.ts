import type { DirectoryEntry, FileSystem } from "@cachelint/project";
import * as messages from "../messages.js";
import type { Blobs } from "./blobs.js";
import { git, type Repository } from "./git.js";

export type TreeOptions = {
  readonly repository: Repository;
  readonly commit: string;
  readonly blobs: Blobs;
  /** For all that lies outside of the work tree: the module cache, GOROOT. */
  readonly disk: FileSystem;
  /** Folders and files of the work tree that are taken from the disk all the same; absolute. */
  readonly fromDisk?: (path: string) => boolean;
};

/** The file system as it was at a commit. The tree is listed once, and objects are read when a file is asked for. */
export function treeFileSystem({ repository, commit, blobs, disk, fromDisk = () => false }: TreeOptions): FileSystem {
  const { top } = repository;
  const folders = listTree(repository, commit);
  const texts = new Map<string, string | null>();
  const textOf = (id: string): string | null => {
    const known = texts.get(id);
    if (known !== undefined) return known;
    const text = blobs.read(id);
    texts.set(id, text);
    return text;
  };
  const inside = (path: string): string | null => (fromDisk(path) ? null : path === top ? "" : path.startsWith(`${top}/`) ? path.slice(top.length + 1) : null);
  const tree: Tree = { folders, textOf, top };
  return {
    readText: (path) => {
      const place = inside(path);
      if (place === null) return disk.readText(path);
      const found = follow(tree, place);
      if (found.kind === "outside") return disk.readText(found.path);
      if (found.kind === "folder") return { problem: "wrong-kind" };
      const text = found.kind === "file" ? textOf(found.id) : null;
      return text === null ? { problem: "not-found" } : { text };
    },
    readDirectory: (path) => {
      const place = inside(path);
      if (place === null) return disk.readDirectory(path);
      const found = follow(tree, place);
      if (found.kind === "outside") return disk.readDirectory(found.path);
      if (found.kind !== "folder") return { problem: "not-found" };
      const entries = [...(folders.get(found.path) ?? new Map<string, TreeEntry>())].map(([name, entry]) => entryOf(tree, found.path, name, entry));
      // The work tree's top level is known by it.
      const all = found.path === "" ? [...entries, { name: ".git", kind: "directory", isSymlink: false } as const] : entries;
      return { entries: all.sort((a, b) => (a.name < b.name ? -1 : 1)) };
    },
    realPath: (path) => {
      const place = inside(path);
      if (place === null) return disk.realPath(path);
      const found = follow(tree, place);
      return found.kind === "outside" ? disk.realPath(found.path) : found.kind === "folder" || found.kind === "file" ? absolute(top, found.path) : path;
    },
  };
}

type TreeEntry = { readonly kind: "file" | "folder" | "link" | "module"; readonly id: string };
type Folders = ReadonlyMap<string, ReadonlyMap<string, TreeEntry>>;
type Tree = { readonly folders: Folders; readonly textOf: (id: string) => string | null; readonly top: string };
type Found = { readonly kind: "file"; readonly path: string; readonly id: string } | { readonly kind: "folder"; readonly path: string } | { readonly kind: "outside"; readonly path: string } | { readonly kind: "nothing" };

function listTree(repository: Repository, commit: string): Folders {
  const listed = git(repository, ["ls-tree", "-r", "-t", "-z", "--full-tree", commit]);
  if (listed === null) throw messages.noRevision(commit);
  const folders = new Map<string, Map<string, TreeEntry>>([["", new Map()]]);
  for (const line of listed.split("\0")) {
    const [, mode = "", id = "", path = ""] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (path === "") continue;
    const slash = path.lastIndexOf("/");
    const parent = slash < 0 ? "" : path.slice(0, slash);
    const kind = mode === "040000" ? "folder" : mode === "120000" ? "link" : mode === "160000" ? "module" : "file";
    if (kind === "folder" || kind === "module") folders.set(path, new Map());
    folders.get(parent)?.set(path.slice(slash + 1), { kind, id });
  }
  return folders;
}

/** Resolves links along a path, giving up after as many steps as systems do. */
function follow(tree: Tree, path: string, nSteps = 0): Found {
  if (path === "") return { kind: "folder", path };
  if (40 < nSteps) return { kind: "nothing" };
  const slash = path.lastIndexOf("/");
  const parent = follow(tree, slash < 0 ? "" : path.slice(0, slash), nSteps + 1);
  if (parent.kind === "outside") return { kind: "outside", path: `${parent.path}${path.slice(slash)}` };
  if (parent.kind !== "folder") return { kind: "nothing" };
  const name = path.slice(slash + 1);
  const entry = tree.folders.get(parent.path)?.get(name);
  const own = parent.path === "" ? name : `${parent.path}/${name}`;
  switch (entry?.kind) {
    case "file":
      return { kind: "file", path: own, id: entry.id };
    case "folder":
    case "module":
      return { kind: "folder", path: own };
    case "link": {
      const target = resolveLink(parent.path, tree.textOf(entry.id) ?? "");
      return target === null ? { kind: "outside", path: joined(absolute(tree.top, parent.path), tree.textOf(entry.id) ?? "") } : follow(tree, target, nSteps + 1);
    }
    default:
      return { kind: "nothing" };
  }
}

/** Where a link in a folder of the tree leads to; null where it leaves the tree. */
function resolveLink(folder: string, target: string): string | null {
  if (target.startsWith("/")) return null;
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of target.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

function joined(folder: string, target: string): string {
  return target.startsWith("/") ? target : `${folder}/${target}`;
}

function absolute(top: string, path: string): string {
  return path === "" ? top : `${top}/${path}`;
}

function entryOf(tree: Tree, folder: string, name: string, { kind }: TreeEntry): DirectoryEntry {
  if (kind === "file") return { name, kind, isSymlink: false };
  if (kind !== "link") return { name, kind: "directory", isSymlink: false };
  const found = follow(tree, folder === "" ? name : `${folder}/${name}`);
  return { name, kind: found.kind === "file" ? "file" : found.kind === "folder" ? "directory" : "other", isSymlink: true };
}
