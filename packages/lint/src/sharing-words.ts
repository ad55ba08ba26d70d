import type { StructPlace } from "@cachelint/sharing";

/** What a struct is called in a message. */
export function placeName(place: StructPlace): string {
  return place.kind === "type" ? place.object.name : place.name;
}

/** `share`, or `can share, in 3 of 8 places that an object can begin at,`. */
export function certaintyText(fraction: number): string {
  return fraction === 1 ? "share" : `can share (at ${String(Math.round(fraction * 100))} % of the possible addresses)`;
}

/** `a, b and c`. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
