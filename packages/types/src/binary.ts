import type { Binary } from "@cachelint/syntax";
import { binaryOperation, shift, toInt } from "./constant.js";
import { convertConstant, isInteger, isUntyped } from "./convert.js";
import { evaluate } from "./evaluate.js";
import { type Operand, operandType, unknownOperand, valueOf } from "./operand.js";
import type { Scope } from "./scope.js";
import type { Type } from "./type.js";
import { basic } from "./universe.js";
import type { World } from "./world.js";

type ConstantOperand = Operand & { mode: "constant" };

const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);
/** The later kind wins where two untyped constants meet (Go spec, "Constant expressions"). */
const untypedRank = ["untyped int", "untyped rune", "untyped float", "untyped complex"];

/** A binary expression: folded when both sides are constant, else its type. */
export function evaluateBinary(world: World, scope: Scope, expr: Binary): Operand {
  const left = evaluate(world, scope, expr.left);
  if (left.mode === "unknown") return left;
  const right = evaluate(world, scope, expr.right);
  if (right.mode === "unknown") return right;
  if (expr.op === "<<" || expr.op === ">>") return evaluateShift(world, expr.op, left, right);
  if (left.mode === "constant" && right.mode === "constant") return fold(world, expr.op, left, right);
  if (comparisons.has(expr.op)) return valueOf(basic("untyped bool"));
  const [a, b] = [operandType(left), operandType(right)];
  return valueOf(isUntyped(a) ? b : a);
}

function evaluateShift(world: World, op: "<<" | ">>", left: Operand, right: Operand): Operand {
  const type = operandType(left);
  if (left.mode !== "constant") return valueOf(type);
  // A shift by a variable makes an untyped left side take its type from the context: int wherever a size is asked for.
  if (right.mode !== "constant") return valueOf(isUntyped(type) ? basic("int") : type);
  const [value, count] = [toInt(left.value), toInt(right.value)];
  const shifted = value === null || count === null ? null : shift(op, value, count);
  if (!shifted) return unknownOperand("constant", `a shift that is out of range`);
  return convertConstant(world, { mode: "constant", type, value: shifted }, isUntyped(type) && !isInteger(type) ? basic("untyped int") : type);
}

function fold(world: World, op: string, left: ConstantOperand, right: ConstantOperand): Operand {
  const type = commonType(left, right);
  const [a, b] = [convertConstant(world, left, type), convertConstant(world, right, type)];
  if (a.mode === "unknown") return a;
  if (b.mode === "unknown") return b;
  if (a.mode !== "constant" || b.mode !== "constant") return valueOf(comparisons.has(op) ? basic("untyped bool") : type);
  const value = binaryOperation(op, a.value, b.value, isInteger(type));
  if (!value) return unknownOperand("constant", `${op} on constants that it does not take`);
  return comparisons.has(op) ? { mode: "constant", type: basic("untyped bool"), value } : convertConstant(world, { mode: "constant", type, value }, type);
}

function commonType(left: ConstantOperand, right: ConstantOperand): Type {
  if (!isUntyped(left.type)) return left.type;
  if (!isUntyped(right.type)) return right.type;
  const rank = (type: Type): number => (type.kind === "basic" ? untypedRank.indexOf(type.name) : -1);
  return rank(left.type) < rank(right.type) ? right.type : left.type;
}
