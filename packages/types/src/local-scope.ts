import type { CaseClause, Expr, FuncDecl, Param, Stmt } from "@cachelint/syntax";
import { defaultType } from "./convert.js";
import { coreType } from "./core-type.js";
import { valueType } from "./declare.js";
import { elementType } from "./element-type.js";
import { evaluate } from "./evaluate.js";
import { functionScope, parameterTypes } from "./members.js";
import { operandType } from "./operand.js";
import { resolveType } from "./resolve.js";
import { type Entity, type Scope, withNames } from "./scope.js";
import { lazy, type Lazy, type Type, unknownType } from "./type.js";
import { basic } from "./universe.js";
import type { World } from "./world.js";

type LocalScope = Scope & { readonly kind: "local" };

/** `scope` after `names := values`: names that the block already has are assigned to only. `outer` is the scope around the block. */
export function defineScope(world: World, scope: Scope, stmt: Stmt & { kind: "define" }, outer: Scope): Scope {
  return withNames(scope, stmt.names.flatMap((name, i) => (isDeclaredIn(scope, outer, name.name) ? [] : [[name.name, variable(valueType(world, scope, stmt.values, i, stmt.names.length))] as const])));
}

/** The scope of a function's body, its receiver, parameters and named results in sight. */
export function bodyScope(world: World, fileScope: Scope, decl: FuncDecl): LocalScope {
  const scope = functionScope(world, fileScope, decl);
  const receivers = decl.receiver ? [decl.receiver] : [];
  return withParams(world, scope, [...receivers, ...decl.signature.params, ...decl.signature.results]);
}

/** The scope of a function's body, a local one even without parameters; a variadic one is a slice. */
export function withParams(world: World, scope: Scope, params: readonly Param[]): LocalScope {
  const names = new Map<string, Entity>();
  for (const param of params) {
    for (const { name } of param.names) if (name !== "_") names.set(name, variable(lazy(() => parameterTypes(world, [param], scope)[0] ?? unknownType("unresolved-name", name), unknownType("unresolved-name", name))));
  }
  return { kind: "local", names, parent: scope };
}

function variable(type: Lazy<Type>): Entity {
  return { kind: "var", type };
}

/** `scope` with the variables that a range clause declares. */
export function rangeScope(world: World, scope: Scope, stmt: Stmt & { kind: "range" }): Scope {
  return withNames(scope, stmt.left.flatMap((left, i) => (left.kind === "ident" ? [[left.name, variable(lazy(() => rangeType(world, scope, stmt.operand, i), unknownType("unresolved-name", left.name)))] as const] : [])));
}

/** The type of the first or second variable of a range clause (Go spec, "For statements with range clause"). */
function rangeType(world: World, scope: Scope, operand: Expr, index: number): Type {
  const type = operandType(evaluate(world, scope, operand));
  const under = coreType(world, type);
  switch (under.kind) {
    case "basic":
      if (!under.name.endsWith("string")) return defaultType(type);
      return index === 0 ? basic("int") : basic("int32", "rune");
    case "map":
      return index === 0 ? under.key() : under.value();
    case "chan":
      return under.elem();
    case "func": {
      const yielded = under.signature.params[0];
      const body = yielded ? coreType(world, parameterTypes(world, [yielded], under.scope)[0] ?? type) : under;
      return (body.kind === "func" && parameterTypes(world, body.signature.params, body.scope)[index]) || unknownType("unresolved-name", "a range over a function");
    }
    default:
      return index === 0 ? basic("int") : elementType(world, under);
  }
}

/** The scope of a clause of a type switch, where the guard's variable has the clause's type. */
export function typeSwitchScope(world: World, scope: Scope, stmt: Stmt & { kind: "type-switch" }, clause: CaseClause): Scope {
  if (!stmt.name) return scope;
  const [only] = clause.expressions;
  const isSingle = clause.expressions.length === 1 && only && !(only.kind === "ident" && only.name === "nil");
  const type = isSingle ? lazy(() => resolveType(world, scope, only), unknownType("unresolved-name", stmt.name.name)) : lazy(() => operandType(evaluate(world, scope, stmt.operand)), unknownType("unresolved-name", stmt.name.name));
  return withNames(scope, [[stmt.name.name, variable(type)]]);
}

/** Whether `:=` finds the variable in its own block, parameters counting to a function's body, and so only assigns to it. */
function isDeclaredIn(scope: Scope, outer: Scope, name: string): boolean {
  for (let current = scope; current !== outer && current.kind === "local"; current = current.parent) if (current.names.get(name)?.kind === "var") return true;
  return false;
}
