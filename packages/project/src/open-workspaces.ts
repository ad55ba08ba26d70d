import { Disk } from "./disk.js";
import { moduleCacheFolder, readEnvironment } from "./environment.js";
import { findModuleRoot, findWorkFile } from "./find-roots.js";
import { parseGoWork } from "./go-work.js";
import * as messages from "./messages.js";
import type { FileSystem, ProjectProblem } from "./model.js";
import { readMains } from "./read-mains.js";
import { type OpenOptions, openWorkspace } from "./open-workspace.js";
import { hasWildcard, isFolderPattern } from "./pattern-syntax.js";
import { cleanPath, joinPath, parentPath, resolvePath } from "./paths.js";
import { walkFolders } from "./walk.js";
import type { Workspace } from "./workspace.js";

export type OpenedWorkspaces = {
  /** In the order in which the patterns reach them; `patterns` are those for this workspace, to be matched in it. */
  readonly workspaces: readonly { readonly workspace: Workspace; readonly patterns: readonly string[] }[];
  readonly problems: readonly ProjectProblem[];
};

/**
 * The workspaces that patterns concern. Usually the one around the working directory; a folder or file elsewhere is
 * looked at in its own module, and below a folder that no module holds every module is run by its own go.mod.
 */
export function openWorkspaces(fs: FileSystem, options: OpenOptions & { readonly patterns: readonly string[] }): OpenedWorkspaces {
  const disk = options.disk ?? new Disk(fs);
  const cwd = cleanPath(options.cwd);
  const environment = readEnvironment(disk, options.env, undefined);
  const search: Search = {
    disk, cwd, env: options.env,
    gowork: options.gowork ?? environment.setting("GOWORK"),
    moduleCache: moduleCacheFolder(options.env, environment),
    isGopath: environment.setting("GO111MODULE") === "off",
  };
  const plans = new Map<string, Plan>();
  for (const written of options.patterns) {
    const pattern = asFolders(search, written);
    for (const { anchor, pattern: own } of route(search, pattern)) {
      const plan = plans.get(anchor.key) ?? { anchor, patterns: [] };
      plans.set(anchor.key, plan);
      plan.patterns.push(own);
    }
  }
  const workspaces = [...plans.values()].map(({ anchor, patterns }) => {
    const gowork = anchor.isOutsideWork ? "off" : options.gowork;
    return { workspace: openWorkspace(fs, { ...options, disk, cwd: anchor.cwd, gowork }), patterns };
  });
  const outside = [...plans.values()].filter(({ anchor }) => anchor.isOutsideWork);
  const works = [...new Set(outside.map(({ anchor }) => findWorkFile(disk, anchor.root, { gowork: search.gowork, goroot: undefined })))];
  // A go.work that is broken says so itself; that it does not use a module is then no news.
  const broken = works.flatMap((path) => readMains(disk, { kind: "work", root: parentPath(path), workPath: path }, "").problems);
  const problems = 0 < broken.length ? broken : outside.map(({ anchor }) => messages.outsideWork(anchor.root));
  return { workspaces, problems };
}

type Search = {
  readonly disk: Disk;
  readonly cwd: string;
  readonly env: OpenOptions["env"];
  readonly gowork: string;
  readonly moduleCache: string;
  readonly isGopath: boolean;
};
type Plan = { readonly anchor: Anchor; readonly patterns: string[] };

/** A workspace to open: `root` is its module's or go.work's folder, `cwd` where its patterns are relative to. */
type Anchor = { readonly key: string; readonly root: string; readonly cwd: string; readonly isOutsideWork: boolean };
type Routed = { readonly anchor: Anchor; readonly pattern: string };

const NAMES = new Set(["std", "cmd", "all", "work", "tool"]);

/**
 * A folder without Go files of its own stands for all below it; the go command would refuse it. Outside any module
 * and GOPATH mode, `x/...` can only mean folders.
 */
function asFolders(search: Search, pattern: string): string {
  const { cwd, disk, isGopath } = search;
  if (NAMES.has(pattern)) return pattern;
  const path = resolvePath(cwd, pattern);
  if (!hasWildcard(pattern)) return disk.isFolder(path) && !disk.hasGoFiles(path) ? `${path}/...` : pattern;
  const start = path.slice(0, path.lastIndexOf("/", path.indexOf("...")));
  return !isGopath && !isFolderPattern(pattern) && disk.isFolder(start) && homeAnchor(search) === "none" ? path : pattern;
}

function route(search: Search, pattern: string): readonly Routed[] {
  const { cwd, disk } = search;
  const home = homeAnchor(search);
  if (search.isGopath || (NAMES.has(pattern) && home !== "none")) return [{ anchor: home === "none" ? loose(cwd) : home, pattern }];
  const path = resolvePath(cwd, pattern);
  const start = hasWildcard(path) ? path.slice(0, path.lastIndexOf("/", path.indexOf("..."))) || "/" : disk.isFolder(path) ? path : parentPath(path);
  const isPlace = isFolderPattern(pattern) || (!NAMES.has(pattern) && !hasWildcard(pattern) && (disk.isFolder(path) || disk.hasFile(path)));
  if (!isPlace) return home === "none" ? routeName(search, pattern) : [{ anchor: home, pattern }];
  const found = anchorOf(search, start);
  const isBelowHome = found !== "none" && home !== "none" && found.key === home.key;
  const anchor = isBelowHome ? home : found;
  // Inside the module at hand, or where nothing is: the pattern is matched as it stands, and its problems are told there.
  if (isBelowHome && findModuleRoot(disk, start, search.env) !== "") return [{ anchor: home, pattern }];
  if (!hasWildcard(pattern)) return [{ anchor: anchor === "none" ? (home === "none" ? loose(cwd) : home) : anchor, pattern: path }];
  if (anchor !== "none" && findModuleRoot(disk, start, search.env) !== "") return [{ anchor, pattern: path }];
  const below = modulesBelow(search, start).map((module) => ({ anchor: home !== "none" && module.key === home.key ? home : module, pattern: path }));
  return 0 < below.length ? below : [{ anchor: home === "none" ? loose(cwd) : home, pattern }];
}

/** Names from a folder without go.mod: std is one for all, other names are asked in every module below. */
function routeName(search: Search, pattern: string): readonly Routed[] {
  if (pattern === "std" || pattern === "cmd") return [{ anchor: loose(search.cwd), pattern }];
  const below = modulesBelow(search, search.cwd);
  if (NAMES.has(pattern)) return 0 < below.length ? below.map((anchor) => ({ anchor, pattern })) : [{ anchor: loose(search.cwd), pattern }];
  const holders = below.filter((anchor) => mentions(search, anchor, pattern));
  return 0 < holders.length ? holders.map((anchor) => ({ anchor, pattern })) : [{ anchor: loose(search.cwd), pattern }];
}

/** The module's own path begins the pattern, or the pattern's fixed part begins it. */
function mentions({ disk }: Search, { cwd }: Anchor, pattern: string): boolean {
  const module = /^\s*module\s+"?([^\s"]+)/m.exec(disk.text(joinPath(cwd, "go.mod")) ?? "")?.[1];
  const fixed = hasWildcard(pattern) ? pattern.slice(0, pattern.indexOf("...")) : pattern;
  return module !== undefined && (`${fixed}/`.startsWith(`${module}/`) || (hasWildcard(pattern) && module.startsWith(fixed)));
}

/** The working directory's own workspace. */
function homeAnchor(search: Search): Anchor | "none" {
  const anchor = anchorOf(search, search.cwd);
  return anchor === "none" ? anchor : { ...anchor, cwd: search.cwd };
}

function anchorOf({ disk, env, gowork }: Search, directory: string): Anchor | "none" {
  const root = findModuleRoot(disk, directory, env);
  const work = findWorkFile(disk, directory, { gowork, goroot: undefined });
  if (work === "") return root === "" ? "none" : { key: root, root, cwd: root, isOutsideWork: false };
  const { uses } = parseGoWork(disk.text(work) ?? "");
  const isUsed = uses.some((use) => resolvePath(parentPath(work), use.directory) === root);
  return root === "" || isUsed ? { key: work, root: parentPath(work), cwd: parentPath(work), isOutsideWork: false } : { key: root, root, cwd: root, isOutsideWork: true };
}

function loose(cwd: string): Anchor {
  return { key: `${cwd} `, root: cwd, cwd, isOutsideWork: false };
}

/** Every module below a folder, those of one go.work as one. */
function modulesBelow(search: Search, start: string): readonly Anchor[] {
  const { disk, moduleCache } = search;
  const isLeftOut = (inside: string): boolean => inside.endsWith("node_modules") || (moduleCache !== "" && joinPath(start, inside) === moduleCache);
  const anchors = new Map<string, Anchor>();
  for (const { directory } of walkFolders(disk, start, { stopsAtModules: false, stopsAtVendor: true, isLeftOut })) {
    if (directory !== moduleCache && !disk.hasFile(joinPath(directory, "go.mod"))) continue;
    const anchor = anchorOf(search, directory);
    if (anchor !== "none") anchors.set(anchor.key, anchor);
  }
  return [...anchors.values()];
}
