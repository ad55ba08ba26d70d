import type { Expr } from "@cachelint/syntax";
import { defaultType, isUntyped } from "./convert.js";
import { bindTypeParams } from "./declare.js";
import { evaluate } from "./evaluate.js";
import { parameterTypes } from "./members.js";
import { type Operand, operandType } from "./operand.js";
import { resolveType } from "./resolve.js";
import { lookup, type Scope } from "./scope.js";
import { type Type, type TypeParamType, unalias, underlying, unknownType } from "./type.js";
import type { World } from "./world.js";

type Bound = Map<number, Type>;

/**
 * The type arguments of a generic call, from its arguments' types and then from core types of constraints (Go spec, "Type
 * inference"); a parameter that stays open is unknown.
 */
export function inferTypeArguments(world: World, scope: Scope, callee: Operand & { mode: "function" }, args: readonly Expr[]): readonly Type[] {
  const { typeParams, signature } = callee.func.decl;
  const open = bindTypeParams(world, callee.bindings, typeParams, []);
  const own = typeParams.map((param) => ownParameter(world, open, param.name.name));
  const params = parameterTypes(world, signature.params, open);
  const bound: Bound = new Map();
  const operands = args.map((arg) => evaluate(world, scope, arg));
  const types = operands.length === 1 && operands[0]?.mode === "tuple" ? operands[0].tuple.types : operands.map(operandType);
  const isVariadic = signature.params.at(-1)?.variadic ?? false;
  const bindAll = (wanted: (type: Type) => boolean): void =>
    types.forEach((type, i) => {
      const param = isVariadic && params.length - 1 <= i ? variadicElement(params.at(-1)) : params[i];
      if (param && wanted(type)) unify(world, param, defaultType(type), bound, 0);
    });
  // Typed arguments decide first, untyped constants only fill what is left.
  bindAll((type) => !isUntyped(type));
  bindAll(isUntyped);
  for (const param of own) {
    const actual = param && bound.get(param.id);
    const core = param && coreType(world, param);
    if (param && actual && core) unify(world, core, underlying(actual), bound, 0);
  }
  return own.map((param) => (param && bound.get(param.id)) ?? unknownType("type-parameter", param?.name ?? "_"));
}

function ownParameter(world: World, scope: Scope, name: string): TypeParamType | null {
  const entity = lookup(world, scope, name);
  return entity?.kind === "bound-type" && entity.type.kind === "type-param" ? entity.type : null;
}

function variadicElement(type: Type | undefined): Type | undefined {
  return type?.kind === "slice" ? type.elem() : type;
}

/** The single type a constraint such as `~[]E` allows, if it has one. */
function coreType(world: World, param: TypeParamType): Type | null {
  const constraint = underlying(param.constraint());
  if (constraint.kind !== "interface" || constraint.syntax.embeds.length !== 1) return null;
  const embed = constraint.syntax.embeds[0] as Expr;
  const inner = embed.kind === "unary" && embed.op === "~" ? embed.operand : embed;
  return inner.kind === "binary" ? null : resolveType(world, constraint.scope, inner);
}

function unify(world: World, param: Type, arg: Type, bound: Bound, depth: number): void {
  if (20 < depth) return;
  const pattern = unalias(param);
  if (pattern.kind === "type-param") {
    if (!bound.has(pattern.id)) bound.set(pattern.id, arg);
    return;
  }
  const actual = unalias(arg);
  if (pattern.kind === "named") {
    if (actual.kind === "named" && actual.object === pattern.object) pattern.args.forEach((p, i) => unify(world, p, actual.args[i] ?? p, bound, depth + 1));
    return;
  }
  const under = underlying(actual);
  const next = (p: Type, a: Type): void => unify(world, p, a, bound, depth + 1);
  if (pattern.kind === "array" && under.kind === "array") next(pattern.elem, under.elem);
  else if (pattern.kind === "map" && under.kind === "map") {
    next(pattern.key(), under.key());
    next(pattern.value(), under.value());
  } else if ((pattern.kind === "slice" && under.kind === "slice") || (pattern.kind === "pointer" && under.kind === "pointer") || (pattern.kind === "chan" && under.kind === "chan")) next(pattern.elem(), under.elem());
  else if (pattern.kind === "func" && under.kind === "func") {
    for (const part of ["params", "results"] as const) {
      const actuals = parameterTypes(world, under.signature[part], under.scope);
      parameterTypes(world, pattern.signature[part], pattern.scope).forEach((p, i) => actuals[i] && next(p, actuals[i]));
    }
  }
}
