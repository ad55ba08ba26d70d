import type { Linked, MadeIn, MakingFacts } from "@cachelint/access";
import { isOfOptions, isConstructorName, isMaker } from "@cachelint/access";
import { isOfRequest, launches } from "./launches.js";

/** For types that are never made by themselves: the roots of the types that hold them by value; null stands for a variable. */
export type HoldersOf = (root: string) => readonly (string | null)[];

/** How many objects of a type a program has at a time: `shards` are as many as a constructor makes in a loop. */
export type ObjectCount = "few" | "shards" | "many";

const counts: readonly ObjectCount[] = ["few", "shards", "many"];

/**
 * There are many objects of a type that is made on a working path, not by a constructor or at start-up; or by a constructor
 * that is called for what comes, or by objects of the type themselves. Of other callers of constructors nothing is
 * concluded: most programs make one queue, and library code cannot know.
 */
export function objectCount(program: MakingFacts, root: string, holdersOf: HoldersOf, depth = 3): ObjectCount {
  const made = (program.allocations.get(root) ?? []).filter(({ length }) => length === null);
  if (0 < made.length) return most(made.map((one) => countOf(program, root, one)));
  // A variable beside other holders is the first of them, as a runtime's first thread is.
  const holders = depth === 0 ? [] : holdersOf(root).filter((holder) => holder !== null);
  return least(holders.map((holder) => objectCount(program, holder, holdersOf, depth - 1)));
}

function countOf(program: MakingFacts, root: string, { fn, isInLoop }: MadeIn): ObjectCount {
  const linked = program.links.get(fn);
  if (linked?.goroutine?.isMulti) return "many";
  const isConstructor = linked === undefined ? isConstructorName(fn.baseName) : makes(linked);
  if (isInLoop) return isConstructor ? "shards" : "many";
  if (linked === undefined || linked.isCold || isMain(linked)) return "few";
  const isOwn = (isConstructor && (fn.receiver === null || isOfOptions(fn.decl) || root.endsWith(`.${fn.receiver}`))) || launches(program, linked, root);
  return !isOwn || linked.callers.some(({ from, call }) => call.isServing || isOfRequest(from.fn) || from.goroutine?.isMulti === true || isSibling(from, root)) ? "many" : "few";
}

/** A constructor by its name; or a function that returns what it makes, to anybody or to constructors. */
function makes({ fn, isExported, callers }: Linked, depth = 3): boolean {
  return isConstructorName(fn.baseName) || (isMaker(fn.decl) && (isExported || (0 < depth && callers.every(({ from }) => makes(from, depth - 1) || isMain(from)))));
}

/** A method of the type makes another object of it: `accept` a connection. */
function isSibling({ fn: { receiver, unit }, isCold }: Linked, root: string): boolean {
  return !isCold && receiver !== null && root === `T:${unit.pkg.importPath}.${receiver}`;
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
