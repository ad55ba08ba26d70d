import { typeString, underlying } from "@cachelint/types";
import type { StructFacts, TargetLayout } from "./model.js";

/** What a type that is no struct only refers to others by, and its own bytes; null for types that hold what they are about. */
export function referenceOf({ isStruct, layouts: [first] }: Pick<StructFacts, "isStruct" | "layouts">): { readonly kind: string; readonly bytes: number } | null {
  if (isStruct || first?.measure.kind !== "known") return null;
  const { kind } = underlying(first.type);
  return ["pointer", "slice", "map", "chan", "func", "interface"].includes(kind) ? { kind, bytes: first.measure.layout.sizeBytes } : null;
}

/** What a type that is no struct is, as go/types writes it: `[8]slot`; null for structs. */
export function wholeText({ measure: { fields }, world }: TargetLayout): string | null {
  const [only] = fields;
  return only?.name === "" ? typeString(world, only.type) : null;
}
