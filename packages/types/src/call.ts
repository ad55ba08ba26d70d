import type { Call, Expr } from "@cachelint/syntax";
import { evaluateBuiltin } from "./builtin.js";
import { convertConstant } from "./convert.js";
import { coreType } from "./core-type.js";
import { bindTypeParams } from "./declare.js";
import { evaluate } from "./evaluate.js";
import { inferTypeArguments } from "./infer.js";
import { resultTypes } from "./members.js";
import { type Operand, operandType, unknownOperand, valueOf, whyNotConstant } from "./operand.js";
import type { Scope } from "./scope.js";
import type { Type } from "./type.js";
import type { World } from "./world.js";

/** A call or conversion: a constant conversion stays constant, calls give their result types. */
export function evaluateCall(world: World, scope: Scope, expr: Call): Operand {
  const callee = evaluate(world, scope, expr.callee);
  switch (callee.mode) {
    case "unknown":
      return callee;
    case "type":
      return evaluateConversion(world, scope, callee.type, expr.args[0]);
    case "builtin":
      return evaluateBuiltin(world, scope, callee.name, expr.args);
    case "function": {
      const { decl } = callee.func;
      if (decl.hasError) return unknownOperand("syntax-error", `the signature of ${decl.name.name} is no Go`);
      const args = callee.isGeneric ? inferTypeArguments(world, scope, callee, expr) : [];
      const bindings = callee.isGeneric ? bindTypeParams(world, callee.bindings, decl.typeParams, args) : callee.bindings;
      return results(resultTypes(world, decl.signature, bindings));
    }
    default: {
      const type = coreType(world, operandType(callee));
      return type.kind === "func" ? results(resultTypes(world, type.signature, type.scope)) : unknownOperand("unresolved-name", "a call of what is no function");
    }
  }
}

function evaluateConversion(world: World, scope: Scope, type: Type, arg: Expr | undefined): Operand {
  if (!arg) return unknownOperand("syntax-error", "a conversion of nothing");
  const operand = evaluate(world, scope, arg);
  if (operand.mode === "constant") return convertConstant(world, operand, type);
  return valueOf(type, whyNotConstant(operand));
}

function results(types: readonly Type[]): Operand {
  const [only] = types;
  return types.length === 1 && only ? valueOf(only) : { mode: "tuple", tuple: { kind: "tuple", types } };
}
