import { cleanPath, parentPath } from "./paths.js";
import type { Workspace } from "./workspace.js";

/** Forgets what was read of a path, for a file or folder that changed. After a change of go.mod, go.work or vendor, open the workspace anew instead. */
export function forgetPath({ inner }: Workspace, path: string): void {
  inner.disk.forget(cleanPath(path));
  inner.selections.clear();
  inner.resolved.clear();
}

/**
 * Forgets the text of one Go file, for an edit in an editor: files neither came nor went. Only its folder is selected from
 * anew, because a build constraint may have changed.
 */
export function forgetText({ inner }: Workspace, path: string): void {
  const file = cleanPath(path);
  inner.disk.forgetText(file);
  for (const ofContext of inner.selections.values()) ofContext.delete(parentPath(file));
}
