import type { Expr } from "@cachelint/syntax";
import { coreType, lookup, type Type, underlying } from "@cachelint/types";
import { noteSlice } from "./allocations.js";
import { isFreshValue, loadedWord } from "./bind.js";
import { callResult } from "./calls.js";
import { walkLiteral } from "./closures.js";
import { methodValue } from "./methods.js";
import type { Ref } from "./model.js";
import { localOf, placeOf, placeOfType, pointeeOf, unparenthesised } from "./places.js";
import { placeType, throughPointer, typeRoot } from "./roots.js";
import { textOf, unconverted } from "./shape.js";
import { note, typeOf, type Walk } from "./walk.js";

/** Notes what evaluating an expression reads. */
export function readExpr(walk: Walk, outer: Expr): void {
  const expr = unparenthesised(outer);
  switch (expr.kind) {
    case "ident":
      return readName(walk, expr);
    case "selector":
      if (!methodValue(walk, expr)) note(walk, placeOf(walk, expr), "read", expr.name.start);
      return;
    case "index":
      return note(walk, placeOf(walk, expr), "read", expr.start);
    case "star":
      return note(walk, placeOf(walk, expr), "read", expr.start);
    case "unary": {
      if (expr.op !== "&") return readExpr(walk, expr.operand);
      const ref = pointeeOf(walk, expr);
      if (ref.index !== null) note(walk, ref, "read", expr.operand.start);
      return;
    }
    case "binary":
      readExpr(walk, expr.left);
      if (orders.has(expr.op)) noteBound(walk, expr.left, expr.right);
      if (expr.op === "&&" || expr.op === "||") {
        const { arm } = walk;
        const own = { parent: arm, choice: null, isTerminating: false, endSeq: 0 };
        walk.arm = own;
        walk.nConditions++;
        readExpr(walk, expr.right);
        walk.nConditions--;
        own.endSeq = walk.seq;
        walk.arm = arm;
      } else readExpr(walk, expr.right);
      if (orders.has(expr.op)) noteBound(walk, expr.right, expr.left);
      return;
    case "call":
      callResult(walk, expr);
      return;
    case "func-lit":
      return walkLiteral(walk, expr, walk.scope);
    case "composite": {
      const type = typeOf(walk, expr);
      const under = type && coreType(walk.world, type);
      const isStruct = under?.kind === "struct" || (under?.kind === "pointer" && underlying(under.elem()).kind === "struct");
      for (const { key, value } of expr.elements) {
        if (key !== null && !isStruct && type !== null) readExpr(walk, key);
        if (key?.kind === "ident" && isStruct && value.kind === "call") noteSlice(walk, fieldOfType(type, key.name), value);
        readExpr(walk, value);
        if (isStruct && key?.kind === "ident" && type !== null) noteFreshField(walk, type, key.name, value);
      }
      return;
    }
    case "slice-expr":
      note(walk, placeOf(walk, expr.operand), "read", expr.operand.start);
      for (const bound of [expr.low, expr.high, expr.max]) if (bound !== null) readExpr(walk, bound);
      return;
    case "type-assert":
      return readExpr(walk, expr.operand);
  }
}

/** `&T{inner: &U{}}`: the inner object is as new as the outer one. */
function noteFreshField(walk: Walk, type: Type, name: string, value: Expr): void {
  const named = placeType(throughPointer(type));
  if (named === null || walk.isQuiet || !isFreshValue(walk, unparenthesised(value), "pointer")) return;
  walk.freshFields.add(`${typeRoot(named.object)}.${name}`);
}

function fieldOfType(type: Type | null, name: string): Ref {
  const ref = placeOfType(throughPointer(type));
  return { ...ref, views: ref.views.map(({ root }) => ({ root, path: `.${name}` })) };
}

const orders: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);

/** A comparison of what was loaded from an atomic word bounds what is stored there. */
function noteBound(walk: Walk, value: Expr, bound: Expr): void {
  const inner = unconverted(walk, value);
  const loaded = inner.kind === "ident" ? localOf(walk, inner.name)?.loaded : loadedWord(walk, inner);
  if (loaded) walk.bounds.set(loaded, (walk.bounds.get(loaded) ?? new Set()).add(textOf(walk, unconverted(walk, bound))));
}

function readName(walk: Walk, expr: Expr & { kind: "ident" }): void {
  const local = localOf(walk, expr.name);
  if (local?.literal) return walkLiteral(walk, local.literal.lit, local.literal.scope);
  if (local?.method) {
    methodValue(walk, local.method.selector, local.method.scope);
    return;
  }
  if (local === undefined) {
    const entity = lookup(walk.world, walk.scope, expr.name);
    if (entity?.kind === "func") walk.fn.values.add(entity.decl);
    else if (entity?.kind === "var") note(walk, placeOf(walk, expr), "read", expr.start);
  } else if (local.fn !== walk.fn) note(walk, placeOf(walk, expr), "read", expr.start);
}

/** Notes the write of an assignment to `expr`; locals of one's own are nobody else's. */
export function writeExpr(walk: Walk, outer: Expr, isUpdate: boolean): void {
  const expr = unparenthesised(outer);
  if (expr.kind === "ident") {
    if (expr.name === "_") return;
    const local = localOf(walk, expr.name);
    if (local === undefined || local.fn !== walk.fn) note(walk, placeOf(walk, expr), "write", expr.start, { isUpdate });
    return;
  }
  if (expr.kind === "index") {
    const type = typeOf(walk, expr.operand);
    if (type !== null && coreType(walk.world, type).kind === "map") {
      readExpr(walk, expr.operand);
      for (const index of expr.indices) readExpr(walk, index);
      return;
    }
  }
  note(walk, placeOf(walk, expr), "write", expr.kind === "selector" ? expr.name.start : expr.start, { isUpdate });
}
