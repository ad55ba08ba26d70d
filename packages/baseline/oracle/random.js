/** One of a list. */
export function pick(random, list) {
  return list[random(list.length)];
}

/** Whole numbers below n, the same for each seed (a linear congruential generator; its low bits are poor). */
export function randomOf(seed) {
  let state = (seed * 2654435761) >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return n === 0 ? 0 : (state >>> 8) % n;
  };
}
