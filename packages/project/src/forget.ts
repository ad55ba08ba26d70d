import { cleanPath } from "./paths.js";
import type { Workspace } from "./workspace.js";

/** Forgets what was read of a path, for a file or folder that changed. After a change of go.mod, go.work or vendor, open the workspace anew instead. */
export function forgetPath({ inner }: Workspace, path: string): void {
  inner.disk.forget(cleanPath(path));
  inner.selections.clear();
  inner.resolved.clear();
}
