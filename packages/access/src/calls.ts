import type { Call, Expr } from "@cachelint/syntax";
import { fileOf, findMember, type Operand, operandType, qualifierOf, type Type, underlying } from "@cachelint/types";
import { madeSlice, noteAllocation, noteMade } from "./allocations.js";
import { publish, walkGoroutine, walkKept, walkLiteral } from "./closures.js";
import { readExpr } from "./expressions.js";
import { handOver, noteHandedOn, noteHandled, type Taker } from "./handed.js";
import { indexUse } from "./index-class.js";
import { feelLocks, holdLock } from "./lock-effects.js";
import { callByName, callMethod, methodValue } from "./methods.js";
import type { Callee, IndexUse, Ref } from "./model.js";
import { calleeName } from "./names.js";
import { atomicOperation, isAtomicPackage, runtimeLock, startsGoroutine } from "./operations.js";
import { localOf, placeOf, pointeeOf, unparenthesised } from "./places.js";
import { slicePlace } from "./slices.js";
import { isAtomicType, placeType, pointed, typeRoot } from "./roots.js";
import { atomicShape } from "./shape.js";
import { isSystemFunction, isSystemPackage, isSystemValue, noteSystemCall } from "./system-calls.js";
import { note, operandOf, stepAt, stride, typeOf, type Walk } from "./walk.js";

/** How a call is made; `value` stands for a method that is not called here. */
export type CallMode = "plain" | "go" | "defer" | "value";

/** Notes what a call does; returns the place that the result is the address or the slice of, if that is known. */
export function callResult(walk: Walk, call: Call, mode: CallMode = "plain"): Ref | null {
  const callee = unparenthesised(call.callee);
  const operand = operandOf(walk, callee);
  if (operand.mode === "type") {
    for (const arg of call.args) readExpr(walk, arg);
    return null;
  }
  if (operand.mode === "builtin") {
    callBuiltin(walk, call, operand.name);
    return null;
  }
  if (mode === "go") publish(walk, call);
  if (callee.kind === "func-lit") {
    for (const arg of call.args) readExpr(walk, arg);
    if (mode === "go") walkGoroutine(walk, callee, walk.scope, { call });
    else walkLiteral(walk, callee, walk.scope);
    return null;
  }
  if (callee.kind === "ident" && callLocal(walk, call, callee.name, mode)) return null;
  const name = callee.kind === "index" ? unparenthesised(callee.operand) : callee;
  if (name.kind === "selector") return callSelected(walk, call, name, { operand, mode });
  const declared = calleeOf(operand);
  if (declared !== null && isSystemFunction(declared.unit.pkg.importPath, declared.decl.name.name)) noteSystemCall(walk);
  if (declared !== null && lockFunction(walk, call, declared, mode)) return null;
  if (declared === null && callee.kind !== "ident") readExpr(walk, callee);
  passArguments(walk, call, { callee: declared, receiver: null, mode });
  return returnedPlace(walk, call, declared);
}

/** The function that a call runs, as far as the source says. */
export function calleeOf(operand: Operand): Callee | null {
  if (operand.mode !== "function") return null;
  const unit = fileOf(operand.func.scope);
  return unit === null ? null : { decl: operand.func.decl, unit };
}

function returnedPlace(walk: Walk, call: Call, callee: Callee | null): Ref | null {
  const known = callee && walk.session.returnedBy(callee);
  if (!known) return null;
  // Names in the callee do not stand here; the call does.
  const place = { ...known, trail: [...known.trail, stepAt(walk, calleeName(call), call.start)] };
  return ofInstance(place, typeOf(walk, call));
}

/** What a generic function returns has a type only where it is called. */
function ofInstance(place: Ref, result: Type | null): Ref {
  const type = pointed(result);
  const named = placeType(type);
  if (type === null || named === null || place.type?.kind !== "type-param") return place;
  return { ...place, type, element: place.index === null ? place.element : type, views: [...place.views, { root: typeRoot(named.object), path: "" }] };
}

function callLocal(walk: Walk, call: Call, name: string, mode: CallMode): boolean {
  const local = localOf(walk, name);
  if (local?.method) {
    callMethod(walk, { ...call, callee: local.method.selector }, local.method.selector, mode);
    return true;
  }
  if (local?.atomic && callAtomic(walk, call, local.atomic.importPath, local.atomic.name)) return true;
  if (!local?.literal) {
    noteHandled(walk, name, mode === "go" ? "starts" : "calls", call);
    return false;
  }
  for (const arg of call.args) readExpr(walk, arg);
  const { lit, scope } = local.literal;
  if (mode === "go") walkGoroutine(walk, lit, scope, { call });
  else walkLiteral(walk, lit, scope);
  return true;
}

type Selected = { readonly operand: Operand; readonly mode: CallMode };

function callSelected(walk: Walk, call: Call, selector: Expr & { kind: "selector" }, { operand, mode }: Selected): Ref | null {
  const left = selector.operand;
  const qualifier = qualifierOf(walk.world, walk.scope, left);
  if (qualifier) {
    const { importPath } = qualifier.pkg;
    if (callAtomic(walk, call, importPath, selector.name.name)) return null;
    if (isSystemPackage(importPath)) noteSystemCall(walk);
    const callee = calleeOf(operand);
    passArguments(walk, call, { callee, receiver: null, mode });
    return returnedPlace(walk, call, callee);
  }
  const type = typeOf(walk, left);
  const member = type === null ? null : findMember(walk.world, type, selector.name.name);
  if (member?.kind === "field") {
    readExpr(walk, selector);
    passArguments(walk, call, { callee: null, receiver: null, mode });
    return null;
  }
  if (member === null) {
    callByName(walk, call, selector, mode);
    return null;
  }
  const callee = callMethod(walk, call, selector, mode);
  return returnedPlace(walk, call, callee);
}

/** `atomic.AddInt64(&place, 1)` and the like. */
function callAtomic(walk: Walk, call: Call, importPath: string, name: string): boolean {
  const operation = isAtomicPackage(importPath) ? atomicOperation(name) : null;
  const [target, ...others] = call.args;
  if (operation === null || target === undefined) return false;
  const ref = pointeeOf(walk, target);
  for (const arg of others) readExpr(walk, arg);
  note(walk, ref, operation, target.start, atomicShape(walk, call, { name, args: others }));
  return true;
}

/** The runtime's `lock(&l)` and `semacquire(&s)` and what undoes them. */
function lockFunction(walk: Walk, call: Call, { decl }: Callee, mode: CallMode): boolean {
  const [target] = call.args;
  const type = target === undefined ? null : pointed(typeOf(walk, target));
  const lock = type === null ? null : runtimeLock(decl.name.name, type.kind === "named" ? type.object.name : "");
  if (lock === null || target === undefined) return false;
  const ref = pointeeOf(walk, target);
  const { isCold } = walk;
  // Who comes to a semaphore sleeps or wakes somebody: that takes its time.
  walk.isCold ||= lock.isSemaphore;
  note(walk, ref, lock.effect === "release" ? "unlock" : "lock", target.start, { isShared: lock.isShared, isSemaphore: lock.isSemaphore });
  walk.isCold = isCold;
  holdLock(walk, ref, lock, mode);
  return true;
}

function callBuiltin(walk: Walk, call: Call, name: string): void {
  const [first, ...others] = call.args;
  if (first === undefined) return;
  if (name === "new") noteAllocation(walk, operandType(operandOf(walk, first)));
  const made = name === "make" ? madeSlice(walk, call) : null;
  if (made !== null) noteMade(walk, made);
  if (name === "delete" || name === "clear") note(walk, placeOf(walk, first), "read", first.start);
  else if (operandOf(walk, first).mode !== "type") readExpr(walk, first);
  for (const arg of others) readExpr(walk, arg);
}

export type Passing = { readonly callee: Callee | null; readonly receiver: Ref | null; readonly mode: CallMode };

/** Notes what the arguments read, and the call itself where its body can be read. */
export function passArguments(walk: Walk, call: Call, { callee, receiver, mode }: Passing): void {
  const name = calleeName(call);
  const args: (Ref | null)[] = [receiver];
  const isDynamic = isFunctionValue(walk, call);
  const indices: (IndexUse | null)[] = [null];
  for (const arg of call.args) {
    indices.push(isInteger(walk, arg) ? indexUse(walk, arg) : null);
    const passed = passOne(walk, arg, { name, mode, callee, param: args.length });
    if (callee === null && isDynamic) noteHandedWord(walk, passed, arg);
    args.push(passed);
  }
  walk.seq += stride;
  const { seq } = walk;
  if (callee === null || walk.isQuiet) return;
  if (mode === "plain" && walk.session.callsSystem(callee)) noteSystemCall(walk);
  const [outer] = receiver?.views ?? [];
  const nTests = outer === undefined || outer.path === "" ? 0 : (walk.guards.get(outer.root + outer.path) ?? 0);
  walk.fn.calls.push({
    callee, args, indices, seq, arm: walk.arm, nLoops: walk.nLoops, isServing: walk.isServing, nConditions: Math.max(0, walk.nConditions - nTests), isCold: walk.isCold, isGo: mode === "go", isDiscarded: walk.discarded === call, locks: walk.locks,
    site: stepAt(walk, name, call.start),
  });
  feelLocks(walk, callee, args, mode);
}

/** A function that is known only when the program runs. */
function isFunctionValue(walk: Walk, call: Call): boolean {
  return operandOf(walk, call.callee).mode === "value";
}

/** Whoever is handed the address of an atomic word is to update it. */
function noteHandedWord(walk: Walk, ref: Ref | null, arg: Expr): void {
  if (ref !== null && ref.trail.length !== 0 && isAtomicType(ref.type)) note(walk, ref, "atomic-rmw", arg.start);
}

function passOne(walk: Walk, arg: Expr, { name, mode, callee, param }: Taker & { readonly name: string; readonly mode: CallMode }): Ref | null {
  const inner = unparenthesised(arg);
  if (inner.kind === "func-lit") {
    if (mode === "go" || startsGoroutine(name)) walkGoroutine(walk, inner, walk.scope, { call: null });
    else if (keepsLiteral(name)) walkKept(walk, inner);
    else if (!handOver(walk, inner, { scope: walk.scope, callee, param })) walkLiteral(walk, inner, walk.scope);
    return null;
  }
  noteHandedOn(walk, inner, { callee, param });
  if (startsGoroutine(name) && startFunction(walk, inner)) return null;
  if (isSystemValue(walk, inner)) noteSystemCall(walk);
  const type = typeOf(walk, arg);
  const under = type && underlying(type);
  if (under?.kind === "pointer") return pointeeOf(walk, arg);
  readExpr(walk, arg);
  return under?.kind === "slice" ? slicePlace(walk, arg) : null;
}

/** `g.Go(s.run)`: as `go s.run()`. */
function startFunction(walk: Walk, arg: Expr): boolean {
  if (arg.kind === "selector" && methodValue(walk, arg, walk.scope, "go")) return true;
  if (arg.kind !== "ident" || operandOf(walk, arg).mode !== "function") return false;
  passArguments(walk, { kind: "call", start: arg.start, end: arg.end, callee: arg, args: [], spread: false }, { callee: calleeOf(operandOf(walk, arg)), receiver: null, mode: "go" });
  return true;
}

/** Functions that keep a literal for later calls, by many: handlers, callbacks. */
function keepsLiteral(name: string): boolean {
  return /^(?:Handle|HandleFunc|Register|Subscribe|On[A-Z]|Use|Every|Schedule|SetFinalizer|AddCleanup|HandlerFunc|Publish$)/.test(name);
}

function isInteger(walk: Walk, arg: Expr): boolean {
  const type = typeOf(walk, arg);
  const under = type && underlying(type);
  return under?.kind === "basic" && /int/.test(under.name);
}

