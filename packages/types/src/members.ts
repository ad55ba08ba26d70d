import type { Expr, FuncDecl, InterfaceMethod, Param, Signature, StructType as StructSyntax } from "@cachelint/syntax";
import { bindTypeParams } from "./declare.js";
import { measureStruct, selfContaining } from "./extent.js";
import type { DeclarationPlace } from "./package.js";
import { resolveType } from "./resolve.js";
import { type FuncEntity, type Scope, withNames } from "./scope.js";
import { type Field, type InterfaceType, lazy, type NamedType, type StructType, type Type, unalias, underlying, unknownType } from "./type.js";
import { declarationsAt, type World } from "./world.js";

/** The struct type of a literal in the source; its fields are resolved when asked for. */
export function structType(world: World, scope: Scope, syntax: StructSyntax): StructType {
  const fields = lazy<readonly Field[]>(() => fieldsOf(world, scope, syntax), []);
  return { kind: "struct", syntax, fields, measure: lazy(() => measureStruct(world, syntax, fields()), selfContaining) };
}

/** What `x.name` selects. `path` leads through embedded fields to the field itself. */
export type Member =
  | { readonly kind: "field"; readonly field: Field; readonly path: readonly Field[] }
  | { readonly kind: "method"; readonly func: FuncEntity; readonly bindings: Scope }
  | { readonly kind: "interface-method"; readonly method: InterfaceMethod; readonly scope: Scope };

/**
 * The field or method `name` of a type, at the shallowest depth of embedding (Go spec, "Selectors"); null where there is
 * none, or several at the same depth.
 */
export function findMember(world: World, type: Type, name: string): Member | null {
  let level: readonly { type: Type; path: readonly Field[] }[] = [{ type: pointee(type), path: [] }];
  const seen = new Set<unknown>();
  while (0 < level.length) {
    const found = level.flatMap((entry) => ownMember(world, entry.type, entry.path, name) ?? []);
    if (1 < found.length) return null;
    if (found[0]) return found[0];
    level = level.flatMap((entry) => embeddedOf(entry.type, entry.path, seen));
  }
  return null;
}

/** The method a named type declares itself, its receiver's type parameters bound to the type's arguments. */
export function declaredMethod(world: World, type: NamedType, name: string): { func: FuncEntity; bindings: Scope } | null {
  const { object } = type;
  const place = object.isLocal ? undefined : object.pkg?.methods.get(object.name)?.get(name);
  const decl = place && functionAt(world, place);
  if (!place || !decl) return null;
  const scope = place.unit.scope;
  const names = receiverTypeParams(decl.receiver);
  const bound = names.map((param, i) => [param, { kind: "bound-type", type: type.args[i] ?? unknownType("type-parameter", param) }] as const);
  return { func: { kind: "func", decl, scope }, bindings: withNames(scope, bound) };
}

/** The function declared at a place; undefined where the text there is broken. */
export function functionAt(world: World, place: DeclarationPlace): FuncDecl | undefined {
  const decl = declarationsAt(world.sources, place.unit.source, place.index)[0];
  return decl?.kind === "func-decl" ? decl : undefined;
}

/** The result types of a signature read in `scope`. */
export function resultTypes(world: World, signature: Signature, scope: Scope): readonly Type[] {
  return parameterTypes(world, signature.results, scope);
}

/** One type for each parameter; of a variadic one, the slice. */
export function parameterTypes(world: World, params: readonly Param[], scope: Scope): readonly Type[] {
  return params.flatMap((param) => {
    const type = resolveType(world, scope, param.type);
    const own: Type = param.variadic ? { kind: "slice", elem: () => type } : type;
    return new Array<Type>(Math.max(1, param.names.length)).fill(own);
  });
}

/** The scope inside a function: its receiver's and its own type parameters as themselves. */
export function functionScope(world: World, scope: Scope, decl: FuncDecl): Scope {
  const ofReceiver = receiverTypeParams(decl.receiver);
  const bound = ofReceiver.map((name) => [name, { kind: "bound-type", type: { kind: "type-param", id: world.nextId(), name, constraint: () => unknownType("type-parameter", name) } }] as const);
  return bindTypeParams(world, withNames(scope, bound), decl.typeParams, []);
}

/** The last identifier of an embedded type: the field's name. */
export function embeddedName(expr: Expr): string {
  switch (expr.kind) {
    case "ident":
      return expr.name;
    case "selector":
      return expr.name.name;
    case "star":
    case "index":
      return embeddedName(expr.operand);
    case "paren":
      return embeddedName(expr.inner);
    default:
      return "?";
  }
}

/** `*T` → T, for selectors; every other type is itself. */
export function pointee(type: Type): Type {
  const actual = unalias(type);
  if (actual.kind === "pointer") return actual.elem();
  const under = actual.kind === "named" ? underlying(actual) : actual;
  return under.kind === "pointer" ? under.elem() : actual;
}

function fieldsOf(world: World, scope: Scope, syntax: StructSyntax): readonly Field[] {
  return syntax.fields.flatMap((decl): Field[] => {
    const type = resolveType(world, scope, decl.type);
    const tag = decl.tag?.text ?? null;
    if (decl.embedded) return [{ name: embeddedName(decl.type), type, isEmbedded: true, syntax: decl, tag }];
    return decl.names.map((name) => ({ name: name.name, type, isEmbedded: false, syntax: decl, tag }));
  });
}

function ownMember(world: World, type: Type, path: readonly Field[], name: string): Member | null {
  const actual = unalias(type);
  if (actual.kind === "named") {
    const method = declaredMethod(world, actual, name);
    if (method) return { kind: "method", ...method };
  }
  const under = underlying(actual);
  if (under.kind === "struct") {
    const field = under.fields().find((candidate) => candidate.name === name);
    return field ? { kind: "field", field, path: [...path, field] } : null;
  }
  const face = under.kind === "type-param" ? underlying(under.constraint()) : under;
  return face.kind === "interface" ? interfaceMethod(world, face, name, 0) : null;
}

function interfaceMethod(world: World, type: InterfaceType, name: string, depth: number): Member | null {
  const own = type.syntax.methods.find((method) => method.name.name === name);
  if (own) return { kind: "interface-method", method: own, scope: type.scope };
  // Interfaces cannot embed themselves; a deeper nesting than this is erroneous code.
  if (20 < depth) return null;
  for (const embed of type.syntax.embeds) {
    const embedded = underlying(resolveType(world, type.scope, embed));
    const found = embedded.kind === "interface" ? interfaceMethod(world, embedded, name, depth + 1) : null;
    if (found) return found;
  }
  return null;
}

function embeddedOf(type: Type, path: readonly Field[], seen: Set<unknown>): { type: Type; path: readonly Field[] }[] {
  const under = underlying(type);
  if (under.kind !== "struct" || seen.has(under.syntax)) return [];
  seen.add(under.syntax);
  return under.fields().flatMap((field) => (field.isEmbedded ? [{ type: pointee(field.type), path: [...path, field] }] : []));
}

function receiverTypeParams(receiver: Param | null): readonly string[] {
  let expr: Expr | undefined = receiver?.type;
  while (expr?.kind === "star" || expr?.kind === "paren") expr = expr.kind === "star" ? expr.operand : expr.inner;
  return expr?.kind === "index" ? expr.indices.map((index) => (index.kind === "ident" ? index.name : "_")) : [];
}
