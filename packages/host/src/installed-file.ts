import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where this room is installed. */
export const ownFolder: string = dirname(fileURLToPath(import.meta.url));

/** A file of a package as Node would find it from a folder, whatever that package exports; undefined where it is not installed. */
export function installedFile(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, "node_modules", name);
    if (existsSync(path)) return realpathSync(path);
    if (dirname(folder) === folder) return undefined;
  }
}

/** The same for a file that must be there. */
export function neededFile(from: string, name: string): string {
  const path = installedFile(from, name);
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}
