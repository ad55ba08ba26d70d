import type { ConstDecl, Decl, Expr, TypeDecl, TypeParam, VarDecl } from "@cachelint/syntax";
import { convertConstant, defaultType } from "./convert.js";
import { constraintType } from "./core-type.js";
import { evaluate } from "./evaluate.js";
import { type Operand, operandType, unknownOperand, whyNotConstant } from "./operand.js";
import { resolveType } from "./resolve.js";
import { type Entity, type Scope, withNames } from "./scope.js";
import { lazy, type Lazy, ready, type Type, type TypeObject, unknownType } from "./type.js";
import { iotaEntity } from "./universe.js";
import type { World } from "./world.js";

/** The names a declaration gives in `scope`, each with what it stands for; nothing is resolved before it is asked for. */
export function entityOfDeclaration(world: World, scope: Scope, decl: Decl): readonly (readonly [string, Entity])[] {
  switch (decl.kind) {
    case "type-decl":
      return [[decl.name.name, declareType(world, scope, decl)]];
    case "const-decl":
      return decl.names.map((name, i) => [name.name, { kind: "const", operand: constantOf(world, scope, decl, i) }]);
    case "var-decl":
      return decl.names.map((name, i) => [name.name, { kind: "var", type: variableType(world, scope, decl, i) }]);
    case "func-decl":
      return [[decl.name.name, { kind: "func", decl, scope }]];
  }
}

/** `scope` after a declaration inside a function. */
export function declare(world: World, scope: Scope, decl: TypeDecl | ConstDecl | VarDecl): Scope {
  const entities = entityOfDeclaration(world, scope, decl);
  const own = entities[0]?.[1];
  // A local type's scope begins at its own name, so the object's scope already has it.
  return decl.kind === "type-decl" && own?.kind === "type" ? own.object.scope : withNames(scope, entities);
}

/** The type object of a declaration; its own name is in sight of its right-hand side (Go spec, "Declarations and scope"). */
export function declareType(world: World, scope: Scope, decl: TypeDecl): Entity & { kind: "type" } {
  const names = new Map<string, Entity>();
  const isLocal = scope.kind !== "file";
  const object: TypeObject = {
    id: world.nextId(),
    name: decl.name.name,
    pkg: packageOf(scope),
    isLocal,
    isAlias: decl.isAlias,
    typeParams: decl.typeParams,
    decl,
    scope: isLocal ? { kind: "local", names, parent: scope } : scope,
    instances: new Map(),
  };
  const entity = { kind: "type", object } as const;
  if (decl.name.name !== "_") names.set(decl.name.name, entity);
  return entity;
}

/** `scope` with type parameters in front: as themselves, or as the arguments of an instance. */
export function bindTypeParams(world: World, scope: Scope, typeParams: readonly TypeParam[], args: readonly (Type | undefined)[]): Scope {
  if (typeParams.length === 0) return scope;
  const names = new Map<string, Entity>();
  const bound: Scope = { kind: "local", names, parent: scope };
  typeParams.forEach((param, i) => names.set(param.name.name, { kind: "bound-type", type: args[i] ?? typeParameter(world, bound, param) }));
  return bound;
}

function typeParameter(world: World, scope: Scope, param: TypeParam): Type {
  return { kind: "type-param", id: world.nextId(), name: param.name.name, constraint: lazy(() => constraintType(world, scope, param.constraint), unknownType("unresolved-name", param.name.name)) };
}

function constantOf(world: World, scope: Scope, decl: ConstDecl, index: number): Lazy<Operand> {
  const name = decl.names[index]?.name ?? "_";
  const value = decl.values[index];
  // In a broken group neither values nor iota can be trusted.
  if (decl.hasError) return ready(unknownOperand("syntax-error", `the declaration of ${name} is no Go`));
  if (!value) return ready(unknownOperand("constant", `${name} has no value`));
  return lazy(() => {
    const withIota = hidesIota(scope) ? scope : withNames(scope, [["iota", iotaEntity(decl.iota)]]);
    const operand = evaluate(world, withIota, value);
    if (operand.mode === "constant") return decl.type ? convertConstant(world, operand, resolveType(world, scope, decl.type)) : operand;
    if (operand.mode === "unknown") return operand;
    return { mode: "unknown", unknown: whyNotConstant(operand) ?? { unknown: "constant", detail: `${name} is not constant` } };
  }, unknownOperand("constant", `${name} refers to itself`));
}

/** Whether a declared name stands before the predeclared `iota`. */
function hidesIota(scope: Scope): boolean {
  let current = scope;
  while (current.kind === "local" && !current.names.has("iota")) current = current.parent;
  return current.kind === "local" || (current.kind === "file" && current.unit.pkg.members.has("iota"));
}

function variableType(world: World, scope: Scope, decl: VarDecl, index: number): Lazy<Type> {
  const { type, values } = decl;
  const name = decl.names[index]?.name ?? "_";
  if (decl.hasError) return ready(unknownType("syntax-error", `the declaration of ${name} is no Go`, name));
  const cycle = unknownType("unresolved-name", `${name} refers to itself`, name);
  if (type) return lazy(() => resolveType(world, scope, type), cycle);
  return valueType(world, scope, values, index, decl.names.length);
}

/** The type of the `index`-th of `nNames` variables initialised by `values`, one each or all by one call. */
export function valueType(world: World, scope: Scope, values: readonly Expr[], index: number, nNames: number): Lazy<Type> {
  const own = values.length === nNames ? values[index] : undefined;
  const cycle = unknownType("unresolved-name", "a variable that refers to itself");
  if (own) return lazy(() => defaultType(operandType(evaluate(world, scope, own))), cycle);
  const call = values.length === 1 ? values[0] : undefined;
  if (!call) return ready(unknownType("unresolved-name", "a variable without a value"));
  return lazy(() => componentType(evaluate(world, scope, call), index), cycle);
}

/** The type of one of several results; the second of `v, ok := m[k]` and the like is an untyped bool. */
function componentType(operand: Operand, index: number): Type {
  if (operand.mode === "tuple") return operand.tuple.types[index] ?? unknownType("unresolved-name", "a missing result");
  return index === 0 ? defaultType(operandType(operand)) : { kind: "basic", name: "bool", spelling: "bool" };
}

function packageOf(scope: Scope): TypeObject["pkg"] {
  let current = scope;
  while (current.kind === "local") current = current.parent;
  return current.kind === "file" ? current.unit.pkg : null;
}
