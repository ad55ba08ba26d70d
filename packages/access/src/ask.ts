import type { Package } from "@cachelint/types";
import type { Body, Library } from "./library.js";

/** Asks for the bodies in which a word stands. `isElsewhere`: other packages may use the field, or call the function with a place of theirs. */
export type Ask = (pkg: Package, word: string, isElsewhere?: boolean) => void;

/** Each word of a package is asked for once; what it stands in is added to `wanted`. */
export function asker(library: Library, wanted: Body[]): Ask {
  const asked = new Map<Package, Set<string>>();
  let importers: ReadonlyMap<string, readonly Package[]> | undefined;
  return (pkg, word, isElsewhere = false) => {
    const words = asked.get(pkg) ?? new Set<string>();
    asked.set(pkg, words);
    if (words.has(word)) return;
    words.add(word);
    wanted.push(...library.withWord(pkg, word));
    // Only an exported name can be meant elsewhere.
    if (!isElsewhere || !/^\.?\p{Lu}/u.test(word)) return;
    importers ??= importersIn(library);
    for (const importer of importers.get(pkg.importPath) ?? []) if (importer !== pkg) wanted.push(...library.withWord(importer, word));
  };
}

function importersIn({ packages }: Library): ReadonlyMap<string, readonly Package[]> {
  const importers = new Map<string, Package[]>();
  for (const pkg of packages) {
    const paths = new Set(pkg.units.flatMap(({ source }) => source.outline.imports.map(({ path }) => path)));
    for (const path of paths) importers.set(path, [...(importers.get(path) ?? []), pkg]);
  }
  return importers;
}
