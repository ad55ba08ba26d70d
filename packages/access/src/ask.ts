import { isExported, type Package } from "@cachelint/types";
import type { Body, Library } from "./library.js";
import { openReach, type TypeName } from "./reach.js";

export type Asking = {
  /** Other packages may use the field, or call the function with a place of theirs. */
  readonly isElsewhere?: boolean;
  /** The word is a field or method of this type: only who can come by such an object is meant. */
  readonly of?: TypeName | null;
};

/** Asks for the bodies in which a word stands. */
export type Ask = (pkg: Package, word: string, how?: Asking) => void;

/** Each word of a package is asked for once; what it stands in is added to `wanted`. */
export function asker(library: Library, wanted: Body[]): Ask {
  const asked = new Map<Package, Set<string>>();
  let importers: ReadonlyMap<string, readonly Package[]> | undefined;
  const importersOf = (pkg: Package): readonly Package[] => (importers ??= importersIn(library)).get(pkg.importPath)?.filter((one) => one !== pkg) ?? [];
  const reach = openReach(library, importersOf);
  const want = (from: Package, word: string, of: TypeName | null): void => {
    const bodies = library.withWord(from, word);
    if (of === null || bodies.length === 0) wanted.push(...bodies);
    else {
      const reaching = reach(from, of);
      wanted.push(...bodies.filter((body) => reaching.has(body)));
    }
  };
  return (pkg, word, { isElsewhere = false, of = null } = {}) => {
    const words = asked.get(pkg) ?? new Set<string>();
    asked.set(pkg, words);
    const key = of === null ? word : `${word} ${of.pkg.importPath} ${of.name}`;
    if (words.has(word) || words.has(key)) return;
    words.add(key);
    want(pkg, word, of);
    // Only an exported name can be meant elsewhere.
    if (isElsewhere && isExported(word.replace(".", ""))) for (const importer of importersOf(pkg)) want(importer, word, of);
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
