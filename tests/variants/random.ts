/** Choices that follow from a seed. */
export type Draw = {
  /** 0 to n - 1. */
  readonly int: (n: number) => number;
  readonly chance: (p: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** By weight; a weight of 0 is never taken. */
  readonly weighed: <T>(from: readonly (readonly [T, number])[]) => T;
  readonly shuffle: <T>(list: readonly T[]) => readonly T[];
};

/** Choices that are the same for the same seed on every machine. */
export function drawFrom(seed: string): Draw {
  let state = hash(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (n: number): number => Math.floor(next() * n);
  const pick = <T>(from: readonly T[]): T => from[int(from.length)]!;
  const weighed = <T>(from: readonly (readonly [T, number])[]): T => {
    let rest = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of from) {
      rest -= weight;
      if (rest < 0) return value;
    }
    return from.at(-1)![0];
  };
  const shuffle = <T>(list: readonly T[]): readonly T[] => {
    const copy = [...list];
    for (let i = copy.length - 1; 0 < i; i--) {
      const j = int(i + 1);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  };
  return { int, chance: (p) => next() < p, pick, weighed, shuffle };
}

function hash(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h >>> 0;
}
