import type { FuncDecl } from "@cachelint/syntax";
import type { FileUnit } from "@cachelint/types";
import type { CallMode } from "./calls.js";
import type { Callee, LockEffect, Locks, Ref } from "./model.js";
import type { LockOperation } from "./operations.js";
import type { Walk } from "./walk.js";

/** What a function has done with locks so far, of which its caller may feel some. */
export type Ledger = {
  readonly acquired: Map<string, LockEffect>;
  readonly released: Map<string, LockEffect>;
  /** Let go at the end, or in a literal, whatever happens before. */
  readonly releasedLater: Set<string>;
  /** The locks held where the function is left early. */
  readonly exits: Locks[];
};

export function newLedger(): Ledger {
  return { acquired: new Map(), released: new Map(), releasedLater: new Set(), exits: [] };
}

/** Keeps account of the locks held; a deferred unlock keeps its lock to the end. */
export function holdLock(walk: Walk, ref: Ref, { isShared, effect }: LockOperation, mode: CallMode): void {
  const [outer] = ref.views;
  if (outer === undefined || mode === "go" || mode === "value" || effect === "try" || walk.isQuiet) return;
  const key = outer.root + outer.path;
  if (effect === "release") release(walk, key, { ref, isShared, effect }, mode);
  else if (mode === "plain") acquire(walk, key, { ref, isShared, effect });
}

function acquire(walk: Walk, key: string, lock: LockEffect): void {
  walk.ledger.acquired.set(key, lock);
  walk.locks = new Map(walk.locks).set(key, !lock.isShared);
}

function release(walk: Walk, key: string, lock: LockEffect, mode: CallMode): void {
  const { ledger, arm, nLoops, busyLiterals } = walk;
  if (mode === "defer" || 0 < busyLiterals.size) ledger.releasedLater.add(key);
  if (!walk.locks.has(key) && !ledger.acquired.has(key) && arm === null && nLoops === 0) ledger.released.set(key, lock);
  if (mode !== "plain") return;
  // A lock made of other locks goes with them.
  walk.locks = new Map([...walk.locks].filter(([held]) => held !== key && !held.startsWith(`${key}.`)));
}

/** A return on the way: what is held there is all that the caller can count on. Who returns an error has given up. */
export function noteExit({ ledger, arm, isCold, locks, busyLiterals }: Walk): void {
  if (arm !== null && !isCold && busyLiterals.size === 0) ledger.exits.push(locks);
}

/** What the function just walked does to the locks of whoever calls it. */
export function effectsOf({ ledger, locks }: Walk): readonly LockEffect[] {
  const { acquired, released, releasedLater, exits } = ledger;
  const kept = [...acquired].filter(([key]) => locks.has(key) && !releasedLater.has(key) && exits.every((held) => held.has(key)));
  return [...released.values(), ...kept.map(([, lock]) => lock)].filter(({ ref }) => ref.relative !== null || (!ref.isFresh && !ref.isLocal));
}

/** Lets the caller feel what a call does to locks; `args` are what it hands over, by parameter. */
export function feelLocks(walk: Walk, callee: Callee, args: readonly (Ref | null)[], mode: CallMode): void {
  for (const lock of walk.session.locksLeftBy(callee)) holdLock(walk, handed(lock.ref, args), lock, mode);
}

function handed(ref: Ref, args: readonly (Ref | null)[]): Ref {
  const { relative } = ref;
  const arg = relative === null || relative.isSlice ? null : (args[relative.param] ?? null);
  if (relative === null || arg === null || arg.views.length === 0) return { ...ref, relative: null };
  return { ...arg, views: arg.views.map(({ root, path }) => ({ root, path: path + relative.path })), relative: arg.relative && { ...arg.relative, path: arg.relative.path + relative.path } };
}

const maxLength = 400;

/** A body that may leave a lock held or let one go: it is short and names one of the two only. */
export function mayLeaveLock({ source }: FileUnit, { bodySpan }: FuncDecl): boolean {
  if (bodySpan === null || maxLength < bodySpan.end - bodySpan.start) return false;
  const text = source.file.text.slice(bodySpan.start, bodySpan.end);
  return takes.test(text) !== letsGo.test(text);
}

const takes = /(?<!un|try|tryr)lock\w*\(|acquire\w*\(/i;
const letsGo = /unlock\w*\(|release\w*\(/i;
