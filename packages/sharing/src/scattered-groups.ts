import { type Access, accompanies, type Fn, type Program } from "@cachelint/access";
import { isHot, linkedOf, weightOf } from "./heat.js";
import type { Use } from "./use.js";

/** What one hot function uses on each way through it, or in a loop. */
export type Together = { readonly fn: Fn; readonly uses: readonly Use[]; readonly isLooped: boolean };

/** Words that several functions use together. */
export type Group = { readonly uses: readonly Use[]; readonly functions: readonly Together[] };

const minWords = 3;
/** More than a string and a slice hold is no word. */
const maxWordBytes = 24;

/** For each function, the words that it always uses together. */
export function togetherIn(program: Program, uses: readonly Use[]): readonly Together[] {
  const byFn = new Map<Fn, { readonly use: Use; readonly access: Access }[]>();
  for (const use of uses) {
    if (use.word.isArray || maxWordBytes < use.word.sizeBytes) continue;
    for (const [fn, accesses] of use.byFn) {
      const access = accesses.find((one) => isHot(program, one) && 1 <= weightOf(program, one) && one.nConditions === 0);
      if (access !== undefined) byFn.set(fn, [...(byFn.get(fn) ?? []), { use, access }]);
    }
  }
  return [...byFn].flatMap(([fn, all]): readonly Together[] => {
    // The largest set in which each comes along with the others.
    const sets = all.map(({ access }) => all.filter((other) => accompanies(other.access, access) && accompanies(access, other.access)));
    const [largest = []] = sets.sort((a, b) => b.length - a.length);
    if (largest.length < minWords) return [];
    const isLooped = largest.every(({ access }) => 0 < access.nLoops || linkedOf(program, access)?.isCalledInLoop === true);
    return [{ fn, uses: largest.map(({ use }) => use), isLooped }];
  });
}

/** What two functions have in common, or one uses in a loop. */
export function groupsIn(functions: readonly Together[]): readonly Group[] {
  const groups: Group[] = functions.filter(({ isLooped }) => isLooped).map((one) => ({ uses: one.uses, functions: [one] }));
  functions.forEach((a, i) => {
    for (const b of functions.slice(i + 1)) {
      const uses = a.uses.filter((use) => b.uses.includes(use));
      if (minWords <= uses.length && !isPartOf(a, b, uses) && !isPartOf(b, a, uses)) groups.push({ uses, functions: functions.filter((one) => uses.every((use) => one.uses.includes(use))) });
    }
  });
  return groups;
}

/** One calls the other for all of it. */
function isPartOf(a: Together, b: Together, uses: readonly Use[]): boolean {
  return uses.every(({ byFn }) => (byFn.get(a.fn) ?? []).every(({ site }) => site.fn === b.fn));
}
