import type { Expr, Ident } from "@cachelint/syntax";
import { lookup, type Scope, underlying } from "@cachelint/types";
import { callResult } from "./calls.js";
import { indexUse } from "./index-class.js";
import { isMethodValue } from "./methods.js";
import type { IndexClass, Parts, Ref } from "./model.js";
import { calleeName, isConstructorName } from "./names.js";
import { isAtomicPackage } from "./operations.js";
import { partAt, partsOf, partsReturned, within } from "./parts.js";
import { baseOf, localOf, placeOf, pointeeOf, unparenthesised } from "./places.js";
import { clockOf } from "./clocks.js";
import { slicePlace } from "./slices.js";
import { isMasking, unconverted } from "./shape.js";
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
  local.isFresh = isFreshValue(walk, inner, under?.kind === "pointer" || under?.kind === "slice" ? under.kind : "value");
  local.slice = under?.kind === "slice" ? slicePlace(walk, inner) : null;
  local.parts = under !== undefined && under !== null && holdsParts(under.kind) ? partsOf(walk, inner) : noParts;
  local.literal = isNew && inner.kind === "func-lit" ? { lit: inner, scope: before } : null;
  local.method = isNew && inner.kind === "selector" && isMethodValue(walk, inner) ? { selector: inner, scope: before } : null;
  local.loaded = loadedWord(walk, inner);
  local.clock = clockOf(walk, inner);
  local.isMasked = isMasking(walk, inner);
  local.atomic = isNew ? atomicFunction(walk, inner) : null;
  // The address of what has no known type is an address all the same.
  if (under?.kind === "pointer" || under?.kind === "interface" || (type === null && inner.kind === "unary" && inner.op === "&")) local.alias = addressedPlace(walk, inner);
  else local.alias = under?.kind === "array" && (inner.kind === "index" || inner.kind === "selector") ? known(quietly(walk, () => placeOf(walk, inner))) : null;
  if (under?.kind === "basic" && /int/.test(under.name)) bindIndex(walk, local, inner);
  walk.scope = after;
}

/** Learns that a field of an object nobody else has yet points at another such object. */
export function bindField(walk: Walk, field: Expr, value: Expr): void {
  const type = typeOf(walk, field);
  if (walk.isQuiet || type === null || underlying(type).kind !== "pointer") return;
  const { isFresh, views: [outer] } = quietly(walk, () => placeOf(walk, field));
  if (outer === undefined) return;
  if (isFresh && isFreshValue(walk, unparenthesised(value), "pointer")) walk.freshFields.add(outer.root + outer.path);
  else walk.freshFields.delete(outer.root + outer.path);
}

/** The word that `x.Load()` loads, which has just been noted. */
export function loadedWord(walk: Walk, value: Expr): string | null {
  const { fn, seq } = walk;
  const inner = unconverted(walk, value);
  if (inner.kind === "ident") return localOf(walk, inner.name)?.loaded ?? null;
  const own = loadedByMethod(walk, inner);
  if (own !== null) return own;
  const last = fn.accesses.at(-1);
  const [outer] = last?.ref.views ?? [];
  return inner.kind === "call" && last?.kind === "atomic-load" && last.seq === seq && outer !== undefined ? outer.root + outer.path : null;
}

/** `s.load()` on a word that has methods of its own. */
function loadedByMethod(walk: Walk, value: Expr): string | null {
  if (value.kind !== "call" || value.callee.kind !== "selector" || !/^load$/i.test(value.callee.name.name)) return null;
  const { operand } = value.callee;
  const type = typeOf(walk, operand);
  const [outer] = type === null ? [] : quietly(walk, () => baseOf(walk, operand, type)).views;
  return outer === undefined ? null : outer.root + outer.path;
}

function atomicFunction(walk: Walk, value: Expr): Local["atomic"] {
  if (value.kind !== "selector" || value.operand.kind !== "ident") return null;
  const entity = lookup(walk.world, walk.scope, value.operand.name);
  return entity?.kind === "package" && isAtomicPackage(entity.pkg.importPath) ? { importPath: entity.pkg.importPath, name: value.name.name } : null;
}

/** One of several results of one call. */
export function bindResult(walk: Walk, name: Ident, value: Expr, { i, before }: { readonly i: number; readonly before: Scope }): void {
  const entity = lookup(walk.world, walk.scope, name.name);
  const local = entity && walk.locals.get(entity);
  const call = unparenthesised(value);
  if (!local || call.kind !== "call") return;
  local.isFresh = isConstructorName(calleeName(call));
  const after = walk.scope;
  walk.scope = before;
  const use = indexUse(walk, call);
  if (telling.has(use.class)) local.indexClass ??= use.class;
  const parts = partsReturned(walk, call);
  local.alias = parts.get(`${i}`) ?? null;
  local.parts = within(parts, `${i}`);
  walk.scope = after;
}

const noParts: Parts = new Map();

function holdsParts(kind: string): boolean {
  return kind === "struct" || kind === "array" || kind === "slice" || kind === "pointer";
}

const telling: ReadonlySet<IndexClass> = new Set<IndexClass>(["loop", "goroutine", "cpu", "hash", "modulo", "mask", "cursor"]);

function bindIndex(walk: Walk, local: Local, value: Expr): void {
  const use = indexUse(walk, value);
  if (telling.has(use.class)) local.indexClass ??= use.class;
}

/** Nobody else has what the value is or, of a pointer or a slice, leads to. */
export function isFreshValue(walk: Walk, value: Expr, kind: "pointer" | "slice" | "value"): boolean {
  switch (value.kind) {
    case "composite":
      return true;
    case "unary":
      return value.op === "&" && (unparenthesised(value.operand).kind === "composite" || quietly(walk, () => pointeeOf(walk, value)).isFresh);
    case "call": {
      const callee = operandOf(walk, value.callee);
      if (callee.mode === "builtin") return callee.name === "new" || callee.name === "make" || callee.name === "append";
      return kind === "value" || isConstructorName(calleeName(value));
    }
    case "ident":
      if (kind === "slice") return localOf(walk, value.name)?.isFresh ?? false;
      return kind === "value" || quietly(walk, () => pointeeOf(walk, value)).isFresh;
    case "slice-expr":
      return kind === "slice" && isFreshValue(walk, unparenthesised(value.operand), kind);
    default:
      // A value of its own, whatever it was copied from.
      return kind === "value";
  }
}

/** What a pointer points at, where that says more than its type. */
export function addressedPlace(walk: Walk, value: Expr): Ref | null {
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
    case "selector":
    case "index":
      return partAt(walk, value);
    default:
      return null;
  }
}

/** A place that says more than the pointer's type does. */
function known(ref: Ref): Ref | null {
  const [outer] = ref.views;
  return ref.relative !== null || ref.index !== null || (outer !== undefined && (outer.path !== "" || !outer.root.startsWith("T:"))) ? ref : null;
}
