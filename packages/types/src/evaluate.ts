import type { Expr, Index, Literal, Selector, Unary } from "@cachelint/syntax";
import { runeValue, unquoteGo } from "@cachelint/syntax";
import { evaluateBinary } from "./binary.js";
import { evaluateCall } from "./call.js";
import { cgoType } from "./cgo.js";
import { int, negate, toInt } from "./constant.js";
import { compositeType } from "./composite.js";
import { convertConstant, integerBits, isInteger } from "./convert.js";
import { coreType } from "./core-type.js";
import { bindTypeParams } from "./declare.js";
import { elementType, slicedType } from "./element-type.js";
import { extentOf } from "./extent.js";
import { findMember } from "./members.js";
import { parseNumber } from "./number-literal.js";
import { cgoPackage, memberOf, missingType } from "./package.js";
import { type Operand, operandType, typeOperand, unknownOperand, valueOf, whyNotConstant } from "./operand.js";
import { entityType, qualifierOf, resolveType } from "./resolve.js";
import { type Entity, lookup, type Scope } from "./scope.js";
import { enter, leave, ready, type Type, underlying } from "./type.js";
import { basic } from "./universe.js";
import type { World } from "./world.js";

/**
 * What an expression is in a scope: its type, and its value if it is constant. Serves array lengths and the operands of
 * unsafe.Sizeof, so it knows every form of expression; it evaluates nothing that Go would not evaluate at compile time.
 */
export function evaluate(world: World, scope: Scope, expr: Expr): Operand {
  if (!isKept(scope, expr)) return evaluateAnew(world, scope, expr);
  const known = world.operands.get(expr);
  if (known?.scope === scope) return known.operand;
  const operand = evaluateAnew(world, scope, expr);
  world.operands.set(expr, { scope, operand });
  return operand;
}

/** Calls are looked at for their type and for their purity, selectors in bodies at each of their steps: nested ones would double the work at each level. */
function isKept(scope: Scope, { kind }: Expr): boolean {
  return kind === "call" || (scope.kind === "local" && (kind === "selector" || kind === "index"));
}

function evaluateAnew(world: World, scope: Scope, expr: Expr): Operand {
  if (!enter()) return tooDeepOperand;
  try {
    return evaluateWhole(world, scope, expr);
  } finally {
    leave();
  }
}

const tooDeepOperand = unknownOperand("constant", "an expression nested too deeply");

function evaluateWhole(world: World, scope: Scope, expr: Expr): Operand {
  switch (expr.kind) {
    case "ident": {
      const entity = lookup(world, scope, expr.name);
      return entity ? entityOperand(world, entity, expr.name) : unknownOperand("unresolved-name", expr.name);
    }
    case "literal":
      return evaluateLiteral(expr);
    case "selector":
      return evaluateSelector(world, scope, expr);
    case "paren":
      return evaluate(world, scope, expr.inner);
    case "unary":
      return evaluateUnary(world, scope, expr);
    case "binary":
      return evaluateBinary(world, scope, expr);
    case "call":
      return evaluateCall(world, scope, expr);
    case "star":
      return dereference(world, scope, expr);
    case "index":
      return evaluateIndex(world, scope, expr);
    case "slice-expr":
      return valueOf(slicedType(world, operandType(evaluate(world, scope, expr.operand))));
    case "type-assert":
      return expr.type ? valueOf(resolveType(world, scope, expr.type)) : unknownOperand("constant", "the guard of a type switch");
    case "composite":
      return valueOf(compositeType(world, scope, expr));
    case "func-lit":
      return { mode: "value", type: { kind: "func", signature: expr.signature, scope } };
    case "bad":
      return unknownOperand("syntax-error", expr.text);
    default:
      return typeOperand(resolveType(world, scope, expr));
  }
}

/** What a name's entity is as an operand. */
function entityOperand(world: World, entity: Entity, text: string): Operand {
  switch (entity.kind) {
    case "const":
      return entity.operand();
    case "var":
      return valueOf(entity.type());
    case "func":
      return { mode: "function", func: entity, bindings: entity.scope, isGeneric: 0 < entity.decl.typeParams.length, typeArgs: [] };
    case "builtin":
      return { mode: "builtin", name: entity.name };
    case "nil":
      return { mode: "nil" };
    case "package":
      return { mode: "package", entity };
    case "type":
    case "bound-type":
      return typeOperand(entityType(world, entity, text));
  }
}

function evaluateLiteral(expr: Literal): Operand {
  if (expr.type === "string") {
    const value = unquoteGo(expr.text);
    return value === null ? unknownOperand("syntax-error", expr.text) : { mode: "constant", type: basic("untyped string"), value: { kind: "string", value } };
  }
  if (expr.type === "rune") {
    const codePoint = runeValue(expr.text);
    return codePoint === null ? unknownOperand("syntax-error", expr.text) : { mode: "constant", type: basic("untyped rune"), value: int(codePoint) };
  }
  const value = parseNumber(expr.text);
  const type = basic(expr.type === "int" ? "untyped int" : expr.type === "float" ? "untyped float" : "untyped complex");
  return value ? { mode: "constant", type, value } : unknownOperand("constant", expr.text);
}

function evaluateSelector(world: World, scope: Scope, expr: Selector): Operand {
  const name = expr.name.name;
  const qualifier = qualifierOf(world, scope, expr.operand);
  if (qualifier) {
    const { pkg } = qualifier;
    const text = `${expr.operand.kind === "ident" ? expr.operand.name : ""}.${name}`;
    if ("missing" in pkg) return typeOperand(missingType(pkg, text));
    const entity = memberOf(world, pkg, name);
    if (entity) return entityOperand(world, entity, text);
    if (pkg === cgoPackage) return cgoOperand(world, name);
    return unknownOperand(pkg.ref?.origin === "std-table" ? "std-table" : "unresolved-name", text);
  }
  const operand = evaluate(world, scope, expr.operand);
  if (operand.mode === "unknown") return operand;
  const member = findMember(world, operandType(operand), name);
  if (!member) return unknownMember(operandType(operand), name);
  if (member.kind === "field") return valueOf(member.field.type);
  const isExpression = operand.mode === "type";
  if (member.kind === "interface-method") return { mode: "value", type: { kind: "func", signature: member.method.signature, scope: member.scope } };
  const { func, bindings } = member;
  const receiver = func.decl.receiver;
  if (!isExpression || !receiver) return { mode: "function", func, bindings, isGeneric: false, typeArgs: [] };
  // A method expression `T.m` takes its receiver as the first parameter.
  const { signature } = func.decl;
  return { mode: "value", type: { kind: "func", signature: { params: [receiver, ...signature.params], results: signature.results }, scope: bindings } };
}

/** `C.sizeof_T` is a constant where T is known; other names are types, or known to C alone. */
function cgoOperand(world: World, name: string): Operand {
  const sized = name.startsWith("sizeof_") ? extentOf(world, cgoType(world, name.slice("sizeof_".length))) : null;
  if (!sized) return typeOperand(cgoType(world, name));
  if ("unknown" in sized) return { mode: "unknown", unknown: sized };
  return { mode: "constant", type: cgoType(world, "size_t"), value: int(sized.sizeBytes) };
}

function unknownMember(type: Type, name: string): Operand {
  const under = underlying(type);
  if (under.kind === "unknown") return { mode: "unknown", unknown: under.unknown };
  // A struct that embeds an unknown type may have the member all the same.
  const embedded = under.kind === "struct" ? under.fields().find((field) => field.isEmbedded && underlying(field.type).kind === "unknown") : undefined;
  const inner = embedded && underlying(embedded.type);
  return inner?.kind === "unknown" ? { mode: "unknown", unknown: inner.unknown } : unknownOperand("unresolved-name", `.${name}`);
}

function evaluateUnary(world: World, scope: Scope, expr: Unary): Operand {
  const operand = evaluate(world, scope, expr.operand);
  if (operand.mode === "unknown") return operand;
  const type = operandType(operand);
  if (expr.op === "&") return valueOf({ kind: "pointer", elem: ready(type) });
  if (expr.op === "<-") {
    const channel = coreType(world, type);
    return channel.kind === "chan" ? valueOf(channel.elem()) : unknownOperand("unresolved-name", "a receive from what is no channel");
  }
  if (operand.mode !== "constant") return valueOf(type, whyNotConstant(operand));
  const { value } = operand;
  if (expr.op === "!") return value.kind === "bool" ? { ...operand, value: { kind: "bool", value: !value.value } } : unknownOperand("constant", "! of what is no bool");
  if (expr.op === "^") return complement(world, operand);
  const result = expr.op === "-" ? negate(value) : value;
  return result ? convertConstant(world, { mode: "constant", type, value: result }, type) : unknownOperand("constant", `${expr.op} of what is no number`);
}

/** `^x`: all bits of an unsigned type flipped; of signed and untyped ones, -x-1 (Go spec, "Constant expressions"). */
function complement(world: World, operand: Operand & { mode: "constant" }): Operand {
  const value = toInt(operand.value);
  if (value === null || !isInteger(operand.type)) return unknownOperand("constant", "^ of what is no integer");
  const under = underlying(operand.type);
  const bits = under.kind === "basic" ? integerBits(world, under.name) : null;
  return { ...operand, value: int(bits !== null && 0 < bits ? ((1n << BigInt(bits)) - 1n) ^ value : ~value) };
}

function dereference(world: World, scope: Scope, expr: Expr & { kind: "star" }): Operand {
  const operand = evaluate(world, scope, expr.operand);
  if (operand.mode === "type") return { mode: "type", type: { kind: "pointer", elem: ready(operand.type) } };
  if (operand.mode === "unknown") return operand;
  const pointer = coreType(world, operandType(operand));
  return pointer.kind === "pointer" ? valueOf(pointer.elem()) : unknownOperand("unresolved-name", "* of what is no pointer");
}

function evaluateIndex(world: World, scope: Scope, expr: Index): Operand {
  const operand = evaluate(world, scope, expr.operand);
  if (operand.mode === "type") return typeOperand(resolveType(world, scope, expr));
  if (operand.mode === "unknown") return operand;
  if (operand.mode === "function" && operand.isGeneric) {
    const args = expr.indices.map((index) => resolveType(world, scope, index));
    const { typeParams } = operand.func.decl;
    if (args.length < typeParams.length) return { ...operand, typeArgs: args };
    return { ...operand, bindings: bindTypeParams(world, operand.bindings, typeParams, args), isGeneric: false };
  }
  return valueOf(elementType(world, operandType(operand)));
}
