import type { Call } from "@cachelint/syntax";
import { defaultType, isUntyped, largerKind } from "./convert.js";
import { coreTerm } from "./core-type.js";
import { bindTypeParams } from "./declare.js";
import { evaluate } from "./evaluate.js";
import { parameterTypes } from "./members.js";
import { type Operand, operandType } from "./operand.js";
import { lookup, type Scope } from "./scope.js";
import { type Type, type TypeParamType, unalias, underlying, unknownType } from "./type.js";
import { isConcrete } from "./type-string.js";
import type { World } from "./world.js";

/**
 * The type arguments of a generic call: those given, then those its arguments tell, then those that core types of
 * constraints tell (Go spec, "Type inference"); a parameter that stays open is unknown.
 */
export function inferTypeArguments(world: World, scope: Scope, callee: Operand & { mode: "function" }, call: Call): readonly Type[] {
  const { typeParams } = callee.func.decl;
  const open = bindTypeParams(world, callee.bindings, typeParams, []);
  const own = typeParams.map((param) => ownParameter(world, open, param.name.name));
  const inference: Inference = { world, bound: new Map(), own: new Set(own.flatMap((param) => (param ? [param.id] : []))), nSteps: 0 };
  own.forEach((param, i) => param && callee.typeArgs[i] && inference.bound.set(param.id, callee.typeArgs[i]));
  const untyped = bindByArguments(inference, callee, open, argumentTypes(world, scope, call), call.spread);
  const current = (): (Type | undefined)[] => own.map((param) => (param ? inference.bound.get(param.id) : undefined));
  const bindRest = (): void => {
    // Each round can settle one more parameter.
    for (const _ of own) if (current().includes(undefined)) bindByConstraints(inference, own, bindTypeParams(world, callee.bindings, typeParams, current()), typeParams.map((param) => param.name.name));
  };
  bindRest();
  // Where nothing typed decides, untyped constants do by the largest of their kinds.
  for (const [id, type] of untyped) if (!inference.bound.has(id) && !isNil(type)) inference.bound.set(id, defaultType(type));
  bindRest();
  return current().map((type, i) => type ?? unknownType("type-parameter", own[i]?.name ?? "_"));
}

type Inference = { readonly world: World; readonly bound: Map<number, Type>; readonly own: ReadonlySet<number>; nSteps: number };

function argumentTypes(world: World, scope: Scope, call: Call): readonly Type[] {
  const operands = call.args.map((arg) => evaluate(world, scope, arg));
  return operands.length === 1 && operands[0]?.mode === "tuple" ? operands[0].tuple.types : operands.map(operandType);
}

/** Binds what typed arguments tell; returns what the untyped ones would, by parameter. */
function bindByArguments(inference: Inference, callee: Operand & { mode: "function" }, open: Scope, types: readonly Type[], isSpread: boolean): ReadonlyMap<number, Type> {
  const { signature } = callee.func.decl;
  const params = parameterTypes(inference.world, signature.params, open);
  const isVariadic = (signature.params.at(-1)?.variadic ?? false) && !isSpread;
  const paramAt = (i: number): Type | undefined => (isVariadic && params.length - 1 <= i ? variadicElement(params.at(-1)) : params[i]);
  const untyped = new Map<number, Type>();
  types.forEach((type, i) => {
    const param = paramAt(i);
    if (!param) return;
    if (!isUntyped(type)) unify(inference, param, type);
    else if (param.kind === "type-param" && inference.own.has(param.id)) untyped.set(param.id, largerKind(untyped.get(param.id) ?? type, type));
  });
  return untyped;
}

/** `known` is the scope in which the parameters settled so far stand for their arguments. */
function bindByConstraints(inference: Inference, own: readonly (TypeParamType | null)[], known: Scope, names: readonly string[]): void {
  own.forEach((param, i) => {
    const actual = param && inference.bound.get(param.id);
    if (actual) {
      const core = coreTerm(inference.world, param);
      if (core) unify(inference, core.type, core.isTilde ? underlying(actual) : actual);
    } else if (param) {
      const open = ownParameter(inference.world, known, names[i] ?? "_");
      const core = open && coreTerm(inference.world, open);
      if (core && !core.isTilde && isConcrete(inference.world, core.type)) inference.bound.set(param.id, core.type);
    }
  });
}

function ownParameter(world: World, scope: Scope, name: string): TypeParamType | null {
  const entity = lookup(world, scope, name);
  return entity?.kind === "bound-type" && entity.type.kind === "type-param" ? entity.type : null;
}

function variadicElement(type: Type | undefined): Type | undefined {
  return type?.kind === "slice" ? type.elem() : type;
}

function isNil(type: Type): boolean {
  return type.kind === "basic" && type.name === "untyped nil";
}

/** Binds the parameters in `param` to what stands in their places in `arg`; where the two do not match, to nothing. */
function unify(inference: Inference, param: Type, arg: Type): void {
  // Aliases that contain themselves are an error, and must not loop.
  if (1000 < inference.nSteps++) return;
  const pattern = unalias(param);
  const actual = unalias(arg);
  if (pattern.kind === "type-param") {
    if (inference.own.has(pattern.id) && !inference.bound.has(pattern.id) && !isNil(actual) && actual.kind !== "unknown") inference.bound.set(pattern.id, arg);
    return;
  }
  if (pattern.kind === "named") {
    if (actual.kind === "named" && actual.object === pattern.object) pattern.args.forEach((p, i) => unify(inference, p, actual.args[i] ?? p));
    return;
  }
  unifyLiterals(inference, pattern, underlying(actual));
}

function unifyLiterals(inference: Inference, pattern: Type, actual: Type): void {
  if (pattern.kind === "array" && actual.kind === "array") unify(inference, pattern.elem, actual.elem);
  else if (pattern.kind === "map" && actual.kind === "map") {
    unify(inference, pattern.key(), actual.key());
    unify(inference, pattern.value(), actual.value());
  } else if ((pattern.kind === "slice" && actual.kind === "slice") || (pattern.kind === "pointer" && actual.kind === "pointer") || (pattern.kind === "chan" && actual.kind === "chan")) {
    unify(inference, pattern.elem(), actual.elem());
  } else if (pattern.kind === "struct" && actual.kind === "struct") {
    const fields = actual.fields();
    pattern.fields().forEach((field, i) => fields[i] && unify(inference, field.type, fields[i].type));
  } else if (pattern.kind === "func" && actual.kind === "func") {
    for (const part of ["params", "results"] as const) {
      const actuals = parameterTypes(inference.world, actual.signature[part], actual.scope);
      parameterTypes(inference.world, pattern.signature[part], pattern.scope).forEach((type, i) => actuals[i] && unify(inference, type, actuals[i]));
    }
  }
}
