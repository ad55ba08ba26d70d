import type { Type } from "@cachelint/types";
import type { LengthClass } from "./model.js";
import { placeType, typeRoot } from "./roots.js";
import type { Walk } from "./walk.js";

/** Notes where objects of a declared type are made; `length` for slices of them. */
export function noteAllocation(walk: Walk, type: Type | null, length: LengthClass | null): void {
  const named = placeType(type);
  if (named !== null && type !== null && !walk.isQuiet) walk.fn.allocations.push({ root: typeRoot(named.object), type, isInLoop: 0 < walk.nLoops, length });
}
