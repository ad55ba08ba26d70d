import { type ReadDirectoryResult, reachOf, type Workspace } from "@cachelint/project";
import { baselineFile } from "../baseline/site.js";
import { openRun, type RunOptions } from "../open-run.js";
import { parentFolder } from "../top-level.js";

/** What the findings of a run rest on besides the files that were read of its own module; absolute paths, each once. */
export type RestsOn = {
  /** They decide what packages are, or how they are judged; they may not be there. */
  readonly files: readonly string[];
  /** Of the user's own modules, of those that stand in for others, and vendor: all Go files below count. */
  readonly folders: readonly string[];
  /** Folders of versions of modules, in the module cache. */
  readonly versions: readonly string[];
  /** Of these folders those that are not there, and the marks of those that are being unpacked. */
  readonly missing: readonly string[];
};

/** Looks it up on the disk that runs share, where most of it is known already. A usage error is thrown. */
export async function restsOn(options: RunOptions): Promise<RestsOn> {
  const run = await openRun(options);
  const above = foldersUp(run.cwd, run.base).flatMap((folder) => ["go.work", "go.mod", "cachelint.yaml"].map((name) => inFolder(folder, name)));
  const reaches = run.places.map(({ workspace }) => reachOf(workspace));
  const versions = distinct(reaches.flatMap(({ cached }) => cached));
  return {
    files: distinct([...above, ...run.places.flatMap((place) => [...decidingFiles(place.workspace), baselineFile(place)])]),
    folders: distinct(reaches.flatMap(({ local }) => local)),
    versions,
    missing: distinct([
      ...versions.filter((folder) => isMissing(run.fs.readDirectory(folder))),
      ...reaches.flatMap(({ unpacking }) => unpacking).filter((marker) => "text" in run.fs.readText(marker)),
    ]),
  };
}

function decidingFiles({ kind, root, mainModules }: Workspace): readonly string[] {
  const ofWork = kind === "work" ? ["go.work", "go.work.sum"].map((name) => inFolder(root, name)) : [];
  return [...ofWork, inFolder(root, "vendor/modules.txt"), ...mainModules.flatMap(({ directory }) => ["go.mod", "go.sum"].map((name) => inFolder(directory, name)))];
}

/** From a folder to one above it, both included; the folder alone where the other is not above. */
function foldersUp(folder: string, top: string): readonly string[] {
  if (folder !== top && !folder.startsWith(top === "/" ? top : `${top}/`)) return [folder];
  return folder === top ? [folder] : [folder, ...foldersUp(parentFolder(folder), top)];
}

function isMissing(read: ReadDirectoryResult): boolean {
  return "problem" in read && read.problem === "not-found";
}

function inFolder(folder: string, name: string): string {
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

function distinct(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].sort();
}
