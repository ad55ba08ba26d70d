import { joinPath } from "./paths.js";
import type { Workspace } from "./workspace.js";

const endings = /\.(?:tmpl|gotmpl|gohtml|tpl|html?)$/;

/** The texts of files below the main modules that are named as templates mostly are, in byte order of their paths; those of tests' data are none. */
export function templateTexts({ inner: { disk }, mainModules }: Workspace): readonly string[] {
  const found = new Map<string, string>();
  const walk = (directory: string): void => {
    const listing = disk.listing(directory);
    if (typeof listing === "string") return;
    for (const name of listing.files) {
      const path = joinPath(directory, name);
      const text = endings.test(name) ? disk.text(path) : undefined;
      if (text?.includes("{{") === true) found.set(path, text);
    }
    for (const { name, isSymlink } of listing.folders) if (!isSymlink && name !== ".git" && name !== "node_modules" && name !== "vendor" && name !== "testdata") walk(joinPath(directory, name));
  };
  for (const { directory, path } of mainModules) if (path !== "std") walk(directory);
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}
