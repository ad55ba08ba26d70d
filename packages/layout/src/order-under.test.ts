import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { Arch } from "./arch.js";
import { type ByteRange, sharedFraction } from "./cache-line.js";
import type { Extent } from "./extent.js";
import { smallestOrder } from "./order.js";
import { type OrderConstraints, type OrderTarget, unconstrained } from "./order-problem.js";
import { orderUnder } from "./order-under.js";
import { startResidues } from "./placement.js";
import { structLayout, type StructLayout } from "./struct-layout.js";
import { amd64, anyType, extentsOf, type GoType, i386, known } from "../test/go-types.js";

const target = (types: readonly GoType[], arch: Arch = amd64, lineBytes = 64): OrderTarget => {
  const fields = extentsOf(types, arch);
  return { arch, goMinor: 26, lineBytes, isGlobal: false, fields, words: fields.map(({ sizeBytes }) => ({ offsetBytes: 0, sizeBytes })) };
};
const best = (types: readonly GoType[], constraints: Partial<OrderConstraints> = {}) => known(orderUnder([target(types)], { ...unconstrained(types.length), words: types.map((_, i) => i), ...constraints })).order;

test("what declares several fields moves as one", () => {
  expect(best(["bool", "int64", "int64", "bool"], { units: [[0], [1, 2], [3]], groups: [0, 0, 0] })).toEqual([1, 2, 0, 3]);
  expect(best(["bool", "bool", "int64", "bool", "int64"], { units: [[0, 1], [2, 3], [4]], groups: [0, 0, 0] })).toEqual([2, 3, 0, 1, 4]);
});

const wide: GoType = [7, "int64"];

test("writers that are apart stay apart", () => {
  const types: readonly GoType[] = ["bool", "int64", wide, "bool", "int64", "bool"];
  expect(best(types)).toEqual([1, 2, 0, 3, 5, 4]);
  expect(best(types, { apart: [[1, 4]] })).toEqual([1, 2, 0, 3, 5, 4]);
  // The two bools would meet in one word.
  expect(best(types, { apart: [[0, 3]] })).toEqual([0, 1, 2, 4, 3, 5]);
});

test("a struct is left larger rather than bring two writers together", () => {
  const types: readonly GoType[] = ["bool", wide, "int64", "bool"];
  expect(best(types)).toEqual([1, 2, 0, 3]);
  expect(best(types, { apart: [[0, 3]] })).toEqual([0, 1, 2, 3]);
});

test("words that are used together stay on a line", () => {
  const types: readonly GoType[] = ["bool", "int64", wide, "bool", "int64", "bool"];
  expect(best(types, { together: [[0, 1]] })).toEqual([1, 0, 3, 5, 2, 4]);
});

test("hot fields come first where that costs nothing", () => {
  const types: readonly GoType[] = ["bool", wide, "bool", "int64"];
  expect(best(types)).toEqual([0, 2, 1, 3]);
  expect(best(types, { hot: [0, 3] })).toEqual([0, 2, 3, 1]);
});

test("groups stay whole where they are to, and else where that costs nothing", () => {
  const types: readonly GoType[] = ["bool", "int64", "bool", "int64", "bool", "int64"];
  const groups = [0, 0, 1, 1, 2, 2];
  expect(best(types, { groups, keep: "grouped" })).toEqual([0, 1, 3, 2, 4, 5]);
  expect(best(types, { groups })).toEqual([1, 0, 2, 4, 5, 3]);
  // As small in groups as out of them.
  expect(best(["bool", "int64", "int32", "int64", "int32"], { groups: [0, 0, 1, 2, 2] })).toEqual([1, 0, 2, 3, 4]);
});

const anyProblem = (lengths: { readonly minLength?: number; readonly maxLength: number }, isJoined = true) =>
  fc.array(fc.oneof(anyType, fc.constantFrom<GoType>("int64", "bool", [6, "int64"], [3, "bool"])), { minLength: 1, ...lengths }).chain((types) => {
    const index = fc.nat({ max: types.length - 1 });
    return fc.record({
      types: fc.constant(types),
      apart: fc.array(fc.tuple(index, index), { maxLength: 3 }),
      together: fc.array(fc.uniqueArray(index, { minLength: 1, maxLength: 4 }), { maxLength: 3 }),
      hot: fc.uniqueArray(index, { maxLength: 2 }),
      cuts: fc.array(fc.boolean(), { minLength: types.length, maxLength: types.length }),
      joins: fc.array(fc.boolean(), { minLength: types.length, maxLength: types.length }),
      keep: fc.constantFrom("smallest" as const, "grouped" as const),
      pointers: fc.constantFrom("fewest" as const, "no-more" as const),
    });
  }).map(({ types, cuts, joins, ...constraints }) => {
    const units: number[][] = [];
    const groups: number[] = [];
    types.forEach((_, i) => {
      if (isJoined && 0 < i && joins[i] && !cuts[i]) return void units.at(-1)!.push(i);
      groups.push((groups.at(-1) ?? 0) + (0 < i && cuts[i] ? 1 : 0));
      units.push([i]);
    });
    return { types, constraints: { ...constraints, units, groups, words: types.map((_, i) => i) } satisfies OrderConstraints };
  });

test("as good as the best of all orders that are allowed", () => {
  fc.assert(fc.property(anyProblem({ maxLength: 6 }), fc.boolean(), ({ types, constraints }, isDouble) => {
    const targets = [target(types), ...(isDouble ? [target(types, i386, 128)] : [])];
    const found = known(orderUnder(targets, constraints));
    expect(found.isExact).toBe(true);
    expect(scoreOf(targets, constraints, found.units)).toEqual(bestByTryingAll(targets, constraints));
  }), { numRuns: 150 });
});

test.each([[8, 4], [9, 1]])("as good with %i fields", (nFields, numRuns) => {
  fc.assert(fc.property(anyProblem({ minLength: nFields, maxLength: nFields }, false), ({ types, constraints }) => {
    const targets = [target(types)];
    const found = known(orderUnder(targets, constraints));
    expect(found.isExact).toBe(true);
    expect(scoreOf(targets, constraints, found.units)).toEqual(bestByTryingAll(targets, constraints));
  }), { numRuns });
}, 120_000);

test("without constraints, the smallest order", () => {
  fc.assert(fc.property(fc.array(anyType, { maxLength: 9 }), (types) => {
    const fields = extentsOf(types, amd64);
    expect(known(orderUnder([target(types)], unconstrained(types.length))).order).toEqual(known(smallestOrder(fields, { arch: amd64 })).order);
  }), { numRuns: 100 });
}, 60_000);

test("for any number of fields: no worse than the source under any target, and within a byte less than the alignment a field of the least", () => {
  fc.assert(fc.property(anyProblem({ minLength: 10, maxLength: 40 }), ({ types, constraints }) => {
    const targets = [target(types), target(types, i386)];
    const { order, units, layouts, atMostBytesAbove, isExact } = known(orderUnder(targets, constraints));
    expect([...order].sort((a, b) => a - b)).toEqual(types.map((_, i) => i));
    expect(units.flatMap((unit) => constraints.units[unit]!)).toEqual(order);
    expect(scoreOf(targets, constraints, units)[0]).toBe(0);
    targets.forEach(({ fields, arch }, t) => {
      const least = known(smallestOrder(fields, { arch })).layout.sizeBytes;
      const align = Math.max(...fields.map(({ alignBytes }) => alignBytes));
      expect(layouts[t]!.sizeBytes - least).toBeLessThanOrEqual(atMostBytesAbove[t]!);
      expect(atMostBytesAbove[t]).toBeLessThanOrEqual(align * fields.length);
      if (isExact && constraints.apart.length + constraints.together.length === 0 && constraints.keep === "smallest" && constraints.units.length === types.length && targets.length === 1) expect(layouts[t]!.sizeBytes).toBe(least);
    });
  }), { numRuns: 8 });
}, 120_000);

/** The least score of all permutations, worked out anew; each only as far as it is not above the least so far. */
function bestByTryingAll(targets: readonly OrderTarget[], constraints: OrderConstraints): readonly number[] {
  const judge = judgeOf(targets, constraints);
  let least: readonly number[] = [1];
  for (const units of permutations(constraints.units.length)) {
    const { isAllowed, parts } = judge(units);
    const score = below(parts, least);
    if (score !== null && isAllowed()) least = score;
  }
  return least;
}

/** The values of a score that is below another; null where it is not. */
function below(parts: Iterable<number>, least: readonly number[]): readonly number[] | null {
  const score: number[] = [];
  let isBelow = false;
  for (const value of parts) {
    const bound = least[score.length] ?? Infinity;
    if (!isBelow && bound < value) return null;
    isBelow ||= value < bound;
    score.push(value);
  }
  return isBelow ? score : null;
}

/** 1 for an order that is worse than the source; 0 and what orders are compared by for the others. */
function scoreOf(targets: readonly OrderTarget[], constraints: OrderConstraints, units: readonly number[]): readonly number[] {
  const { isAllowed, parts } = judgeOf(targets, constraints)(units);
  return isAllowed() ? [...parts] : [1];
}

/** `isAllowed`: it is no worse than the source. */
type Judged = { readonly isAllowed: () => boolean; readonly parts: Iterable<number> };

function judgeOf(targets: readonly OrderTarget[], constraints: OrderConstraints): (units: readonly number[]) => Judged {
  const { groups, keep, apart, together, hot } = constraints;
  const nGroups = new Set(groups).size;
  const placers = targets.map(placer);
  const now = placers.map((place) => place(constraints.units.flat()));
  const share = (t: number, [a, b]: readonly [number, number], at: Placed): number => sharedFraction(at.ranges[a]!, at.ranges[b]!, at.starts, targets[t]!.lineBytes);
  const touched = (t: number, set: readonly number[], { ranges, starts }: Placed): number => {
    const { lineBytes } = targets[t]!;
    const linesAt = (start: number): number => new Set(set.flatMap((word) => linesOf(start + ranges[word]!.offsetBytes, ranges[word]!.sizeBytes, lineBytes))).size;
    return starts.length === 0 ? 0 : starts.reduce((n, start) => n + linesAt(start), 0) / starts.length;
  };
  const sharedNow = targets.map((_, t) => apart.map((pair) => share(t, pair, now[t]!)));
  const touchedNow = targets.map((_, t) => together.map((set) => touched(t, set, now[t]!)));
  return (units) => {
    const nTorn = units.filter((unit, i) => i === 0 || groups[unit] !== groups[units[i - 1]!]).length - nGroups;
    if (keep === "grouped" && 0 < nTorn) return { isAllowed: () => false, parts: [] };
    const order = units.flatMap((unit) => constraints.units[unit]!);
    const then = placers.map((place) => place(order));
    const total = (of: (at: Placed, t: number) => number): number => then.reduce((sum, at, t) => sum + of(at, t), 0);
    const fields = (t: number): readonly Extent[] => targets[t]!.fields;
    const isWorse = (t: number): boolean => now[t]!.layout.sizeBytes < then[t]!.layout.sizeBytes || apart.some((pair, i) => sharedNow[t]![i]! < share(t, pair, then[t]!)) || together.some((set, i) => touchedNow[t]![i]! < touched(t, set, then[t]!)) || (constraints.pointers === "no-more" && now[t]!.layout.pointerBytes < then[t]!.layout.pointerBytes);
    function* parts(): Generator<number> {
      yield 0;
      yield total(({ layout }) => layout.sizeBytes);
      yield total(({ layout }, t) => Number(layout.trailingZeroSizeByte || (fields(t)[order.at(-1)!]!.sizeBytes === 0 && fields(t).some(({ sizeBytes }) => 0 < sizeBytes))));
      yield total((at, t) => apart.reduce((sum, pair) => sum + share(t, pair, at), 0));
      yield total((at, t) => together.reduce((sum, set) => sum + touched(t, set, at), 0));
      yield total(({ ranges }, t) => Math.max(0, ...hot.map((field) => Math.ceil((ranges[field]!.offsetBytes + ranges[field]!.sizeBytes) / targets[t]!.lineBytes))));
      yield nTorn;
      yield total(({ layout }) => (constraints.pointers === "fewest" ? layout.pointerBytes : 0));
      yield order.reduce((n, field, i) => n + order.slice(i).filter((later) => later < field).length, 0);
      yield total(({ layout, ranges }, t) => Math.max(...fields(t).map((_, i) => ranges[i]!.offsetBytes + ranges[i]!.sizeBytes)) - layout.sizeBytes) + 0;
    }
    return { isAllowed: () => !targets.some((_, t) => isWorse(t)), parts: parts() };
  };
}

/** The lines that some bytes lie on; none for no bytes. */
function linesOf(start: number, sizeBytes: number, lineBytes: number): readonly number[] {
  if (sizeBytes === 0) return [];
  const first = Math.floor(start / lineBytes);
  return Array.from({ length: Math.floor((start + sizeBytes - 1) / lineBytes) - first + 1 }, (_, line) => first + line);
}

type Placed = { readonly layout: StructLayout; readonly ranges: readonly ByteRange[]; readonly starts: readonly number[] };

/** Lays orders of the fields out. Where objects can begin depends on their size only, and is worked out once for each. */
function placer({ fields, arch, lineBytes, goMinor }: OrderTarget): (order: readonly number[]) => Placed {
  const startsOf = new Map<number, readonly number[]>();
  return (order) => {
    const layout = known<StructLayout>(structLayout(order.map((index) => fields[index]!), { arch, isAlign64: false }));
    const { sizeBytes, pointerBytes, offsetsBytes } = layout;
    const ranges = fields.map((field, index) => ({ offsetBytes: offsetsBytes[order.indexOf(index)]!, sizeBytes: field.sizeBytes }));
    const object = { kind: "heap", sizeBytes, hasPointers: 0 < pointerBytes } as const;
    const key = 2 * sizeBytes + Number(object.hasPointers);
    const starts = startsOf.get(key) ?? startResidues(object, lineBytes, { arch, goMinor });
    startsOf.set(key, starts);
    return { layout, ranges, starts };
  };
}

function* permutations(n: number, chosen: number[] = []): Generator<readonly number[]> {
  if (chosen.length === n) yield chosen;
  for (let i = 0; i < n; i++) {
    if (chosen.includes(i)) continue;
    chosen.push(i);
    yield* permutations(n, chosen);
    chosen.pop();
  }
}
