import { elementResidues, startResidues } from "@cachelint/layout";
import { holderOf } from "./element-bytes.js";
import type { Elements } from "./elements.js";

/** Where on their lines elements can begin; `isShifted` where only the allocator's header keeps them from the line's start. */
export type Starts = { readonly starts: readonly number[]; readonly isShifted: boolean };

export function startsOf(elements: Elements): Starts {
  const { candidate: { length, isBehind, isGlobal, isLoose, holder, world, judged }, words, sizeBytes, hasPointers } = elements;
  const isAligned = words.some(({ isPad }) => isPad) && sizeBytes % judged.lineBytes === 0;
  const context = { goMinor: judged.goMinor, arch: world.arch };
  if (isLoose === true) return unshifted(startResidues({ kind: "heap", sizeBytes, hasPointers }, judged.lineBytes, context));
  if (length === null || isBehind) return startsInAllocation(elements, isAligned);
  if (isGlobal && holder?.path === "") return unshifted(startResidues({ kind: "global-element", elementSizeBytes: sizeBytes, length }, judged.lineBytes, context));
  const starts = arrayStarts(elements) ?? (isAligned ? [0] : startResidues({ kind: "unknown", alignBytes: 8 }, judged.lineBytes, context));
  return unshifted(elementResidues(starts, { sizeBytes, length }, judged.lineBytes));
}

function unshifted(starts: readonly number[]): Starts {
  return { starts, isShifted: false };
}

/** Of a slice, or of an array that is allocated by itself. */
function startsInAllocation({ candidate: { length, made, world, judged }, sizeBytes, hasPointers }: Elements, isAligned: boolean): Starts {
  const { lineBytes } = judged;
  const context = { goMinor: judged.goMinor, arch: world.arch };
  const counts = length === null ? made.map(({ count }) => count) : [length];
  const isKnown = 0 < counts.length && !counts.includes(null);
  // Padded to whole lines: short slices lie anyhow, and of longer ones only the allocator's header shifts them.
  const lengths = isKnown ? counts : [isAligned ? Math.max(2, Math.ceil(1024 / sizeBytes)) : null];
  const starts = union(lengths.map((own) => startResidues({ kind: "heap-element", elementSizeBytes: sizeBytes, hasPointers, length: own ?? undefined }, lineBytes, context)));
  return { starts, isShifted: isAligned && starts.some((start) => start !== 0) };
}

/** Where an array begins that is a field of a struct; null where that struct can lie anywhere. */
function arrayStarts({ candidate }: Elements): readonly number[] | null {
  const { seats, world, judged: { lineBytes, goMinor } } = candidate;
  const bytes = holderOf({ candidate });
  if (bytes === null || seats.length === 0) return null;
  const { sizeBytes, hasPointers, offsetBytes } = bytes;
  const placements = seats.map((seat) => (seat === "heap" ? ({ kind: seat, sizeBytes, hasPointers } as const) : ({ kind: seat, sizeBytes } as const)));
  return union(placements.map((placement) => startResidues(placement, lineBytes, { goMinor, arch: world.arch }))).map((start) => (start + offsetBytes) % lineBytes);
}

function union(lists: readonly (readonly number[])[]): readonly number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}
