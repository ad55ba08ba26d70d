import type { Extent } from "./extent.js";
import { roundUp } from "./round-up.js";

/** What every order of some fields has in common, and the least that any can reach. */
export type OrderGoal = {
  /** The smallest size in bytes that some order has. */
  readonly sizeBytes: number;
  /** How much of it no field fills: at most this many bytes of holes leave the size minimal. Less than `alignBytes`. */
  readonly slackBytes: number;
  /** The struct's alignment. */
  readonly alignBytes: number;
  /** The sizes of the fields that hold pointers, added up. */
  readonly pointerFieldBytes: number;
  /** The most bytes that follow the last pointer inside a field that holds pointers. */
  readonly longestPointerFreeTailBytes: number;
};

/** Fields that may stand for one another: an order that swaps two of them is no better, so they keep their source order. */
type FieldClass = { readonly members: readonly number[]; readonly radix: number };

/** A beginning of an order: some fields placed, `field` the last of them. */
type Step = {
  readonly placed: number;
  readonly holesBytes: number;
  readonly endBytes: number;
  /** Sizes of the fields with pointers that are still to come. */
  readonly pointerFieldBytesLeft: number;
  /** Pairs of fields that have swapped places. */
  readonly nSwaps: number;
  readonly field: number;
  readonly previous: Step | undefined;
};

type Problem = {
  readonly fields: readonly Extent[];
  readonly goal: OrderGoal;
  readonly classes: readonly FieldClass[];
  /** By class, then by field: how many members stand before that field in the source. */
  readonly membersBefore: readonly Uint32Array[];
};

/** About a tenth of a second; structs of forty fields stay well below it. */
export const maxSteps = 100_000;

/**
 * Of the orders of minimal size and, among these, minimal pointer bytes, the one with the fewest pairs of fields swapped,
 * and of such the one with the most unused bytes at its end; undefined if that would take more than `maxSteps`.
 *
 * A shortest-path search. Beginnings that have placed the same number of each class of fields, with the same bytes of holes,
 * go on alike, so only the one with the fewest swaps is kept. The bound on pointer bytes is raised until an order exists within it,
 * which on 64-bit architectures the first bound always allows: pointers are as strictly aligned as anything and can all come first.
 */
export function closestOrder(fields: readonly Extent[], goal: OrderGoal): readonly number[] | undefined {
  const classes = classify(fields, goal);
  if (classes === undefined) return undefined;
  const problem: Problem = { fields, goal, classes, membersBefore: classes.map((one) => countBefore(one.members, fields.length)) };
  let maxPointerBytes = goal.pointerFieldBytes - goal.longestPointerFreeTailBytes;
  let nSteps = 0;
  for (;;) {
    const found = searchWithin(maxPointerBytes, problem, maxSteps - nSteps);
    if (found.last !== undefined) return orderOf(found.last);
    nSteps += found.nSteps;
    if (nSteps >= maxSteps) return undefined;
    maxPointerBytes = found.nextPointerBytes;
  }
}

type Search = { readonly last: Step | undefined; readonly nSteps: number; readonly nextPointerBytes: number };

function searchWithin(maxPointerBytes: number, problem: Problem, stepLimit: number): Search {
  const { fields, goal, classes } = problem;
  const start: Step = {
    placed: 0, holesBytes: 0, endBytes: 0, pointerFieldBytesLeft: goal.pointerFieldBytes, nSwaps: 0, field: -1, previous: undefined,
  };
  let layer = new Map<number, Step>([[0, start]]);
  let nSteps = 0;
  let nextPointerBytes = Infinity;
  for (let nPlaced = 0; nPlaced < fields.length; nPlaced++) {
    const nextLayer = new Map<number, Step>();
    for (const step of layer.values()) {
      for (let c = 0; c < classes.length; c++) {
        const next = stepBy(c, step, problem);
        if (next === undefined) continue;
        // A last field of size 0 would cost a byte. Some field has a size, or the source order would have been best.
        if (nPlaced === fields.length - 1 && fields[next.field]!.sizeBytes === 0) continue;
        const leastPointerBytes = pointerBytesAtLeast(next, problem);
        if (leastPointerBytes > maxPointerBytes) {
          nextPointerBytes = Math.min(nextPointerBytes, leastPointerBytes);
          continue;
        }
        const key = next.placed * 8 + next.holesBytes;
        const rival = nextLayer.get(key);
        if (rival === undefined || next.nSwaps < rival.nSwaps) nextLayer.set(key, next);
        if (++nSteps >= stepLimit) return { last: undefined, nSteps, nextPointerBytes };
      }
    }
    layer = nextLayer;
  }
  return { last: closest(layer.values()), nSteps, nextPointerBytes };
}

/** The step that places the next member of class `c`, or undefined if there is none or the struct would grow. */
function stepBy(c: number, step: Step, { fields, goal, classes, membersBefore }: Problem): Step | undefined {
  const { members, radix } = classes[c]!;
  const index = members[nPlacedOf(classes[c]!, step.placed)];
  if (index === undefined) return undefined;
  const field = fields[index]!;
  const offsetBytes = roundUp(step.endBytes, field.alignBytes);
  const holesBytes = step.holesBytes + offsetBytes - step.endBytes;
  if (holesBytes > goal.slackBytes) return undefined;
  let nSwaps = step.nSwaps;
  for (let other = 0; other < classes.length; other++) {
    const nOvertaken = membersBefore[other]![index]! - nPlacedOf(classes[other]!, step.placed);
    if (nOvertaken > 0) nSwaps += nOvertaken;
  }
  return {
    placed: step.placed + radix,
    holesBytes,
    endBytes: offsetBytes + field.sizeBytes,
    pointerFieldBytesLeft: step.pointerFieldBytesLeft - (field.pointerBytes > 0 ? field.sizeBytes : 0),
    nSwaps,
    field: index,
    previous: step,
  };
}

/** The fewest pointer bytes that an order beginning like this can have; exact once the last pointer is placed. */
function pointerBytesAtLeast(step: Step, { fields, goal }: Problem): number {
  if (step.pointerFieldBytesLeft > 0) return step.endBytes + step.pointerFieldBytesLeft - goal.longestPointerFreeTailBytes;
  const { sizeBytes, pointerBytes } = fields[step.field]!;
  // Once the pointers are all placed, what follows costs nothing.
  return pointerBytes > 0 ? step.endBytes - sizeBytes + pointerBytes : 0;
}

/** How many members of a class are placed: `placed` is a number with one digit for each class. */
function nPlacedOf({ members, radix }: FieldClass, placed: number): number {
  return Math.floor(placed / radix) % (members.length + 1);
}

/** The fields sorted into classes, or undefined if there are so many combinations that a number cannot count them. */
function classify(fields: readonly Extent[], goal: OrderGoal): readonly FieldClass[] | undefined {
  const { alignBytes, longestPointerFreeTailBytes } = goal;
  // Where pointers can all come first, only their last one and the residues of what follows matter; otherwise anything may precede a pointer.
  const pointersLead = fields.every((field) => field.pointerBytes === 0 || field.alignBytes === alignBytes);
  const membersByKey = new Map<string, number[]>();
  fields.forEach(({ sizeBytes, alignBytes: fieldAlignBytes, pointerBytes }, index) => {
    let key = `${fieldAlignBytes}/${sizeBytes}/${pointerBytes}`;
    if (pointersLead && pointerBytes > 0) key = `pointers/${sizeBytes - pointerBytes === longestPointerFreeTailBytes}`;
    else if (pointersLead) key = `${fieldAlignBytes}/${sizeBytes % alignBytes}/${sizeBytes === 0}`;
    const members = membersByKey.get(key);
    if (members === undefined) membersByKey.set(key, [index]);
    else members.push(index);
  });
  let radix = 1;
  const classes = [...membersByKey.values()].map((members) => {
    const one = { members, radix };
    radix *= members.length + 1;
    return one;
  });
  return radix * 8 <= Number.MAX_SAFE_INTEGER ? classes : undefined;
}

function countBefore(members: readonly number[], nFields: number): Uint32Array {
  const before = new Uint32Array(nFields);
  let nBefore = 0;
  for (let index = 0; index < nFields; index++) {
    before[index] = nBefore;
    if (members[nBefore] === index) nBefore++;
  }
  return before;
}

function closest(steps: Iterable<Step>): Step | undefined {
  let best: Step | undefined;
  for (const step of steps) {
    if (best === undefined || step.nSwaps < best.nSwaps || (step.nSwaps === best.nSwaps && step.holesBytes < best.holesBytes)) best = step;
  }
  return best;
}

function orderOf(last: Step): readonly number[] {
  const order: number[] = [];
  for (let step: Step | undefined = last; step !== undefined && step.previous !== undefined; step = step.previous) order.push(step.field);
  return order.reverse();
}
