import { isOverflow, overflow, type Overflow } from "./extent.js";
import { smallestOrder } from "./order.js";
import { improve } from "./order-improve.js";
import { isBetter, type Judge, judgeOf, type Judged } from "./order-judge.js";
import { searchOrders } from "./order-units.js";
import type { OrderConstraints, OrderTarget } from "./order-problem.js";
import type { StructLayout } from "./struct-layout.js";

/** An order of declarations that is no worse than the source under any target. */
export type OrderUnder = {
  /** Source indices of fields, as they would stand. */
  readonly order: readonly number[];
  /** Indices of units, as they would stand. */
  readonly units: readonly number[];
  /** By target. */
  readonly layouts: readonly StructLayout[];
  /** Every order was tried or ruled out: none is better. */
  readonly isExact: boolean;
  /** By target: no order at all is smaller by more than this many bytes; 0 where the size is proven minimal. */
  readonly atMostBytesAbove: readonly number[];
};

/**
 * The best order of a struct's declarations that makes nothing worse: under each target at most as large as the source; words
 * of independent writers share a line at no more places of the object than now, and words that are used together touch no more lines.
 *
 * Of all such orders it has the fewest bytes, added up over the targets; of these, in turn, the fewest places at which
 * independent writers meet, the fewest lines that are touched together, the fewest lines from the start that hold all hot fields, the fewest
 * groups taken apart, the fewest pointer bytes, the fewest fields that swap places, and the most unused bytes at the end.
 * Where every declaration has one field and there are no constraints, this is the order of `smallestOrder`.
 *
 * Exact up to nine units, and for many structs beyond; where the search is given up, the best that it and a local search have met. The source is always among them, so that the result is above the smallest size by at most `alignBytes - 1` bytes
 * a field, which is all that a source can waste; `atMostBytesAbove` says by how much it may be above it in the case at hand.
 */
export function orderUnder(targets: readonly OrderTarget[], constraints: OrderConstraints): OrderUnder | Overflow {
  const judge = judgeOf(targets, constraints);
  if (judge === null) return overflow;
  const free = freeOrder(judge);
  if (free !== null) return told(judge, free, true);
  const seeds = [judge.source, ...seedsOf(judge)];
  const start = seeds.reduce((best, seed) => (isBetter(seed, best) ? seed : best));
  const found = searchOrders(judge, start);
  return told(judge, found.isExact ? found.best : improve(judge, [found.best, ...seeds]), found.isExact);
}

/** Whether an order of units makes nothing worse, as the orders that `orderUnder` finds do: it is no larger under any target, and costs no sharing. */
export function isAllowedOrder(targets: readonly OrderTarget[], constraints: OrderConstraints, units: readonly number[]): boolean {
  return judgeOf(targets, constraints)?.judge(units).violations === 0;
}

function told({ units, leastBytes, places }: Judge, best: Judged, isExact: boolean): OrderUnder {
  return {
    order: best.units.flatMap((unit) => units[unit]!),
    units: best.units,
    layouts: places.map((t) => best.layouts[t]!),
    isExact,
    atMostBytesAbove: places.map((t) => best.layouts[t]!.sizeBytes - leastBytes[t]!),
  };
}

/** Where there is nothing to mind and targets do not differ, the order of `smallestOrder`, which is found faster; null otherwise. */
function freeOrder({ targets, units, constraints: { apart, together, hot, groups, pointers }, judge }: Judge): Judged | null {
  const [target, ...others] = targets;
  const isFree = apart.length + together.length + hot.length === 0 && units.every((own) => own.length === 1) && new Set(groups).size <= 1;
  if (target === undefined || !isFree || !others.every((other) => areSame(target, other))) return null;
  const fields = pointers === "fewest" ? target.fields : target.fields.map((field) => ({ ...field, pointerBytes: 0 }));
  const smallest = smallestOrder(fields, target);
  if (isOverflow(smallest)) return null;
  const judged = judge(smallest.order);
  return judged.violations === 0 ? judged : null;
}

function areSame({ fields: a }: OrderTarget, { fields: b }: OrderTarget): boolean {
  return a.every(({ sizeBytes, alignBytes, pointerBytes }, i) => sizeBytes === b[i]!.sizeBytes && alignBytes === b[i]!.alignBytes && pointerBytes === b[i]!.pointerBytes);
}

/** Where the search begins: the smallest order of each target by itself, as far as it moves whole units. */
function seedsOf(judge: Judge): readonly Judged[] {
  const inSourceOrder = judge.units.map((_, unit) => unit);
  return judge.targets.flatMap(({ fields, arch }) => {
    const smallest = smallestOrder(fields, { arch });
    const byAlignment = inSourceOrder.toSorted((a, b) => alignOf(b) - alignOf(a) || a - b);
    if (isOverflow(smallest)) return [judge.judge(byAlignment)];
    const place = new Map(smallest.order.map((field, at) => [field, at]));
    const placeOf = (unit: number): number => Math.min(...judge.units[unit]!.map((field) => place.get(field)!));
    return [judge.judge(inSourceOrder.toSorted((a, b) => placeOf(a) - placeOf(b))), judge.judge(byAlignment)];

    function alignOf(unit: number): number {
      return Math.max(...judge.units[unit]!.map((field) => fields[field]!.alignBytes));
    }
  });
}
