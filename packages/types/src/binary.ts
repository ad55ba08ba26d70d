import type { Binary, Expr } from "@cachelint/syntax";
import { binaryOperation, shift, toInt } from "./constant.js";
import { convertConstant, isInteger, isUntyped, largerKind } from "./convert.js";
import { evaluate } from "./evaluate.js";
import { type Operand, operandType, unknownOperand, valueOf, whyNotConstant } from "./operand.js";
import type { Scope } from "./scope.js";
import type { Type } from "./type.js";
import { basic } from "./universe.js";
import type { World } from "./world.js";

type ConstantOperand = Operand & { mode: "constant" };

const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** A binary expression: folded when both sides are constant, else its type. */
export function evaluateBinary(world: World, scope: Scope, expr: Binary): Operand {
  // Generated code joins thousands of strings with +; such a chain is as deep as it is long.
  const chain: Binary[] = [];
  let leftmost: Expr = expr;
  for (; leftmost.kind === "binary"; leftmost = leftmost.left) chain.push(leftmost);
  let left = evaluate(world, scope, leftmost);
  for (const step of chain.reverse()) {
    if (left.mode === "unknown") return left;
    const right = evaluate(world, scope, step.right);
    left = right.mode === "unknown" ? right : operation(world, step.op, left, right);
  }
  return left;
}

function operation(world: World, op: string, left: Operand, right: Operand): Operand {
  if (op === "<<" || op === ">>") return evaluateShift(world, op, left, right);
  if (left.mode === "constant" && right.mode === "constant") return fold(world, op, left, right);
  const why = whyNotConstant(left) ?? whyNotConstant(right);
  return valueOf(comparisons.has(op) ? basic("untyped bool") : commonType(operandType(left), operandType(right)), why);
}

function evaluateShift(world: World, op: "<<" | ">>", left: Operand, right: Operand): Operand {
  const type = operandType(left);
  const shiftedType = isUntyped(type) && !isInteger(type) ? basic("untyped int") : type;
  // An untyped left side of a shift by a variable takes its type from what stands around it, as an untyped constant would.
  if (left.mode !== "constant" || right.mode !== "constant") return valueOf(shiftedType, whyNotConstant(left) ?? whyNotConstant(right));
  const [value, count] = [toInt(left.value), toInt(right.value)];
  const shifted = value === null || count === null ? null : shift(op, value, count);
  if (!shifted) return unknownOperand("constant", `a shift that is out of range`);
  return convertConstant(world, { mode: "constant", type, value: shifted }, shiftedType);
}

function fold(world: World, op: string, left: ConstantOperand, right: ConstantOperand): Operand {
  const type = commonType(left.type, right.type);
  const [a, b] = [convertConstant(world, left, type), convertConstant(world, right, type)];
  if (a.mode === "unknown") return a;
  if (b.mode === "unknown") return b;
  if (a.mode !== "constant" || b.mode !== "constant") return valueOf(comparisons.has(op) ? basic("untyped bool") : type);
  const value = binaryOperation(op, a.value, b.value, isInteger(type));
  if (!value) return unknownOperand("constant", `${op} on constants that it does not take`);
  return comparisons.has(op) ? { mode: "constant", type: basic("untyped bool"), value } : convertConstant(world, { mode: "constant", type, value }, type);
}

function commonType(left: Type, right: Type): Type {
  if (!isUntyped(left)) return left;
  return isUntyped(right) ? largerKind(left, right) : right;
}
