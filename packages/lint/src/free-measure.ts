import { type StructMeasure, unalias } from "@cachelint/types";
import type { StructFacts, TargetLayout } from "./model.js";
import { isPlacedByHand } from "./placed-by-hand.js";

export type KnownMeasure = Extract<StructMeasure, { readonly kind: "known" }>;

/** The measure of a struct all of which is known, and whose fields its author is free to arrange; null for any other. */
export function freeMeasure(facts: StructFacts, { measure }: TargetLayout): KnownMeasure | null {
  return measure.kind === "unknown" || measure.doubt !== null || isPlacedByHand(facts, measure) ? null : measure;
}

/** Whether objects of the type never come from Go's allocator (`sys.NotInHeap`). */
export function isOffHeap({ type }: TargetLayout): boolean {
  const actual = unalias(type);
  return (actual.kind === "named" || actual.kind === "struct") && actual.isNotInHeap() === "yes";
}
