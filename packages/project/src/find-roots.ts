import type { Disk } from "./disk.js";
import type { ProcessEnv } from "./environment.js";
import { ancestors, cleanPath, isAbsolutePath, joinPath, resolvePath } from "./paths.js";

/** The nearest folder with a go.mod, from `directory` upwards; empty where there is none. A go.mod in the system's temporary folder itself does not count (modload FindGoMod). */
export function findModuleRoot(disk: Disk, directory: string, env: ProcessEnv): string {
  const temporary = cleanPath(env["TMPDIR"] || "/tmp");
  for (const folder of ancestors(directory)) {
    const path = joinPath(folder, "go.mod");
    // The go command stops at one that it cannot read, rather than look further up.
    if (disk.text(path) !== undefined || disk.hasFile(path)) return folder === temporary ? "" : folder;
  }
  return "";
}

export type WorkSearch = { readonly gowork: string; readonly goroot: string | undefined };

/** The go.work in force, by GOWORK or the nearest one upwards; empty where there is none. The search stops at GOROOT. */
export function findWorkFile(disk: Disk, directory: string, { gowork, goroot }: WorkSearch): string {
  if (gowork === "off") return "";
  if (gowork !== "" && gowork !== "auto") return isAbsolutePath(gowork) ? cleanPath(gowork) : resolvePath(directory, gowork);
  for (const folder of ancestors(directory)) {
    if (folder === goroot) return "";
    const path = joinPath(folder, "go.work");
    if (disk.text(path) !== undefined) return path;
  }
  return "";
}
