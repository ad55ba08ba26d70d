import { sharedFraction } from "@cachelint/layout";
import { startsOf, wordRanges } from "./arrange.js";
import type { Arrangement, CureProblem, WordPair } from "./model.js";

/** What an arrangement costs; less is better in all of it. */
export type Cost = {
  /** Over all targets. */
  readonly bytes: number;
  /** How many pairs that are used together no longer share a line. */
  readonly nParted: number;
  /** How many pairs still share one that had better not. */
  readonly nDoubts: number;
  /** Fields moved, and pads put in. */
  readonly nEdits: number;
};

export function costOf(problem: CureProblem, arrangement: Arrangement): Cost {
  const { items } = arrangement;
  const order = items.flatMap((item) => (item.kind === "field" ? [item.index] : []));
  return {
    bytes: bytesIn(arrangement),
    nParted: problem.friends.length - sharing(problem, arrangement, problem.friends),
    nDoubts: sharing(problem, arrangement, problem.doubts),
    nEdits: order.length - longestAscending(order) + items.length - order.length,
  };
}

/** What an instance takes, over all targets. */
export function bytesIn({ placed }: Arrangement): number {
  return placed.reduce((sum, { costBytes }) => sum + costBytes, 0);
}

/** Pairs that share a line under the first target; those that may count by how often they do. */
function sharing(problem: CureProblem, arrangement: Arrangement, pairs: readonly WordPair[]): number {
  const [layout] = problem.layouts;
  if (layout === undefined || pairs.length === 0) return 0;
  const ranges = wordRanges(problem, arrangement, layout, 0);
  const starts = startsOf(layout, arrangement.placed[0]!);
  return pairs.reduce((sum, [a, b]) => sum + sharedFraction(ranges[a]!, ranges[b]!, starts, layout.lineBytes), 0);
}

/** Bytes come first where there are many instances; of few, some may go for what is used together and for a change that is easy to read. */
export function compareCosts(a: Cost, b: Cost, { isMany, layouts }: CureProblem): number {
  const bytes = (a.bytes - b.bytes) / layouts.length;
  const others = partedBytes * (a.nParted - b.nParted) + doubtBytes * (a.nDoubts - b.nDoubts) + editBytes * (a.nEdits - b.nEdits);
  return isMany ? bytes || others : bytes + others || bytes;
}

/** How many bytes an instance each is worth where there are few instances. */
const partedBytes = 16;
const doubtBytes = 8;
const editBytes = 4;

/** The length of the longest ascending run of indices, others left out: the most fields that can stay where they are. */
export function longestAscending(order: readonly number[]): number {
  // tails[n]: the least index that an ascending run of n + 1 can end with.
  const tails: number[] = [];
  for (const index of order) {
    let at = tails.findIndex((tail) => index <= tail);
    if (at < 0) at = tails.length;
    tails[at] = index;
  }
  return tails.length;
}
