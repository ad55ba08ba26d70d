import type { Access, Fn, Program } from "@cachelint/access";
import { isConcurrent, isTouchedWith } from "./independence.js";

export type NamedElements = {
  readonly program: Program;
  /** The writes that count. */
  readonly hot: readonly Access[];
  /** Everything that happens to the elements once they are published. */
  readonly live: readonly Access[];
  readonly sizeBytes: number;
  readonly lineBytes: number;
  /** The locks that an access holds outside of the element. */
  readonly outerLocks: (access: Access) => Access["locks"];
};

/** All hot writes are to elements that constants choose: each is a word of its own, as a field is. */
export function areNamed(hot: readonly Access[]): boolean {
  return hot.every(({ ref: { index } }) => index?.class === "constant" && index.value !== null);
}

/** Two elements near each other are written by functions that have nothing to do with each other. */
export function areApart({ program, hot, live, sizeBytes, lineBytes, outerLocks }: NamedElements): boolean {
  const byFn = new Map<number, Map<Fn, Access[]>>();
  for (const access of live) {
    const own = byFn.get(valueOf(access)) ?? new Map<Fn, Access[]>();
    byFn.set(valueOf(access), own);
    own.set(access.fn, [...(own.get(access.fn) ?? []), access]);
  }
  const isFree = (access: Access, rival: Access): boolean => !isTouchedWith(program, access, byFn.get(valueOf(rival)) ?? new Map(), { depth: 2, isWriteOnly: false });
  const isNear = (a: Access, b: Access): boolean => valueOf(a) < valueOf(b) && (valueOf(b) - valueOf(a)) * sizeBytes < lineBytes;
  const unlocked = new Map(hot.map((access) => [access, { ...access, locks: outerLocks(access) }]));
  const areConcurrent = (a: Access, b: Access): boolean => isConcurrent(program, unlocked.get(a) ?? a, unlocked.get(b) ?? b);
  return hot.some((a) => hot.some((b) => isNear(a, b) && areConcurrent(a, b) && isFree(a, b) && isFree(b, a)));
}

function valueOf({ ref: { index } }: Access): number {
  return index?.value ?? -1;
}
