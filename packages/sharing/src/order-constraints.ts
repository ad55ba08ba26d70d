import { type Fn, type Program, typeRoot } from "@cachelint/access";
import type { OrderConstraints, OrderPair, OrderTarget } from "@cachelint/layout";
import { type Type, type TypeObject, typeOfObject } from "@cachelint/types";
import type { CureTarget } from "./cure-of.js";
import { haveOwnWriters, weigh } from "./cure-parts.js";
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
 * and others read the other. They belong together where a function uses them: it is to touch no more lines than it does. A struct
 * that nobody is known to touch from several goroutines asks for nothing. Null where a target does not know the struct or its sizes.
 */
export function orderConstraints(object: TypeObject, readings: readonly OrderReading[]): AccessConstraints | null {
  const structs = structsIn(readings.map((reading) => ({ ...reading, conflict: null })), { kind: "type", object });
  if (structs === null) return null;
  const asked = structs.flatMap((_, t) => pathsOf(object, readings[t]!));
  const apart = [...new Map(asked.flatMap((one) => one.apart).map((pair) => [keyOf(pair), pair])).values()];
  const isApart = new Set(apart.map(keyOf));
  const together = asked.flatMap((one) => one.together).flatMap((set) => peaceful(set, isApart));
  const hotPaths = [...new Set(asked.flatMap(({ hot }) => hot))];
  const paths = [...new Set([...[...apart, ...together].flat(), ...hotPaths])];
  const placed = placeWords(structs, paths);
  if (placed === null) return null;
  const { fields, ranges } = placed;
  const numbers = new Map(paths.map((path, i) => [path, i]));
  const numbered = (set: readonly string[]): readonly number[] => set.map((path) => numbers.get(path)!);
  // Words of one field are for the field's own type to arrange.
  const areSeveral = (set: readonly number[]): boolean => set.some((word) => fields[word] !== fields[set[0]!]);
  return {
    targets: structs.map(({ target: { world, goMinor, lineBytes }, extents }, t) => ({ arch: world.arch, goMinor, lineBytes, isGlobal: false, fields: extents, words: ranges[t]! })),
    constraints: {
      words: fields,
      apart: apart.map(([a, b]): OrderPair => [numbers.get(a)!, numbers.get(b)!]).filter(areSeveral),
      together: [...new Map(together.map(numbered).filter(areSeveral).map((set) => [set.toSorted((a, b) => a - b).join(), set])).values()],
      hot: [...new Set(hotPaths.map((path) => fields[numbers.get(path)!]!))],
    },
  };
}

/** The parts of a set in which no two are to be apart; one that is to be apart from others is with those of the rest that it can be with. */
function peaceful(set: readonly string[], isApart: ReadonlySet<string>): readonly (readonly string[])[] {
  const nEnemies = (path: string): number => set.filter((other) => isApart.has(keyOf([path, other]))).length;
  const worst = set.reduce<readonly [string, number]>(([path, most], one) => (most < nEnemies(one) ? [one, nEnemies(one)] : [path, most]), ["", 0]);
  if (worst[1] === 0) return set.length < 2 ? [] : [set];
  const [loner] = worst;
  const rest = set.filter((path) => path !== loner);
  const friends = rest.filter((path) => !isApart.has(keyOf([path, loner])) && nEnemies(path) === 0);
  return [...peaceful(rest, isApart), ...(friends.length === 0 ? [] : [[loner, ...friends]])];
}

function keyOf(pair: PathPair): string {
  return pair.toSorted().join(" ");
}

type Asked = { readonly apart: readonly PathPair[]; readonly together: readonly (readonly string[])[]; readonly hot: readonly string[] };

function pathsOf(object: TypeObject, { program, world, hints, isOwn, lineBytes, goMinor }: OrderReading): readonly Asked[] {
  const type: Type = typeOfObject(world, object);
  const root = typeRoot(object);
  // However many objects there are, none of them may get worse.
  const struct = structOf({ program, world, root, type, place: { kind: "type", object }, isOwn, isGlobal: false, count: "few", judged: { lineBytes, goMinor }, hints });
  if (struct === null) return [];
  const active = struct.uses.filter(({ word, hotWrites, hotReads }) => !word.isPad && 0 < hotWrites.length + hotReads.length);
  const apart: PathPair[] = [];
  const told: PathPair[] = [];
  active.forEach((a, i) => active.slice(i + 1).forEach((b) => {
    const pair: PathPair = [a.word.path, b.word.path];
    const relation = relationIn(struct, a.word, b.word);
    if (relation === "together") told.push(pair);
    else if (relation === "apart" || 0 < weigh(struct, a, b) || haveOwnWriters(a, b)) apart.push(pair);
  }));
  return [{ apart, together: [...told, ...usedTogether(active)], hot: active.filter((use) => isBusy(program, use)).map(({ word }) => word.path) }];
}

/** By function: what it writes, and what it uses of that which nobody writes. What others write, it has to wait for anyway. */
function usedTogether(active: readonly Use[]): readonly (readonly string[])[] {
  const byFn = new Map<Fn, string[]>();
  for (const { word, hotWrites, byFn: users } of active) {
    for (const fn of hotWrites.length === 0 ? users.keys() : new Set(hotWrites.map((access) => access.fn))) {
      const own = byFn.get(fn);
      if (own) own.push(word.path);
      else byFn.set(fn, [word.path]);
    }
  }
  return [...byFn.values()];
}

/** Touched on every way through some function, at least. */
function isBusy(program: Program, { hotWrites, hotReads }: Use): boolean {
  return [...hotWrites, ...hotReads].some((access) => 1 <= weightOf(program, access));
}
