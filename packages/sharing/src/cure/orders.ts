import type { CureProblem } from "./model.js";

const mostPermuted = 4;
const mostAssigned = 256;

/** Orders in which fields of independent writers stand apart, with those that nobody writes in between. Fields that are pads stay where they are, so there are none then. */
export function groupedOrders(problem: CureProblem): readonly (readonly number[])[] {
  if (0 < problem.pads.size) return [];
  const groups = groupsOf(problem);
  if (groups.length < 2) return [];
  const grouped = new Set(groups.flat());
  const free = problem.names.flatMap((_, index) => (grouped.has(index) ? [] : [index]));
  const sorted = [...free].sort((a, b) => alignOf(problem, b) - alignOf(problem, a) || a - b);
  return permutations(groups).flatMap((permuted) => [free, sorted].flatMap((fill) => fillings(problem, permuted, fill)));
}

function alignOf({ layouts }: CureProblem, index: number): number {
  return Math.max(...layouts.map(({ fields }) => fields[index]!.alignBytes));
}

/** Fields that have no enemies among each other, and what is used with them alone; each group in source order. */
function groupsOf(problem: CureProblem): readonly (readonly number[])[] {
  const { words, enemies, doubts, friends } = problem;
  const fieldPairs = (pairs: CureProblem["enemies"]): ReadonlySet<string> => new Set(pairs.flatMap(([a, b]) => [`${words[a]} ${words[b]}`, `${words[b]} ${words[a]}`]));
  const [hostile, doubtful, friendly] = [fieldPairs(enemies), fieldPairs(doubts), fieldPairs(friends)];
  const groups: number[][] = [];
  const nFriends = (field: number, group: readonly number[]): number => group.filter((other) => friendly.has(`${field} ${other}`)).length;
  for (const field of [...new Set(enemies.flatMap((pair) => pair.map((word) => words[word]!)))].sort((a, b) => a - b)) {
    const open = groups.filter((group) => group.every((other) => !hostile.has(`${field} ${other}`)));
    const [best] = open.sort((a, b) => nFriends(field, b) - nFriends(field, a));
    if (best === undefined) groups.push([field]);
    else best.push(field);
  }
  const grouped = new Set(groups.flat());
  for (const field of [...new Set(friends.flatMap((pair) => pair.map((word) => words[word]!)))].filter((one) => !grouped.has(one))) {
    // What several groups use belongs to none of them.
    const [only, ...others] = groups.filter((group) => 0 < nFriends(field, group));
    if (only !== undefined && others.length === 0 && only.every((other) => !doubtful.has(`${field} ${other}`))) only.push(field);
  }
  return groups.map((group) => group.sort((a, b) => a - b));
}

function permutations(groups: readonly (readonly number[])[]): readonly (readonly (readonly number[])[])[] {
  if (mostPermuted < groups.length) return [groups, [...groups].reverse()];
  return groups.length < 2 ? [groups] : groups.flatMap((first, i) => permutations(groups.filter((_, k) => k !== i)).map((rest) => [first, ...rest]));
}

/** Every way to put the free fields behind groups where those are few, else line by line. */
function fillings({ layouts }: CureProblem, groups: readonly (readonly number[])[], free: readonly number[]): readonly (readonly number[])[] {
  const nWays = groups.length ** free.length;
  if (nWays <= mostAssigned) return Array.from({ length: nWays }, (_, way) => joined(groups, free, (i) => Math.floor(way / groups.length ** i) % groups.length));
  const lineBytes = Math.max(...layouts.map((layout) => layout.lineBytes));
  let gap = 0;
  let filledBytes = 0;
  const gaps = free.map((index) => {
    if (lineBytes <= filledBytes && gap < groups.length - 1) {
      gap++;
      filledBytes = 0;
    }
    filledBytes += Math.min(...layouts.map(({ fields }) => fields[index]!.sizeBytes));
    return gap;
  });
  return [joined(groups, free, (i) => gaps[i]!), joined(groups, free, () => 0)];
}

function joined(groups: readonly (readonly number[])[], free: readonly number[], gapOf: (i: number) => number): readonly number[] {
  return groups.flatMap((group, gap) => [...group, ...free.filter((_, i) => gapOf(i) === gap)]);
}

/** Orders in which one field stands elsewhere: one of an enemy anywhere, another beside an enemy. */
export function movedOrders({ words, enemies, pads }: CureProblem, order: readonly number[], limit: number): readonly (readonly number[])[] {
  const hostile = new Set(enemies.flatMap((pair) => pair.map((word) => words[word]!)));
  const found: (readonly number[])[] = [];
  for (const [from, index] of order.entries()) {
    if (pads.has(index)) continue;
    const rest = order.filter((other) => other !== index);
    for (let to = 0; to <= rest.length; to++) {
      if (to === from) continue;
      const isNear = hostile.has(rest[to - 1] ?? -1) || hostile.has(rest[to] ?? -1);
      if (!hostile.has(index) && !isNear) continue;
      if (found.length === limit) return found;
      found.push([...rest.slice(0, to), index, ...rest.slice(to)]);
    }
  }
  return found;
}
