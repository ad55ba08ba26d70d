import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where this room is installed. */
export const ownFolder: string = dirname(fileURLToPath(import.meta.url));

/** Where a bundle that stands alone has what packages are read for besides their code; npm packs no node_modules within a package. */
const besideBundle = "files";

/**
 * A file of a package as Node would find it from a folder, whatever that package exports, or as a bundle carries it along;
 * undefined where it is not installed.
 */
export function installedFile(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = [besideBundle, "node_modules"].map((place) => join(folder, place, name)).find((one) => existsSync(one));
    if (path !== undefined) return realpathSync(path);
    if (dirname(folder) === folder) return undefined;
  }
}

/** The same for a file that must be there. */
export function neededFile(from: string, name: string): string {
  const path = installedFile(from, name);
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}
