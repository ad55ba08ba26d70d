import type { Change } from "./classify.js";
import { isRetyped } from "./match-fields.js";
import { type FieldSnapshot, isKnown, type LayoutSnapshot } from "./model.js";

type Told = { readonly title: string; readonly before: LayoutSnapshot | null; readonly after: LayoutSnapshot | null; readonly change: Change; /** Of a struct that is gone, what its name stands for now; null for nothing. */ readonly instead: string | null };

/** What happened to a struct, in a sentence with both numbers: `q.Ring grew from 56 to 72 bytes; …`. */
export function changeText({ title, before, after, change, instead }: Told): string {
  if (before === null) return `${title} is new.`;
  if (after === null) return instead === null ? `${title} is gone.` : `${title} is gone: its name stands for ${instead} now.`;
  const parts = change.classes.flatMap((name) => partText(name, before, after, change));
  const removed = change.match?.removed ?? [];
  return `${title} ${[...parts, ...(0 < removed.length ? [`no longer has ${namesOf(removed)}`] : [])].join("; ")}.`;
}

function partText(name: Change["classes"][number], before: LayoutSnapshot, after: LayoutSnapshot, { match, lost, misaligned }: Change): readonly string[] {
  if (name === "frozen") return ["is frozen, and changed"];
  if (!isKnown(after)) return name === "unknown" ? [`cannot be measured any more (${after.unknowns.map(({ field, reason }) => (field === "" ? reason : `${field}: ${reason}`)).join(", ")})`] : [];
  if (!isKnown(before)) return name === "known" ? [`is known now: ${bytes(after.sizeBytes)}`] : [];
  const pairs = match?.pairs ?? [];
  switch (name) {
    case "grew":
      return [`grew from ${before.sizeBytes} to ${bytes(after.sizeBytes)}`];
    case "shrank":
      return [`shrank from ${before.sizeBytes} to ${bytes(after.sizeBytes)}`];
    case "next-class":
      return [`takes ${after.sizeClassBytes} bytes from the allocator instead of ${before.sizeClassBytes}`];
    case "more-lines":
      return [`spans ${after.nLines} cache lines instead of ${before.nLines}`];
    case "separation-lost": {
      const [first, ...others] = lost;
      if (first === undefined) return [];
      const more = others.length === 0 ? "" : `, and ${others.length} more ${others.length === 1 ? "pair does" : "pairs do"}`;
      return [`${first.first} and ${first.second} can share a cache line now, which ${first.hadPad ? "a pad" : "their distance"} kept from them${more}`];
    }
    case "alignment-lost":
      return [`${misaligned.join(", ")} ${misaligned.length === 1 ? "is" : "are"} used with 64-bit atomic functions and no longer 8-aligned, which panics`];
    case "moved":
      return [movedText(pairs)];
    case "renamed":
      return [pairs.filter(({ how }) => how === "renamed").map((pair) => `${pair.before.name} is called ${pair.after.name} now`).join(", ")];
    case "retyped":
      return [pairs.filter(isRetyped).map((pair) => `${pair.after.name === "" ? "" : `${pair.after.name} `}is ${article(pair.after)} instead of ${article(pair.before)}`).join(", ")];
    case "added-field":
      return [`has ${1 < (match?.added.length ?? 0) ? "new fields" : "a new field"} ${namesOf(match?.added ?? [])}`];
    case "pointer-bytes":
      return [`has pointers in ${pointers(after.pointerBytes)} instead of ${pointers(before.pointerBytes)}`];
    default:
      return [];
  }
}

function movedText(pairs: NonNullable<Change["match"]>["pairs"]): string {
  const moved = pairs.filter((pair) => pair.before.offsetBytes !== pair.after.offsetBytes);
  if (moved.length === 0) return "lies otherwise in its bytes";
  const shown = moved.slice(0, 3).map((pair) => `${pair.after.name} from offset ${pair.before.offsetBytes} to ${pair.after.offsetBytes}`);
  return `has moved ${shown.join(", ")}${3 < moved.length ? ` and ${moved.length - 3} more` : ""}`;
}

function article({ type, isEmbedded }: FieldSnapshot): string {
  return isEmbedded ? `embedded ${type}` : type;
}

function namesOf(fields: readonly FieldSnapshot[]): string {
  return fields.map(({ name, type, isEmbedded }) => (name === "" ? `the form ${type}` : isEmbedded ? `${name} (embedded ${type})` : name === "_" ? `_ ${type}` : name)).join(", ");
}

function pointers(pointerBytes: number | null): string {
  if (pointerBytes === 0) return "none of its bytes";
  return pointerBytes === null ? "an unknown number of bytes" : `its first ${bytes(pointerBytes)}`;
}

function bytes(n: number): string {
  return `${n} byte${n === 1 ? "" : "s"}`;
}
