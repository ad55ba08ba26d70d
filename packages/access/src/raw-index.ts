import type { Call, Expr, Index } from "@cachelint/syntax";
import { unparenthesised } from "./places.js";
import { unconverted } from "./shape.js";
import { operandOf, type Walk } from "./walk.js";

/**
 * `a[i]` for `unsafe.Add(unsafe.Pointer(&a[0]), i*unsafe.Sizeof(a[0]))`, and for the same as a sum of uintptrs: how bounds
 * checks are avoided (package unsafe, pattern 3). null for any other expression.
 */
export function rawIndex(walk: Walk, expr: Expr): Index | null {
  const [base, offset] = partsOf(walk, expr);
  if (base === undefined || offset === undefined) return null;
  const address = unconverted(walk, base);
  const first = address.kind === "unary" && address.op === "&" ? unparenthesised(address.operand) : null;
  const index = first?.kind === "index" && first.indices.length === 1 && isZero(walk, first.indices[0]!) ? timesSize(walk, offset) : null;
  return first?.kind === "index" && index !== null ? { ...first, indices: [index] } : null;
}

/** An address and what is added to it. */
function partsOf(walk: Walk, expr: Expr): readonly Expr[] {
  if (expr.kind === "binary") return expr.op === "+" ? [expr.left, expr.right] : [];
  return expr.kind === "call" && isBuiltin(walk, expr, "unsafe.Add") ? expr.args : [];
}

/** `i` of `uintptr(i) * unsafe.Sizeof(a[0])`. */
function timesSize(walk: Walk, offset: Expr): Expr | null {
  const product = unconverted(walk, offset);
  if (product.kind !== "binary" || product.op !== "*") return null;
  const sides = [unconverted(walk, product.left), unconverted(walk, product.right)];
  const at = sides.findIndex((side) => side.kind === "call" && isBuiltin(walk, side, "unsafe.Sizeof"));
  return at < 0 ? null : (sides[1 - at] ?? null);
}

function isBuiltin(walk: Walk, { callee }: Call, name: string): boolean {
  const operand = operandOf(walk, callee);
  return operand.mode === "builtin" && operand.name === name;
}

function isZero(walk: Walk, expr: Expr): boolean {
  const operand = operandOf(walk, expr);
  return operand.mode === "constant" && operand.value.kind === "int" && operand.value.value === 0n;
}
