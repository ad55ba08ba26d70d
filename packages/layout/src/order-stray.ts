import type { Judge, Judged } from "./order-judge.js";

/** Walks, and steps of each. A way that there is took 150 to 7,000 steps in net/http. */
const nWalks = 3;
const nSteps = 5_000;
/** A line more, or two words that meet, weigh as much as so many bytes. */
const bytesPerViolation = 8;
/** How much worse a step may be at the beginning, in bytes. */
const startHeat = 2;

/**
 * An allowed order that is smaller than one at hand, found by simulated annealing: steps at random are taken if they are better, and
 * the less often the worse they are and the later it is. The numbers are the same in each run. Null where none is met. An object of
 * another size begins elsewhere on its line, so that every small step from the source is worse than it, though several are better.
 */
export function strayToSmaller(judge: Judge, than: Judged, leastBytes: number): Judged | null {
  const cost = ({ violations, nBytes }: Judged): number => violations * bytesPerViolation + nBytes - leastBytes;
  for (let walk = 1; walk <= nWalks; walk++) {
    const random = randomFrom(walk);
    let current = judge.source;
    for (let step = 0; step < nSteps; step++) {
      const next = judge.judge(neighbour(current.units, random));
      if (next.violations === 0 && next.nBytes < than.nBytes) return next;
      const worse = cost(next) - cost(current);
      if (worse <= 0 || random() < Math.exp(-worse / (startHeat * (1 - step / nSteps)))) current = next;
    }
  }
  return null;
}

/** One unit moved, or two swapped. */
function neighbour(units: readonly number[], random: () => number): readonly number[] {
  const [a, b] = [Math.floor(random() * units.length), Math.floor(random() * units.length)];
  return random() < 0.5 ? units.toSpliced(a, 1).toSpliced(b, 0, units[a]!) : units.with(a, units[b]!).with(b, units[a]!);
}

/** Numbers from 0 to 1 (Lehmer's generator with the multiplier of Park and Miller). */
function randomFrom(seed: number): () => number {
  let state = seed * 10_007;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
