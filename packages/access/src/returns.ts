import type { Expr } from "@cachelint/syntax";
import { underlying } from "@cachelint/types";
import { callResult } from "./calls.js";
import type { Ref } from "./model.js";
import { localOf, placeOf, slicePlace, unparenthesised } from "./places.js";
import { quietly, typeOf, type Walk } from "./walk.js";

/** Learns that a function returns the address of a place in a struct, array or slice, or such a place's slice. */
export function noteReturn(walk: Walk, value: Expr | undefined): void {
  const { decl } = walk.fn;
  if (value === undefined || decl === null || walk.isQuiet) return;
  const returned = returnedPlace(walk, unparenthesised(value));
  if (returned === null) return;
  const general: Ref = { ...returned, relative: null, isFresh: false, isLocal: false, index: returned.index && { ...returned.index, param: -1 }, isOwnSlice: false };
  walk.fn.returned = general;
  walk.session.returned.set(decl, general);
}

function returnedPlace(walk: Walk, value: Expr): Ref | null {
  const type = typeOf(walk, value);
  const under = type && underlying(type);
  if (under?.kind === "slice") return slicePlace(walk, value);
  if (under?.kind !== "pointer") return null;
  const ref = value.kind === "unary" && value.op === "&" && unparenthesised(value.operand).kind !== "composite" ? quietly(walk, () => placeOf(walk, value.operand))
    : value.kind === "ident" ? (localOf(walk, value.name)?.alias ?? null)
    : value.kind === "call" ? quietly(walk, () => callResult(walk, value)) : null;
  const [outer] = ref?.views ?? [];
  if (ref === null || outer === undefined || ref.isFresh || (outer.path === "" && outer.root.startsWith("T:"))) return null;
  return ref;
}
