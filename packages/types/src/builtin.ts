import { type Call, type Expr, walkExpr } from "@cachelint/syntax";
import { compareRationals, compareStrings, type Constant, int, parts, toRational } from "./constant.js";
import { convertConstant, defaultType, isUntyped, largerKind } from "./convert.js";
import { coreType } from "./core-type.js";
import { evaluate } from "./evaluate.js";
import { extentOf, fieldOffsetBytes } from "./extent.js";
import { findMember } from "./members.js";
import { type Operand, operandType, unknownOperand, valueOf, whyNotConstant } from "./operand.js";
import { resolveType } from "./resolve.js";
import type { Scope } from "./scope.js";
import { ready, type Type, underlying } from "./type.js";
import { basic } from "./universe.js";
import type { World } from "./world.js";

/** A call of a predeclared function or of one of package unsafe (Go spec, "Built-in functions", "Package unsafe"). */
export function evaluateBuiltin(world: World, scope: Scope, name: string, args: readonly Expr[]): Operand {
  const [first, second] = args;
  if (!first) return name === "recover" ? valueOf(resolveType(world, scope, { kind: "ident", name: "any", start: 0, end: 0 })) : { mode: "tuple", tuple: { kind: "tuple", types: [] } };
  switch (name) {
    case "len":
    case "cap":
      return evaluateLength(world, scope, first);
    case "new":
      return pointerTo(world, scope, first);
    case "make":
      return valueOf(resolveType(world, scope, first));
    case "append":
    case "unsafe.Add":
      return name === "append" ? valueOf(operandType(evaluate(world, scope, first))) : valueOf(basic("unsafe.Pointer"));
    case "copy":
      return valueOf(basic("int"));
    case "min":
    case "max":
      return evaluateExtreme(world, scope, name, args);
    case "complex":
    case "real":
    case "imag":
      return evaluateComplexPart(world, scope, name, first, second);
    case "unsafe.Sizeof":
    case "unsafe.Alignof":
      return evaluateExtent(world, scope, name, first);
    case "unsafe.Offsetof":
      return evaluateOffset(world, scope, first);
    case "unsafe.String":
      return valueOf(basic("string"));
    case "unsafe.Slice": {
      const pointer = coreType(world, operandType(evaluate(world, scope, first)));
      return pointer.kind === "pointer" ? valueOf({ kind: "slice", elem: pointer.elem }) : unknownOperand("unresolved-name", name);
    }
    case "unsafe.SliceData": {
      const slice = coreType(world, operandType(evaluate(world, scope, first)));
      return slice.kind === "slice" ? valueOf({ kind: "pointer", elem: slice.elem }) : unknownOperand("unresolved-name", name);
    }
    case "unsafe.StringData":
      return valueOf({ kind: "pointer", elem: ready(basic("uint8", "byte")) });
    default:
      return { mode: "tuple", tuple: { kind: "tuple", types: [] } };
  }
}

/** `new(T)`, and since Go 1.26 `new(x)`. */
function pointerTo(world: World, scope: Scope, arg: Expr): Operand {
  const operand = evaluate(world, scope, arg);
  if (operand.mode === "unknown") return operand;
  return valueOf({ kind: "pointer", elem: ready(defaultType(operandType(operand))) });
}

/** Constant for constant strings, and for arrays when evaluating the operand needs no call or receive (Go spec, "Length and capacity"). */
function evaluateLength(world: World, scope: Scope, arg: Expr): Operand {
  const operand = evaluate(world, scope, arg);
  if (operand.mode === "unknown") return operand;
  if (operand.mode === "constant" && operand.value.kind === "string") return intConstant(BigInt(operand.value.value.nBytes));
  const type = underlying(operandType(operand));
  const array = type.kind === "pointer" ? underlying(type.elem()) : type;
  if (array.kind !== "array" || !isPure(world, scope, arg)) return array.kind === "unknown" ? { mode: "unknown", unknown: array.unknown } : valueOf(basic("int"), whyNotConstant(operand));
  const length = array.length();
  return typeof length === "bigint" ? intConstant(length) : { mode: "unknown", unknown: length };
}

function isPure(world: World, scope: Scope, expr: Expr): boolean {
  const calls: Call[] = [];
  let receives = false;
  const collect = (node: Expr): boolean => {
    if (node.kind === "unary" && node.op === "<-") receives = true;
    if (node.kind === "call") calls.push(node);
    return node.kind !== "func-lit";
  };
  walkExpr(expr, { expr: collect });
  return !receives && calls.every((call) => evaluate(world, scope, call.callee).mode === "type" || evaluate(world, scope, call).mode === "constant");
}

function evaluateExtreme(world: World, scope: Scope, name: string, args: readonly Expr[]): Operand {
  const operands = args.map((arg) => evaluate(world, scope, arg));
  const unknown = operands.find((operand) => operand.mode === "unknown");
  if (unknown) return unknown;
  const types = operands.map(operandType);
  const type = types.find((each) => !isUntyped(each)) ?? types.reduce(largerKind);
  const constants = operands.flatMap((operand) => (operand.mode === "constant" ? [operand] : []));
  // Only a constant stays untyped.
  if (constants.length < operands.length) return valueOf(defaultType(type), operands.map(whyNotConstant).find((why) => why !== null) ?? null);
  return convertConstant(world, constants.reduce((a, b) => (isBetter(name, b.value, a.value) ? b : a)), type);
}

function isBetter(name: string, a: Constant, b: Constant): boolean {
  if (a.kind === "string" && b.kind === "string") return name === "min" ? compareStrings(a.value.text, b.value.text) < 0 : compareStrings(b.value.text, a.value.text) < 0;
  const [x, y] = [toRational(a), toRational(b)];
  return x !== null && y !== null && (name === "min" ? compareRationals(x, y) < 0 : 0 < compareRationals(x, y));
}

function evaluateComplexPart(world: World, scope: Scope, name: string, first: Expr, second: Expr | undefined): Operand {
  const a = evaluate(world, scope, first);
  const b = second ? evaluate(world, scope, second) : a;
  if (a.mode === "unknown") return a;
  if (b.mode === "unknown") return b;
  const type = componentType(name, [a, b].find((operand) => !isUntyped(operandType(operand))));
  if (a.mode !== "constant" || b.mode !== "constant") return valueOf(type);
  if (name === "complex") {
    const [real, imaginary] = [toRational(a.value), toRational(b.value)];
    return real && imaginary ? convertConstant(world, { mode: "constant", type, value: { kind: "complex", real, imaginary } }, type) : unknownOperand("constant", "complex of what is no number");
  }
  const both = parts(a.value);
  return both ? { mode: "constant", type, value: { kind: "rational", value: name === "real" ? both.real : both.imaginary } } : unknownOperand("constant", `${name} of what is no number`);
}

function componentType(name: string, typed: Operand | undefined): Type {
  const under = typed && underlying(operandType(typed));
  const isSmall = under?.kind === "basic" && (under.name === "complex64" || under.name === "float32");
  if (name === "complex") return typed ? basic(isSmall ? "complex64" : "complex128") : basic("untyped complex");
  return typed ? basic(isSmall ? "float32" : "float64") : basic("untyped float");
}

function evaluateExtent(world: World, scope: Scope, name: string, arg: Expr): Operand {
  const operand = evaluate(world, scope, arg);
  if (operand.mode === "unknown") return operand;
  const extent = extentOf(world, defaultType(operandType(operand)));
  if ("unknown" in extent) return { mode: "unknown", unknown: extent };
  return uintptrConstant(BigInt(name === "unsafe.Sizeof" ? extent.sizeBytes : extent.alignBytes));
}

/** The offset of `x.f` within x; of a promoted field, through the embedded structs on its way. */
function evaluateOffset(world: World, scope: Scope, arg: Expr): Operand {
  if (arg.kind === "paren") return evaluateOffset(world, scope, arg.inner);
  if (arg.kind !== "selector") return unknownOperand("constant", "unsafe.Offsetof of what is no selector");
  const operand = evaluate(world, scope, arg.operand);
  if (operand.mode === "unknown") return operand;
  const base = operandType(operand);
  const member = findMember(world, base, arg.name.name);
  if (member?.kind !== "field") return unknownOperand("unresolved-name", `.${arg.name.name}`);
  const offset = fieldOffsetBytes(world, base, member.path);
  return "unknown" in offset ? { mode: "unknown", unknown: offset } : uintptrConstant(BigInt(offset.offsetBytes));
}

function uintptrConstant(value: bigint): Operand {
  return { mode: "constant", type: basic("uintptr"), value: int(value) };
}

function intConstant(value: bigint): Operand {
  return { mode: "constant", type: basic("int"), value: int(value) };
}
