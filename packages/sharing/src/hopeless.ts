import type { Hopeless } from "@cachelint/access";
import { type Package, type Type, unalias, underlying, type World } from "@cachelint/types";
import type { Hints } from "./hints.js";
import { objectCount } from "./many.js";
import { areNear, isJudgedByFields, type Variable, variablesIn } from "./variables.js";
import { extentOrAssumed, wordsOf } from "./words.js";

/** What no judgement of this room lets reach a default run, whoever touches it. */
export function hopelessIn(world: World, hints: Hints, isOwn: (pkg: Package | null) => boolean): Hopeless {
  const variables = new Map<Package, ReadonlyMap<string, Variable>>();
  const variablesOf = (pkg: Package): ReadonlyMap<string, Variable> => {
    const known = variables.get(pkg) ?? new Map(variablesIn(world, pkg).map((variable) => [variable.root, variable]));
    variables.set(pkg, known);
    return known;
  };
  return {
    // One of many objects that nobody has padded.
    isType: (facts, root, type) => {
      if (hints.roots.has(root)) return false;
      const taken = wordsOf(world, type, isOwn);
      if (taken === null || taken.words.some(({ isPad, inside }) => isPad || inside.some((one) => hints.roots.has(one.root)))) return false;
      return taken.words.filter(({ sizeBytes }) => 0 < sizeBytes).length < 2 || objectCount(facts, root, () => []) === "many";
    },
    // No other variable near it that could be its neighbour.
    isVariable: ({ pkg, name }, candidates) => {
      const near = variablesOf(pkg);
      const own = [...near.values()].find((variable) => variable.name === name);
      if (own === undefined || hints.roots.has(own.root) || isTakenApart(own.type)) return false;
      if (isJudgedByFields(world, own.type, isOwn)) return true;
      const partners = [...candidates.keys()].flatMap((root) => near.get(root) ?? []).filter((other) => other !== own && areNear(own, other));
      return !partners.some((other) => sizeKey(world, other.type) === sizeKey(world, own.type) && !isJudgedByFields(world, other.type, isOwn));
    },
  };
}

/** Arrays have elements, and structs without a name have fields of their own. */
function isTakenApart(type: Type): boolean {
  const { kind } = underlying(type);
  return kind === "struct" ? unalias(type).kind !== "named" : kind !== "basic" && kind !== "pointer";
}

function sizeKey(world: World, type: Type): string {
  const { sizeBytes, pointerBytes } = extentOrAssumed({ world, isAssumed: false }, type);
  return `${sizeBytes} ${0 < pointerBytes}`;
}
