import type { Expr } from "@cachelint/syntax";
import { resolveType } from "./resolve.js";
import type { Scope } from "./scope.js";
import { type AliasType, type InterfaceType, type NamedType, type Type, type TypeParamType, underlying } from "./type.js";
import { typeKey } from "./type-string.js";
import type { World } from "./world.js";

/**
 * The type whose form decides what can be done with a value: the underlying type, or for a type parameter the one
 * underlying type that all types of its constraint share. A parameter without one is itself.
 */
export function coreType(world: World, type: Type): Exclude<Type, AliasType | NamedType> {
  const under = underlying(type);
  const term = under.kind === "type-param" ? coreTerm(world, under) : null;
  return term ? underlying(term.type) : under;
}

/** The single type a constraint allows, exactly or (`~T`) as an underlying type; null if it allows any, or several. */
export function coreTerm(world: World, param: TypeParamType): Term | null {
  const constraint = underlying(param.constraint());
  const terms = constraint.kind === "interface" ? termsOf(world, constraint, new Set()) : [{ type: constraint, isTilde: false }];
  const [first, ...others] = terms;
  if (!first || first.type.kind === "unknown" || underlying(first.type).kind === "type-param") return null;
  if (others.length === 0) return first;
  const key = typeKey(world, underlying(first.type));
  return others.every((other) => typeKey(world, underlying(other.type)) === key) ? { type: underlying(first.type), isTilde: true } : null;
}

/** A constraint written without `interface{}`, such as `~[]E` or `*T`, as the interface it stands for. */
export function constraintType(world: World, scope: Scope, expr: Expr): Type {
  const isTerm = (expr.kind === "unary" && expr.op === "~") || expr.kind === "binary";
  const type = isTerm ? null : resolveType(world, scope, expr);
  const under = type && underlying(type);
  if (type && (under?.kind === "interface" || under?.kind === "unknown")) return type;
  return { kind: "interface", syntax: { kind: "interface", start: expr.start, end: expr.end, methods: [], embeds: [expr] }, scope };
}

type Term = { readonly type: Type; readonly isTilde: boolean };

/** The terms of the first element that has any; the other elements of valid code only narrow them. */
function termsOf(world: World, type: InterfaceType, seen: Set<unknown>): readonly Term[] {
  // Constraints that embed themselves are an error.
  if (seen.has(type.syntax)) return [];
  seen.add(type.syntax);
  for (const embed of type.syntax.embeds) {
    const terms = termsOfElement(world, type.scope, embed, seen);
    if (0 < terms.length) return terms;
  }
  return [];
}

function termsOfElement(world: World, scope: Scope, expr: Expr, seen: Set<unknown>): readonly Term[] {
  if (expr.kind === "paren") return termsOfElement(world, scope, expr.inner, seen);
  if (expr.kind === "binary") return [...termsOfElement(world, scope, expr.left, seen), ...termsOfElement(world, scope, expr.right, seen)];
  if (expr.kind === "unary") return [{ type: resolveType(world, scope, expr.operand), isTilde: true }];
  const type = resolveType(world, scope, expr);
  const under = underlying(type);
  return under.kind === "interface" ? termsOf(world, under, seen) : [{ type, isTilde: false }];
}
