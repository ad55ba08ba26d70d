import type { Expr, Ident, Index, Selector } from "@cachelint/syntax";
import { cgoType } from "./cgo.js";
import { toInt } from "./constant.js";
import { bindTypeParams } from "./declare.js";
import { evaluate } from "./evaluate.js";
import { structType } from "./members.js";
import { namedNotInHeap } from "./not-in-heap.js";
import { whyNotConstant } from "./operand.js";
import { cgoPackage, memberOf, missingQualifier, missingType } from "./package.js";
import { type Entity, fileOf, lookup, type Scope } from "./scope.js";
import { type AliasType, enter, lazy, type Lazy, leave, type NamedType, ready, type Type, type TypeObject, underlying, type Unknown, unknownType } from "./type.js";
import { argumentsKey } from "./type-string.js";
import type { World } from "./world.js";

/** The type that an expression denotes; unknown, with the reason, where it denotes none or none that can be known. */
export function resolveType(world: World, scope: Scope, expr: Expr): Type {
  if (!enter()) return tooDeepType;
  try {
    return resolveWhole(world, scope, expr);
  } finally {
    leave();
  }
}

const tooDeepType = unknownType("unresolved-name", "a type nested too deeply");

function resolveWhole(world: World, scope: Scope, expr: Expr): Type {
  switch (expr.kind) {
    case "ident":
      return namedByIdent(world, scope, expr);
    case "selector":
      return namedBySelector(world, scope, expr);
    case "index":
      return instanceByIndex(world, scope, expr);
    case "paren":
      return resolveType(world, scope, expr.inner);
    case "star": {
      const { operand } = expr;
      return { kind: "pointer", elem: lazy(() => resolveType(world, scope, operand), cycle(operand)) };
    }
    case "slice": {
      const { element } = expr;
      return { kind: "slice", elem: lazy(() => resolveType(world, scope, element), cycle(element)) };
    }
    case "array": {
      const { length, element } = expr;
      const unknown: Unknown = { unknown: "constant", detail: length ? "an array length that refers to itself" : "[...] outside a literal" };
      return { kind: "array", length: length ? lazy(() => arrayLength(world, scope, length), unknown) : ready(unknown), elem: resolveType(world, scope, element) };
    }
    case "map": {
      const { key, value } = expr;
      return { kind: "map", key: lazy(() => resolveType(world, scope, key), cycle(key)), value: lazy(() => resolveType(world, scope, value), cycle(value)) };
    }
    case "chan": {
      const { element, direction } = expr;
      return { kind: "chan", direction, elem: lazy(() => resolveType(world, scope, element), cycle(element)) };
    }
    case "func":
      return { kind: "func", signature: expr.signature, scope };
    case "interface":
      return { kind: "interface", syntax: expr, scope };
    case "struct":
      return structType(world, scope, expr);
    default:
      return unknownType("syntax-error", expr.kind === "bad" ? expr.text : "an expression where a type belongs");
  }
}

/** The constant length of an array type: an integral constant of an integer type or of none (Go spec, "Array types"). */
export function arrayLength(world: World, scope: Scope, expr: Expr): bigint | Unknown {
  const operand = evaluate(world, scope, expr);
  if (operand.mode === "unknown") return operand.unknown;
  if (operand.mode !== "constant") return whyNotConstant(operand) ?? { unknown: "constant", detail: "an array length that is not constant" };
  const length = toInt(operand.value);
  const type = underlying(operand.type);
  const isLength = type.kind === "basic" && (type.name.startsWith("untyped") || /^u?int/.test(type.name));
  return length !== null && isLength && 0n <= length ? length : { unknown: "constant", detail: "an array length that is no whole number" };
}

/** The type of an entity: the type itself, or generic types by their own name; unknown for what is no type. */
export function entityType(world: World, entity: Entity, text: string): Type {
  if (entity.kind === "type") return typeOfObject(world, entity.object);
  if (entity.kind === "bound-type") return entity.type;
  return unknownType("unresolved-name", `${text} is not a type`, text);
}

/** A declared type by its own name; of a generic one, the type over its own parameters. */
export function typeOfObject(world: World, object: TypeObject): Type {
  return instantiate(world, object, []);
}

/** Types that contain ever larger instances of themselves are an error: no program has so many. */
const maxInstances = 20_000;

/** The instance of a type object with these arguments; one and the same for the same arguments spelled the same. */
function instantiate(world: World, object: TypeObject, args: readonly Type[]): Type {
  const key = args.length === 0 ? "" : argumentsKey(world, args);
  const known = key === null ? undefined : object.instances.get(key);
  if (known) return known;
  if (key === null || maxInstances < object.instances.size) return recursive(object);
  const target = lazy<Type>(() => declaredType(world, object, args), recursive(object));
  const type: NamedType | AliasType = object.isAlias ? { kind: "alias", object, args, actual: target } : namedType(world, object, args, target);
  object.instances.set(key, type);
  return type;
}

/** `type T T`, and what leads to ever larger instances of itself (types2, cycleError). */
function recursive({ name }: TypeObject): Type {
  return unknownType("unresolved-name", `${name} is an invalid recursive type: it refers to itself`, name);
}

/** The right-hand side of a type's declaration. */
function declaredType(world: World, object: TypeObject, args: readonly Type[]): Type {
  const { decl } = object;
  if (!decl) return unknownType("unresolved-name", object.name);
  // Structs tell of their errors themselves, and of those fields that are not to blame.
  if (decl.hasError && decl.type.kind !== "struct") return unknownType("syntax-error", `the declaration of ${object.name} is no Go`, object.name);
  return resolveType(world, bindTypeParams(world, object.scope, object.typeParams, args), decl.type);
}

function namedType(world: World, object: TypeObject, args: readonly Type[], target: Lazy<Type>): NamedType {
  const type: NamedType = {
    kind: "named",
    object,
    args,
    underlying: lazy<Type>(() => underlying(target()), recursive(object)),
    // A type that contains itself by value is an error, and must not loop.
    isNotInHeap: lazy(() => namedNotInHeap(world, type), "no"),
  };
  return type;
}

/** The package a selector's operand names, or null where it is an expression. */
export function qualifierOf(world: World, scope: Scope, operand: Expr): (Entity & { kind: "package" }) | null {
  if (operand.kind !== "ident") return null;
  const entity = lookup(world, scope, operand.name);
  if (entity) return entity.kind === "package" ? entity : null;
  const unit = fileOf(scope);
  const missing = unit === null ? undefined : missingQualifier(world, unit);
  return missing ? { kind: "package", pkg: missing } : null;
}

function namedByIdent(world: World, scope: Scope, expr: Ident): Type {
  const entity = lookup(world, scope, expr.name);
  return entity ? entityType(world, entity, expr.name) : unknownType("unresolved-name", expr.name);
}

function namedBySelector(world: World, scope: Scope, expr: Selector): Type {
  const text = `${expr.operand.kind === "ident" ? expr.operand.name : "?"}.${expr.name.name}`;
  const qualifier = qualifierOf(world, scope, expr.operand);
  if (!qualifier) return unknownType("unresolved-name", text);
  if ("missing" in qualifier.pkg) return missingType(qualifier.pkg, text);
  if (qualifier.pkg === cgoPackage) return cgoType(world, expr.name.name);
  const member = memberOf(world, qualifier.pkg, expr.name.name);
  if (member) return entityType(world, member, text);
  return unknownType(qualifier.pkg.ref?.origin === "std-table" ? "std-table" : "unresolved-name", `${qualifier.pkg.importPath}.${expr.name.name}`, text);
}

function instanceByIndex(world: World, scope: Scope, expr: Index): Type {
  const generic = resolveType(world, scope, expr.operand);
  if (generic.kind === "unknown") return generic;
  if (generic.kind !== "named" && generic.kind !== "alias") return unknownType("unresolved-name", "type arguments for a type that takes none");
  return instantiate(world, generic.object, expr.indices.map((index) => resolveType(world, scope, index)));
}

function cycle(expr: Expr): Type {
  return unknownType("unresolved-name", "a type that refers to itself", expr.kind === "ident" ? expr.name : "?");
}
