import type { Constant } from "./constant.js";
import type { Entity, FuncEntity, Scope } from "./scope.js";
import { type Type, type TupleType, type Unknown, unknownType, type UnknownReason } from "./type.js";

/** What an expression is: a constant, a value of some type, a type, a function still without type arguments, … */
export type Operand =
  | { readonly mode: "constant"; readonly type: Type; readonly value: Constant }
  /** `why` is there where a constant may have been meant: what kept it from being known. */
  | { readonly mode: "value"; readonly type: Type; readonly why?: Unknown }
  | { readonly mode: "type"; readonly type: Type }
  /**
   * `bindings` is the scope in which the signature is to be read, receiver and type parameters bound. A generic function
   * still lacks type arguments: `typeArgs` are those given so far, and not bound yet.
   */
  | { readonly mode: "function"; readonly func: FuncEntity; readonly bindings: Scope; readonly isGeneric: boolean; readonly typeArgs: readonly Type[] }
  | { readonly mode: "builtin"; readonly name: string }
  | { readonly mode: "package"; readonly entity: Entity & { kind: "package" } }
  | { readonly mode: "tuple"; readonly tuple: TupleType }
  | { readonly mode: "nil" }
  | { readonly mode: "unknown"; readonly unknown: Unknown };

/** An operand about which nothing can be known. */
export function unknownOperand(reason: UnknownReason, detail: string): Operand {
  return { mode: "unknown", unknown: { unknown: reason, detail } };
}

/** A type as an operand; unknown types make unknown operands. */
export function typeOperand(type: Type): Operand {
  return type.kind === "unknown" ? { mode: "unknown", unknown: type.unknown } : { mode: "type", type };
}

/** A value of `type`; unknown types make unknown operands. */
export function valueOf(type: Type, why: Unknown | null = null): Operand {
  if (type.kind === "unknown") return { mode: "unknown", unknown: type.unknown };
  return why ? { mode: "value", type, why } : { mode: "value", type };
}

/** What kept an operand from being constant, if something unknown did. */
export function whyNotConstant(operand: Operand): Unknown | null {
  if (operand.mode === "unknown") return operand.unknown;
  return operand.mode === "value" ? (operand.why ?? null) : null;
}

/** The type of an operand as a value. */
export function operandType(operand: Operand): Type {
  switch (operand.mode) {
    case "constant":
    case "value":
    case "type":
      return operand.type;
    case "function":
      return { kind: "func", signature: operand.func.decl.signature, scope: operand.bindings };
    case "nil":
      return { kind: "basic", name: "untyped nil", spelling: "untyped nil" };
    case "tuple":
      return operand.tuple.types.length === 1 ? (operand.tuple.types[0] as Type) : operand.tuple;
    case "unknown":
      return { kind: "unknown", unknown: operand.unknown, text: operand.unknown.detail };
    case "builtin":
      return unknownType("constant", operand.name);
    case "package":
      return unknownType("unresolved-name", "a package used as a value");
  }
}
