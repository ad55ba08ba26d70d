import type { Workspace } from "./workspace.js";

/** The version of a module that a workspace builds with; empty for its own modules, for std, and where it is not known. */
export function moduleVersion({ inner }: Workspace, module: string): string {
  if (inner.vendor !== "off") return inner.vendor.txt.versions.get(module) ?? "";
  return inner.modules.roots().get(module) ?? inner.modules.selection().versions.get(module) ?? "";
}
