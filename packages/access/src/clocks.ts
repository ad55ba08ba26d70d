import type { Expr } from "@cachelint/syntax";
import { qualifierOf } from "@cachelint/types";
import { calleeName } from "./names.js";
import { localOf } from "./places.js";
import { unconverted } from "./shape.js";
import { type Local, operandOf, type Walk } from "./walk.js";

/** Whether a value is a reading of a clock or the time between two readings in this function: `time.Now()`, `end - start`, `time.Since(start).Nanoseconds()`. */
export function clockOf(walk: Walk, outer: Expr): Local["clock"] {
  const expr = unconverted(walk, outer);
  switch (expr.kind) {
    case "ident":
      return localOf(walk, expr.name)?.clock ?? null;
    case "binary":
      return expr.op === "-" ? spanOf(walk, expr.left, expr.right) : scaled(walk, expr);
    case "call": {
      const { callee } = expr;
      const name = calleeName(expr);
      if (callee.kind === "ident") return /^(?:nanotime|cputicks)$/.test(name) && operandOf(walk, callee).mode === "function" ? "moment" : null;
      if (callee.kind !== "selector") return null;
      if (qualifierOf(walk.world, walk.scope, callee.operand)?.pkg.importPath === "time") return name === "Now" ? "moment" : name === "Since" ? "span" : null;
      const [arg] = expr.args;
      if (name === "Sub" && arg !== undefined) return spanOf(walk, callee.operand, arg);
      return units.test(name) ? clockOf(walk, callee.operand) : null;
    }
    default:
      return null;
  }
}

/** Of times and durations. */
const units = /^(?:(?:Unix)?(?:Nano|Micro|Milli)?|(?:Nano|Micro|Milli)?[sS]econds)$/;

function spanOf(walk: Walk, end: Expr, start: Expr): Local["clock"] {
  return clockOf(walk, end) === "moment" && clockOf(walk, start) === "moment" ? "span" : null;
}

/** `span / 1000`. */
function scaled(walk: Walk, { op, left, right }: Expr & { kind: "binary" }): Local["clock"] {
  return (op === "/" || op === "*") && operandOf(walk, right).mode === "constant" ? clockOf(walk, left) : null;
}
