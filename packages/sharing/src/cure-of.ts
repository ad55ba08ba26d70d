import { type ByteRange, type Extent, isOverflow, structLayout } from "@cachelint/layout";
import { memberOf, type Package, type StructType, type Type, typeOfObject, underlying, type World } from "@cachelint/types";
import { bestElementCure } from "./cure/elements.js";
import { bestFieldCure } from "./cure/fields.js";
import { globalCure } from "./cure/globals.js";
import type { Cure, CureLayout, CureProblem, WordPair } from "./cure/model.js";
import { type Conflict, type ElementConflict, type FieldConflict, type GlobalConflict, isLocalPlace, type StructPlace } from "./model.js";
import { extentOrAssumed, isPadField, type Word, wordsOf } from "./words.js";

/** A package under one target, with the conflict as it stands there; null where the words lie apart. */
export type CureTarget = {
  readonly name: string;
  readonly world: World;
  readonly pkg: Package;
  readonly lineBytes: number;
  readonly goMinor: number;
  readonly isOwn: (pkg: Package | null) => boolean;
  readonly conflict: Conflict | null;
};

/** What would end a conflict under all targets at once; null where nothing was found. */
export function cureOf(conflict: Conflict, targets: readonly CureTarget[]): Cure | null {
  switch (conflict.kind) {
    case "fields":
      return fieldCure(conflict, targets);
    case "elements":
      return elementCure(conflict, targets);
    case "globals":
      return globalsCure(conflict, targets);
  }
}

function fieldCure(conflict: FieldConflict, targets: readonly CureTarget[]): Cure | null {
  const structs = [...targets].sort((a, b) => Number(a.conflict === null) - Number(b.conflict === null)).map((target) => structIn(target, conflict.place));
  const [first] = structs;
  if (!structs.every((struct) => struct !== null) || first == null) return null;
  const pairs = pairsOf(conflict, first.words);
  const paths = [...new Set([...pairs.enemies, ...pairs.doubts, ...pairs.friends].flat())];
  const places = structs.map((struct) => paths.map((path) => placeIn(struct, path)));
  const [fields] = places.map((row) => row.map((place) => place?.field ?? -1));
  if (fields === undefined || !places.every((row) => row.every((place, i) => place !== null && place.field === fields[i]))) return null;
  const numbered = (list: readonly (readonly [string, string])[]): readonly WordPair[] => list.map(([a, b]) => [paths.indexOf(a), paths.indexOf(b)]);
  const isApart = ([a, b]: WordPair): boolean => fields[a] !== fields[b];
  const problem: CureProblem = {
    names: first.under.fields().map(({ name }) => name), pads: first.pads, words: fields, isMany: conflict.isMany,
    // What lies in one field is for that field's type to part; the worst pair must not.
    enemies: numbered(pairs.enemies).filter((pair, i) => i === 0 || isApart(pair)), doubts: numbered(pairs.doubts).filter(isApart), friends: numbered(pairs.friends).filter(isApart),
    layouts: structs.map(({ target, extents }, t): CureLayout => ({ ...contextOf(target), isGlobal: conflict.parts?.isGlobal === true, fields: extents, words: places[t]!.flatMap((place) => place?.range ?? []) })),
  };
  return bestFieldCure(problem);
}

function contextOf({ name, world, goMinor, lineBytes }: CureTarget): Pick<CureLayout, "target" | "arch" | "goMinor" | "lineBytes"> {
  return { target: name, arch: world.arch, goMinor, lineBytes };
}

type Struct = { readonly target: CureTarget; readonly under: StructType; readonly words: readonly Word[]; readonly extents: readonly Extent[]; readonly offsetsBytes: readonly number[]; readonly pads: ReadonlySet<number> };

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

type Pairs = Pick<NonNullable<FieldConflict["parts"]>, "enemies" | "doubts" | "friends">;

/** Where only names are known, the first is the enemy of all others. */
function pairsOf({ parts, fields }: FieldConflict, words: readonly Word[]): Pairs {
  if (parts !== undefined) return parts;
  const [first, ...others] = fields.map((name) => words.find(({ path, isPad }) => !isPad && (path === `.${name}` || path.startsWith(`.${name}.`)))?.path);
  return { enemies: first === undefined ? [] : others.flatMap((other) => (other === undefined ? [] : [[first, other] as const])), doubts: [], friends: [] };
}

function placeIn({ words, extents, offsetsBytes }: Struct, path: string): { readonly field: number; readonly range: ByteRange } | null {
  const word = words.find((one) => one.path === path && !one.isPad);
  if (word === undefined) return null;
  const field = offsetsBytes.findIndex((offset, i) => offset <= word.offsetBytes && word.offsetBytes < offset + extents[i]!.sizeBytes);
  return field < 0 ? null : { field, range: { offsetBytes: word.offsetBytes - offsetsBytes[field]!, sizeBytes: word.sizeBytes } };
}

function elementCure({ length }: ElementConflict, targets: readonly CureTarget[]): Cure | null {
  const layouts = targets.flatMap((target) => (target.conflict?.kind === "elements" && target.conflict.bytes !== undefined ? [{ ...contextOf(target), ...target.conflict.bytes }] : []));
  return layouts.length === 0 ? null : bestElementCure({ length, isGlobal: layouts.every(({ isGlobal }) => isGlobal), layouts });
}

function globalsCure({ names }: GlobalConflict, targets: readonly CureTarget[]): Cure | null {
  const layouts = targets.flatMap((target) => (target.conflict?.kind === "globals" && target.conflict.extents !== undefined ? [{ ...contextOf(target), extents: target.conflict.extents }] : []));
  return layouts.every(({ extents }) => extents.length === names.length) && 0 < layouts.length ? globalCure({ names, layouts }) : null;
}
