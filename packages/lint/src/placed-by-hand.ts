import { walkExpr } from "@cachelint/syntax";
import { type Field, type StructMeasure, type Type, unalias, underlying } from "@cachelint/types";
import type { StructFacts } from "./model.js";

type Known = Extract<StructMeasure, { readonly kind: "known" }>;

/** Directives on a field that speak of its place. */
const placingWords: ReadonlySet<string> = new Set(["isolate", "offset", "together"]);

/**
 * Whether the order of a struct's fields is no free choice: it is not written here, somebody else reads it (the host's
 * ABI, C), or a directive holds it.
 */
export function isPlacedByHand(facts: StructFacts, measure: Known): boolean {
  if (facts.syntax === null || facts.kind === "instance") return true;
  const isHeld = facts.directives.some(({ word, fields }) => (fields === null ? word === "frozen" : placingWords.has(word)));
  return isHeld || measure.fields.some((field) => isHostLayout(field.type) || mentionsC(field));
}

/** Whether a struct holds bytes that are there to keep its fields apart, or to fill a format: an order that is smaller would undo them. */
export function isPadded({ fields, extents }: Known): boolean {
  return fields.some((field, i) => (extents[i]?.sizeBytes ?? 0) !== 0 && (field.name === "_" || isPad(field)));
}

function isPad({ name, type }: Field): boolean {
  const actual = unalias(type);
  if (actual.kind === "named" && actual.object.name === "CacheLinePad") return true;
  return underlying(type).kind === "array" && /^_*pad(ding)?_?\d*$/i.test(name);
}

/** The marker of structs that are laid out as the host's ABI wants (Go 1.23). */
function isHostLayout(type: Type): boolean {
  const actual = unalias(type);
  return actual.kind === "named" && actual.object.name === "HostLayout" && actual.object.pkg?.importPath === "structs";
}

/** A field of a C type, even behind a pointer: the struct likely mirrors one of C's. */
function mentionsC({ syntax }: Field): boolean {
  let found = false;
  walkExpr(syntax.type, {
    expr: (expr) => {
      if (expr.kind === "selector" && expr.operand.kind === "ident" && expr.operand.name === "C") found = true;
    },
  });
  return found;
}
