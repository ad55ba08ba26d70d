import { allocation, type Arch, type FieldOrder, isOverflow, type Overflow, overflow, smallestOrder, structLayout, type StructLayout } from "@cachelint/layout";
import type { TypeExtent } from "@cachelint/types";
import { freeMeasure, isOffHeap, type KnownMeasure } from "./free-measure.js";
import type { StructFacts, TargetLayout } from "./model.js";
import { isPadded } from "./placed-by-hand.js";

/** What an object of a struct costs in one order of its fields. */
export type Cost = {
  readonly sizeBytes: number;
  /** What counts: the allocator's size class with its header, or for elements the size itself. */
  readonly costBytes: number;
};

/** A struct that another order of its fields makes cheaper under one target. */
export type Waste = {
  /** `class`: one object takes a size class; `pages`: it takes whole pages; `element`: it lies end to end with others. */
  readonly measure: "class" | "pages" | "element";
  readonly current: Cost;
  readonly best: Cost;
  readonly savedBytes: number;
  /** Source indices in the order in which the fields should stand. */
  readonly order: readonly number[];
  /** What is enough to get there: another order, or to move the last field, of size 0, to the front. */
  readonly cause: "field-order" | "trailing-zero-size";
  /** The allocator puts 8 bytes before the object as it is now. */
  readonly hasHeader: boolean;
};

const known = new WeakMap<TargetLayout, Waste | "none">();

/** How much cheaper a struct can be under a target; `none` where nothing is saved, something is unknown, or its layout was made by hand. */
export function wasteOf(facts: StructFacts, layout: TargetLayout): Waste | "none" {
  let waste = known.get(layout);
  if (waste === undefined) {
    waste = findWaste(facts, layout);
    known.set(layout, waste);
  }
  return waste;
}

function findWaste(facts: StructFacts, target: TargetLayout): Waste | "none" {
  const { arch } = target;
  const measure = freeMeasure(facts, target);
  if (measure === null || measure.fields.length < 2) return "none";
  const { extents, layout } = measure;
  const front = layout.trailingZeroSizeByte ? lastInFront(extents, target) : overflow;
  const whole = isPadded(measure) ? overflow : calmestOrder(measure, arch);
  const isSmaller = (order: FieldOrder | Overflow): order is FieldOrder => !isOverflow(order) && order.layout.sizeBytes < layout.sizeBytes;
  // Only now is it worth finding out what the struct is used for.
  if (!isSmaller(front) && !isSmaller(whole)) return "none";
  const cost = (one: StructLayout): Cost => costOf(one, facts, target);
  const isFrontEnough = isSmaller(front) && (!isSmaller(whole) || cost(front.layout).costBytes <= cost(whole.layout).costBytes);
  const chosen = isFrontEnough ? front : whole;
  const current = cost(layout);
  if (!isSmaller(chosen) || current.costBytes <= cost(chosen.layout).costBytes) return "none";
  // What the allocator never sees has no size class.
  if (isOffHeap(target) || (!facts.isElement && facts.isOnlyHeld)) return "none";
  const best = cost(chosen.layout);
  const object = { sizeBytes: layout.sizeBytes, hasPointers: 0 < layout.pointerBytes };
  const { isLarge, headerBytes } = allocation(object, target);
  return {
    measure: facts.isElement ? "element" : isLarge ? "pages" : "class",
    current,
    best,
    savedBytes: current.costBytes - best.costBytes,
    order: chosen.order,
    cause: isFrontEnough ? "trailing-zero-size" : "field-order",
    hasHeader: 0 < headerBytes,
  };
}

/** What a struct costs in an order that was chosen for more reasons than its size; the same in all but that order. */
export function wasteIn(facts: StructFacts, target: TargetLayout, waste: Waste, order: readonly number[]): Waste {
  const measure = freeMeasure(facts, target);
  const layout = measure === null ? overflow : layoutIn(order, measure.extents, target.arch);
  if (isOverflow(layout)) return waste;
  const best = costOf(layout, facts, target);
  return { ...waste, best, savedBytes: waste.current.costBytes - best.costBytes, order };
}

/** The smallest order that moves the least. Pointer bytes are no reason to move more fields, but they must not grow either. */
function calmestOrder({ extents, layout }: KnownMeasure, arch: Arch): FieldOrder | Overflow {
  const found = smallestOrder(extents.map((extent) => ({ ...extent, pointerBytes: 0 })), { arch });
  if (isOverflow(found) || layout.sizeBytes <= found.layout.sizeBytes) return found;
  const real = layoutIn(found.order, extents, arch);
  return !isOverflow(real) && real.pointerBytes <= layout.pointerBytes ? { order: found.order, layout: real } : smallestOrder(extents, { arch });
}

function lastInFront(extents: readonly TypeExtent[], { arch }: TargetLayout): FieldOrder | Overflow {
  const order = [extents.length - 1, ...extents.keys()].slice(0, -1);
  const layout = layoutIn(order, extents, arch);
  return isOverflow(layout) ? layout : { order, layout };
}

function layoutIn(order: readonly number[], extents: readonly TypeExtent[], arch: Arch): StructLayout | Overflow {
  return structLayout(order.flatMap((index) => extents[index] ?? []), { arch, isAlign64: false });
}

function costOf({ sizeBytes, pointerBytes }: StructLayout, facts: StructFacts, target: TargetLayout): Cost {
  const costBytes = facts.isElement ? sizeBytes : allocation({ sizeBytes, hasPointers: 0 < pointerBytes }, target).slotBytes;
  return { sizeBytes, costBytes };
}

/** The fewest fields to move so that the rest, left where they are, stand in an order: all but a longest ascending run of indices. */
export function movedIndices(order: readonly number[]): readonly number[] {
  // lengths[i]: the longest ascending subsequence that ends at i; before[i]: the one it continues.
  const lengths: number[] = [];
  const before: number[] = [];
  let last = -1;
  for (const [i, index] of order.entries()) {
    lengths[i] = 1;
    before[i] = -1;
    for (let j = 0; j < i; j++) {
      if ((order[j] ?? 0) < index && (lengths[i] ?? 0) <= (lengths[j] ?? 0)) {
        lengths[i] = (lengths[j] ?? 0) + 1;
        before[i] = j;
      }
    }
    if (last < 0 || (lengths[last] ?? 0) < (lengths[i] ?? 0)) last = i;
  }
  const staying = new Set<number>();
  for (let i = last; 0 <= i; i = before[i] ?? -1) staying.add(order[i] ?? -1);
  return order.filter((index) => !staying.has(index)).sort((a, b) => a - b);
}
