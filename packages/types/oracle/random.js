/** Random choices that a seed repeats (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return {
    below,
    chance: (share) => next() < share,
    /** One of the alternatives. */
    of: (...alternatives) => alternatives[below(alternatives.length)],
    from: (list) => list[below(list.length)],
    many: (low, high, make) => Array.from({ length: low + below(high - low + 1) }, (_, i) => make(i)),
  };
}
