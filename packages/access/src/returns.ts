import type { Expr, FuncDecl } from "@cachelint/syntax";
import { underlying } from "@cachelint/types";
import { callResult } from "./calls.js";
import type { Ref } from "./model.js";
import { partsOf, partsReturned, pointedPlace } from "./parts.js";
import { localOf, placeOf, unparenthesised } from "./places.js";
import { slicePlace } from "./slices.js";
import { isTelling } from "./telling.js";
import { quietly, typeOf, type Walk } from "./walk.js";

/** Learns that a function returns the address of a place in a struct, array or slice, or such a place's slice. */
export function noteReturn(walk: Walk, values: readonly Expr[]): void {
  const { decl } = walk.fn;
  const [value] = values;
  if (value === undefined || decl === null || walk.isQuiet) return;
  noteParts(walk, decl, values);
  const returned = returnedPlace(walk, unparenthesised(value));
  if (returned === null) return;
  const general = ofAnyCaller(returned);
  walk.fn.returned = general;
  walk.session.returned.set(decl, general);
}

/** As callers see it. */
function ofAnyCaller(ref: Ref): Ref {
  return { ...ref, relative: null, isFresh: false, isLocal: false, index: ref.index && { ...ref.index, param: -1 }, isOwnSlice: false };
}

/** What pointers in results point at; the first of several returns that say something of one counts. */
function noteParts(walk: Walk, decl: FuncDecl, values: readonly Expr[]): void {
  const found = new Map<string, Ref>();
  values.forEach((value, i) => {
    const own = values.length === 1 ? null : pointedPlace(walk, value);
    if (own !== null) found.set(`${i}`, own);
    for (const [path, ref] of partsOf(walk, value)) found.set(`${i}${path}`, ref);
  });
  const [only] = values;
  const call = only && unparenthesised(only);
  if (call?.kind === "call" && values.length === 1) for (const [path, ref] of partsReturned(walk, call)) found.set(path, ref);
  const telling = [...found].filter(([, ref]) => !ref.isFresh && ref.views.some(isTelling)).map(([path, ref]) => [path, ofAnyCaller(ref)] as const);
  if (0 < telling.length) walk.session.partsReturned.set(decl, new Map([...telling, ...(walk.session.partsReturned.get(decl) ?? [])]));
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
