import type { Expr, FuncDecl, FuncLit } from "@cachelint/syntax";
import { evaluate, operandType, type Scope, underlying } from "@cachelint/types";
import { flowsTo, indexOf } from "./flows.js";
import { type Around, type Holder, holderOf, ownUnit, parameterNames, resultHolder, yieldedHolder } from "./holders.js";
import { unparenthesised } from "./structs.js";
import type { Universe } from "./universe.js";

/** Of a loop over a function, what that hands to its `yield`; null for other loops. */
export function yieldedBy(universe: Universe, scope: Scope, operand: Expr, { around, position }: { readonly around: Around; readonly position: number }): (() => readonly Holder[]) | null {
  if (underlying(operandType(evaluate(universe.world, scope, operand))).kind !== "func") return null;
  return () => {
    const yielded = iteratorsOf(universe, scope, operand, around).flatMap(({ decl, ...place }) => {
      const [name = "_"] = parameterNames(decl.signature.params);
      return name === "" || name === "_" ? [] : [yieldedHolder(place, name, position)];
    });
    const kept = unparenthesised(operand).kind === "call" ? holderOf(universe, scope, operand, around) : null;
    return kept === null ? yielded : [...yielded, kept];
  };
}

/** The functions that a loop may run: the one that is named, or the literals that the function gives back which is called. */
function iteratorsOf(universe: Universe, scope: Scope, written: Expr, around: Around, depth = 0): readonly (Around & { readonly decl: FuncDecl | FuncLit })[] {
  const { world } = universe;
  const operand = unparenthesised(written);
  const callee = evaluate(world, scope, operand.kind === "call" ? operand.callee : operand);
  if (operand.kind === "func-lit") return [{ ...around, decl: operand }];
  const unit = callee.mode === "function" ? ownUnit(universe, callee.func.scope) : null;
  if (callee.mode !== "function" || unit === null) return [];
  const { decl } = callee.func;
  const place = { unit, index: indexOf(unit, decl), owner: decl };
  if (operand.kind !== "call") return [{ ...place, decl }];
  // Iterators over trees are made of themselves.
  if (3 < depth) return [];
  return flowsTo(universe, unit, place.index, decl).flatMap(({ scope: inner, value, to }) => (typeof to === "object" && to.name === resultHolder(unit, decl).name ? iteratorsOf(universe, inner, value, place, depth + 1) : []));
}
