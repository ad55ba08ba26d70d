import type { Expr } from "@cachelint/syntax";
import { indexUse } from "./index-class.js";
import type { Exchange } from "./model.js";
import { localOf, unparenthesised } from "./places.js";
import { unconverted } from "./shape.js";
import { operandOf, type Walk } from "./walk.js";

/** What a compare-and-swap exchanges, where the value it takes is known: a constant, or what the word was found to be. */
export function exchangeOf(walk: Walk, [old, next, ...others]: readonly Expr[]): Exchange | null {
  if (old === undefined || next === undefined || 0 < others.length) return null;
  const word = loadedBy(walk, old);
  const takes = constantOf(walk, old) ?? (word === null ? null : (walk.settled.get(word) ?? null));
  return takes === null ? null : { takes, leaves: constantOf(walk, next), param: indexUse(walk, unconverted(walk, next)).param };
}

/** After `if old != free { return }` the word was free. */
export function settle(walk: Walk, outer: Expr): void {
  const expr = unparenthesised(outer);
  if (expr.kind !== "binary") return;
  if (expr.op === "||") for (const side of [expr.left, expr.right]) settle(walk, side);
  if (expr.op !== "!=") return;
  const word = loadedBy(walk, expr.left);
  const value = constantOf(walk, expr.right);
  if (word !== null && value !== null) walk.settled.set(word, value);
}

function loadedBy(walk: Walk, expr: Expr): string | null {
  const inner = unconverted(walk, expr);
  return inner.kind === "ident" ? (localOf(walk, inner.name)?.loaded ?? null) : null;
}

/** A number, or a truth value as one. */
function constantOf(walk: Walk, expr: Expr): number | null {
  const operand = operandOf(walk, expr);
  if (operand.mode !== "constant") return null;
  const { value } = operand;
  return value.kind === "bool" ? Number(value.value) : value.kind === "int" ? Number(value.value) : null;
}
