import type { FileSystem } from "@cachelint/project";

/**
 * A file system in which some files have another text, or exist at all: what an editor has not saved yet. The texts are
 * looked up each time, by absolute path, so that a map that changes is seen to change.
 */
export function overlay(fs: FileSystem, texts: ReadonlyMap<string, string>): FileSystem {
  return {
    ...fs,
    readText(path) {
      const text = texts.get(path);
      return text === undefined ? fs.readText(path) : { text };
    },
    readDirectory(path) {
      const read = fs.readDirectory(path);
      const prefix = path.endsWith("/") ? path : `${path}/`;
      const names = [...texts.keys()].filter((file) => file.startsWith(prefix) && !file.slice(prefix.length).includes("/")).map((file) => file.slice(prefix.length));
      if (names.length === 0) return read;
      const there = "entries" in read ? read.entries : [];
      const added = names.filter((name) => !there.some((entry) => entry.name === name)).map((name) => ({ name, kind: "file", isSymlink: false }) as const);
      return added.length === 0 && "entries" in read ? read : { entries: [...there, ...added].sort((a, b) => (a.name < b.name ? -1 : 1)) };
    },
  };
}
