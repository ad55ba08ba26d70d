import type { Call, Expr } from "@cachelint/syntax";
import type { Shape } from "./model.js";
import { clockOf } from "./clocks.js";
import { exchangeOf } from "./exchanges.js";
import { parameterOf } from "./index-class.js";
import { isAddition, isBitOperation, isCompare, isSubtraction } from "./operations.js";
import { localOf, unparenthesised } from "./places.js";
import { operandOf, type Walk } from "./walk.js";

/** What an atomic operation stores or adds; `args` without the address. */
export function atomicShape(walk: Walk, call: Call, { name, args }: { readonly name: string; readonly args: readonly Expr[] }): Partial<Shape> & { readonly stored: string | undefined; readonly isSavedUp: boolean } {
  const isAdd = isAddition(name);
  const last = isAdd ? undefined : args.at(-1);
  return {
    isConstant: !isAdd && 0 < args.length && (args.every((arg) => isConstant(walk, arg)) || (isCompare(name) && args.length === 2 && isLoaded(walk, args[0]!) && isFixed(walk, args[1]!))),
    isBits: isBitOperation(name) || (isCompare(name) && isMasking(walk, args.at(-1))),
    isAdd,
    isUpdate: !isAdd && !isCompare(name) && last !== undefined && isNext(walk, last),
    addedParam: isAdd && 0 < args.length ? parameterOf(walk, args.at(-1)!) : -1,
    isNegative: isSubtraction(name) || (isAdd && isNegativeConstant(walk, args.at(-1))),
    isUsed: walk.discarded !== call,
    exchange: isCompare(name) ? exchangeOf(walk, args) : null,
    isMeasured: isAdd && args.length !== 0 && clockOf(walk, args.at(-1)!) === "span",
    isSavedUp: isSavedUp(walk, args.at(-1)),
    stored: last && textOf(walk, unconverted(walk, last)),
    isFill: isCompare(name) && args[0] !== undefined && operandOf(walk, args[0]).mode === "nil",
  };
}

/** `n` after `for … { n++ }`. */
export function isSavedUp(walk: Walk, value: Expr | undefined): boolean {
  const inner = value && unconverted(walk, value);
  return walk.nLoops === 0 && inner?.kind === "ident" && localOf(walk, inner.name)?.isTally === true;
}

/** Without the conversions around it. */
export function unconverted(walk: Walk, outer: Expr): Expr {
  const expr = unparenthesised(outer);
  const [arg] = expr.kind === "call" && expr.args.length === 1 ? expr.args : [];
  return expr.kind === "call" && arg !== undefined && operandOf(walk, expr.callee).mode === "type" ? unconverted(walk, arg) : expr;
}

/** An expression as it is written. */
export function textOf({ unit }: Walk, { start, end }: Expr): string {
  return unit.source.file.text.slice(start, end);
}

/** `old | bit`, `old &^ bit`, or a variable that was given such a value. */
export function isMasking(walk: Walk, expr: Expr | undefined): boolean {
  const value = expr && unparenthesised(expr);
  if (value?.kind === "ident") return localOf(walk, value.name)?.isMasked === true;
  return value?.kind === "binary" && /^(?:\||&|&\^|\^)$/.test(value.op);
}

export function isConstant(walk: Walk, expr: Expr): boolean {
  const { mode } = operandOf(walk, expr);
  return mode === "constant" || mode === "nil";
}

/** `n + 1`: a number that is counted on, wherever the old one is kept. */
function isNext(walk: Walk, value: Expr): boolean {
  const expr = unconverted(walk, value);
  return expr.kind === "binary" && (expr.op === "+" || expr.op === "-") && [expr.left, expr.right].some((side) => isOne(walk, side)) && !isConstant(walk, expr);
}

function isOne(walk: Walk, expr: Expr): boolean {
  const operand = operandOf(walk, expr);
  return operand.mode === "constant" && operand.value.kind === "int" && operand.value.value === 1n;
}

/** What was loaded from an atomic word. */
function isLoaded(walk: Walk, expr: Expr): boolean {
  const inner = unconverted(walk, expr);
  return inner.kind === "ident" && localOf(walk, inner.name)?.loaded != null;
}

/** The same wherever it is evaluated: made of constants and package variables. */
function isFixed(walk: Walk, outer: Expr): boolean {
  const expr = unconverted(walk, outer);
  if (isConstant(walk, expr)) return true;
  switch (expr.kind) {
    case "ident":
      return localOf(walk, expr.name) === undefined && operandOf(walk, expr).mode !== "unknown";
    case "selector":
      return isFixed(walk, expr.operand);
    case "binary":
      return isFixed(walk, expr.left) && isFixed(walk, expr.right);
    case "call":
      return expr.callee.kind === "selector" && expr.args.length === 0 && isFixed(walk, expr.callee.operand);
    default:
      return false;
  }
}

/** Below zero, or all ones: `AddUint64(&n, ^uint64(0))` takes one away. */
function isNegativeConstant(walk: Walk, expr: Expr | undefined): boolean {
  const operand = expr && operandOf(walk, expr);
  if (operand?.mode !== "constant" || operand.value.kind !== "int") return false;
  const { value } = operand.value;
  return value < 0n || value === (1n << 32n) - 1n || value === (1n << 64n) - 1n;
}
