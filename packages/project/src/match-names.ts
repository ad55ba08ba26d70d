import { parseGoMod } from "./go-mod.js";
import { findPackage } from "./find-package.js";
import type { Found } from "./match-patterns.js";
import * as messages from "./messages.js";
import type { BuildContext, PackageRef, ProjectProblem } from "./model.js";
import { hasPathPrefix, looksStandard } from "./module-path.js";
import { hasWildcard, ignoreMatcher, matcher, treeMatcher } from "./pattern-syntax.js";
import { joinPath } from "./paths.js";
import { hasBuiltFiles, selectFiles } from "./select-files.js";
import { walkFolders, type WalkRules } from "./walk.js";
import type { Workspace } from "./workspace.js";

/**
 * `std`, `cmd`, `work` and import paths with `...`: packages by name, in std and in every module of the build (modload
 * matchPackages). In GOPATH mode modules are none: names are looked up below each GOPATH, `all` is everything there and in
 * std, and `work` is what lies below GOPATH alone (search MatchPackages).
 */
export function matchNames(workspace: Workspace, context: BuildContext, pattern: string): Found {
  if (pattern === "std" || pattern === "cmd") return matchStandard(workspace, context, pattern);
  const collected = new Map<string, PackageRef>();
  const collect = (root: Root): void => collectPackages(workspace, context, { root, pattern, collected });
  if (pattern !== "work") standardRoots(workspace, pattern).forEach(collect);
  const problems: ProjectProblem[] = [];
  for (const root of moduleRoots(workspace, pattern)) {
    if (workspace.inner.disk.isFolder(root.directory)) collect(root);
    else if (root.origin !== "gopath") problems.push(messages.moduleNotThere(root.title, root.directory));
  }
  return { packages: sorted(collected), problems };
}

/** Packages by import path; those not found are problems. */
export function namedPackages(workspace: Workspace, importPaths: readonly string[]): Found {
  const from: PackageRef = { importPath: "", directory: workspace.cwd, module: "", origin: "main" };
  const found = importPaths.map((importPath) => findPackage(workspace, importPath, from));
  return {
    packages: found.filter((ref) => "origin" in ref),
    problems: found.filter((ref) => "missing" in ref).map((missing) => messages.missingPackage(missing)),
  };
}

type Root = {
  readonly directory: string;
  readonly importPath: string;
  readonly module: string;
  readonly origin: PackageRef["origin"];
  readonly title: string;
  readonly stopsAtModules: boolean;
  readonly stopsAtVendor: boolean;
  readonly ignores: readonly string[];
};

function matchStandard(workspace: Workspace, context: BuildContext, pattern: "std" | "cmd"): Found {
  if (workspace.goroot.kind !== "directory") return { packages: [], problems: [messages.noStandardList(pattern)] };
  const collected = new Map<string, PackageRef>();
  for (const root of standardRoots(workspace, pattern)) collectPackages(workspace, context, { root, pattern, collected });
  const isWanted = (ref: PackageRef): boolean =>
    pattern === "std" ? ref.module === "std" && looksStandard(ref.importPath) : ref.module === "cmd" && !(ref.importPath.startsWith("cmd/vendor") && selectFiles(workspace, ref.directory, context, { tests: false }).name === "main");
  return { packages: sorted(collected).filter(isWanted), problems: [] };
}

/** GOROOT/src without cmd, a module of its own, and cmd. */
function standardRoots({ goroot }: Workspace, pattern: string): readonly Root[] {
  if (goroot.kind !== "directory") return [];
  const source = joinPath(goroot.path, "src");
  const base = { origin: "std", title: "std", stopsAtModules: true, stopsAtVendor: false, ignores: [] } as const;
  const std: Root = { ...base, directory: source, importPath: "", module: "std" };
  const cmd: Root = { ...base, directory: joinPath(source, "cmd"), importPath: "cmd", module: "cmd" };
  if (pattern === "std") return [{ ...std, stopsAtModules: false, ignores: ["./cmd"] }];
  if (pattern === "cmd") return [{ ...cmd, stopsAtModules: false }];
  return pattern === "all" || treeMatcher(pattern)("cmd") ? [std, cmd] : [std];
}

function moduleRoots({ kind, mainModules, inner }: Workspace, pattern: string): readonly Root[] {
  const { modules, vendor, disk, gopaths } = inner;
  const mains: readonly Root[] = mainModules.map(({ path, directory, goMod }) => ({ directory, importPath: path, module: path, origin: "main", title: path, stopsAtModules: true, stopsAtVendor: true, ignores: goMod.ignores }));
  if (kind === "gopath") return gopaths.map((folder): Root => ({ directory: joinPath(folder, "src"), importPath: "", module: "", origin: "gopath", title: "GOPATH", stopsAtModules: false, stopsAtVendor: false, ignores: [] }));
  if (pattern === "work") return mains;
  if (vendor !== "off") return [...mains, { directory: vendor.directory, importPath: "", module: "", origin: "vendor", title: "vendor", stopsAtModules: false, stopsAtVendor: true, ignores: [] }];
  if (mainModules.length === 0) return [];
  const canMatch = treeMatcher(pattern);
  const dependencies = [...modules.selection().versions].filter(([path, version]) => version !== "" && canMatch(path));
  return [...mains.filter(({ importPath }) => canMatch(importPath)), ...dependencies.map(([path, version]): Root => {
    const place = modules.place(path, version);
    const ignores = parseGoMod(disk.text(joinPath(place.directory, "go.mod")) ?? "").ignores;
    return { directory: place.directory, importPath: path, module: path, origin: "dependency", title: place.title, stopsAtModules: place.isLocal, stopsAtVendor: true, ignores };
  })];
}

type Collection = { readonly root: Root; readonly pattern: string; readonly collected: Map<string, PackageRef> };

function collectPackages(workspace: Workspace, context: BuildContext, { root, pattern, collected }: Collection): void {
  const isMeta = !hasWildcard(pattern);
  const matches = isMeta ? (): boolean => true : matcher(pattern);
  const canMatch = isMeta ? (): boolean => true : treeMatcher(pattern);
  const nameOf = (inside: string): string => (root.importPath === "" ? inside : joinPath(root.importPath, inside));
  const isIgnored = workspace.goVersion.minor < 25 && root.origin !== "std" ? (): boolean => false : ignoreMatcher(root.ignores);
  const rules: WalkRules = { stopsAtModules: root.stopsAtModules, stopsAtVendor: root.stopsAtVendor, isLeftOut: (inside) => isIgnored(inside) || !canMatch(nameOf(inside)) };
  for (const { directory, inside } of walkFolders(workspace.inner.disk, root.directory, rules)) {
    const importPath = nameOf(inside);
    if (importPath === "" || collected.has(importPath) || isPseudo(importPath, context) || !matches(importPath)) continue;
    if (!hasBuiltFiles(workspace, directory, context)) continue;
    collected.set(importPath, { importPath, directory, module: moduleOf(workspace, root, importPath), origin: root.origin });
  }
}

/** `builtin` is documentation only; without cgo there is no runtime/cgo, though files of it would build. */
function isPseudo(importPath: string, { cgo }: BuildContext): boolean {
  return importPath === "builtin" || (!cgo && importPath === "runtime/cgo");
}

function moduleOf({ inner }: Workspace, root: Root, importPath: string): string {
  if (root.origin === "std") return hasPathPrefix(importPath, "cmd") ? "cmd" : "std";
  return root.origin === "vendor" && inner.vendor !== "off" ? (inner.vendor.txt.packages.get(importPath) ?? "") : root.module;
}

function sorted(collected: ReadonlyMap<string, PackageRef>): readonly PackageRef[] {
  return [...collected.values()].sort((a, b) => (a.importPath < b.importPath ? -1 : 1));
}
