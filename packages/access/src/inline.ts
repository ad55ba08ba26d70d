import { joiner, type Linked, nStatements } from "./link.js";
import type { Access, Arm, CallSite, Choice, Exchange, Fn, Ref } from "./model.js";
import { callPassage, ofCandidate, ofParameter, type Passage, passed, standing } from "./passage.js";
import { stride } from "./walk.js";

/** What inlining knows of all functions. */
export type Inlining = {
  readonly links: ReadonlyMap<Fn, Linked>;
  /** The function of a declaration, read if need be; null where it cannot be read or is not worth it. */
  readonly functionOf: (call: CallSite) => Fn | null;
  /** Whether what is done to a root matters. */
  readonly isCandidate: (root: string) => boolean;
  /** What a function does with its helpers' part, by how deep helpers of helpers were followed. */
  readonly inner: readonly Map<Fn, readonly Access[]>[];
  /** How deep they need to be followed, by how deep they may be. */
  readonly depths: readonly Map<Fn, number>[];
};

const maxStatements = 5;
export const maxDepth = 4;
const maxAccesses = 600;

const sizes = new WeakMap<Fn, number>();

/** Of a few statements. */
export function isSmall(fn: Fn): boolean {
  const size = sizes.get(fn) ?? nStatements(fn);
  sizes.set(fn, size);
  return size <= maxStatements;
}

/** A helper of a few statements: its accesses count as its callers' own. */
export function isTransparent(inlining: Inlining, fn: Fn): boolean {
  return fn.decl !== null && !inlining.links.get(fn)?.goroutine && isSmall(fn);
}

/** A transparent helper that only its package calls is no function of its own. */
export function isDissolved(inlining: Inlining, fn: Fn): boolean {
  const linked = inlining.links.get(fn);
  return linked !== undefined && !linked.isEntry && linked.goroutine === null && 0 < linked.callers.length && isTransparent(inlining, fn);
}

/**
 * A function's own accesses to candidates and those of the helpers it calls, as its own: of small helpers all, of larger
 * ones those to places that it hands them.
 */
export function accessesOf(inlining: Inlining, fn: Fn): readonly Access[] {
  const linked = inlining.links.get(fn);
  const all = fn.accesses.filter(({ ref }) => isOfCandidate(inlining, ref));
  for (const call of fn.calls) if (!call.isGo) inlineCall(inlining, { caller: fn, call, depth: maxDepth, wanted: ofCandidate }, all);
  if (linked === undefined || (linked.inLocks.size === 0 && linked.freshParams.size === 0)) return all;
  const locksOf = joiner(linked.inLocks);
  return all.map((access) => ({ ...access, locks: locksOf(access.locks), ref: withFreshness(access.ref, linked) }));
}

function isOfCandidate({ isCandidate }: Inlining, { views }: Ref): boolean {
  return views.some(({ root }) => isCandidate(root));
}

/** Of a small function that another package exports, too, only what it does to places handed to it is its caller's. */
function isWholly(inlining: Inlining, callee: Fn, caller: Fn): boolean {
  return callee.unit.pkg === caller.unit.pkg && isTransparent(inlining, callee);
}

function withFreshness(ref: Ref, linked: Linked): Ref {
  const { relative } = ref;
  return relative !== null && !relative.isSlice && linked.freshParams.has(relative.param) ? { ...ref, isFresh: true } : ref;
}

type Inlined = { readonly caller: Fn; readonly call: CallSite; readonly depth: number; /** Which of the places that matter are asked for. */ readonly wanted: number };

/** Adds what the callee does, as the caller's own. */
function inlineCall(inlining: Inlining, { caller, call, depth, wanted }: Inlined, into: Access[]): void {
  const callee = depth === 0 ? null : inlining.functionOf(call);
  if (callee === null || callee === caller) return;
  const inner = innerAccesses(inlining, callee, depth);
  if (inner.length === 0) return;
  const passage = callPassage(call, { isWhole: isWholly(inlining, callee, caller), isCandidate: inlining.isCandidate });
  const seat: Seat = { caller, call, passage, arms: new Map(), isColdCallee: inlining.links.get(callee)?.isCold ?? false };
  const before = into.length;
  let nPassed = 0;
  inner.forEach((access, i) => {
    const found = standing(passage, access.ref);
    if (found === 0 || maxAccesses < ++nPassed) return;
    if ((found & wanted) !== 0) into.push(asCallers(access, seat, i));
  });
  if (maxAccesses < nPassed) into.length = before;
}

type Seat = { readonly caller: Fn; readonly call: CallSite; readonly passage: Passage; readonly arms: Map<Arm, Arm>; readonly isColdCallee: boolean };

/** Written out, because spreading costs more than all the rest. */
function asCallers(access: Access, { caller, call, passage, arms, isColdCallee }: Seat, i: number): Access {
  const { kind, isShared, site, isConstant, isUpdate, isBits, isAdd, isUsed, isRare, isFill, isLazy, isMeasured, exchange, addedParam } = access;
  const added = addedParam < 0 ? null : (call.indices[addedParam] ?? null);
  return {
    kind, isShared, ref: passed(passage, access.ref), fn: caller, site, seq: call.seq + Math.min(i + 1, stride - 100), arm: hungInto(call, arms, access.arm), nLoops: access.nLoops + call.nLoops, isLazy,
    isCold: access.isCold || call.isCold || isColdCallee, locks: passage.locks(access.locks), nConditions: access.nConditions + call.nConditions,
    isConstant, isUpdate, isBits, isAdd, isNegative: access.isNegative || (!call.isDiscarded && (added?.value ?? 0) < 0), addedParam: added?.param ?? -1, isUsed, isRare: isRare || added?.isSavedUp === true, isFill, isMeasured, exchange: exchange && exchangedFor(call, exchange), origin: access.origin ?? access, isPaced: access.isPaced === true || (call.isPaced === true && access.nLoops === 0),
  };
}

/** What is exchanged, as the caller knows it. */
function exchangedFor({ indices }: CallSite, exchange: Exchange): Exchange {
  const handed = indices[exchange.param];
  return exchange.param < 0 ? exchange : { ...exchange, leaves: handed?.value ?? null, param: handed?.param ?? -1 };
}

function innerAccesses(inlining: Inlining, fn: Fn, depth: number): readonly Access[] {
  const enough = depthOf(inlining, fn, depth);
  const known = inlining.inner[enough]?.get(fn);
  if (known) return known;
  // Of larger functions only what they do to places handed to them reaches the caller.
  const wanted = isTransparent(inlining, fn) ? ofCandidate | ofParameter : ofParameter;
  const inner = fn.accesses.filter(({ ref }) => ref.relative !== null || ((wanted & ofCandidate) !== 0 && isOfCandidate(inlining, ref)));
  for (const call of fn.calls) if (!call.isGo) inlineCall(inlining, { caller: fn, call, depth: enough - 1, wanted }, inner);
  inlining.inner[enough]?.set(fn, inner);
  return inner;
}

/** How deep helpers of helpers need to be followed: no deeper than calls go. */
function depthOf(inlining: Inlining, fn: Fn, most: number): number {
  const known = inlining.depths[most]?.get(fn);
  if (known !== undefined || most <= 1) return known ?? most;
  let depth = 1;
  for (const call of fn.calls) {
    const callee = call.isGo || depth === most ? null : inlining.functionOf(call);
    if (callee !== null && callee !== fn) depth = Math.max(depth, 1 + depthOf(inlining, callee, most - 1));
  }
  inlining.depths[most]?.set(fn, depth);
  return depth;
}

/** An arm of the callee, hung into the arm of the call. */
function hungInto(call: CallSite, known: Map<Arm, Arm>, arm: Arm | null): Arm | null {
  if (arm === null) return call.arm;
  const own = known.get(arm) ?? { parent: hungInto(call, known, arm.parent), choice: arm.choice && ofCall(call, arm.choice), isTerminating: false, endSeq: call.seq + stride - 1 };
  known.set(arm, own);
  return own;
}

const choices = new WeakMap<CallSite, Map<Choice, Choice>>();

/** Each call chooses anew. */
function ofCall(call: CallSite, outer: Choice): Choice {
  const known = choices.get(call) ?? new Map<Choice, Choice>();
  choices.set(call, known);
  const own = known.get(outer) ?? { outer };
  known.set(outer, own);
  return own;
}
