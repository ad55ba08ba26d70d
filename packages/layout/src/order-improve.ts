import { isBetter, type Judge, type Judged } from "./order-judge.js";

/** Orders judged at most; about a tenth of a second. */
const maxJudged = 6_000;

/**
 * The best order that is reached from some by moving one unit at a time, or swapping two, as long as that helps. One that is
 * not allowed may be passed through on the way; of the results only those without violations count, and the first of
 * `seeds` has none.
 */
export function improve(judge: Judge, seeds: readonly Judged[]): Judged {
  const [first] = seeds;
  let best = first!;
  let nLeft = maxJudged;
  for (const seed of seeds) {
    let current = seed;
    for (let next: Judged | undefined = seed; next !== undefined; next = closer(current)) current = next;
    if (current.score[0] === 0 && isBetter(current, best)) best = current;
  }
  return best;

  /** The first neighbour that is better. */
  function closer(current: Judged): Judged | undefined {
    for (const units of neighbours(current.units)) {
      if (nLeft-- <= 0) return undefined;
      const judged = judge.judge(units, current);
      if (isBetter(judged, current)) return judged;
    }
    return undefined;
  }
}

function* neighbours(units: readonly number[]): Generator<readonly number[]> {
  for (let from = 0; from < units.length; from++) {
    const rest = units.toSpliced(from, 1);
    for (let to = 0; to < units.length; to++) if (to !== from) yield rest.toSpliced(to, 0, units[from]!);
  }
  for (let a = 0; a < units.length; a++) for (let b = a + 2; b < units.length; b++) yield units.with(a, units[b]!).with(b, units[a]!);
}
