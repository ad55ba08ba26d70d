import { isBetter, type Judge, type Judged } from "./order-judge.js";
import { roundUp } from "./round-up.js";

/** Orders of so many units are tried to the end: they are 362,880 at most. */
const exactUnits = 9;
/** For more units; some thousandths of a second. Ten times as many made a few fields move less in one struct of the standard library in thirty. */
const maxSteps = 4_000;

export type SearchedOrders = { readonly best: Judged; readonly isExact: boolean };

/**
 * Tries all orders of units, depth first, save those that cannot be better than one at hand: too many bytes of holes, a group
 * left before it is finished where groups stay whole, or units that may stand for one another in other than their source order.
 * Needs an order without violations to begin with.
 */
export function searchOrders(judge: Judge, start: Judged): SearchedOrders {
  const { targets, units, constraints: { groups, keep } } = judge;
  const sizes = targets.map(({ fields }) => units.map((own) => own.map((field) => fields[field]!)));
  const fieldBytes = targets.map((_, t) => units.map((_one, unit) => sizes[t]![unit]!.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0)));
  const alignBytes = targets.map(({ fields }) => Math.max(1, ...fields.map((field) => field.alignBytes)));
  const twins = twinsBefore(judge);
  const isPlaced = units.map(() => false);
  const order: number[] = [];
  let best = start;
  let nSteps = 0;

  const leastBytes = (endBytes: readonly number[], leftBytes: readonly number[]): number => {
    let total = 0;
    for (let t = 0; t < targets.length; t++) {
      const sizeBytes = roundUp(endBytes[t]! + leftBytes[t]!, alignBytes[t]!);
      if (judge.source.layouts[t]!.sizeBytes < sizeBytes) return Infinity;
      total += judge.weights[t]! * sizeBytes;
    }
    return total;
  };

  const place = (endBytes: readonly number[], leftBytes: readonly number[]): boolean => {
    if (order.length === units.length) {
      const judged = judge.judge([...order], best);
      if (judged.violations === 0 && isBetter(judged, best)) best = judged;
      return true;
    }
    const last = order.at(-1);
    const openGroup = keep === "grouped" && last !== undefined && groups.some((group, unit) => group === groups[last] && !isPlaced[unit]) ? groups[last] : undefined;
    for (let unit = 0; unit < units.length; unit++) {
      if (isPlaced[unit] || (openGroup !== undefined && groups[unit] !== openGroup)) continue;
      const twin = twins[unit]!;
      if (0 <= twin && !isPlaced[twin]) continue;
      if (maxSteps < ++nSteps && exactUnits < units.length) return false;
      const ends = endBytes.map((end, t) => sizes[t]![unit]!.reduce((at, { sizeBytes, alignBytes: align }) => roundUp(at, align) + sizeBytes, end));
      const left = leftBytes.map((bytes, t) => bytes - fieldBytes[t]![unit]!);
      if (best.nBytes < leastBytes(ends, left)) continue;
      isPlaced[unit] = true;
      order.push(unit);
      const isDone = place(ends, left);
      order.pop();
      isPlaced[unit] = false;
      if (!isDone) return false;
    }
    return true;
  };

  const isExact = place(targets.map(() => 0), fieldBytes.map((bytes) => bytes.reduce((a, b) => a + b, 0)));
  return { best, isExact };
}

/** By unit: the one before it that it may stand for, since nothing tells them apart; -1 for none. Such keep their source order, which swaps the fewest fields. */
function twinsBefore({ targets, units, constraints: { words, apart, together, hot, groups } }: Judge): readonly number[] {
  const told = new Set([...[...apart, ...together].flat().map((word) => words[word]!), ...hot]);
  const latest = new Map<string, number>();
  return units.map((own, unit) => {
    if (1 < own.length || own.some((field) => told.has(field))) return -1;
    const key = `${groups[unit]} ${targets.map(({ fields }) => own.map((field) => `${fields[field]!.sizeBytes}/${fields[field]!.alignBytes}/${fields[field]!.pointerBytes}`).join()).join()}`;
    const twin = latest.get(key) ?? -1;
    latest.set(key, unit);
    return twin;
  });
}
