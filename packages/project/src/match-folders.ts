import { directoryRef } from "./directory-ref.js";
import type { Found } from "./match-patterns.js";
import * as messages from "./messages.js";
import type { BuildContext, PackageRef, ProjectProblem } from "./model.js";
import { ignoreMatcher, matcher } from "./pattern-syntax.js";
import { baseName, joinPath, resolvePath, within } from "./paths.js";
import { hasBuiltFiles } from "./select-files.js";
import { isSkipped, walkFolders } from "./walk.js";
import type { Workspace } from "./workspace.js";

/** `./...`, `../x/...`, `/abs/...`: folders below one, as far as their module reaches (cmd/go/internal/search MatchDirs). */
export function matchFolders(workspace: Workspace, context: BuildContext, pattern: string): Found {
  const { disk } = workspace.inner;
  const absolute = resolvePath(workspace.cwd, pattern);
  const start = absolute.slice(0, absolute.lastIndexOf("/", absolute.indexOf("..."))) || "/";
  if (!disk.isFolder(start)) return { packages: [], problems: [messages.noSuchFolder(start)] };
  const tops = start !== workspace.cwd && isSkipped(baseName(start)) ? [] : walkTops(workspace, start);
  if (tops === "outside") return { packages: [], problems: [messages.outsideModules(start, workspace)] };
  const matches = matcher(absolute);
  const stopsAtVendor = !absolute.includes("vendor");
  const packages: PackageRef[] = [];
  const unreadable: ProjectProblem[] = [];
  const onUnreadable = (directory: string): void => void unreadable.push(messages.unreadableFolder(directory));
  for (const top of tops) {
    const isLeftOut = ignoredBelow(workspace, top);
    for (const { directory } of walkFolders(disk, top, { stopsAtModules: workspace.kind !== "gopath", stopsAtVendor, isLeftOut, onUnreadable })) {
      if (!matches(directory) || !hasBuiltFiles(workspace, directory, context)) continue;
      const ref = directoryRef(workspace, directory);
      if (ref !== "outside") packages.push(ref);
    }
  }
  return { packages, problems: packages.length === 0 ? [...unreadable, messages.nothingMatched(pattern, workspace)] : unreadable };
}

/** Where to start walking: the folder itself inside a module; above modules, each module that is used. */
function walkTops(workspace: Workspace, start: string): readonly string[] | "outside" {
  const { kind, mainModules, goroot, inner } = workspace;
  if (kind === "gopath" || kind === "no-module") return [start];
  if (goroot.kind === "directory" && within(joinPath(goroot.path, "src"), start) !== "outside") return [start];
  if (mainModules.some(({ directory }) => within(directory, start) !== "outside")) return [start];
  const below = mainModules.map(({ directory }) => directory).filter((directory) => within(start, directory) !== "outside");
  if (0 < below.length) return below.toSorted();
  const isInDependency = inner.vendor === "off" && [...inner.modules.selection().versions].some(([path, version]) => within(inner.modules.place(path, version).directory, start) !== "outside");
  return isInDependency ? [start] : "outside";
}

/** The `ignore` lines of the go.mod that a folder is under, for folders below it. */
function ignoredBelow({ mainModules, goVersion }: Workspace, top: string): (inside: string) => boolean {
  const main = mainModules.find(({ directory }) => within(directory, top) !== "outside");
  const above = main === undefined ? "outside" : within(main.directory, top);
  if (main === undefined || above === "outside" || goVersion.minor < 25) return () => false;
  const isIgnored = ignoreMatcher(main.goMod.ignores);
  return (inside) => isIgnored(above.inside === "" ? inside : `${above.inside}/${inside}`);
}
