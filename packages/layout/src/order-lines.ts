import type { ByteRange } from "./cache-line.js";
import { sharedFraction } from "./cache-line.js";
import type { OrderConstraints, OrderPair, OrderTarget } from "./order-problem.js";
import { startResidues } from "./placement.js";
import type { StructLayout } from "./struct-layout.js";

/** Fields as they would stand, and where that puts them. */
export type OrderedFields = { readonly order: readonly number[]; readonly layout: StructLayout };

/**
 * What an order does to cache lines: by pair of words that are to be apart, the part of the object's possible places at which they
 * share a line; by set of words that are used together, how many lines it touches, on average over these places.
 */
export type Traffic = { readonly apart: readonly number[]; readonly together: readonly number[] };

/** Judges orders under one target. */
export type TrafficJudge = {
  readonly of: (ordered: OrderedFields) => Traffic;
  /** Whether an order is worse than `now` by more than `allowed`, all that grows added up. Says so as soon as it can. */
  readonly isWorse: (ordered: OrderedFields, now: Traffic, allowed: number) => boolean;
};

/** How lines are shared under a target, for orders of its fields. */
export function trafficIn(target: OrderTarget, { words, apart, together }: OrderConstraints): TrafficJudge {
  const { lineBytes, fields, words: ranges } = target;
  const starts = startsIn(target);
  const places = words.map(() => ({ offsetBytes: 0, sizeBytes: 0 }));
  const offsets = new Array<number>(fields.length).fill(0);
  // What was worse last is likely to be so again.
  const suspects = [...apart.keys(), ...[...together.keys()].map((set) => apart.length + set)];

  const place = ({ order, layout: { offsetsBytes } }: OrderedFields): void => {
    for (let at = 0; at < order.length; at++) offsets[order[at]!] = offsetsBytes[at]!;
    for (let word = 0; word < words.length; word++) places[word] = { offsetBytes: offsets[words[word]!]! + ranges[word]!.offsetBytes, sizeBytes: ranges[word]!.sizeBytes };
  };
  const shared = ([a, b]: OrderPair, own: readonly number[]): number => sharedFraction(places[a]!, places[b]!, own, lineBytes);
  const touched = (set: readonly number[], own: readonly number[]): number => meanLines(set, places, own, lineBytes);

  return {
    of: (ordered) => {
      if (suspects.length === 0) return { apart: [], together: [] };
      place(ordered);
      const own = starts(ordered.layout);
      return { apart: apart.map((pair) => shared(pair, own)), together: together.map((set) => touched(set, own)) };
    },
    isWorse: (ordered, now, allowed) => {
      if (suspects.length === 0) return false;
      place(ordered);
      const own = starts(ordered.layout);
      let grown = 0;
      for (let at = 0; at < suspects.length; at++) {
        const one = suspects[at]!;
        const set = one - apart.length;
        grown += Math.max(0, set < 0 ? shared(apart[one]!, own) - now.apart[one]! : touched(together[set]!, own) - now.together[set]!);
        if (grown <= allowed) continue;
        suspects.splice(at, 1);
        suspects.unshift(one);
        return true;
      }
      return false;
    },
  };
}

/** Where objects of a size begin on their line; the sizes in question are few. */
function startsIn(target: OrderTarget): (layout: StructLayout) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  return ({ sizeBytes, pointerBytes }) => {
    const hasPointers = 0 < pointerBytes;
    const key = 2 * sizeBytes + Number(hasPointers);
    let own = known.get(key);
    if (own === undefined) {
      own = startResidues(target.isGlobal ? { kind: "global", sizeBytes } : { kind: "heap", sizeBytes, hasPointers }, target.lineBytes, target);
      known.set(key, own);
    }
    return own;
  };
}

/** How many lines some words lie on, on average over the places at which the object can begin; 0 where there are none. */
export function meanLines(set: readonly number[], places: readonly ByteRange[], starts: readonly number[], lineBytes: number): number {
  let nLines = 0;
  for (const start of starts) {
    // Bits for the first lines; few objects have more.
    let early = 0;
    let late: Set<number> | null = null;
    for (const word of set) {
      const { offsetBytes, sizeBytes } = places[word]!;
      if (sizeBytes === 0) continue;
      const first = Math.floor((start + offsetBytes) / lineBytes);
      const last = Math.floor((start + offsetBytes + sizeBytes - 1) / lineBytes);
      if (first < 31) early |= 1 << first;
      else (late ??= new Set()).add(first);
      if (last < 31) early |= 1 << last;
      else (late ??= new Set()).add(last);
      // Between its ends it has its lines to itself.
      if (1 < last - first) nLines += last - first - 1;
    }
    for (; early !== 0; early &= early - 1) nLines++;
    if (late !== null) nLines += late.size;
  }
  return starts.length === 0 ? 0 : nLines / starts.length;
}
