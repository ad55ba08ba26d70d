import type { Expr, Ident, Index, Selector } from "@cachelint/syntax";
import { coreType, elementType, type Field, fileOf, findMember, lookup, memberOf, qualifierOf, type Type, unalias, underlying } from "@cachelint/types";
import { callResult } from "./calls.js";
import { indexUse } from "./index-class.js";
import type { IndexUse, Ref, Relative, View } from "./model.js";
import { localRoot, packageVariable, placeType, pointed, throughPointer, typeRoot, variableRoot } from "./roots.js";
import { rawIndex } from "./raw-index.js";
import { elementOfSlice, isMadeHere, sliceOf } from "./slices.js";
import { readExpr } from "./expressions.js";
import { partAt } from "./parts.js";
import { noteAllocation } from "./allocations.js";
import { isConstructorName, calleeName } from "./names.js";
import { type Local, note, nowhere, operandOf, quietly, stepAt, typeOf, type Walk } from "./walk.js";

/** The place that an expression denotes; what has to be read on the way is noted. */
export function placeOf(walk: Walk, expr: Expr): Ref {
  switch (expr.kind) {
    case "paren":
      return placeOf(walk, expr.inner);
    case "ident":
      return placeOfName(walk, expr);
    case "selector":
      return placeOfSelector(walk, expr);
    case "index":
      return placeOfIndex(walk, expr);
    case "star":
      return pointeeOf(walk, expr.operand);
    case "composite":
      readExpr(walk, expr);
      return { ...placeOfType(typeOf(walk, expr)), isFresh: true };
    case "call": {
      const operand = operandOf(walk, expr.callee);
      const [arg] = expr.args;
      if (operand.mode === "type" && arg !== undefined) return placeOf(walk, arg);
      readExpr(walk, expr);
      return { ...placeOfType(typeOf(walk, expr)), isLocal: true };
    }
    default:
      readExpr(walk, expr);
      return nowhere(typeOf(walk, expr));
  }
}

/** The place that a pointer points at. */
export function pointeeOf(walk: Walk, expr: Expr): Ref {
  switch (expr.kind) {
    case "paren":
      return pointeeOf(walk, expr.inner);
    case "unary": {
      if (expr.op !== "&") break;
      const operand = unparenthesised(expr.operand);
      if (operand.kind !== "composite") return placeOf(walk, operand);
      const type = typeOf(walk, operand);
      noteAllocation(walk, type);
      readExpr(walk, operand);
      return { ...placeOfType(type), isFresh: true };
    }
    case "call": {
      const callee = operandOf(walk, expr.callee);
      const [arg] = expr.args;
      // `(*uint64)(unsafe.Pointer(&s.f))` points where the inner pointer does.
      if (callee.mode === "type" && arg !== undefined) return { ...pointeeOf(walk, arg), ...retyped(throughPointer(callee.type)) };
      if (callee.mode === "builtin" && callee.name === "new") {
        const type = pointed(typeOf(walk, expr));
        noteAllocation(walk, type);
        return { ...placeOfType(type), isFresh: true };
      }
      const element = callee.mode === "builtin" ? rawIndex(walk, expr) : null;
      if (element !== null) return placeOf(walk, element);
      const result = callResult(walk, expr);
      if (result !== null) return result;
      return { ...placeOfType(pointed(typeOf(walk, expr))), isFresh: isConstructorName(calleeName(expr)) };
    }
    case "binary": {
      const element = rawIndex(walk, expr);
      if (element !== null) return placeOf(walk, element);
      break;
    }
    case "ident": {
      const local = localOf(walk, expr.name);
      if (local?.alias) return local.alias;
      if (local === undefined && entityUnit(walk, expr.name) !== null) {
        note(walk, placeOf(walk, expr), "read", expr.start);
        return placeOfType(pointed(typeOf(walk, expr)));
      }
      const type = pointed(typeOf(walk, expr));
      noteLocalType(walk, type);
      return { ...placeOfType(type), relative: local === undefined || local.param < 0 ? null : { param: local.param, isSlice: false, path: "" }, isFresh: local?.isFresh ?? false };
    }
    case "selector":
    case "index":
    case "star": {
      const part = partAt(walk, expr);
      if (part !== null) return part;
      const holder = placeOf(walk, expr);
      note(walk, holder, "read", expr.start);
      return { ...placeOfType(pointed(typeOf(walk, expr))), isFresh: holder.isFresh && holdsFresh(walk, holder) };
    }
  }
  readExpr(walk, expr);
  return placeOfType(pointed(typeOf(walk, expr)));
}

function holdsFresh({ freshFields }: Walk, { views }: Ref): boolean {
  const [outer] = views;
  return outer !== undefined && freshFields.has(outer.root + outer.path);
}

/** Conversions of pointers keep the place and change what it is taken for. */
function retyped(type: Type | null): Partial<Ref> {
  return type === null || (unalias(type).kind === "basic" && typeName(type) === "unsafe.Pointer") ? {} : { type };
}

function typeName(type: Type): string {
  const actual = unalias(type);
  return actual.kind === "basic" ? actual.name : "";
}

/** Any object of a type. */
export function placeOfType(type: Type | null): Ref {
  const named = placeType(type);
  return { ...nowhere(type), views: named === null ? [] : [{ root: typeRoot(named.object), path: "" }] };
}

export function localOf(walk: Walk, name: string): Local | undefined {
  const entity = lookup(walk.world, walk.scope, name);
  return entity && walk.locals.get(entity);
}

/** Only a variable's name leads to what its function has declared a type for. */
function noteLocalType({ session: { localTypes } }: Walk, type: Type | null): void {
  const named = placeType(type);
  if (named?.object.isLocal === true && underlying(named).kind === "struct") localTypes.set(typeRoot(named.object), named);
}

/** The package variable of that name, if the name means one. */
export function entityUnit(walk: Walk, name: string): { readonly root: string } | null {
  const entity = lookup(walk.world, walk.scope, name);
  return entity === undefined ? null : packageVariable(walk.world, entity, fileOf(walk.scope), name);
}

function placeOfName(walk: Walk, expr: Ident): Ref {
  const { name, start } = expr;
  const global = localOf(walk, name) === undefined ? entityUnit(walk, name) : null;
  const type = typeOf(walk, expr);
  if (global !== null) return { ...withType([{ root: global.root, path: "" }], null, type), trail: [stepAt(walk, name, start)] };
  const local = localOf(walk, name);
  if (local === undefined) return nowhere(type);
  noteLocalType(walk, type);
  const isPointer = type !== null && underlying(type).kind === "pointer";
  if (local.alias !== null && !isPointer) return local.alias;
  const base = placeOfType(isPointer ? null : type);
  if (local.fn !== walk.fn) {
    // Somebody else's variable: the goroutine that declared it sees it too.
    const root = localRoot(local.fn, name);
    if (type !== null && unalias(type).kind === "struct" && !walk.session.captured.has(root)) walk.session.captured.set(root, { type, step: stepAt(walk, name, start) });
    return { ...base, type, views: [{ root, path: "" }, ...base.views], trail: [stepAt(walk, name, start)], isLocal: false };
  }
  // What the function that has it does to it, it does before goroutines start or after they have ended, mostly.
  const isOwn = local.param < 0 && placeType(type)?.object.isLocal === true;
  return { ...base, type, relative: null, isLocal: true, isFresh: local.isFresh || isOwn, trail: [stepAt(walk, name, start)] };
}

function placeOfSelector(walk: Walk, expr: Selector): Ref {
  const { operand, name } = expr;
  const qualifier = qualifierOf(walk.world, walk.scope, operand);
  if (qualifier) {
    const { pkg } = qualifier;
    const type = typeOf(walk, expr);
    if ("missing" in pkg || memberOf(walk.world, pkg, name.name)?.kind !== "var") return nowhere(type);
    return { ...withType([{ root: variableRoot(pkg, name.name), path: "" }], null, type), trail: [stepAt(walk, name.name, name.start)] };
  }
  const type = typeOf(walk, operand);
  const member = type === null ? null : findMember(walk.world, type, name.name);
  if (member?.kind !== "field") {
    readExpr(walk, operand);
    return nowhere(typeOf(walk, expr));
  }
  return follow(walk, baseOf(walk, operand, type), member.path, { offset: name.start, name: name.name });
}

/** The struct that a selector's operand is or points at. */
export function baseOf(walk: Walk, operand: Expr, type: Type | null): Ref {
  return type !== null && underlying(type).kind === "pointer" ? pointeeOf(walk, operand) : placeOf(walk, operand);
}

/** Steps through fields, embedded ones on the way included; an embedded pointer leads to another object. */
export function follow(walk: Walk, base: Ref, path: readonly Field[], at: { readonly offset: number; readonly name: string }): Ref {
  let ref = base;
  for (const [i, field] of path.entries()) {
    const isLast = i === path.length - 1;
    const isNamedHere = field.name === at.name;
    ref = fieldOf(walk, ref, field, isNamedHere ? at.offset : -1);
    const target = isLast ? null : pointed(field.type);
    if (target === null) continue;
    note(walk, ref, "read", at.offset);
    ref = { ...placeOfType(target), isFresh: ref.isFresh && holdsFresh(walk, ref) };
  }
  return ref;
}

function fieldOf(walk: Walk, base: Ref, field: Field, offset: number): Ref {
  const stepped = step(base, `.${field.name}`, field.type);
  return offset < 0 ? stepped : { ...stepped, trail: [...base.trail, stepAt(walk, field.name, offset)] };
}

/** One step further; a declared type on the way opens a view of its own. */
function step(base: Ref, suffix: string, type: Type): Ref {
  const views = base.views.map(({ root, path }): View => ({ root, path: path + suffix }));
  const named = placeType(type);
  if (named !== null) views.push({ root: typeRoot(named.object), path: "" });
  const relative: Relative | null = base.relative && { ...base.relative, path: base.relative.path + suffix };
  return { views, relative, type, isFresh: base.isFresh, isLocal: base.isLocal, trail: base.trail, index: base.index, element: base.element, isOwnSlice: base.isOwnSlice };
}

function withType(views: readonly View[], relative: Relative | null, type: Type | null): Ref {
  const named = placeType(type);
  return { ...nowhere(type), views: named === null ? views : [...views, { root: typeRoot(named.object), path: "" }], relative };
}

function placeOfIndex(walk: Walk, expr: Index): Ref {
  const [index] = expr.indices;
  const operand = operandOf(walk, expr.operand);
  if (operand.mode === "function" || operand.mode === "type" || index === undefined) return nowhere(typeOf(walk, expr));
  const type = typeOf(walk, expr.operand);
  const under = type && coreType(walk.world, type);
  const use = indexUse(walk, index);
  if (under?.kind === "array" || (under?.kind === "pointer" && coreType(walk.world, under.elem()).kind === "array")) {
    const array = under.kind === "array" ? placeOf(walk, expr.operand) : arrayBehind(walk, expr.operand);
    readExpr(walk, index);
    return elementOf(array, elementType(walk.world, under), use);
  }
  if (under?.kind === "slice") {
    const slice = sliceOf(walk, expr.operand);
    note(walk, slice.holder, "read", expr.operand.start);
    readExpr(walk, index);
    return elementOfSlice(walk, slice, under.elem(), use);
  }
  readExpr(walk, expr.operand);
  readExpr(walk, index);
  return nowhere(typeOf(walk, expr));
}

/** The array that a pointer points at: one that has no name and nothing else leads to goes by the pointer's place, as a slice would. */
export function arrayBehind(walk: Walk, pointer: Expr): Ref {
  const array = pointeeOf(walk, pointer);
  const holder = 0 < array.views.length || array.isFresh ? null : quietly(walk, () => placeOf(walk, pointer));
  const [outer] = holder?.views ?? [];
  return holder === null || outer === undefined || outer.root.startsWith("L:") ? array : behind(walk, array, holder, { root: `S:${outer.root}${outer.path}`, path: "" });
}

function behind(walk: Walk, array: Ref, { isFresh, trail }: Ref, view: View): Ref {
  return { ...array, views: [view], trail, isFresh: isFresh && isMadeHere(walk, [view]) };
}

export function elementOf(array: Ref, element: Type, index: IndexUse): Ref {
  return { ...step(array, "[]", element), index, element };
}

export function unparenthesised(expr: Expr): Expr {
  return expr.kind === "paren" ? unparenthesised(expr.inner) : expr;
}
