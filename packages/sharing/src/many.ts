import type { Linked, MadeIn, Program } from "@cachelint/access";
import { isConstructorName } from "@cachelint/access";

/** For types that are never made by themselves: the roots of the types that hold them by value; null stands for a variable. */
export type HoldersOf = (root: string) => readonly (string | null)[];

/**
 * Whether there are many objects of a type: made in a loop, or on a working path, not by a constructor or at start-up.
 * Who calls the constructor is not asked: most programs make one queue, and library code cannot know.
 */
export function areMany(program: Program, root: string, holdersOf: HoldersOf, depth = 3): boolean {
  const made = (program.allocations.get(root) ?? []).filter(({ length }) => length === null);
  if (made.some((one) => isWorkingPath(program, root, one))) return true;
  if (0 < made.length || depth === 0) return false;
  const holders = holdersOf(root);
  return 0 < holders.length && holders.every((holder) => holder !== null && areMany(program, holder, holdersOf, depth - 1));
}

function isWorkingPath(program: Program, root: string, { fn, isInLoop }: MadeIn): boolean {
  const linked = program.links.get(fn);
  if (isInLoop || linked?.goroutine?.isMulti) return true;
  if (linked === undefined || linked.isCold || isMain(linked)) return false;
  const isOwnConstructor = isConstructorName(fn.baseName) && (fn.receiver === null || root.endsWith(`.${fn.receiver}`));
  return !isOwnConstructor;
}

function isMain({ fn }: Linked): boolean {
  return fn.baseName === "main" && fn.receiver === null;
}
