import { type Access, accompanies, type Arm, type Fn, isSameGoroutine, type Program } from "@cachelint/access";
import { linkedOf } from "./heat.js";
import type { Use } from "./use.js";

/** Both hold one lock, at least one of them exclusively. */
export function holdCommonLock(a: Access, b: Access): boolean {
  for (const [key, isExclusive] of a.locks) {
    const other = b.locks.get(key);
    if (other !== undefined && (isExclusive || other)) return true;
  }
  return false;
}

/** The two cannot happen at once: one lock, one goroutine, or one is the lock that the other holds. */
export function isSerialised(program: Program, a: { readonly access: Access; readonly use: Use }, b: { readonly access: Access; readonly use: Use }): boolean {
  return !isConcurrent(program, a.access, b.access) || isGuardOf(a.use, b.access) || isGuardOf(b.use, a.access);
}

/** The word is a lock that the access holds. */
export function isGuardOf({ isLock, word }: Use, { locks }: Access): boolean {
  if (!isLock) return false;
  for (const key of locks.keys()) if (key.endsWith(word.path)) return true;
  return false;
}

/** No lock and no goroutine puts the two in an order. */
export function isConcurrent(program: Program, a: Access, b: Access): boolean {
  const [one, other] = [linkedOf(program, a), linkedOf(program, b)];
  if (one && other && isSameGoroutine(one, other)) return false;
  return !holdCommonLock(a, b);
}

/** The accesses can meet each other: not all under locks, not all in one goroutine. */
export function meetThemselves(program: Program, accesses: readonly Access[]): boolean {
  return accesses.some((access) => access.locks.size === 0 && isConcurrent(program, access, access));
}

export type Company = {
  /** How many levels of callers are asked. */
  readonly depth: number;
  /** Only writes of the other word count. */
  readonly isWriteOnly: boolean;
  /** What stands in a loop that may not be entered does not count, nor what is not come to where the function is left in between. */
  readonly isSure?: boolean;
};

type Place = { readonly fn: Fn; readonly arm: Arm | null; readonly seq: number; readonly nLoops: number; readonly origin?: Access };

/**
 * Whoever makes the access touches the other word too, at least as often; of a helper, whoever calls it does so around
 * the call.
 */
export function isTouchedWith(program: Program, at: Place, other: Use["byFn"], company: Company): boolean {
  // What a helper touches together is so for all its callers, however far they are.
  if (at.origin !== undefined && isTouchedWith(program, at.origin, other, { ...company, depth: 0 })) return true;
  const { depth, isWriteOnly, isSure = false } = company;
  for (const access of other.get(at.fn) ?? []) {
    const counts = !isWriteOnly || (access.kind !== "read" && access.kind !== "atomic-load");
    if (counts && accompanies(access, at) && (!isSure || (access.nLoops <= at.nLoops && !isLeftBetween(access, at)))) return true;
  }
  const linked = program.links.get(at.fn);
  if (depth === 0 || linked === undefined || linked.isEntry || linked.goroutine !== null || linked.callers.length === 0) return false;
  return linked.callers.every(({ from, call }) =>
    from === linked || call.isCold || from.isCold || isTouchedWith(program, { fn: from.fn, arm: call.arm, seq: call.seq, nLoops: call.nLoops }, other, { ...company, depth: depth - 1 }),
  );
}

function isLeftBetween({ fn, seq }: Place, other: Place): boolean {
  return fn.exits.some((exit) => Math.min(seq, other.seq) < exit && exit < Math.max(seq, other.seq));
}
