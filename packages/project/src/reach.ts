import { joinPath } from "./paths.js";
import type { Workspace } from "./workspace.js";

/** Where packages of a workspace can come from, absolute. */
export type Reach = {
  /** Folders whose files are the user's, and everything below them. */
  readonly local: readonly string[];
  /** Folders of versions that never change, in the module cache; they may be missing. */
  readonly cached: readonly string[];
  /** Files that are there while the go command unpacks these versions (`lockVersion` and `DownloadDir` in cmd/go/internal/modfetch). */
  readonly unpacking: readonly string[];
};

/** The folders that a workspace may read packages from, but for the standard library. Selects the versions of all modules. */
export function reachOf({ kind, root, mainModules, inner: { modules, vendor, gopaths, moduleCache } }: Workspace): Reach {
  if (kind === "gopath") return { local: [root, ...gopaths.map((gopath) => joinPath(gopath, "src"))], cached: [], unpacking: [] };
  const own = kind === "no-module" ? [] : [...mainModules.map(({ directory }) => directory), ...modules.localReplacements().map(({ directory }) => directory)];
  const versions = [...modules.roots(), ...(vendor === "off" ? modules.selection().versions : [])];
  const places = versions.map(([path, version]) => modules.place(path, version));
  const local = [...own, ...(vendor === "off" ? [] : [vendor.directory]), ...places.filter(({ isLocal }) => isLocal).map(({ directory }) => directory)];
  const cached = distinct(places.filter(({ isLocal }) => !isLocal).map(({ directory }) => directory));
  return { local: distinct(local), cached, unpacking: cached.map((directory) => markerOf(moduleCache, directory)) };
}

function markerOf(moduleCache: string, directory: string): string {
  const [, path = "", version = ""] = /^(.*)@(.*)$/.exec(directory.slice(moduleCache.length + 1)) ?? [];
  return `${moduleCache}/cache/download/${path}/@v/${version}.partial`;
}

function distinct(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].sort();
}
