import { isBetter, type Judge, type Judged } from "./order-judge.js";
import { strayToSmaller } from "./order-stray.js";

/** Orders judged at most; about a tenth of a second. */
const maxJudged = 6_000;

/**
 * The best order that is reached from some by moving one unit at a time, or swapping two, as long as that helps. One that is
 * not allowed may be passed through on the way; of the results only those without violations count, and the first of
 * `seeds` has none. Where that leads to none of the fewest bytes, it is tried from where a walk at random comes by a smaller one.
 */
export function improve(judge: Judge, seeds: readonly Judged[]): Judged {
  const [first] = seeds;
  let best = first!;
  let nLeft = maxJudged;
  for (const seed of seeds) descend(seed);
  const leastBytes = judge.leastBytes.reduce((sum, bytes, t) => sum + bytes * judge.weights[t]!, 0);
  const strayed = leastBytes < best.nBytes && mindsLines(judge) ? strayToSmaller(judge, best, leastBytes) : null;
  if (strayed !== null) {
    nLeft = maxJudged;
    descend(strayed);
  }
  return best;

  function descend(seed: Judged): void {
    let current = seed;
    for (let next: Judged | undefined = seed; next !== undefined; next = closer(current)) current = next;
    if (current.violations === 0 && isBetter(current, best)) best = current;
  }

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

/** Without these, bytes are all that keeps an order from being allowed, and seeds have the fewest of them. */
function mindsLines({ constraints: { apart, together } }: Judge): boolean {
  return 0 < apart.length + together.length;
}

function* neighbours(units: readonly number[]): Generator<readonly number[]> {
  for (let from = 0; from < units.length; from++) {
    const rest = units.toSpliced(from, 1);
    for (let to = 0; to < units.length; to++) if (to !== from) yield rest.toSpliced(to, 0, units[from]!);
  }
  for (let a = 0; a < units.length; a++) for (let b = a + 2; b < units.length; b++) yield units.with(a, units[b]!).with(b, units[a]!);
}
