import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";

/** A FileSystem of Node's synchronous calls, for the comparisons in this folder only. */
export const nodeFileSystem = {
  readText(path) {
    try {
      return { text: readFileSync(path, "utf8") };
    } catch (error) {
      return { problem: problemOf(error) };
    }
  },
  readDirectory(path) {
    try {
      const entries = readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry, path), isSymlink: entry.isSymbolicLink() }));
      return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) };
    } catch (error) {
      return { problem: problemOf(error) };
    }
  },
  realPath(path) {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  },
};

function kindOf(entry, folder) {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  if (!entry.isSymbolicLink()) return "other";
  const target = statSync(`${folder}/${entry.name}`, { throwIfNoEntry: false });
  return target?.isFile() ? "file" : target?.isDirectory() ? "directory" : "other";
}

function problemOf({ code }) {
  if (code === "ENOENT") return "not-found";
  return code === "ENOTDIR" || code === "EISDIR" ? "wrong-kind" : "not-readable";
}
