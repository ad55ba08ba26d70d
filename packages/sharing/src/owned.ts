import type { Access } from "@cachelint/access";
import { hintsOfWord, type Hints } from "./hints.js";
import { holdCommonLock } from "./independence.js";
import type { Verdict } from "./pairs.js";
import type { Use } from "./use.js";

/**
 * Two words that users give to two goroutines: their writers are independent, even where one function is seen to write both,
 * unless a lock keeps them in order. Null where only one of them is written often.
 */
export function judgeOwned(written: Use, other: Use): Verdict | null {
  const writes = free(written.hotWrites, other.hotWrites);
  const others = free(other.hotWrites, written.hotWrites);
  if (writes.length === 0 || others.length === 0) return null;
  const nStrong = [written, other].filter(({ strength }) => 2 <= strength).length;
  return { score: [3.5, 4, 5.5][nStrong] ?? 4, reason: nStrong === 0 ? "plain-writers" : "writers", writes, others };
}

function free(accesses: readonly Access[], rivals: readonly Access[]): readonly Access[] {
  return accesses.filter((access) => rivals.some((rival) => !holdCommonLock(access, rival)));
}

/** Users say of a word that it is written often, or by whom: reason enough to judge a struct of plain words. */
export function isSpokenOf(hints: Hints, root: string, uses: readonly Use[]): boolean {
  return uses.some(isToldHot) || uses.some(({ word, hotWrites }) => 0 < hotWrites.length && hintsOfWord(hints, root, word).some((hint) => hint.word === "owner"));
}

/** Users say that the word is written often. */
export function isToldHot({ hotWrites }: Use): boolean {
  return hotWrites.some((access) => access.isToldHot === true);
}

