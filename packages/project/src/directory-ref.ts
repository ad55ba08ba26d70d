import { findStandard, isHidden } from "./find-package.js";
import type { PackageRef } from "./model.js";
import { joinPath, within } from "./paths.js";
import type { Workspace } from "./workspace.js";

/** The module name of packages outside any module, as the go command has it for files named on its command line. */
export const NO_MODULE = "command-line-arguments";

/** The package that a folder is in this workspace (modload resolveLocalPackage); `outside` for one that no module here holds. */
export function directoryRef(workspace: Workspace, directory: string): PackageRef | "outside" {
  return standardRef(workspace, directory) ?? mainRef(workspace, directory) ?? looseRef(workspace, directory) ?? dependencyRef(workspace, directory) ?? "outside";
}

/** GOROOT/src itself is no package, and neither is `builtin`, which is documentation only. */
function standardRef(workspace: Workspace, directory: string): PackageRef | "outside" | undefined {
  if (workspace.goroot.kind !== "directory") return undefined;
  const inside = within(joinPath(workspace.goroot.path, "src"), directory);
  if (inside === "outside") return undefined;
  if (inside.inside === "" || inside.inside === "builtin") return "outside";
  const found = findStandard(workspace, inside.inside);
  return found !== undefined && "origin" in found ? found : undefined;
}

function mainRef(workspace: Workspace, directory: string): PackageRef | undefined {
  const { vendor } = workspace.inner;
  if (vendor !== "off") {
    const inside = within(vendor.directory, directory);
    if (inside !== "outside" && inside.inside !== "") return { importPath: inside.inside, directory, module: vendor.txt.packages.get(inside.inside) ?? "", origin: "vendor" };
  }
  const main = workspace.mainModules
    .filter((candidate) => within(candidate.directory, directory) !== "outside")
    .toSorted((a, b) => b.directory.length - a.directory.length)[0];
  const inside = main === undefined ? "outside" : within(main.directory, directory);
  if (main === undefined || inside === "outside" || isHidden(workspace, directory, main.directory)) return undefined;
  return { importPath: joinPath(main.path, inside.inside), directory, module: main.path, origin: "main" };
}

/** Outside module mode every folder is a package: of GOPATH, or loose. */
function looseRef(workspace: Workspace, directory: string): PackageRef | undefined {
  if (workspace.kind === "gopath") {
    for (const folder of workspace.inner.gopaths) {
      const inside = within(joinPath(folder, "src"), directory);
      if (inside !== "outside" && inside.inside !== "") return { importPath: inside.inside, directory, module: "", origin: "gopath" };
    }
  }
  if (workspace.kind !== "gopath" && workspace.kind !== "no-module") return undefined;
  const inside = within(workspace.root, directory);
  return { importPath: inside === "outside" ? NO_MODULE : joinPath(NO_MODULE, inside.inside), directory, module: NO_MODULE, origin: "main" };
}

/** A folder of a dependency, in the module cache or where a replace line points. */
function dependencyRef({ mainModules, inner }: Workspace, directory: string): PackageRef | undefined {
  if (mainModules.length === 0 || inner.vendor !== "off") return undefined;
  for (const [module, version] of inner.modules.selection().versions) {
    const place = inner.modules.place(module, version);
    const inside = within(place.directory, directory);
    if (version !== "" && inside !== "outside") return { importPath: joinPath(module, inside.inside), directory, module, origin: "dependency" };
  }
  return undefined;
}
