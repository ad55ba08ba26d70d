import type { FuncDecl } from "@cachelint/syntax";
import type { Operand } from "./operand.js";
import { type FileUnit, importNamed, memberOf, type MissingImport, type Package } from "./package.js";
import type { Lazy, Type, TypeObject } from "./type.js";
import { universe } from "./universe.js";
import type { World } from "./world.js";

/**
 * Where names are looked up, innermost first. A local declaration makes a new scope in front of the old one, so that a
 * scope also says how far into a block one is: statements see what was declared before them, nothing after.
 */
export type Scope =
  | { readonly kind: "universe" }
  | { readonly kind: "file"; readonly unit: FileUnit }
  | { readonly kind: "local"; readonly names: ReadonlyMap<string, Entity>; readonly parent: Scope };

/** What a name stands for. */
export type Entity =
  | { readonly kind: "type"; readonly object: TypeObject }
  /** A type parameter, or what it stands for in an instance. */
  | { readonly kind: "bound-type"; readonly type: Type }
  | { readonly kind: "const"; readonly operand: Lazy<Operand> }
  | { readonly kind: "var"; readonly type: Lazy<Type> }
  | FuncEntity
  | { readonly kind: "package"; readonly pkg: Package | MissingImport }
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "nil" };

export type FuncEntity = { readonly kind: "func"; readonly decl: FuncDecl; readonly scope: Scope };

/** What `name` means in `scope`; undefined where nothing of that name is in sight. */
export function lookup(world: World, scope: Scope, name: string): Entity | undefined {
  let current = scope;
  while (current.kind === "local") {
    const entity = current.names.get(name);
    if (entity) return entity;
    current = current.parent;
  }
  if (current.kind === "file") {
    const entity = memberOf(world, current.unit.pkg, name) ?? importNamed(world, current.unit, name);
    if (entity) return entity;
  }
  return universe.get(name);
}

/** The file a scope lies in; null in the universe. */
export function fileOf(scope: Scope): FileUnit | null {
  let current = scope;
  while (current.kind === "local") current = current.parent;
  return current.kind === "file" ? current.unit : null;
}

/** `scope` with some names in front of it; blank names are no names. */
export function withNames(scope: Scope, entries: Iterable<readonly [string, Entity]>): Scope {
  const names = new Map<string, Entity>();
  for (const [name, entity] of entries) if (name !== "_") names.set(name, entity);
  return names.size === 0 ? scope : { kind: "local", names, parent: scope };
}

/** The file that a type is declared in; null for predeclared ones. */
export function unitOf({ scope }: Pick<TypeObject, "scope">): FileUnit | null {
  return fileOf(scope);
}
