import { type Arch, sharesLine, startResidues } from "@cachelint/layout";
import type { FieldPair } from "./match-fields.js";
import type { FieldSnapshot, KnownLayout } from "./model.js";

export type LostSeparation = { readonly first: string; readonly second: string; /** A pad stood between them. */ readonly hadPad: boolean };

export type SeparationContext = {
  readonly arch: Arch;
  readonly goMinor: number;
  readonly lineBytes: number;
  /** Whether somebody writes a field once the object is published; asked only of fields that came nearer. */
  readonly isWritten: (field: string) => boolean;
};

/**
 * Fields that could never share a cache line, or had a pad between them, and that can share one now. Distance alone is
 * no purpose: in any large struct some fields lie a line apart, and lose that when another one goes. So of pairs without a
 * pad only those count of which somebody writes one.
 */
export function lostSeparations(before: KnownLayout, after: KnownLayout, pairs: readonly FieldPair[], context: SeparationContext): readonly LostSeparation[] {
  const { arch, goMinor, lineBytes } = context;
  const candidates = pairs.filter(({ before: field, after: now }) => !isPad(field) && !isPad(now) && 0 < field.sizeBytes && 0 < now.sizeBytes);
  // Apart is what lies so wherever the object begins; together what the allocator's places let share a line.
  const anywhere = startResidues({ kind: "unknown", alignBytes: before.alignBytes }, lineBytes, { goMinor, arch });
  const inHeap = startResidues({ kind: "heap", sizeBytes: after.sizeBytes, hasPointers: after.pointerBytes !== 0 }, lineBytes, { goMinor, arch });
  const lost: LostSeparation[] = [];
  for (const [i, a] of candidates.entries()) {
    for (const b of candidates.slice(i + 1)) {
      if (sharesLine(a.after, b.after, inHeap, lineBytes) === "never") continue;
      const hadPad = isPadBetween(before, a.before, b.before);
      const isPadGone = hadPad && !isPadBetween(after, a.after, b.after);
      const wasApart = sharesLine(a.before, b.before, anywhere, lineBytes) === "never";
      if (!isPadGone && !(wasApart && isMeant(context, a.after, b.after))) continue;
      const [first, second] = a.after.offsetBytes <= b.after.offsetBytes ? [a, b] : [b, a];
      lost.push({ first: first.after.name, second: second.after.name, hadPad });
    }
  }
  return lost;
}

/** A field that is there for its size only, by its name and the text of its type. */
export function isPad({ name, type, sizeBytes }: FieldSnapshot): boolean {
  if (sizeBytes === 0) return false;
  return name === "_" || /(?:^|\.)CacheLinePad$/.test(type) || (/^\[[0-9]+\](?:u?int(?:8|16|32|64|ptr)?|byte)$/.test(type) && /^pad|padding|cacheline/i.test(name)) || /(?:^|\.)\w*pad(?:ding)?$/i.test(type);
}

function isMeant({ isWritten }: SeparationContext, a: FieldSnapshot, b: FieldSnapshot): boolean {
  return [a, b].some(({ name, type }) => isSynchronising(type) || isWritten(name));
}

/** Atomics and locks are there to be written by several. */
function isSynchronising(type: string): boolean {
  return /^(?:\[[0-9]+\])*(?:atomic\.\w|sync\.(?:RW)?Mutex$)/.test(type);
}

function isPadBetween({ fields }: KnownLayout, a: FieldSnapshot, b: FieldSnapshot): boolean {
  const [low, high] = a.offsetBytes <= b.offsetBytes ? [a, b] : [b, a];
  return fields.some((field) => isPad(field) && low.offsetBytes < field.offsetBytes && field.offsetBytes < high.offsetBytes);
}
