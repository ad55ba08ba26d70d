import type { Arch } from "./arch.js";
import type { OrderTarget } from "./order-problem.js";

/** Targets that no order of the fields tells apart are judged as one, which counts as often as there are such. */
export type DistinctTargets = {
  readonly targets: readonly OrderTarget[];
  /** By distinct target: how many there are of it. */
  readonly weights: readonly number[];
  /** By target as asked: its distinct one. */
  readonly places: readonly number[];
};

export function distinctTargets(targets: readonly OrderTarget[]): DistinctTargets {
  const found: OrderTarget[] = [];
  const weights: number[] = [];
  const numbers = new Map<string, number>();
  const places = targets.map((target) => {
    const key = keyOf(target);
    const number = numbers.get(key) ?? found.push(target) - 1;
    numbers.set(key, number);
    weights[number] = (weights[number] ?? 0) + 1;
    return number;
  });
  return { targets: found, weights, places };
}

/** Architectures differ in more than what moves a field or an object: in their name, in frames, in what they call a cache line. */
function keyOf({ arch, ...others }: OrderTarget): string {
  const { goarch: _goarch, cacheLinePads: _cacheLinePads, stackAlignBytes: _stackAlignBytes, ...own }: Arch = arch;
  return JSON.stringify([own, others]);
}
