import { type Expr, type FuncDecl, type InterfaceMethod, offsetsOfName, type Param, type Signature, type StructType as StructSyntax } from "@cachelint/syntax";
import { bindTypeParams } from "./declare.js";
import { measureStruct, selfContaining } from "./extent.js";
import { constraintType } from "./core-type.js";
import { anyNotInHeap } from "./not-in-heap.js";
import { type DeclarationPlace, memberOf, type Package } from "./package.js";
import { resolveType, typeOfObject } from "./resolve.js";
import { type Entity, type FuncEntity, lookup, type Scope, withNames } from "./scope.js";
import { type Field, type InterfaceType, lazy, type NamedType, ready, type StructType, type Type, unalias, underlying, unknownType } from "./type.js";
import { typeKey } from "./type-string.js";
import { declarationsAt, type World } from "./world.js";

/** The struct type of a literal in the source; its fields are resolved when asked for. */
export function structType(world: World, scope: Scope, syntax: StructSyntax): StructType {
  const fields = lazy<readonly Field[]>(() => fieldsOf(world, scope, syntax), []);
  return { kind: "struct", syntax, fields, measure: lazy(() => measureStruct(world, syntax, fields()), selfContaining), isNotInHeap: lazy(() => anyNotInHeap(fields()), "no") };
}

/** What `x.name` selects. `path` leads through embedded fields to the field itself, or to the receiver of the method. */
export type Member =
  | { readonly kind: "field"; readonly field: Field; readonly path: readonly Field[] }
  | { readonly kind: "method"; readonly func: FuncEntity; readonly bindings: Scope; readonly path: readonly Field[] }
  | { readonly kind: "interface-method"; readonly method: InterfaceMethod; readonly scope: Scope; readonly path: readonly Field[] };

/**
 * The field or method `name` of a type, at the shallowest depth of embedding (Go spec, "Selectors"); null where there is
 * none, or several at the same depth.
 */
export function findMember(world: World, type: Type, name: string): Member | null {
  const base = pointee(type);
  if (base.kind !== "named") return searchMember(world, base, name);
  const members = world.members.get(base) ?? new Map<string, Member>();
  world.members.set(base, members);
  // What is not found may be found later, once the fields are known.
  const member = members.get(name) ?? searchMember(world, base, name);
  if (member) members.set(name, member);
  return member;
}

function searchMember(world: World, type: Type, name: string): Member | null {
  let level: readonly Embedded[] = [{ type, path: [], isDoubled: false }];
  const seen = new Set<unknown>();
  while (0 < level.length) {
    const found = level.flatMap((entry) => {
      const member = ownMember(world, entry.type, entry.path, name);
      return member ? [{ member, isDoubled: entry.isDoubled }] : [];
    });
    if (found[0]) return 1 < found.length || found[0].isDoubled ? null : found[0].member;
    level = level.flatMap((entry) => embeddedOf(entry, seen));
    level = level.length < 2 ? level : withoutDoubles(world, level);
  }
  return null;
}

/** A type on the way down; doubled if several paths of the same length lead to it, so that its members are none. */
type Embedded = { readonly type: Type; readonly path: readonly Field[]; readonly isDoubled: boolean };

/** The method a named type declares itself, its receiver's type parameters bound to the type's arguments. */
export function declaredMethod(world: World, type: NamedType, name: string): { func: FuncEntity; bindings: Scope } | null {
  const { object } = type;
  const place = object.isLocal || !object.pkg ? undefined : (object.pkg.methods().get(object.name)?.get(name) ?? methodByAlias(world, object.pkg, type, name));
  const decl = place && functionAt(world, place);
  if (!place || !decl) return null;
  const scope = place.unit.scope;
  const names = receiverTypeParams(decl.receiver);
  const bound = names.map((param, i) => [param, { kind: "bound-type", type: type.args[i] ?? unknownType("type-parameter", param) }] as const);
  return { func: { kind: "func", decl, scope }, bindings: withNames(scope, bound) };
}

/** A method whose receiver is named by an alias of the type: `type A = T; func (a A) m()`. */
function methodByAlias(world: World, pkg: Package, type: NamedType, name: string): DeclarationPlace | undefined {
  for (const receiver of aliasReceivers(pkg)) {
    const place = receiver === type.object.name ? undefined : pkg.methods().get(receiver)?.get(name);
    if (!place) continue;
    const entity = memberOf(world, pkg, receiver);
    const target = entity?.kind === "type" && entity.object.isAlias ? unalias(typeOfObject(world, entity.object)) : null;
    if (target?.kind === "named" && target.object === type.object) return place;
  }
  return undefined;
}

const aliasReceiversOf = new WeakMap<Package, readonly string[]>();

/** Receivers of methods that may be aliases; few packages have any. */
function aliasReceivers(pkg: Package): readonly string[] {
  const known = aliasReceiversOf.get(pkg) ?? [...pkg.methods().keys()].filter((receiver) => isAliasIn(pkg, receiver));
  aliasReceiversOf.set(pkg, known);
  return known;
}

/** Whether the text may declare an alias of that name; spares most types from being read. */
function isAliasIn(pkg: Package, name: string): boolean {
  const place = pkg.members.get(name);
  const span = place?.unit.source.outline.declarations[place.index];
  if (place === undefined || span === undefined) return false;
  const text = place.unit.source.file.text.slice(span.start, span.end);
  return offsetsOfName(text, name).some((at) => text[at - 1] !== "." && aliasing.test(text.slice(at + name.length)));
}

/** What follows the name of an alias, after its type parameters. */
const aliasing = /^\s*(?:\[[^\]]*\]\s*)?=/;

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
  const base = ofReceiver.length === 0 || !decl.receiver ? undefined : lookup(world, scope, embeddedName(decl.receiver.type));
  const declared = base?.kind === "type" ? base.object : null;
  const names = new Map<string, Entity>();
  const bound: Scope = ofReceiver.length === 0 ? scope : { kind: "local", names, parent: scope };
  ofReceiver.forEach((name, i) => {
    const constraint = declared?.typeParams[i]?.constraint;
    // A constraint that mentions other parameters means them by the names of the type's declaration.
    const inDeclaration = (): Scope => withNames(declared?.scope ?? scope, (declared?.typeParams ?? []).flatMap((param, j) => [[param.name.name, names.get(ofReceiver[j] ?? "_")]]).filter((entry): entry is [string, Entity] => entry[1] !== undefined));
    const unknown = unknownType("type-parameter", name);
    const type: Type = { kind: "type-param", id: world.nextId(), name, constraint: constraint ? lazy(() => constraintType(world, inDeclaration(), constraint), unknown) : ready(unknown) };
    if (name !== "_") names.set(name, { kind: "bound-type", type });
  });
  return bindTypeParams(world, bound, decl.typeParams, []);
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
    if (method) return { kind: "method", ...method, path };
  }
  const under = underlying(actual);
  if (under.kind === "struct") {
    const field = under.fields().find((candidate) => candidate.name === name);
    return field ? { kind: "field", field, path: [...path, field] } : null;
  }
  const face = under.kind === "type-param" ? underlying(under.constraint()) : under;
  return face.kind === "interface" ? interfaceMethod(world, face, name, { path, seen: new Set() }) : null;
}

function interfaceMethod(world: World, type: InterfaceType, name: string, way: { readonly path: readonly Field[]; readonly seen: Set<unknown> }): Member | null {
  const { path, seen } = way;
  const own = type.syntax.methods.find((method) => method.name.name === name);
  if (own) return { kind: "interface-method", method: own, scope: type.scope, path };
  // Interfaces that embed themselves are an error, and must not loop.
  if (seen.has(type.syntax)) return null;
  seen.add(type.syntax);
  for (const embed of type.syntax.embeds) {
    const embedded = underlying(resolveType(world, type.scope, embed));
    const found = embedded.kind === "interface" ? interfaceMethod(world, embedded, name, way) : null;
    if (found) return found;
  }
  return null;
}

function embeddedOf({ type, path, isDoubled }: Embedded, seen: Set<unknown>): Embedded[] {
  const under = underlying(type);
  if (under.kind !== "struct" || seen.has(under.syntax)) return [];
  seen.add(under.syntax);
  return under.fields().flatMap((field) => (field.isEmbedded ? [{ type: pointee(field.type), path: [...path, field], isDoubled }] : []));
}

function withoutDoubles(world: World, level: readonly Embedded[]): readonly Embedded[] {
  const byType = new Map<string, Embedded>();
  for (const entry of level) {
    const type = typeKey(world, entry.type);
    byType.set(type, byType.has(type) ? { ...entry, isDoubled: true } : entry);
  }
  return [...byType.values()];
}

function receiverTypeParams(receiver: Param | null): readonly string[] {
  const expr = receiver && receiverBase(receiver.type);
  return expr?.kind === "index" ? expr.indices.map((index) => (index.kind === "ident" ? index.name : "_")) : [];
}

/** `(*G[T])` → `G[T]`. */
function receiverBase(expr: Expr): Expr {
  if (expr.kind === "star") return receiverBase(expr.operand);
  return expr.kind === "paren" ? receiverBase(expr.inner) : expr;
}
