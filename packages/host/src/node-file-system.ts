import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import type { DirectoryEntry, FileProblem, FileSystem } from "@cachelint/project";

/** The disk, by Node's synchronous calls: for many small files they take half the time of promises. */
export const nodeFileSystem: FileSystem = {
  readText(path) {
    try {
      return { text: readFileSync(path, "utf8") };
    } catch (error) {
      return { problem: problemOf(error) };
    }
  },
  readDirectory(path) {
    try {
      const entries = readdirSync(path, { withFileTypes: true }).map((entry) => entryOf(path, entry));
      return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) };
    } catch (error) {
      return { problem: problemOf(error) };
    }
  },
  realPath(path) {
    try {
      return realpathSync.native(path);
    } catch {
      return path;
    }
  },
};

function entryOf(directory: string, entry: Dirent): DirectoryEntry {
  const { name } = entry;
  if (entry.isFile()) return { name, kind: "file", isSymlink: false };
  if (entry.isDirectory()) return { name, kind: "directory", isSymlink: false };
  if (!entry.isSymbolicLink()) return { name, kind: "other", isSymlink: false };
  return { name, kind: kindBehind(`${directory}/${name}`), isSymlink: true };
}

function kindBehind(link: string): DirectoryEntry["kind"] {
  try {
    const stats = statSync(link);
    return stats.isFile() ? "file" : stats.isDirectory() ? "directory" : "other";
  } catch {
    // It leads nowhere, or in a circle.
    return "other";
  }
}

function problemOf(error: unknown): FileProblem {
  switch ((error as { readonly code?: unknown }).code) {
    case "ENOENT":
    case "ENOTDIR":
      return "not-found";
    case "EISDIR":
      return "wrong-kind";
    case "ELOOP":
      return "link-loop";
    default:
      return "not-readable";
  }
}
