import type { Conflict, ConflictWord, StructPlace } from "@cachelint/sharing";

/** What a struct is called in a message. */
export function placeName(place: StructPlace): string {
  return place.kind === "type" ? place.object.name : place.name;
}

type Meeting = Pick<Conflict, "lineBytes" | "isAdjacent"> & { readonly fraction: number };

/** `share a 64-byte cache line`, or `can share a 64-byte cache line (at 38 % of the possible addresses)`. */
export function certaintyText({ fraction, ...meeting }: Meeting): string {
  const line = lineText(meeting);
  return fraction === 1 ? `share ${line}` : `can share ${line} (at ${String(Math.max(1, Math.round(fraction * 100)))} % of the possible addresses)`;
}

/** Of elements: `take 8 bytes each, 8 to a 64-byte cache line`. */
export function crowdText(conflict: Meeting & { readonly elementSizeBytes: number }): string {
  const { elementSizeBytes, lineBytes } = conflict;
  const nOnLine = Math.floor(lineBytes / elementSizeBytes);
  const size = `take ${String(elementSizeBytes)} bytes each`;
  return 2 <= nOnLine ? `${size}, ${String(nOnLine)} to ${lineText(conflict)}` : `${size} and ${certaintyText(conflict)} with their neighbours`;
}

function lineText({ lineBytes, isAdjacent = false }: Omit<Meeting, "fraction">): string {
  return isAdjacent ? `a ${String(lineBytes)}-byte pair of cache lines that some processors fetch together` : `a ${String(lineBytes)}-byte cache line`;
}

/** `Ring.head (offset 0, 8 bytes)`. */
export function wordText(type: string, { name, offsetBytes, sizeBytes }: ConflictWord): string {
  return `${type}.${name} (offset ${String(offsetBytes)}, ${String(sizeBytes)} ${sizeBytes === 1 ? "byte" : "bytes"})`;
}

/** `a, b and c`. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
