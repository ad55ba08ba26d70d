import { entityType, memberOf, type NamedType, type Type, unalias, underlying } from "@cachelint/types";
import type { Universe } from "./universe.js";

/** Deeper than structs lie in one another; a type that contains itself is none. */
const deepest = 12;

/** Whether `==` of two values of a comparable type may panic: an interface in them may hold a value that has no `==`. */
export function mayPanic(type: Type, depth = 0): boolean {
  const under = underlying(type);
  if (deepest < depth) return false;
  switch (under.kind) {
    case "interface":
    case "type-param":
      return true;
    case "array":
      return mayPanic(under.elem, depth + 1);
    case "struct":
      return under.fields().some((field) => field.name !== "_" && mayPanic(field.type, depth + 1));
    default:
      return false;
  }
}

/** Whether a type has `==` (Go spec, "Comparison operators"); what is not known may have. */
export function isComparable(type: Type, depth = 0): boolean {
  const under = underlying(type);
  if (deepest < depth) return true;
  switch (under.kind) {
    case "slice":
    case "map":
    case "func":
      return false;
    case "array":
      return isComparable(under.elem, depth + 1);
    case "struct":
      return under.fields().every((field) => isComparable(field.type, depth + 1));
    default:
      return true;
  }
}

const found = new WeakMap<Universe, readonly NamedType[]>();

/** All types of the main modules whose values can be compared and may panic then: what of an interface may be one of them. */
export function riskyTypes(universe: Universe): readonly NamedType[] {
  const { world } = universe;
  const known = found.get(universe) ?? universe.units().flatMap(({ pkg, source }) => source.outline.declarations.flatMap(({ keyword, names }) => (keyword !== "type" ? [] : names.flatMap((name) => {
    const entity = memberOf(world, pkg, name);
    const type = entity?.kind === "type" ? unalias(entityType(world, entity, name)) : null;
    return type?.kind === "named" && underlying(type).kind !== "interface" && isComparable(type) && mayPanic(type) ? [type] : [];
  }))));
  found.set(universe, known);
  return known;
}
