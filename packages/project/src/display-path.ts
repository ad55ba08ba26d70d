import { cleanPath, joinPath, within } from "./paths.js";
import { unescapeModule } from "./module-path.js";
import type { Workspace } from "./workspace.js";

/** How a file is named to users: relative to `base`, or `import/path/file.go` where it lies outside (`sync/pool.go`). Never absolute for a file of a package. */
export function displayPath(workspace: Workspace, base: string, file: string): string {
  const path = cleanPath(file);
  const inBase = within(cleanPath(base), path);
  if (inBase !== "outside") return inBase.inside;
  for (const [directory, prefix] of places(workspace)) {
    const found = within(directory, path);
    if (found !== "outside") return prefix === "" ? found.inside : joinPath(prefix, found.inside);
  }
  const cached = within(workspace.inner.moduleCache, path);
  if (cached !== "outside") return unescapeModule(cached.inside).replace(/@[^/]*/, "");
  const replaced = workspace.inner.modules.localReplacements().find(({ directory }) => within(directory, path) !== "outside");
  const inside = replaced === undefined ? "outside" : within(replaced.directory, path);
  return replaced === undefined || inside === "outside" ? path : joinPath(replaced.module, inside.inside);
}

function* places({ goroot, mainModules, inner }: Workspace): Generator<readonly [directory: string, prefix: string]> {
  if (inner.vendor !== "off") yield [inner.vendor.directory, ""];
  for (const { directory, path } of mainModules.toSorted((a, b) => b.directory.length - a.directory.length)) yield [directory, path];
  if (goroot.kind === "directory") yield [joinPath(goroot.path, "src"), ""];
  for (const folder of inner.gopaths) yield [joinPath(folder, "src"), ""];
}
