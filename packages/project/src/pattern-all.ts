import { findPackage } from "./find-package.js";
import { compareGoVersions } from "./go-version.js";
import { matchNames } from "./match-names.js";
import type { Found } from "./match-patterns.js";
import * as messages from "./messages.js";
import type { BuildContext, MissingPackage, PackageRef, ProjectProblem } from "./model.js";
import { selectFiles } from "./select-files.js";
import type { Workspace } from "./workspace.js";

/**
 * `all` in module mode: the packages and tools of the main modules and everything they and their tests import, however
 * far away; since Go 1.16 without what tests of dependencies import (golang.org/ref/mod#glos-all-packages). In GOPATH mode: all
 * packages of GOROOT and of each GOPATH (`go help packages`).
 */
export function allPackages(workspace: Workspace, context: BuildContext): Found {
  if (workspace.kind === "gopath") return matchNames(workspace, context, "all");
  if (workspace.mainModules.length === 0) return { packages: [], problems: [messages.noMainModule(workspace)] };
  const found = new Map<string, PackageRef>();
  const missing = new Map<string, MissingPackage>();
  const pending: PackageRef[] = [];
  const reach = (ref: PackageRef | MissingPackage): void => {
    if ("missing" in ref) {
      if (ref.importPath !== "C") missing.set(ref.importPath, ref);
    } else if (!found.has(ref.importPath)) {
      found.set(ref.importPath, ref);
      pending.push(ref);
    }
  };
  const from: PackageRef = { importPath: "", directory: workspace.cwd, module: "", origin: "main" };
  for (const ref of matchNames(workspace, context, "work").packages) reach(ref);
  for (const tool of workspace.mainModules.flatMap(({ goMod }) => goMod.tools)) reach(findPackage(workspace, tool, from));
  for (let ref = pending.pop(); ref !== undefined; ref = pending.pop()) {
    for (const importPath of importsOf(workspace, context, ref)) reach(findPackage(workspace, importPath, ref));
  }
  const problems: ProjectProblem[] = [...missing.values()].map((each) => messages.missingPackage(each));
  return { packages: [...found.values()].sort((a, b) => (a.importPath < b.importPath ? -1 : 1)), problems };
}

function importsOf(workspace: Workspace, context: BuildContext, ref: PackageRef): ReadonlySet<string> {
  if (ref.origin === "std-table") return new Set();
  const tests = ref.origin === "main" || closesOverTests(workspace);
  const { files, imports } = selectFiles(workspace, ref.directory, context, { tests });
  return new Set(files.flatMap((file) => imports.get(file) ?? []));
}

function closesOverTests({ kind, mainModules }: Workspace): boolean {
  const go = mainModules[0]?.goMod.go ?? "";
  return kind === "module" && compareGoVersions(go === "" ? "1.16" : go, "1.16") < 0;
}
