import type { Arch } from "./arch.js";
import { isOverflow, overflow, type Extent, type Overflow } from "./extent.js";
import { closestOrder, type OrderGoal } from "./order-search.js";
import { roundUp } from "./round-up.js";
import { structLayout, type StructLayout } from "./struct-layout.js";

/** An order of a struct's fields: `order[i]` is the source index of the field that comes i-th; `layout` is that of the fields so ordered. */
export type FieldOrder = { readonly order: readonly number[]; readonly layout: StructLayout };

/**
 * The best order of a struct's fields: of all orders the smallest in bytes, of those the fewest pointer bytes, and of those the closest
 * to the source, which is to say the fewest pairs of fields that swap places, and then the most unused bytes at the end, where the next
 * field will be added. A field of size 0 comes last only if all are of size 0. The result ordered again stays as it is.
 * Follows from the rules of cmd/compile/internal/types/size.go (CalcStructSize).
 *
 * Structs of very many differently sized fields (beyond `maxSteps` of the search) get the smallest order that sorts by alignment instead;
 * it too is minimal in bytes, and in pointer bytes unless a 32-bit struct holds 8-aligned fields.
 */
export function smallestOrder(fields: readonly Extent[], context: { readonly arch: Arch }): FieldOrder | Overflow {
  const inSourceOrder = fields.map((_, index) => index);
  const goal = goalOf(fields, context.arch);
  if (goal === undefined) return overflow;
  const current = layoutIn(inSourceOrder, fields, context.arch);
  if (!isOverflow(current) && isBest(current, goal)) return { order: inSourceOrder, layout: current };
  const order = closestOrder(fields, goal) ?? inSourceOrder.sort(byAlignment(fields));
  const layout = layoutIn(order, fields, context.arch);
  return isOverflow(layout) ? layout : { order, layout };
}

/** What the best order is measured by; undefined where the fields alone are too large for any struct. */
function goalOf(fields: readonly Extent[], arch: Arch): OrderGoal | undefined {
  let fieldBytes = 0;
  let alignBytes = 1;
  let pointerFieldBytes = 0;
  let longestPointerFreeTailBytes = 0;
  for (const field of fields) {
    fieldBytes += field.sizeBytes;
    if (fieldBytes > arch.maxStructEndBytes) return undefined;
    alignBytes = Math.max(alignBytes, field.alignBytes);
    if (field.pointerBytes === 0) continue;
    pointerFieldBytes += field.sizeBytes;
    longestPointerFreeTailBytes = Math.max(longestPointerFreeTailBytes, field.sizeBytes - field.pointerBytes);
  }
  // Fields in order of falling alignment have no holes, so that this size can always be had.
  const sizeBytes = roundUp(fieldBytes, alignBytes);
  return { sizeBytes, slackBytes: sizeBytes - fieldBytes, alignBytes, pointerFieldBytes, longestPointerFreeTailBytes };
}

/** Whether nothing can be gained; a cheap test that spares most structs the search. */
function isBest(current: StructLayout, goal: OrderGoal): boolean {
  return current.sizeBytes === goal.sizeBytes
    && current.pointerBytes === goal.pointerFieldBytes - goal.longestPointerFreeTailBytes
    && !current.trailingZeroSizeByte;
}

/** Fields of size 0 cost nothing at offset 0; then come the strictest alignments, and of equal ones the pointers, longest pointer-free tail last. */
function byAlignment(fields: readonly Extent[]): (a: number, b: number) => number {
  return (a, b) => {
    const left = fields[a]!;
    const right = fields[b]!;
    return Number(right.sizeBytes === 0) - Number(left.sizeBytes === 0)
      || right.alignBytes - left.alignBytes
      || Number(right.pointerBytes > 0) - Number(left.pointerBytes > 0)
      || (left.pointerBytes > 0 ? left.sizeBytes - left.pointerBytes - (right.sizeBytes - right.pointerBytes) : 0)
      || a - b;
  };
}

function layoutIn(order: readonly number[], fields: readonly Extent[], arch: Arch): StructLayout | Overflow {
  return structLayout(order.map((index) => fields[index]!), { arch, isAlign64: false });
}
