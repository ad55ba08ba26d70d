import type { Fn, Locks } from "./model.js";

/** What users say of their functions and data, beyond what the code says. */
export type Told = {
  /** Whether many goroutines run a function at once, by its name: `serve`, `(*Server).serve`. */
  readonly isConcurrent: (name: string) => boolean;
  /** The locks that whoever calls the function holds. */
  readonly heldBy: (fn: Fn) => Locks;
  /** Types and variables that users speak of: all that is done to them matters. */
  readonly roots: ReadonlySet<string>;
};

/** Nobody has said anything. */
export const nothingTold: Told = { isConcurrent: () => false, heldBy: () => new Map(), roots: new Set() };

/** Many goroutines run it at once, or it is a literal in such a function. */
export function isToldConcurrent(told: Told, fn: Fn): boolean {
  for (let current: Fn | null = fn; current !== null; current = current.parent) if (told.isConcurrent(current.name)) return true;
  return false;
}

/** Lets functions hold what users say that their callers hold. */
export function holdTold(told: Told, fns: readonly Fn[]): void {
  for (const fn of fns) {
    const held = fn.literal === null ? told.heldBy(fn) : nothing;
    if (held.size === 0) continue;
    fn.accesses.forEach((access, i) => (fn.accesses[i] = { ...access, locks: new Map([...held, ...access.locks]) }));
    fn.calls.forEach((call, i) => (fn.calls[i] = { ...call, locks: new Map([...held, ...call.locks]) }));
  }
}

const nothing: Locks = new Map();
