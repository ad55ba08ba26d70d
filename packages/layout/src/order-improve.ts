import { isBetter, type Judge, type Judged } from "./order-judge.js";

/** Orders judged at most, each way; about a tenth of a second. */
const maxJudged = 12_000;

/**
 * The best order that is reached from some by moving one unit at a time, or swapping two, as long as that helps. One that is
 * not allowed may be passed through on the way: once by making orders allowed and then small, and once small and then allowed.
 * Of the results only those without violations count, and the first of `seeds` has none.
 */
export function improve(judge: Judge, seeds: readonly Judged[]): Judged {
  const [start] = seeds;
  let best = start!;
  let nLeft = maxJudged;
  for (const seed of seeds) keep(descend(seed, firstBetter));
  nLeft = maxJudged;
  // An order of another size begins elsewhere on its line, and everything about it differs: the smaller ones are looked at by themselves.
  if (judge.constraints.apart.length + judge.constraints.together.length === 0) return best;
  for (const seed of new Set([judge.source, ...seeds])) {
    const small = descend(seed, smallest);
    keep(small.score[0] === 0 ? descend(small, firstBetter) : small);
  }
  return best;

  function keep(found: Judged): void {
    if (found.score[0] === 0 && isBetter(found, best)) best = found;
  }

  function descend(seed: Judged, next: (current: Judged) => Judged | undefined): Judged {
    let current = seed;
    for (let one: Judged | undefined = seed; one !== undefined; one = next(current)) current = one;
    return current;
  }

  /** The first neighbour that is better. */
  function firstBetter(current: Judged): Judged | undefined {
    for (const units of neighbours(current.units)) {
      if (nLeft-- <= 0) return undefined;
      const judged = judge.judge(units, current);
      if (isBetter(judged, current)) return judged;
    }
    return undefined;
  }

  /** The smallest neighbour; of equal ones the best. None once an order is as small as it gets here, and allowed. */
  function smallest(current: Judged): Judged | undefined {
    let found: Judged | undefined;
    if (current.score[0] === 0 && current !== judge.source) return undefined;
    for (const units of neighbours(current.units)) {
      if (nLeft-- <= 0) return undefined;
      const judged = judge.judge(units, found ?? current, "small");
      if (isBetter(judged, found ?? current, "small")) found = judged;
    }
    return found;
  }
}

function* neighbours(units: readonly number[]): Generator<readonly number[]> {
  for (let from = 0; from < units.length; from++) {
    const rest = units.toSpliced(from, 1);
    for (let to = 0; to < units.length; to++) if (to !== from) yield rest.toSpliced(to, 0, units[from]!);
  }
  for (let a = 0; a < units.length; a++) for (let b = a + 2; b < units.length; b++) yield units.with(a, units[b]!).with(b, units[a]!);
}
