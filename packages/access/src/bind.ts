import type { Expr, Ident } from "@cachelint/syntax";
import { lookup, type Scope, underlying } from "@cachelint/types";
import { callResult } from "./calls.js";
import { indexUse } from "./index-class.js";
import { isMethodValue } from "./methods.js";
import type { IndexClass, Ref } from "./model.js";
import { calleeName, isConstructorName } from "./names.js";
import { placeOf, pointeeOf, slicePlace, unparenthesised } from "./places.js";
import { type Local, operandOf, quietly, typeOf, type Walk } from "./walk.js";

/** Learns what a local variable is from the value it is given; `before` is the scope that the value sees. */
export function bindLocal(walk: Walk, name: Ident, value: Expr, { before, isNew }: { readonly before: Scope; readonly isNew: boolean }): void {
  const entity = lookup(walk.world, walk.scope, name.name);
  const local = entity && walk.locals.get(entity);
  if (!local || walk.isQuiet) return;
  const after = walk.scope;
  walk.scope = before;
  const inner = unparenthesised(value);
  const type = typeOf(walk, inner);
  const under = type && underlying(type);
  local.isFresh = isFreshValue(walk, inner, under?.kind === "pointer");
  local.slice = under?.kind === "slice" ? slicePlace(walk, inner) : null;
  local.literal = isNew && inner.kind === "func-lit" ? { lit: inner, scope: before } : null;
  local.method = isNew && inner.kind === "selector" && isMethodValue(walk, inner) ? { selector: inner, scope: before } : null;
  // The address of a place is one whatever is known of the place's type.
  if (under?.kind === "pointer" || (type === null && inner.kind === "unary")) local.alias = pointerAlias(walk, inner);
  else local.alias = under?.kind === "array" && (inner.kind === "index" || inner.kind === "selector") ? known(quietly(walk, () => placeOf(walk, inner))) : null;
  if (under?.kind === "basic" && /int/.test(under.name)) bindIndex(walk, local, inner);
  walk.scope = after;
}

/** The first of several results of one call. */
export function bindResults(walk: Walk, name: Ident, value: Expr, before: Scope): void {
  const entity = lookup(walk.world, walk.scope, name.name);
  const local = entity && walk.locals.get(entity);
  const call = unparenthesised(value);
  if (!local || call.kind !== "call") return;
  local.isFresh = isConstructorName(calleeName(call));
  const after = walk.scope;
  walk.scope = before;
  const use = indexUse(walk, call);
  if (telling.has(use.class)) local.indexClass ??= use.class;
  walk.scope = after;
}

const telling: ReadonlySet<IndexClass> = new Set<IndexClass>(["loop", "goroutine", "cpu", "hash", "modulo", "mask", "cursor"]);

function bindIndex(walk: Walk, local: Local, value: Expr): void {
  const use = indexUse(walk, value);
  if (telling.has(use.class)) local.indexClass ??= use.class;
}

function isFreshValue(walk: Walk, value: Expr, isPointer: boolean): boolean {
  switch (value.kind) {
    case "composite":
      return true;
    case "unary":
      return value.op === "&" && (unparenthesised(value.operand).kind === "composite" || quietly(walk, () => pointeeOf(walk, value)).isFresh);
    case "call": {
      const callee = operandOf(walk, value.callee);
      if (callee.mode === "builtin") return callee.name === "new" || callee.name === "make" || callee.name === "append";
      return !isPointer || isConstructorName(calleeName(value));
    }
    case "ident":
      return isPointer ? quietly(walk, () => pointeeOf(walk, value)).isFresh : true;
    default:
      // A value of its own, whatever it was copied from.
      return !isPointer;
  }
}

function pointerAlias(walk: Walk, value: Expr): Ref | null {
  switch (value.kind) {
    case "unary": {
      const operand = unparenthesised(value.operand);
      return value.op === "&" && operand.kind !== "composite" ? known(quietly(walk, () => placeOf(walk, operand))) : null;
    }
    case "call":
      if (operandOf(walk, value.callee).mode === "type") return known(quietly(walk, () => pointeeOf(walk, value)));
      return quietly(walk, () => callResult(walk, value));
    case "ident":
      return known(quietly(walk, () => pointeeOf(walk, value)));
    default:
      return null;
  }
}

/** A place that says more than the pointer's type does. */
function known(ref: Ref): Ref | null {
  const [outer] = ref.views;
  return ref.relative !== null || (outer !== undefined && (outer.path !== "" || !outer.root.startsWith("T:"))) ? ref : null;
}
