import type { Arch } from "@cachelint/layout";
import { type FieldMatch, isRetyped, matchFields } from "./match-fields.js";
import { driftClasses, type DriftClass, isKnown, type KnownLayout, type LayoutSnapshot } from "./model.js";
import { type LostSeparation, lostSeparations } from "./separation.js";

/** What a comparison wants to know of the sources as they are now. */
export type Now = {
  readonly arch: Arch;
  readonly goMinor: number;
  readonly lineBytes: number;
  /** Whether a directive says that nothing may change, before or now. */
  readonly isFrozen: boolean;
  /** Whether somebody writes a field once the object is published. */
  readonly isWritten: (field: string) => boolean;
  /** Whether functions of sync/atomic are called on a 64-bit word at a field, or in it. */
  readonly isAtomic64: (field: string) => boolean;
};

/** What became of a layout; `match` is null unless both are known. */
export type Change = { readonly classes: readonly DriftClass[]; readonly match: FieldMatch | null; readonly lost: readonly LostSeparation[]; /** Fields whose 64-bit words are no longer aligned. */ readonly misaligned: readonly string[] };

/** The classes of what happened between two layouts of one type under one target; none where nothing did. */
export function classify(before: LayoutSnapshot, after: LayoutSnapshot, now: Now): Change {
  if (!isKnown(before) || !isKnown(after)) {
    const classes: DriftClass[] = isKnown(before) ? ["unknown"] : isKnown(after) ? ["known"] : [];
    return withFrozen({ classes, match: null, lost: [], misaligned: [] }, now);
  }
  const match = matchFields(before.fields, after.fields);
  const lost = lostSeparations(before, after, match.pairs, now);
  const misaligned = lostAlignments(match, now);
  const happened: Readonly<Partial<Record<DriftClass, boolean>>> = {
    "grew": before.sizeBytes < after.sizeBytes,
    "next-class": before.sizeClassBytes !== null && after.sizeClassBytes !== null && before.sizeClassBytes < after.sizeClassBytes,
    "more-lines": before.nLines < after.nLines,
    "separation-lost": 0 < lost.length,
    "alignment-lost": 0 < misaligned.length,
    "shrank": after.sizeBytes < before.sizeBytes,
    "moved": before.sizeBytes === after.sizeBytes && isMoved(before, after, match),
    "renamed": match.pairs.some(({ how }) => how === "renamed"),
    "retyped": match.pairs.some(isRetyped),
    "added-field": 0 < match.added.length,
    "pointer-bytes": before.pointerBytes !== after.pointerBytes,
  };
  const classes = driftClasses.filter((name) => happened[name] === true);
  // Whatever else is recorded, a smaller size class or another alignment, is told as a move.
  const isOther = classes.length === 0 && (before.alignBytes !== after.alignBytes || before.sizeClassBytes !== after.sizeClassBytes || before.nLines !== after.nLines);
  return withFrozen({ classes: isOther ? ["moved"] : classes, match, lost, misaligned }, now);
}

function withFrozen(change: Change, { isFrozen }: Now): Change {
  const { classes } = change;
  return isFrozen && 0 < classes.length ? { ...change, classes: driftClasses.filter((name) => name === "frozen" || classes.includes(name)) } : change;
}

/** Fields that lie elsewhere, take other bytes, stand in another order, or are gone. */
function isMoved(before: KnownLayout, after: KnownLayout, { pairs, removed }: FieldMatch): boolean {
  const isElsewhere = pairs.some((pair) => pair.before.offsetBytes !== pair.after.offsetBytes || pair.before.sizeBytes !== pair.after.sizeBytes);
  return isElsewhere || 0 < removed.length || before.nLines !== after.nLines;
}

function lostAlignments({ pairs }: FieldMatch, { arch, isAtomic64 }: Now): readonly string[] {
  if (arch.pointerBytes === 8) return [];
  return pairs.filter(({ before, after }) => before.offsetBytes % 8 === 0 && after.offsetBytes % 8 !== 0 && isAtomic64(after.name)).map(({ after }) => after.name);
}
