import { type ByteRange, type Extent, isOverflow, structLayout } from "@cachelint/layout";
import { memberOf, type StructType, type Type, typeOfObject, underlying } from "@cachelint/types";
import type { CureTarget } from "./cure-of.js";
import { isLocalPlace, type StructPlace } from "./model.js";
import { extentOrAssumed, isPadField, type Word, wordsOf } from "./words.js";

/** A struct's fields and words under one target. */
export type Struct = { readonly target: CureTarget; readonly under: StructType; readonly words: readonly Word[]; readonly extents: readonly Extent[]; readonly offsetsBytes: readonly number[]; readonly pads: ReadonlySet<number> };

/** The same struct under several targets; null where one of them does not know it. */
export function structsIn(targets: readonly CureTarget[], place: StructPlace): readonly Struct[] | null {
  const structs = targets.map((target) => structIn(target, place));
  return structs.every((struct) => struct !== null) ? structs : null;
}

/** Which field each word lies in, and by target where in it; null where a word is not there, or not in the same field, under one of them. */
export function placeWords(structs: readonly Struct[], paths: readonly string[]): { readonly fields: readonly number[]; readonly ranges: readonly (readonly ByteRange[])[] } | null {
  const places = structs.map((struct) => paths.map((path) => placeIn(struct, path)));
  const [fields] = places.map((row) => row.map((place) => place?.field ?? -1));
  if (fields === undefined || !places.every((row) => row.every((place, i) => place !== null && place.field === fields[i]))) return null;
  return { fields, ranges: places.map((row) => row.flatMap((place) => place?.range ?? [])) };
}

function structIn(target: CureTarget, place: StructPlace): Struct | null {
  const { world, isOwn } = target;
  const type = typeIn(target, place);
  const under = type && underlying(type);
  const taken = type && wordsOf(world, type, isOwn);
  if (under?.kind !== "struct" || taken === null) return null;
  const taking = { world, isAssumed: false };
  const extents = under.fields().map((field) => extentOrAssumed(taking, field.type));
  const layout = structLayout(extents, { arch: world.arch, isAlign64: false });
  if (isOverflow(layout)) return null;
  const pads = new Set(under.fields().flatMap((field, i) => (isPadField(taking, field) ? [i] : [])));
  return { target, under, words: taken.words, extents, offsetsBytes: layout.offsetsBytes, pads };
}

/** The same type in this target's world. */
function typeIn({ world, pkg, conflict }: CureTarget, place: StructPlace): Type | null {
  if (isLocalPlace(place)) return conflict?.kind === "fields" ? (conflict.localType ?? null) : null;
  const entity = memberOf(world, pkg, place.kind === "type" ? place.object.name : place.name);
  if (entity?.kind === "type") return typeOfObject(world, entity.object);
  return entity?.kind === "var" ? entity.type() : null;
}

function placeIn({ words, extents, offsetsBytes }: Struct, path: string): { readonly field: number; readonly range: ByteRange } | null {
  const word = words.find((one) => one.path === path && !one.isPad);
  if (word === undefined) return null;
  const field = offsetsBytes.findIndex((offset, i) => offset <= word.offsetBytes && word.offsetBytes < offset + extents[i]!.sizeBytes);
  return field < 0 ? null : { field, range: { offsetBytes: word.offsetBytes - offsetsBytes[field]!, sizeBytes: word.sizeBytes } };
}
