import type { Call, Expr, Selector } from "@cachelint/syntax";
import { fileOf, findMember, type Member, qualifierOf, type Scope, type Type, underlying } from "@cachelint/types";
import { type CallMode, passArguments } from "./calls.js";
import { readExpr } from "./expressions.js";
import { holdLock } from "./lock-effects.js";
import type { AccessKind, Callee, Ref, Shape } from "./model.js";
import { atomicOperation, isAddition, isAtomicName, isAtomicVerb, isCompare, lockOperation } from "./operations.js";
import { baseOf, follow, placeOf, placeOfType, unparenthesised } from "./places.js";
import { isAtomicType, isLockType, pointed, throughPointer } from "./roots.js";
import { atomicShape } from "./shape.js";
import { note, operandOf, typeOf, type Walk } from "./walk.js";

/** Notes a method call; returns what it runs, where that can be read. */
export function callMethod(walk: Walk, call: Call, selector: Selector, mode: CallMode): Callee | null {
  const type = typeOf(walk, selector.operand);
  const name = selector.name.name;
  const member = type === null ? null : findMember(walk.world, type, name);
  const turned = turnedExpression(walk, call, selector, member?.kind === "method" && !isWordType(throughPointer(type)));
  if (turned !== null) return callMethod(walk, turned.call, turned.selector, mode);
  if (type === null || member === null || member.kind === "field") {
    callByName(walk, call, selector, mode);
    return null;
  }
  if (isTypeName(walk, selector.operand)) return callExpression(walk, call, member, mode);
  const receiver = receiverOf(walk, selector, type, member);
  if (member.kind === "interface-method") {
    if (receiver.type !== null && isWordType(receiver.type) && callLock(walk, { call, selector, receiver, isOwn: false, mode })) return null;
    const lock = lockOperation(name);
    if (lock) holdLock(walk, receiver, lock, mode);
    note(walk, receiver, "read", selector.name.start);
    passArguments(walk, call, { callee: null, receiver: null, mode });
    return null;
  }
  const unit = fileOf(member.func.scope);
  const callee: Callee | null = unit === null ? null : { decl: member.func.decl, unit };
  const isOwn = unit !== null && walk.session.isOwn(unit.pkg);
  if (callAtomicMethod(walk, call, selector, receiver) || callLock(walk, { call, selector, receiver, isOwn, mode })) return null;
  if (unit !== null && !isOwn && callForeign(walk, { call, selector, receiver, mode, isPointer: member.func.decl.receiver?.type.kind === "star", importPath: unit.pkg.importPath })) return null;
  const own = lockOperation(name);
  // What the body says of a lock of its own is better than the name.
  if (own && (callee === null || walk.session.locksLeftBy(callee).length === 0)) holdLock(walk, receiver, own, mode);
  passArguments(walk, call, { callee, receiver, mode });
  return callee;
}

/** `(*Uint64).Add(&x, 1)`: as `x.Add(1)`, where the body of the method is not looked at. */
function turnedExpression(walk: Walk, call: Call, selector: Selector, hasBody: boolean): { readonly call: Call; readonly selector: Selector } | null {
  const [receiver, ...args] = call.args;
  if (receiver === undefined || hasBody || !(isTypeName(walk, selector.operand) || isMissingType(walk, selector.operand))) return null;
  const inner = unparenthesised(receiver);
  const turned = { ...call, args };
  if (walk.discarded === call) walk.discarded = turned;
  return { call: turned, selector: { ...selector, operand: inner.kind === "unary" && inner.op === "&" ? inner.operand : inner } };
}

/** `(*pkg.T)` of a package that is missing. */
function isMissingType(walk: Walk, outer: Expr): boolean {
  const star = unparenthesised(outer);
  const name = star.kind === "star" ? unparenthesised(star.operand) : null;
  const qualifier = outer.kind === "paren" && name?.kind === "selector" ? qualifierOf(walk.world, walk.scope, name.operand) : null;
  return qualifier !== null && "missing" in qualifier.pkg;
}

function isWordType(type: Type | null): boolean {
  return isAtomicType(type) || isLockType(type);
}

/** `T.method(x, …)`: the receiver is the first argument. */
function callExpression(walk: Walk, call: Call, member: Exclude<Member, { kind: "field" }>, mode: CallMode): Callee | null {
  const [receiver, ...args] = call.args;
  const unit = member.kind === "method" ? fileOf(member.func.scope) : null;
  if (member.kind !== "method" || unit === null || receiver === undefined) {
    passArguments(walk, call, { callee: null, receiver: null, mode });
    return null;
  }
  const type = typeOf(walk, receiver);
  const ref = type === null ? null : baseOf(walk, receiver, type);
  const callee: Callee = { decl: member.func.decl, unit };
  passArguments(walk, { ...call, args }, { callee, receiver: ref, mode });
  return callee;
}

function isTypeName(walk: Walk, expr: Expr): boolean {
  const inner = unparenthesised(expr);
  if (inner.kind === "star") return isTypeName(walk, inner.operand);
  return (inner.kind === "ident" || inner.kind === "selector" || inner.kind === "index") && operandOf(walk, inner).mode === "type";
}

/** What a method works on: the operand, or what is embedded in it. */
function receiverOf(walk: Walk, selector: Selector, type: Type, member: Exclude<Member, { kind: "field" }>): Ref {
  const base = baseOf(walk, selector.operand, type);
  if (member.path.length === 0) return base;
  const ref = follow(walk, base, member.path, { offset: selector.name.start, name: "" });
  const target = pointed(ref.type);
  if (target === null) return ref;
  note(walk, ref, "read", selector.name.start);
  return placeOfType(target);
}

function callAtomicMethod(walk: Walk, call: Call, selector: Selector, receiver: Ref): boolean {
  const name = selector.name.name;
  const operation = isAtomicType(throughPointer(receiver.type)) ? atomicOperation(name) : null;
  if (operation === null) return false;
  for (const arg of call.args) readExpr(walk, arg);
  note(walk, receiver, operation, selector.name.start, atomicShape(walk, call, { name, args: call.args }));
  return true;
}

type MethodCall = { readonly call: Call; readonly selector: Selector; readonly receiver: Ref; readonly mode: CallMode };

function callLock(walk: Walk, { selector, receiver, isOwn, mode }: MethodCall & { readonly isOwn: boolean }): boolean {
  const lock = lockOperation(selector.name.name);
  if (lock === undefined || (isOwn && !isLockType(throughPointer(receiver.type)))) return false;
  noteLock(walk, receiver, lock, { offset: selector.name.start, mode });
  return true;
}

function noteLock(walk: Walk, receiver: Ref, lock: NonNullable<ReturnType<typeof lockOperation>>, at: { readonly offset: number; readonly mode: CallMode }): void {
  note(walk, receiver, lock.effect === "release" ? "unlock" : "lock", at.offset, { isShared: lock.isShared });
  holdLock(walk, receiver, lock, at.mode);
}

/** A method of a package that is not read for its own sake; false where its body is to be looked at. */
function callForeign(walk: Walk, { call, selector, receiver, mode, isPointer, importPath }: MethodCall & { readonly isPointer: boolean; readonly importPath: string }): boolean {
  const name = selector.name.name;
  if (importPath === "sync" && isNamed(receiver.type, "Once")) {
    const { isCold } = walk;
    walk.isCold = true;
    noteOnce(walk, call);
    passArguments(walk, call, { callee: null, receiver: null, mode });
    walk.isCold = isCold;
    note(walk, receiver, "atomic-load", selector.name.start);
    return true;
  }
  if (importPath === "sync" && name === "RLocker") {
    note(walk, receiver, "lock", selector.name.start, { isShared: true });
    return true;
  }
  // A wait group counts starts and ends, which are no hot path.
  const isStd = !importPath.split("/", 1)[0]?.includes(".");
  if (!isPointer || importPath === "sync") note(walk, receiver, "read", selector.name.start);
  else if (isStd) note(walk, receiver, isGetter(name) ? "read" : "write", selector.name.start);
  else return false;
  passArguments(walk, call, { callee: null, receiver: null, mode });
  return true;
}

function noteOnce(walk: Walk, call: Call): void {
  for (const arg of call.args) {
    const operand = operandOf(walk, arg);
    if (operand.mode === "function") walk.fn.onces.add(operand.func.decl);
  }
}

function isGetter(name: string): boolean {
  return /load|get|len|string|is|has|peek|bytes|value|cap|read/i.test(name);
}

function isNamed(type: Type | null, name: string): boolean {
  const target = throughPointer(type);
  return target?.kind === "named" && target.object.name === name;
}

/** A method of which nothing is known but its name, as when its package is missing. */
export function callByName(walk: Walk, call: Call, selector: Selector, mode: CallMode): void {
  const turned = turnedExpression(walk, call, selector, false);
  if (turned !== null) return callByName(walk, turned.call, turned.selector, mode);
  const name = selector.name.name;
  const type = typeOf(walk, selector.operand);
  const ref = type === null ? placeOf(walk, selector.operand) : embeddedUnknown(walk, baseOf(walk, selector.operand, type), selector);
  const lock = lockOperation(name);
  const operation = lock === undefined ? atomicOperation(name) : null;
  const canBeAtomic = operation !== null && call.args.length <= 4 && ref.type?.kind !== "pointer";
  if (lock !== undefined) {
    noteLock(walk, ref, lock, { offset: selector.name.start, mode });
  } else if (canBeAtomic) {
    for (const arg of call.args) readExpr(walk, arg);
    const shape: Partial<Shape> = { ...atomicShape(walk, call, { name, args: call.args }), isAdd: isAddition(name) || (operation === "atomic-rmw" && !isCompare(name) && call.args.length === 0) };
    noteByName(walk, ref, { name, operation, shape, offset: selector.name.start });
    return;
  } else note(walk, ref, "read", selector.name.start);
  passArguments(walk, call, { callee: null, receiver: null, mode });
}

type ByName = { readonly name: string; readonly operation: AccessKind; readonly shape: Partial<Shape>; readonly offset: number };

/** `Load` and `Store` are names of atomic words only; `Add` and `Inc` count on a type of such a name, or beside one of them on the same type. */
function noteByName(walk: Walk, ref: Ref, { name, operation, shape, offset }: ByName): void {
  const key = wordKey(ref);
  if (isAtomicVerb(name) || (ref.type?.kind === "unknown" && isAtomicName(ref.type.text))) {
    walk.session.atomicByUse.add(key);
    note(walk, ref, operation, offset, shape);
    return;
  }
  const at = walk.fn.accesses.length;
  note(walk, ref, "read", offset);
  if (at < walk.fn.accesses.length) walk.session.undecided.push({ key, fn: walk.fn, at, kind: operation, shape });
}

/** Words of one type without source are all atomic or none is. */
function wordKey(ref: Ref): string {
  const type = ref.type;
  if (type?.kind === "unknown") return `?${type.text}`;
  const [outer] = ref.views;
  return outer === undefined ? "" : outer.root + outer.path;
}

/** A method that none of the known types has may be one of an embedded type without source. */
function embeddedUnknown(walk: Walk, base: Ref, selector: Selector): Ref {
  const under = base.type && underlying(base.type);
  if (under?.kind !== "struct") return base;
  const embedded = under.fields().filter((field) => field.isEmbedded && underlying(field.type).kind === "unknown");
  return embedded[0] !== undefined && embedded.length === 1 ? follow(walk, base, [embedded[0]], { offset: selector.name.start, name: "" }) : base;
}

/** A method value counts as a call where it is made; false where the selector is no method. */
export function methodValue(walk: Walk, selector: Selector, scope: Scope = walk.scope, mode: CallMode = "value"): boolean {
  const { scope: before } = walk;
  walk.scope = scope;
  const type = typeOf(walk, selector.operand);
  const member = type === null || isTypeName(walk, selector.operand) ? null : findMember(walk.world, type, selector.name.name);
  const isMethod = member !== null && member.kind !== "field";
  if (isMethod) {
    if (member.kind === "method" && mode !== "go") walk.fn.values.add(member.func.decl);
    callMethod(walk, { kind: "call", start: selector.start, end: selector.end, callee: selector, args: [], spread: false }, selector, mode);
  }
  walk.scope = before;
  return isMethod;
}

/** Whether a selector is a method of a value, not called. */
export function isMethodValue(walk: Walk, selector: Selector): boolean {
  const type = typeOf(walk, selector.operand);
  if (type === null || isTypeName(walk, selector.operand)) return false;
  const member = findMember(walk.world, type, selector.name.name);
  return member !== null && member.kind !== "field";
}
