import { joined, type Linked, nStatements } from "./link.js";
import type { Access, Arm, CallSite, Fn, Ref, View } from "./model.js";
import { stride } from "./walk.js";

/** What inlining knows of all functions. */
export type Inlining = {
  readonly links: ReadonlyMap<Fn, Linked>;
  /** The function of a declaration, read if need be; null where it cannot be read or is not worth it. */
  readonly functionOf: (call: CallSite) => Fn | null;
  /** Whether an access is to a place that matters. */
  readonly counts: (access: Access) => boolean;
  /** What a function does with its helpers' part, by how deep helpers of helpers were followed. */
  readonly inner: readonly Map<Fn, readonly Access[]>[];
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
 * A function's own accesses and those of the helpers it calls, as its own: of small helpers all, of larger ones those to
 * places that it hands them.
 */
export function accessesOf(inlining: Inlining, fn: Fn): readonly Access[] {
  const linked = inlining.links.get(fn);
  const own = fn.accesses.filter(inlining.counts).map((access) => ({ ...access, locks: joined(access.locks, linked?.inLocks ?? new Map()), ref: withFreshness(access.ref, linked) }));
  return [...own, ...fn.calls.flatMap((call) => (call.isGo ? [] : inlineCall(inlining, fn, call, maxDepth)))];
}

/** Of a small function that another package exports, too, only what it does to places handed to it is its caller's. */
function isWholly(inlining: Inlining, callee: Fn, caller: Fn): boolean {
  return callee.unit.pkg === caller.unit.pkg && isTransparent(inlining, callee);
}

function withFreshness(ref: Ref, linked: Linked | undefined): Ref {
  const { relative } = ref;
  return relative !== null && !relative.isSlice && linked?.freshParams.has(relative.param) ? { ...ref, isFresh: true } : ref;
}

function inlineCall(inlining: Inlining, caller: Fn, call: CallSite, depth: number): readonly Access[] {
  const callee = depth === 0 ? null : inlining.functionOf(call);
  if (callee === null || callee === caller) return [];
  const inner = innerAccesses(inlining, callee, depth);
  const isWhole = isWholly(inlining, callee, caller);
  const isColdCallee = inlining.links.get(callee)?.isCold ?? false;
  const armOf = armCloner(call);
  const found: Access[] = [];
  for (const [i, access] of inner.entries()) {
    const ref = translate(access.ref, call, isWhole);
    if (ref === null || !inlining.counts({ ...access, ref })) continue;
    found.push({
      ...access, ref, fn: caller, seq: call.seq + Math.min(i + 1, stride - 100), arm: armOf(access.arm), nLoops: access.nLoops + call.nLoops, nConditions: access.nConditions + call.nConditions,
      isCold: access.isCold || call.isCold || isColdCallee, isPaced: access.isPaced === true || (call.isPaced === true && access.nLoops === 0), locks: joined(access.locks, call.locks),
    });
  }
  return maxAccesses < found.length ? [] : found;
}

function innerAccesses(inlining: Inlining, fn: Fn, depth: number): readonly Access[] {
  const known = inlining.inner[depth]?.get(fn);
  if (known) return known;
  const all = [...fn.accesses.filter(inlining.counts), ...fn.calls.flatMap((next) => (next.isGo ? [] : inlineCall(inlining, fn, next, depth - 1)))];
  // Of larger functions only what they do to places handed to them reaches the caller.
  const inner = isTransparent(inlining, fn) ? all : all.filter(({ ref }) => ref.relative !== null);
  inlining.inner[depth]?.set(fn, inner);
  return inner;
}

/** Arms of the callee, hung into the arm of the call. */
function armCloner(call: CallSite): (arm: Arm | null) => Arm | null {
  const known = new Map<Arm, Arm>();
  const clone = (arm: Arm | null): Arm | null => {
    if (arm === null) return call.arm;
    const own = known.get(arm) ?? { parent: clone(arm.parent), isTerminating: false, endSeq: call.seq + stride - 1 };
    known.set(arm, own);
    return own;
  };
  return clone;
}

/** A place of the callee as the caller sees it; null where it is no business of the caller's. */
function translate(ref: Ref, call: CallSite, isWhole: boolean): Ref | null {
  const { relative } = ref;
  const arg = relative === null ? null : (call.args[relative.param] ?? null);
  const index = ref.index === null || ref.index.param < 0 ? ref.index : (call.indices[ref.index.param] ?? ref.index);
  if (relative === null || arg === null) return isWhole ? { ...ref, relative: null, index } : null;
  const handed = relative.isSlice ? elementViews(arg) : arg.views;
  const isTelling = relative.isSlice || arg.relative !== null || handed.some(({ root, path }) => path !== "" || !root.startsWith("T:"));
  if (!isWhole && !isTelling) return null;
  const views = new Map<string, View>();
  for (const { root, path } of handed) views.set(`${root} ${path}${relative.path}`, { root, path: path + relative.path });
  for (const view of ref.views) views.set(`${view.root} ${view.path}`, view);
  return {
    ...ref, views: [...views.values()], relative: arg.relative === null ? null : { ...arg.relative, isSlice: relative.isSlice || arg.relative.isSlice, path: arg.relative.path + relative.path },
    trail: [...arg.trail, ...ref.trail], isFresh: ref.isFresh || arg.isFresh, index: index ?? arg.index, element: ref.element ?? arg.element,
  };
}

function elementViews({ views }: Ref): readonly View[] {
  const [outer] = views;
  return outer === undefined ? [] : [{ root: `S:${outer.root}${outer.path}`, path: "" }];
}

/** Whether an access accompanies another one: whenever the second runs, so does the first. */
export function accompanies(first: Pick<Access, "arm" | "seq">, second: { readonly arm: Arm | null; readonly seq: number }): boolean {
  for (let arm = second.arm; ; arm = arm.parent) {
    if (first.arm === arm) return true;
    if (arm === null || (arm.isTerminating && arm.endSeq < first.seq)) return false;
  }
}

