import { typeString, underlying } from "@cachelint/types";
import type { StructFacts, TargetLayout } from "./model.js";

const references: Readonly<Record<string, string>> = { pointer: "a pointer", slice: "a slice", map: "a map", chan: "a channel", func: "a function", interface: "an interface" };

/** What a type that is no struct refers to others by, as `a slice`, and its own bytes; null for types that hold what they are about. */
export function referenceOf({ isStruct, layouts: [first] }: Pick<StructFacts, "isStruct" | "layouts">): { readonly kind: string; readonly bytes: number } | null {
  if (isStruct || first?.measure.kind !== "known") return null;
  const kind = references[underlying(first.type).kind];
  return kind === undefined ? null : { kind, bytes: first.measure.layout.sizeBytes };
}

/** What a type that is no struct is, as go/types writes it: `[8]slot`; null for structs. */
export function wholeText({ measure: { fields }, world }: TargetLayout): string | null {
  const [only] = fields;
  return only?.name === "" ? typeString(world, only.type) : null;
}
