import type { MissingPackage, StdTable } from "./model.js";
import { looksStandard } from "./module-path.js";
import type { ModulePlace } from "./module-set.js";
import type { Workspace } from "./workspace.js";

/*
 * Why an import leads nowhere: what was looked for, where, and what mends it.
 */

export function cgoIsNoPackage(): MissingPackage {
  return { missing: "not-found", importPath: "C", detail: "import \"C\" is cgo; its names come from C code, which is not read." };
}

export function badImportPath(importPath: string): MissingPackage {
  return { missing: "not-found", importPath, detail: `"${importPath}" is no import path that a module can provide. Check the import path.` };
}

export function notDownloaded(importPath: string, place: ModulePlace): MissingPackage {
  if (place.isLocal) return { missing: "not-found", importPath, detail: `${importPath}: module ${place.title} should be in ${place.directory}, which does not exist. Check the replace line.` };
  return { missing: "not-downloaded", importPath, detail: `${importPath}: module ${place.title} is not in the module cache (looked in ${place.directory}). Run \`go mod download\`.` };
}

export function notFound(workspace: Workspace, importPath: string, looked: readonly ModulePlace[]): MissingPackage {
  const unreadable = workspace.kind === "no-module" ? workspace.problems.find(({ path }) => path?.endsWith("/go.mod")) : undefined;
  if (unreadable?.path) return { missing: "no-module", importPath, detail: `${importPath}: ${unreadable.path}, which says which module has this package, cannot be read. Check its permissions.` };
  if (looksStandard(importPath) && looked.length === 0) return notStandard(workspace, importPath);
  if (workspace.kind === "no-module") {
    return { missing: "no-module", importPath, detail: `${importPath}: there is no go.mod in ${workspace.cwd} or above it to say which module has this package. Run \`go mod init\` there.` };
  }
  const missing = workspace.inner.modules.selection().missing;
  const [unread] = missing;
  if (looked.length === 0 && unread !== undefined) {
    return { missing: "not-downloaded", importPath, detail: `${importPath}: no module known has it, but ${missing.length} go.mod files such as that of ${unread.path} ${unread.version} are not in the module cache. Run \`go mod download\`.` };
  }
  const where = looked.map(({ title, directory }) => `${title} (${directory})`).join(", ");
  const detail = looked.length === 0 ? `${importPath}: no required module provides this package. Run \`go get ${importPath}\`.` : `${importPath}: no Go files for it in ${where}. Run \`go mod tidy\`.`;
  return { missing: "not-found", importPath, detail };
}

/** An import path such as only the standard library has, which it does not. */
export function notStandard({ goroot }: Workspace, importPath: string): MissingPackage {
  switch (goroot.kind) {
    case "directory":
      return { missing: "not-found", importPath, detail: `${importPath} is not in the standard library of Go ${goroot.version} (looked in ${goroot.path}/src). Check the import path.` };
    case "table":
      return { missing: "std-table", importPath, detail: `${importPath} is not in the built-in table of Go ${goroot.version}'s standard library. Install Go, or set GOROOT, to read it.` };
    case "none":
      return { missing: "std-table", importPath, detail: `${importPath}: no Go installation was found. Install Go, or set GOROOT.` };
  }
}

/** The built-in table has no stub of a package of the standard library for a target; mostly because it has none of the target at all. */
export function notInTable({ goVersion, targets }: StdTable, importPath: string, target: string): MissingPackage {
  const table = `the built-in table of Go ${goVersion}'s standard library`;
  const detail = targets.includes(target)
    ? `${importPath} for ${target} is not in ${table}. Install Go, or set GOROOT, to read it.`
    : `${importPath}: ${table} does not have the target ${target}, only ${targets.join(", ")}. Install Go, or set GOROOT, or choose one of these targets.`;
  return { missing: "std-table", importPath, detail };
}

type Vendored = { readonly directory: string; readonly module: string | undefined; readonly isWorkspace: boolean };

export function notVendored(importPath: string, { directory, module, isWorkspace }: Vendored): MissingPackage {
  const said = module === undefined ? "vendor/modules.txt does not list it" : `vendor/modules.txt lists it under ${module}`;
  return { missing: "not-found", importPath, detail: `${importPath}: not in ${directory}, and ${said}. Run \`go ${isWorkspace ? "work" : "mod"} vendor\`, or use -mod=mod.` };
}

export function notInGopath({ goroot }: Workspace, importPath: string, sources: readonly string[]): MissingPackage {
  if (looksStandard(importPath) && goroot.kind === "directory") {
    return { missing: "not-found", importPath, detail: `${importPath} is not in the standard library of Go ${goroot.version} (looked in ${goroot.path}/src), and not in ${sources.join(" or ")} (GO111MODULE=off). Check the import path.` };
  }
  return { missing: "not-found", importPath, detail: `${importPath}: not in ${sources.join(" or ")} (GO111MODULE=off). Run \`go get ${importPath}\`, or unset GO111MODULE.` };
}
