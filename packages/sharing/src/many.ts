import type { Linked, MadeIn, Program } from "@cachelint/access";
import { isConstructorName } from "@cachelint/access";

/** For types that are never made by themselves: the roots of the types that hold them by value; null stands for a variable. */
export type HoldersOf = (root: string) => readonly (string | null)[];

/** How many objects of a type a program has at a time: `shards` are as many as a constructor makes in a loop. */
export type ObjectCount = "few" | "shards" | "many";

const counts: readonly ObjectCount[] = ["few", "shards", "many"];

/**
 * There are many objects of a type that is made on a working path, not by a constructor or at start-up. Who calls the
 * constructor is not asked: most programs make one queue, and library code cannot know.
 */
export function objectCount(program: Program, root: string, holdersOf: HoldersOf, depth = 3): ObjectCount {
  const made = (program.allocations.get(root) ?? []).filter(({ length }) => length === null);
  if (0 < made.length) return most(made.map((one) => countOf(program, root, one)));
  const holders = depth === 0 ? [] : holdersOf(root);
  return least(holders.map((holder) => (holder === null ? "few" : objectCount(program, holder, holdersOf, depth - 1))));
}

function countOf(program: Program, root: string, { fn, isInLoop }: MadeIn): ObjectCount {
  const linked = program.links.get(fn);
  if (linked?.goroutine?.isMulti) return "many";
  const isConstructor = isConstructorName(fn.baseName);
  if (isInLoop) return isConstructor ? "shards" : "many";
  if (linked === undefined || linked.isCold || isMain(linked)) return "few";
  return isConstructor && (fn.receiver === null || root.endsWith(`.${fn.receiver}`)) ? "few" : "many";
}

function most(all: readonly ObjectCount[]): ObjectCount {
  return counts.findLast((count) => all.includes(count)) ?? "few";
}

function least(all: readonly ObjectCount[]): ObjectCount {
  return counts.find((count) => all.includes(count)) ?? "few";
}

function isMain({ fn }: Linked): boolean {
  return fn.baseName === "main" && fn.receiver === null;
}
