import { isElementType, type Package, type Type, type TypeObject, unalias, type World } from "@cachelint/types";

/** Tells which types are elements of arrays and slices. Asked for single types, late: most structs never need the answer. */
export type Elements = (world: World, type: Type) => boolean;

/** Looks for elements in the packages of a run. */
export function elementsOf(packagesOf: (world: World) => readonly Package[]): Elements {
  const mentions = new Map<World, Mentions>();
  return (world, type) => {
    const actual = unalias(type);
    if (actual.kind !== "named") return false;
    const index = mentions.get(world) ?? mentionsIn(packagesOf(world));
    mentions.set(world, index);
    const packages = index.get(actual.object.name) ?? [];
    return 0 < packages.length && isElementType(world, actual.object satisfies TypeObject, packages);
  };
}

/** The packages that say `]Name` or `]pkg.Name`, by `Name`. One pass over the texts spares a search for each type. */
type Mentions = ReadonlyMap<string, readonly Package[]>;

function mentionsIn(packages: readonly Package[]): Mentions {
  const found = new Map<string, Package[]>();
  for (const pkg of packages) {
    for (const { source } of pkg.units) {
      for (const name of elementNames(source.file.text)) {
        const known = found.get(name) ?? [];
        if (known.at(-1) !== pkg) found.set(name, [...known, pkg]);
      }
    }
  }
  return found;
}

/** What may be the name of an element type: the identifier that directly follows a bracket, without its qualifier. */
function elementNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const name = /(?:[\p{L}_][\p{L}\p{N}_]*\.)?([\p{L}_][\p{L}\p{N}_]*)/uy;
  for (let at = text.indexOf("]"); 0 <= at; at = text.indexOf("]", at + 1)) {
    // Most brackets end an index, and no letter follows.
    if (text.charCodeAt(at + 1) < 65) continue;
    name.lastIndex = at + 1;
    const match = name.exec(text);
    if (match?.[1] !== undefined) names.add(match[1]);
  }
  return names;
}
