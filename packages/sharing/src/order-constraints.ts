import { type Program, typeRoot } from "@cachelint/access";
import type { OrderConstraints, OrderPair, OrderTarget } from "@cachelint/layout";
import { type Type, type TypeObject, typeOfObject } from "@cachelint/types";
import type { CureTarget } from "./cure-of.js";
import { areTogether, haveOwnWriters, weigh } from "./cure-parts.js";
import { relationIn, structOf } from "./fields.js";
import { weightOf } from "./heat.js";
import type { Hints } from "./hints.js";
import { placeWords, structsIn } from "./struct-words.js";
import type { Use } from "./use.js";

/** A package under one target, with what its functions do. */
export type OrderReading = Omit<CureTarget, "conflict"> & { readonly program: Program; readonly hints: Hints };

/** What accesses ask of the order of a struct's fields; what declarations and groups of lines ask is for the caller to add. */
export type AccessConstraints = { readonly targets: readonly OrderTarget[]; readonly constraints: Pick<OrderConstraints, "words" | "apart" | "together" | "hot"> };

type PathPair = readonly [string, string];

/**
 * What the accesses to a declared struct ask of the order of its fields, under all targets of a run. Words are kept apart where
 * anything speaks against them on one line, be it too little for a report: functions of their own write them, or one is written
 * and others read the other. They belong together where the same functions use them. A struct that nobody is known to touch from
 * several goroutines asks for nothing. Null where a target does not know the struct or its sizes.
 */
export function orderConstraints(object: TypeObject, readings: readonly OrderReading[]): AccessConstraints | null {
  const structs = structsIn(readings.map((reading) => ({ ...reading, conflict: null })), { kind: "type", object });
  if (structs === null) return null;
  const asked = structs.flatMap((_, t) => pathsOf(object, readings[t]!));
  const pairs = (key: "apart" | "together"): readonly PathPair[] => [...new Map(asked.flatMap((one) => one[key]).map((pair) => [pair.toSorted().join(" "), pair])).values()];
  const apart = pairs("apart");
  const isApart = new Set(apart.map((pair) => pair.toSorted().join(" ")));
  const together = pairs("together").filter((pair) => !isApart.has(pair.toSorted().join(" ")));
  const hotPaths = [...new Set(asked.flatMap(({ hot }) => hot))];
  const paths = [...new Set([...[...apart, ...together].flat(), ...hotPaths])];
  const placed = placeWords(structs, paths);
  if (placed === null) return null;
  const { fields, ranges } = placed;
  // Words of one field are for the field's own type to arrange.
  const numbered = (list: readonly PathPair[]): readonly OrderPair[] => list.map(([a, b]): OrderPair => [paths.indexOf(a), paths.indexOf(b)]).filter(([a, b]) => fields[a] !== fields[b]);
  return {
    targets: structs.map(({ target: { world, goMinor, lineBytes }, extents }, t) => ({ arch: world.arch, goMinor, lineBytes, isGlobal: false, fields: extents, words: ranges[t]! })),
    constraints: { words: fields, apart: numbered(apart), together: numbered(together), hot: [...new Set(hotPaths.map((path) => fields[paths.indexOf(path)]!))] },
  };
}

type Asked = { readonly apart: readonly PathPair[]; readonly together: readonly PathPair[]; readonly hot: readonly string[] };

function pathsOf(object: TypeObject, { program, world, hints, isOwn, lineBytes, goMinor }: OrderReading): readonly Asked[] {
  const type: Type = typeOfObject(world, object);
  const root = typeRoot(object);
  // However many objects there are, none of them may get worse.
  const struct = structOf({ program, world, root, type, place: { kind: "type", object }, isOwn, isGlobal: false, count: "few", judged: { lineBytes, goMinor }, hints });
  if (struct === null) return [];
  const active = struct.uses.filter(({ word, hotWrites, hotReads }) => !word.isPad && 0 < hotWrites.length + hotReads.length);
  const apart: PathPair[] = [];
  const together: PathPair[] = [];
  active.forEach((a, i) => active.slice(i + 1).forEach((b) => {
    const pair: PathPair = [a.word.path, b.word.path];
    const relation = relationIn(struct, a.word, b.word);
    if (relation === "together") together.push(pair);
    else if (relation === "apart" || 0 < weigh(struct, a, b) || haveOwnWriters(a, b)) apart.push(pair);
    else if (areTogether(a, b)) together.push(pair);
  }));
  return [{ apart, together, hot: active.filter((use) => isBusy(program, use)).map(({ word }) => word.path) }];
}

/** Touched on every way through some function, at least. */
function isBusy(program: Program, { hotWrites, hotReads }: Use): boolean {
  return [...hotWrites, ...hotReads].some((access) => 1 <= weightOf(program, access));
}
