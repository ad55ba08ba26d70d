import { arrange, type PadStyle, placedOf } from "./arrange.js";
import { bytesIn, compareCosts, type Cost, costOf, longestAscending } from "./cost.js";
import type { Arrangement, CureItem, CureProblem, FieldCure, PlacedLayout, Spot } from "./model.js";
import { groupedOrders, movedOrders } from "./orders.js";

const mostTries = 800;
const mostRounds = 4;

/**
 * The cheapest way found to keep a struct's independent writers from ever sharing a line, under all its targets. It is never larger than
 * the fields in source order with pads between them. Null where no order and no pad can: two of them lie in one field.
 */
export function bestFieldCure(problem: CureProblem): FieldCure | null {
  const inSourceOrder = [...problem.names.keys()];
  const before = placedOf(problem, inSourceOrder.map((index) => ({ kind: "field", index })));
  const simple = tryOrder(problem, inSourceOrder, "bytes");
  if (before === null || simple === null) return null;
  let nTries = 0;
  let best = simple;
  const consider = (order: readonly number[], style: PadStyle): void => {
    nTries++;
    const tried = tryOrder(problem, order, style, simple.cost.bytes);
    if (tried !== null && compareCosts(tried.cost, best.cost, problem) < 0) best = tried;
  };
  for (const order of groupedOrders(problem)) if (nTries < mostTries / 2) consider(order, "bytes");
  for (const first of [inSourceOrder, best.order]) {
    let order = first;
    for (let round = 0; round < mostRounds && nTries < mostTries; round++) {
      const known = best;
      for (const moved of movedOrders(problem, order, mostTries - nTries)) consider(moved, "bytes");
      if (best === known) break;
      ({ order } = best);
    }
  }
  for (const order of [inSourceOrder, best.order]) consider(order, "line");
  return cureOf(problem, before, best);
}

type Tried = { readonly order: readonly number[]; readonly arrangement: Arrangement; readonly cost: Cost };

function tryOrder(problem: CureProblem, order: readonly number[], style: PadStyle, mostBytes = Infinity): Tried | null {
  const arrangement = arrange(problem, order, style);
  return arrangement === null || mostBytes < bytesIn(arrangement) ? null : { order, arrangement, cost: costOf(problem, arrangement) };
}

function cureOf(problem: CureProblem, before: readonly PlacedLayout[], { order, arrangement: { items, placed } }: Tried): FieldCure {
  const hasLinePads = items.some(({ kind }) => kind === "line");
  const isReordered = longestAscending(order) < order.length;
  const inSourceOrder = problem.names.map((_, index): CureItem => ({ kind: "field", index }));
  const spots = (row: readonly CureItem[], { offsetsBytes, sizeBytes }: PlacedLayout): readonly Spot[] => row.map((item, i) => spotOf(problem, item, offsetsBytes[i]!, offsetsBytes[i + 1] ?? sizeBytes));
  return {
    kind: hasLinePads ? "line-pads" : isReordered ? "regroup" : "pads",
    names: problem.names,
    items,
    costs: problem.layouts.map(({ target }, t) => ({ target, before: bytesOf(before[t]!), after: bytesOf(placed[t]!), extraBytes: placed[t]!.costBytes - before[t]!.costBytes })),
    lineBytes: problem.layouts[0]!.lineBytes,
    before: spots(inSourceOrder, before[0]!),
    after: spots(items, placed[0]!),
  };
}

function bytesOf({ sizeBytes, costBytes }: PlacedLayout): { readonly sizeBytes: number; readonly costBytes: number } {
  return { sizeBytes, costBytes };
}

function spotOf({ names, pads, words, enemies, layouts }: CureProblem, item: CureItem, offsetBytes: number, nextBytes: number): Spot {
  if (item.kind !== "field") return { name: "_", offsetBytes, sizeBytes: item.kind === "bytes" ? item.sizeBytes : nextBytes - offsetBytes, isHot: false, isPad: true };
  const { index } = item;
  const isHot = enemies.some((pair) => pair.some((word) => words[word] === index));
  return { name: names[index] ?? "", offsetBytes, sizeBytes: layouts[0]!.fields[index]!.sizeBytes, isHot, isPad: pads.has(index) };
}
