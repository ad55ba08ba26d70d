import { placeType, typeRoot } from "@cachelint/access";
import { findMember, type Type, underlying, type World } from "@cachelint/types";

export type LockPlace = { readonly root: string; readonly path: string };

/** The place that fields lead to from a value, as accesses name it: each pointer on the way begins anew. Null where there is no such field. */
export function lockPlace(world: World, from: LockPlace | null, type: Type, steps: readonly string[]): LockPlace | null {
  let place = throughPointer(from, type);
  let at = type;
  for (const step of steps) {
    const member = findMember(world, at, step);
    if (member?.kind !== "field") return null;
    for (const field of member.path) {
      place = throughPointer(place && { root: place.root, path: `${place.path}.${field.name}` }, field.type);
      at = field.type;
    }
  }
  return place;
}

/** The object that a pointer leads to is known by its type alone; so is a value of which nothing is known but its type. */
function throughPointer(place: LockPlace | null, type: Type): LockPlace | null {
  const under = underlying(type);
  const target = under.kind === "pointer" ? under.elem() : type;
  if (under.kind !== "pointer" && place !== null) return place;
  const named = placeType(target);
  return named === null ? place : { root: typeRoot(named.object), path: "" };
}
