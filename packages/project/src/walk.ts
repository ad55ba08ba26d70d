import type { Disk } from "./disk.js";
import { joinPath } from "./paths.js";

export type WalkRules = {
  /** Whether a folder with a go.mod, another module's, is left out. */
  readonly stopsAtModules: boolean;
  /** Whether `vendor` folders are not entered; the folder itself can be a package. */
  readonly stopsAtVendor: boolean;
  /** Folders to leave out with all below, by their path below the root. */
  readonly isLeftOut: (inside: string) => boolean;
  /** Hears of folders that cannot be read. */
  readonly onUnreadable?: (directory: string) => void;
};

export type Folder = { readonly directory: string; /** Below the walk's root, empty for the root. */ readonly inside: string };

/** The folders below one that package patterns visit, itself first, in byte order; links to folders are not followed, and neither are `.x`, `_x` and `testdata`. */
export function* walkFolders(disk: Disk, root: string, rules: WalkRules): Generator<Folder> {
  yield* walk({ directory: root, inside: "" }, { disk, rules });
}

type Walk = { readonly disk: Disk; readonly rules: WalkRules };

function* walk(folder: Folder, context: Walk): Generator<Folder> {
  const { disk, rules } = context;
  const listing = disk.listing(folder.directory);
  if (typeof listing === "string") {
    if (listing === "not-readable") rules.onUnreadable?.(folder.directory);
    return;
  }
  if (folder.inside !== "" && rules.stopsAtModules && listing.files.has("go.mod")) return;
  yield folder;
  for (const { name, isSymlink } of listing.folders) {
    const inside = folder.inside === "" ? name : `${folder.inside}/${name}`;
    if (isSymlink || isSkipped(name) || rules.isLeftOut(inside)) continue;
    const below = { directory: joinPath(folder.directory, name), inside };
    if (name === "vendor" && rules.stopsAtVendor) {
      const vendor = disk.listing(below.directory);
      if (typeof vendor !== "string" && !(rules.stopsAtModules && vendor.files.has("go.mod"))) yield below;
    } else yield* walk(below, context);
  }
}

/** Folders that no wildcard reaches. */
export function isSkipped(name: string): boolean {
  return name.startsWith(".") || name.startsWith("_") || name === "testdata";
}
