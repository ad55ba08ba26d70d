import { statSync } from "node:fs";
import type { FileSystem, ReadDirectoryResult, ReadTextResult } from "@cachelint/project";
import { nodeFileSystem } from "./node-file-system.js";

/** The disk as it was when it was looked at: nothing is read twice until `refresh` says that it has changed. */
export type Snapshot = {
  readonly fs: FileSystem;
  /** Looks whether anything that was read, or looked for in vain, is otherwise now; that is forgotten. */
  readonly refresh: () => boolean;
};

type Known<R> = { readonly stamp: string; readonly result: R };

/** A file written less than this before it was read may be written again within one tick of its clock. */
const racyMilliseconds = 50;

/** Begins with nothing known. */
export function snapshot(disk: FileSystem = nodeFileSystem): Snapshot {
  const texts = new Map<string, Known<ReadTextResult>>();
  const folders = new Map<string, Known<ReadDirectoryResult>>();
  const realPaths = new Map<string, string>();
  const fs: FileSystem = {
    readText: (path) => remembered(texts, path, disk.readText),
    readDirectory: (path) => remembered(folders, path, disk.readDirectory),
    realPath: (path) => {
      const real = realPaths.get(path) ?? disk.realPath(path);
      realPaths.set(path, real);
      return real;
    },
  };
  const refresh = (): boolean => {
    const hasChanged = [refreshed(texts, disk.readText), refreshed(folders, disk.readDirectory)].includes(true);
    for (const [path, real] of realPaths) if (hasChanged && disk.realPath(path) !== real) realPaths.delete(path);
    return hasChanged;
  };
  return { fs, refresh };
}

function remembered<R>(known: Map<string, Known<R>>, path: string, read: (path: string) => R): R {
  const before = known.get(path);
  if (before !== undefined) return before.result;
  // First the stamp: what is written while we read makes it out of date.
  const stamp = stampOf(path);
  const result = read(path);
  known.set(path, { stamp, result });
  return result;
}

/** Whether anything is otherwise; what was only touched is not. */
function refreshed<R>(known: Map<string, Known<R>>, read: (path: string) => R): boolean {
  let hasChanged = false;
  for (const [path, { stamp, result }] of known) {
    if (stamp !== "" && stampOf(path) === stamp) continue;
    const now = { stamp: stampOf(path), result: read(path) };
    known.set(path, now);
    if (JSON.stringify(now.result) === JSON.stringify(result)) continue;
    hasChanged = true;
  }
  return hasChanged;
}

/** Empty where it cannot be relied on. */
function stampOf(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
    if (stats === undefined) return "none";
    if (Date.now() - Number(stats.mtimeMs) < racyMilliseconds) return "";
    return `${stats.mtimeNs} ${stats.ctimeNs} ${stats.size} ${stats.ino}`;
  } catch {
    return "";
  }
}
