import { type Stats, statSync } from "node:fs";
import type { RestsOn } from "@cachelint/host";
import { parentOf } from "./homes.js";
import { uriOfPath } from "./documents.js";
import { type Abilities, watchedGlobs, watchedNames } from "./capabilities.js";

/** A file pattern as the protocol has it: below every workspace folder, or below one base. */
export type Watcher = { readonly globPattern: string | { readonly baseUri: string; readonly pattern: string } };

/** What lies in the folders of the editor and matches this is heard of from the beginning. */
export const commonWatchers: readonly Watcher[] = watchedGlobs.map((globPattern) => ({ globPattern }));

/** `folders`: those open in the editor, absolute; `watches`: it can be asked to watch, and `watchesOutside` of them, too. */
export type WatchOptions = Pick<Abilities, "watches" | "watchesOutside"> & { readonly folders: readonly string[] };

/**
 * What is to be watched besides for some modules: files of the user's own names, and what lies outside of the editor's folders, where
 * the editor can watch it. Of what is not there its first missing folder is watched, because editors watch only what is.
 */
export function watchersFor(all: readonly RestsOn[], { folders, watchesOutside }: WatchOptions): readonly Watcher[] {
  const isInside = (path: string): boolean => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
  const files = all.flatMap((one) => one.files);
  const inside = files.filter((path) => isInside(path) && !watchedNames.has(nameOf(path))).map((path): Watcher => ({ globPattern: `**/${escaped(nameOf(path))}` }));
  if (!watchesOutside) return distinct(inside);
  const sources = all.flatMap((one) => one.folders).filter((path) => !isInside(path)).map((path): Watcher => below(path, "**/*.{go,s,S}"));
  const others = [...files, ...all.flatMap((one) => one.missing)].filter((path) => !isInside(path)).map((path) => {
    const base = nearestFolder(parentOf(path));
    return below(base, escaped(path.slice(base === "/" ? 1 : base.length + 1).split("/")[0] ?? ""));
  });
  return distinct([...inside, ...sources, ...others]);
}

/** The paths of which an editor that cannot watch them never tells. */
export function unwatched(all: readonly RestsOn[], { folders, watches, watchesOutside }: WatchOptions): readonly string[] {
  const paths = all.flatMap((one) => [...one.files, ...one.missing, ...one.folders]);
  if (!watches) return paths;
  return watchesOutside ? [] : paths.filter((path) => !folders.some((folder) => path.startsWith(`${folder}/`)));
}

/** Changes when any of some files or folders comes, goes or is written. */
export function stampOf(paths: readonly string[]): string {
  return paths.map((path) => {
    const stats = statsOf(path);
    return stats === undefined ? "" : `${String(stats.mtimeMs)} ${String(stats.size)}`;
  }).join("\n");
}

/** When one of some files or folders was last changed in any way, in milliseconds since 1970; 0 where none is there. */
export function lastChangeMs(paths: readonly string[]): number {
  return paths.reduce((last, path) => Math.max(last, statsOf(path)?.ctimeMs ?? 0), 0);
}

/** Whether a file or folder is there. */
export function isThere(path: string): boolean {
  return statsOf(path) !== undefined;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // Nobody may look: nothing will be read there either.
    return undefined;
  }
}

function below(folder: string, pattern: string): Watcher {
  return { globPattern: { baseUri: uriOfPath(folder), pattern } };
}

function nearestFolder(path: string): string {
  return statsOf(path)?.isDirectory() === true || parentOf(path) === path ? path : nearestFolder(parentOf(path));
}

/** What is special in patterns stands for itself in a set. */
function escaped(name: string): string {
  return name.replace(/[*?{}[\]]/g, "[$&]");
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function distinct(watchers: readonly Watcher[]): readonly Watcher[] {
  return [...new Map(watchers.map((watcher) => [JSON.stringify(watcher), watcher])).values()];
}
