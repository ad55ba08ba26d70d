import { createHash } from "node:crypto";
import { type FileSystem, type ReadDirectoryResult, type ReadTextResult, reachOf } from "@cachelint/project";
import { baselineFile } from "./baseline/site.js";
import type { ProcessEnv } from "./environment.js";
import type { Run } from "./open-run.js";
import { selectQuietly } from "./select.js";
import { UsageError } from "./usage-error.js";

/** A file system that writes down what it was asked, and what it answered. */
export type Recorder = { readonly fs: FileSystem; readonly texts: ReadonlyMap<string, ReadTextResult>; readonly folders: ReadonlyMap<string, ReadDirectoryResult> };

/** Begins with nothing written down. */
export function record(fs: FileSystem): Recorder {
  const texts = new Map<string, ReadTextResult>();
  const folders = new Map<string, ReadDirectoryResult>();
  const noted = <R>(notes: Map<string, R>, read: (path: string) => R) => (path: string): R => {
    const result = read(path);
    notes.set(path, result);
    return result;
  };
  return { fs: { ...fs, readText: noted(texts, fs.readText), readDirectory: noted(folders, fs.readDirectory) }, texts, folders };
}

/**
 * A name for all that a check could read: what opening the run asks of the disk, the files of the packages that it selects,
 * every file of the user's modules, of those that stand in for others and of vendor that layouts can depend on, which
 * versions of other modules are there, and Go's part of the environment. `open` opens the run on a disk that writes down
 * what is read. Versions in the module cache and an installed Go are taken not to change.
 */
export function inputFingerprint({ open, env, recorder }: { readonly open: () => Run; readonly env: ProcessEnv; readonly recorder: Recorder }): string {
  try {
    const run = open();
    selectQuietly(run);
    for (const place of run.places) {
      const { local, cached } = reachOf(place.workspace);
      for (const folder of local) readBelow(recorder, folder);
      for (const folder of cached) recorder.fs.readDirectory(folder);
      recorder.fs.readText(baselineFile(place));
    }
  } catch (problem) {
    // A configuration that is wrong: what was read until then says so.
    if (!(problem instanceof UsageError)) throw problem;
  }
  const hash = createHash("sha256");
  for (const [name, value] of Object.entries(env).sort(byName)) if (/^(?:GO|CGO_)/.test(name)) hash.update(JSON.stringify([name, value]));
  for (const [path, read] of [...recorder.texts].sort(byName)) hash.update(`${path}\n${"text" in read ? `${read.text.length}\n${read.text}` : read.problem}\n`);
  for (const [path, read] of [...recorder.folders].sort(byName)) {
    const told = "entries" in read ? read.entries.filter(isOfInterest).map(({ name, kind }) => [name, kind]) : read.problem;
    // That a folder is there without anything of interest in it is what is expected of folders.
    if (0 < told.length) hash.update(JSON.stringify([path, told]));
  }
  return hash.digest("hex").slice(0, 32);
}

const names = new Set(["go.mod", "go.sum", "go.work", "go.work.sum", "modules.txt", "cachelint.yaml"]);

/** Assembly may know offsets, which decides whether a fix is safe. */
function isSource(name: string): boolean {
  return /\.(?:go|[sS])$/.test(name) || names.has(name);
}

/** Reads each file below a folder that a check may ask for, folders that were read already left out. */
function readBelow({ fs, texts }: Recorder, top: string): void {
  const open = [top];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const read = fs.readDirectory(folder);
    if (!("entries" in read)) continue;
    for (const { name, kind, isSymlink } of read.entries) {
      const path = `${folder}/${name}`;
      if (kind === "directory" && !isSymlink && !isForeign(name)) open.push(path);
      if (kind === "file" && isSource(name) && !texts.has(path)) fs.readText(path);
    }
  }
}

/** What no Go file comes from. */
function isForeign(name: string): boolean {
  return name === ".git" || name === "node_modules";
}

/** What a run looks for in folders: Go files and assembly, what makes modules, and Go installations. Other files come and go beside the code. */
function isOfInterest({ name }: { readonly name: string }): boolean {
  return isSource(name) || /^(?:\.git|vendor|go(?:\.exe)?|go-?1\..*|toolchain@.*)$/.test(name);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a === b ? 0 : 1;
}

