import type { Linked, MadeIn, Program } from "@cachelint/access";
import { isConstructorName } from "@cachelint/access";

/** For types that are never made by themselves: the roots of the types that hold them by value; null stands for a variable. */
export type HoldersOf = (root: string) => readonly (string | null)[];

/**
 * Whether there are many objects of a type: made in a loop, or on a working path, not by a constructor or at start-up; or
 * by a constructor that is called for what comes, or by objects of the type themselves. Of other callers of constructors
 * nothing is concluded: most programs make one queue, and library code cannot know.
 */
export function areMany(program: Program, root: string, holdersOf: HoldersOf, depth = 3): boolean {
  const made = (program.allocations.get(root) ?? []).filter(({ length }) => length === null);
  if (made.some((one) => isWorkingPath(program, root, one))) return true;
  if (0 < made.length || depth === 0) return false;
  // A variable beside other holders is the first of them, as a runtime's first thread is.
  const holders = holdersOf(root).filter((holder) => holder !== null);
  return 0 < holders.length && holders.every((holder) => areMany(program, holder, holdersOf, depth - 1));
}

function isWorkingPath(program: Program, root: string, { fn, isInLoop }: MadeIn): boolean {
  const linked = program.links.get(fn);
  if (isInLoop || linked?.goroutine?.isMulti) return true;
  if (linked === undefined || linked.isCold || isMain(linked)) return false;
  const isOwnConstructor = isConstructorName(fn.baseName) && (fn.receiver === null || root.endsWith(`.${fn.receiver}`));
  return !isOwnConstructor || linked.callers.some(({ from, call }) => call.isServing || from.goroutine?.isMulti === true || isSibling(from, root));
}

/** A method of the type makes another object of it: `accept` a connection. */
function isSibling({ fn: { receiver, unit }, isCold }: Linked, root: string): boolean {
  return !isCold && receiver !== null && root === `T:${unit.pkg.importPath}.${receiver}`;
}

function isMain({ fn }: Linked): boolean {
  return fn.baseName === "main" && fn.receiver === null;
}
