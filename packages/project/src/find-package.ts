import { compareGoVersions } from "./go-version.js";
import * as missing from "./missing-package.js";
import type { MissingPackage, PackageRef } from "./model.js";
import { hasPathPrefix, isValidImportPath, looksStandard, modulePrefixes } from "./module-path.js";
import type { ModulePlace } from "./module-set.js";
import { joinPath, parentPath, within } from "./paths.js";
import type { Workspace } from "./workspace.js";

/** Where an import leads. Answers are remembered: an import path is looked up once per workspace. */
export function findPackage(workspace: Workspace, importPath: string, from: PackageRef): PackageRef | MissingPackage {
  const { resolved } = workspace.inner;
  const key = `${scopeOf(workspace, from)} ${importPath}`;
  const known = resolved.get(key);
  if (known !== undefined) return known;
  const found = lookUp(workspace, importPath, from);
  resolved.set(key, found);
  return found;
}

/** Imports mean something of their own inside std and cmd, and in GOPATH mode in every folder. */
function scopeOf({ kind }: Workspace, from: PackageRef): string {
  if (from.origin === "std" || from.origin === "std-table") return from.module === "cmd" ? "cmd" : "std";
  return kind === "gopath" ? from.directory : "any";
}

function lookUp(workspace: Workspace, importPath: string, from: PackageRef): PackageRef | MissingPackage {
  if (importPath === "C") return missing.cgoIsNoPackage();
  if (workspace.kind === "gopath") return findInGopath(workspace, importPath, from);
  if (!isValidImportPath(importPath) || importPath.startsWith(".")) return missing.badImportPath(importPath);
  const vendored = from.origin === "std" ? stdVendored(workspace, importPath, from) : undefined;
  return vendored ?? findStandard(workspace, importPath) ?? findInModules(workspace, importPath);
}

/** Std's own dependencies are vendored in GOROOT under import paths of their own (modload stdVendor). */
function stdVendored(workspace: Workspace, importPath: string, from: PackageRef): PackageRef | undefined {
  if (looksStandard(importPath) || workspace.goroot.kind !== "directory") return undefined;
  const prefix = from.module === "cmd" ? "cmd/vendor" : "vendor";
  return standardAt(workspace, `${prefix}/${importPath}`);
}

/** A package of the standard library or of cmd; undefined where the path cannot be one or nothing is there. */
export function findStandard(workspace: Workspace, importPath: string): PackageRef | MissingPackage | undefined {
  if (!looksStandard(importPath)) return undefined;
  if (workspace.goroot.kind === "directory") return standardAt(workspace, importPath);
  if (workspace.goroot.kind === "none") return undefined;
  const { stdTable } = workspace.inner;
  if (stdTable?.targets.some((target) => stdTable.source(importPath, target) !== undefined)) return { importPath, directory: importPath, module: "std", origin: "std-table" };
  return undefined;
}

function standardAt(workspace: Workspace, importPath: string): PackageRef | undefined {
  if (workspace.goroot.kind !== "directory") return undefined;
  const directory = joinPath(workspace.goroot.path, `src/${importPath}`);
  if (!workspace.inner.disk.hasGoFiles(directory)) return undefined;
  return { importPath, directory, module: hasPathPrefix(importPath, "cmd") ? "cmd" : "std", origin: "std" };
}

function findInModules(workspace: Workspace, importPath: string): PackageRef | MissingPackage {
  const { vendor, modules } = workspace.inner;
  if (vendor !== "off") return findVendored(workspace, importPath);
  const roots = modules.roots();
  const inRoots = findBySelection(workspace, importPath, roots);
  if (inRoots.kind === "found") return inRoots.ref;
  // No module of go.mod's list has it: the rest of the graph may, for instance for a test of a dependency.
  const needsGraph = inRoots.notDownloaded === undefined && 0 < workspace.mainModules.length && modules.selection().versions !== roots;
  const inGraph = needsGraph ? findBySelection(workspace, importPath, modules.selection().versions) : inRoots;
  if (inGraph.kind === "found") return inGraph.ref;
  if (inGraph.notDownloaded !== undefined) return missing.notDownloaded(importPath, inGraph.notDownloaded);
  return missing.notFound(workspace, importPath, inGraph.looked);
}

type Lookup =
  | { readonly kind: "found"; readonly ref: PackageRef }
  | { readonly kind: "none"; readonly notDownloaded: ModulePlace | undefined; readonly looked: readonly ModulePlace[] };

/** The module with the longest path that has the package's folder with Go files in it (modload importFromModules). */
function findBySelection(workspace: Workspace, importPath: string, versions: ReadonlyMap<string, string>): Lookup {
  const { modules, disk } = workspace.inner;
  const looked: ModulePlace[] = [];
  let notDownloaded: ModulePlace | undefined;
  for (const module of modulePrefixes(importPath)) {
    const version = versions.get(module);
    if (version === undefined) continue;
    const place = modules.place(module, version);
    const directory = joinPath(place.directory, importPath.slice(module.length + 1));
    if (disk.hasGoFiles(directory) && !(place.isLocal && isHidden(workspace, directory, place.directory))) {
      return { kind: "found", ref: { importPath, directory, module, origin: version === "" ? "main" : "dependency" } };
    }
    looked.push(place);
    if (!disk.isFolder(place.directory)) notDownloaded ??= place;
  }
  return { kind: "none", notDownloaded, looked };
}

/** A go.mod between a module's root and a folder makes the folder another module's (modload dirInModule). */
export function isHidden({ inner }: Workspace, directory: string, root: string): boolean {
  for (let folder = directory; folder !== root && within(root, folder) !== "outside"; folder = parentPath(folder)) {
    if (inner.disk.hasFile(joinPath(folder, "go.mod"))) return true;
  }
  return false;
}

function findVendored(workspace: Workspace, importPath: string): PackageRef | MissingPackage {
  const { disk, vendor } = workspace.inner;
  for (const module of modulePrefixes(importPath)) {
    const main = workspace.mainModules.find(({ path }) => path === module);
    const directory = main === undefined ? "" : joinPath(main.directory, importPath.slice(module.length + 1));
    if (main === undefined || !disk.hasGoFiles(directory) || isHidden(workspace, directory, main.directory)) continue;
    return { importPath, directory, module, origin: "main" };
  }
  if (vendor === "off") return missing.notFound(workspace, importPath, []);
  const directory = joinPath(vendor.directory, importPath);
  const module = vendor.txt.packages.get(importPath);
  // Since Go 1.23 a folder that modules.txt does not list is not imported from.
  const isListed = module !== undefined || compareGoVersions(workspace.mainModules[0]?.goMod.go ?? "", "1.23") < 0;
  if (isListed && disk.hasGoFiles(directory)) return { importPath, directory, module: module ?? "", origin: "vendor" };
  const isOfMain = workspace.mainModules.some(({ path }) => hasPathPrefix(importPath, path));
  if (looksStandard(importPath) && module === undefined && !isOfMain) return missing.notStandard(workspace, importPath);
  return missing.notVendored(importPath, { directory, module, isWorkspace: workspace.kind === "work" });
}

/** GOPATH mode: the nearest vendor folder above the importer, GOROOT/src, then each GOPATH (cmd/go help gopath). */
function findInGopath(workspace: Workspace, importPath: string, from: PackageRef): PackageRef | MissingPackage {
  const { disk, gopaths } = workspace.inner;
  const sources = gopaths.map((folder) => joinPath(folder, "src"));
  for (const source of sources) {
    for (let folder = from.directory; within(source, folder) !== "outside"; folder = parentPath(folder)) {
      const directory = joinPath(folder, `vendor/${importPath}`);
      const inside = within(source, directory);
      if (inside !== "outside" && disk.hasGoFiles(directory)) return { importPath: inside.inside, directory, module: "", origin: "vendor" };
    }
  }
  const vendored = from.origin === "std" ? stdVendored(workspace, importPath, from) : undefined;
  const standard = vendored ?? findStandard(workspace, importPath);
  if (standard !== undefined) return standard;
  for (const source of sources) {
    const directory = importPath.startsWith(".") ? "" : joinPath(source, importPath);
    if (directory !== "" && disk.hasGoFiles(directory)) return { importPath, directory, module: "", origin: "gopath" };
  }
  return missing.notInGopath(workspace, importPath, sources);
}
