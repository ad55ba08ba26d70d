import type { Package, World } from "@cachelint/types";
import { bestElementCure } from "./cure/elements.js";
import { bestFieldCure } from "./cure/fields.js";
import { globalCure } from "./cure/globals.js";
import type { Cure, CureLayout, CureProblem, WordPair } from "./cure/model.js";
import type { Conflict, ElementConflict, FieldConflict, GlobalConflict } from "./model.js";
import { placeWords, structsIn } from "./struct-words.js";
import type { Word } from "./words.js";

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
  const structs = structsIn([...targets].sort((a, b) => Number(a.conflict === null) - Number(b.conflict === null)), conflict.place);
  const first = structs?.[0];
  if (structs === null || first === undefined) return null;
  const pairs = pairsOf(conflict, first.words);
  const paths = [...new Set([...pairs.enemies, ...pairs.doubts, ...pairs.friends].flat())];
  const placed = placeWords(structs, paths);
  if (placed === null) return null;
  const { fields, ranges } = placed;
  const numbered = (list: readonly (readonly [string, string])[]): readonly WordPair[] => list.map(([a, b]) => [paths.indexOf(a), paths.indexOf(b)]);
  const isApart = ([a, b]: WordPair): boolean => fields[a] !== fields[b];
  const problem: CureProblem = {
    names: first.under.fields().map(({ name }) => name), pads: first.pads, words: fields, isMany: conflict.isMany,
    // What lies in one field is for that field's type to part; the worst pair must not.
    enemies: numbered(pairs.enemies).filter((pair, i) => i === 0 || isApart(pair)), doubts: numbered(pairs.doubts).filter(isApart), friends: numbered(pairs.friends).filter(isApart),
    layouts: structs.map(({ target, extents }, t): CureLayout => ({ ...contextOf(target), isGlobal: conflict.parts?.isGlobal === true, fields: extents, words: ranges[t]! })),
  };
  return bestFieldCure(problem);
}

function contextOf({ name, world, goMinor, lineBytes }: CureTarget): Pick<CureLayout, "target" | "arch" | "goMinor" | "lineBytes"> {
  return { target: name, arch: world.arch, goMinor, lineBytes };
}

type Pairs = Pick<NonNullable<FieldConflict["parts"]>, "enemies" | "doubts" | "friends">;

/** Where only names are known, the first is the enemy of all others. */
function pairsOf({ parts, fields }: FieldConflict, words: readonly Word[]): Pairs {
  if (parts !== undefined) return parts;
  const [first, ...others] = fields.map((name) => words.find(({ path, isPad }) => !isPad && (path === `.${name}` || path.startsWith(`.${name}.`)))?.path);
  return { enemies: first === undefined ? [] : others.flatMap((other) => (other === undefined ? [] : [[first, other] as const])), doubts: [], friends: [] };
}

function elementCure({ length }: ElementConflict, targets: readonly CureTarget[]): Cure | null {
  const layouts = targets.flatMap((target) => (target.conflict?.kind === "elements" && target.conflict.bytes !== undefined ? [{ ...contextOf(target), ...target.conflict.bytes }] : []));
  return layouts.length === 0 ? null : bestElementCure({ length, isGlobal: layouts.every(({ isGlobal }) => isGlobal), layouts });
}

function globalsCure({ names }: GlobalConflict, targets: readonly CureTarget[]): Cure | null {
  const layouts = targets.flatMap((target) => (target.conflict?.kind === "globals" && target.conflict.extents !== undefined ? [{ ...contextOf(target), extents: target.conflict.extents }] : []));
  return layouts.every(({ extents }) => extents.length === names.length) && 0 < layouts.length ? globalCure({ names, layouts }) : null;
}
