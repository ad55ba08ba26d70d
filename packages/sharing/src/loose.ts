import { looseRoot } from "@cachelint/access";
import { extentOrAssumed } from "./words.js";
import { type ElementCandidate, judgeElements, placeBytes } from "./elements.js";
import { declaredIn, type Judgement, type JudgeOptions } from "./judge.js";

const mostScore = 2.5;

/**
 * Objects that a loop makes one after another and keeps in a table of pointers: the allocator lays them side by side, so
 * that those smaller than a line meet as elements do, until the heap has holes. Never more than low confidence. Types that
 * are told of already, in `near`, are not told of again. (runtime/malloc.go: slots of one size class follow each other.)
 */
export function judgeLoose(options: JudgeOptions, near: readonly Judgement[]): readonly Judgement[] {
  const { program, world, judged } = options;
  const known = new Set(near.flatMap((conflict) => (conflict.kind === "elements" ? [conflict.element] : conflict.kind === "fields" && conflict.place.kind === "type" ? [conflict.place.object] : [])));
  return declaredIn(options).types.flatMap(({ object, root, type }): readonly Judgement[] => {
    const [made] = program.allocations.get(looseRoot(root)) ?? [];
    if (known.has(object) || made === undefined) return [];
    const candidate: ElementCandidate = { ...options, holder: null, element: type, length: null, isBehind: false, isGlobal: false, isLoose: true, seats: [], made: [], place: { kind: "type", object }, container: `[]*${object.name}` };
    const { sizeBytes, pointerBytes } = extentOrAssumed({ world, isAssumed: false }, type);
    const elementSizeBytes = placeBytes({ candidate, sizeBytes, hasPointers: 0 < pointerBytes });
    const conflict = elementSizeBytes < judged.lineBytes ? judgeElements(candidate) : null;
    if (conflict === null) return [];
    // What parts elements of a slice is no cure.
    const { bytes: _, ...rest } = conflict;
    return [{ ...rest, madeBy: made.fn.name, elementSizeBytes, confidence: "low", score: Math.min(conflict.score, mostScore) }];
  });
}
