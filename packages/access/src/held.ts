import { memberOf, type Package, readInto, type SourceFile, type Type, type TypeObject, typeOfObject, unalias, underlying, type World } from "@cachelint/types";
import { isAtomicPackage } from "./operations.js";
import { plainnessOf } from "./plain-variables.js";
import { isLockType, typeRoot } from "./roots.js";

/** What fields, elements and variables of some packages hold by value. */
export type Held = {
  /** Roots of types. */
  readonly values: ReadonlySet<string>;
  /** Of them, those that lie in arrays and slices. */
  readonly elements: ReadonlySet<string>;
  /** By the root of what they hold: types declared as slices or arrays, and fields that are slices. */
  readonly containers: ReadonlyMap<string, readonly Container[]>;
  /** Types of packages that are not read, and those that lie in them. */
  readonly foreign: ReadonlySet<TypeObject>;
  /** Atomics lie in types of packages that are not read. */
  readonly hasForeignAtomics: boolean;
};

/** A declared type by its name; of a field, the root of its elements. */
export type Container = { readonly kind: "type"; readonly pkg: Package; readonly name: string } | { readonly kind: "field"; readonly root: string };

/** What the declared types and variables of packages hold. */
export function heldIn(world: World, packages: readonly Package[]): Held {
  const own = new Set(packages);
  const values = new Set<string>();
  const elements = new Set<string>();
  const foreign = new Set<TypeObject>();
  let hasForeignAtomics = false;
  const containers = new Map<string, Map<string, Container>>();
  const addContainer = (element: Type, container: Container): void => {
    const actual = unalias(element);
    if (actual.kind !== "named") return;
    const root = typeRoot(actual.object);
    const known = containers.get(root) ?? new Map<string, Container>();
    containers.set(root, known.set(container.kind === "field" ? container.root : `${container.pkg.importPath}.${container.name}`, container));
  };
  const addContainers = (type: Type, object: TypeObject): void => {
    const under = underlying(type);
    if (under.kind === "struct") for (const field of under.fields()) if (underlying(field.type).kind === "slice") addContainer(elementOf(field.type), { kind: "field", root: `S:${typeRoot(object)}.${field.name}` });
    if ((under.kind === "slice" || under.kind === "array") && object.pkg !== null) addContainer(elementOf(under), { kind: "type", pkg: object.pkg, name: object.name });
  };
  const add = (type: Type, isElement: boolean): void => {
    const actual = unalias(type);
    if (actual.kind === "array") add(actual.elem, true);
    else if (actual.kind === "slice") add(actual.elem(), true);
    else if (actual.kind === "pointer" && unalias(actual.elem()).kind === "array") add(actual.elem(), true);
    else if (actual.kind === "struct") for (const field of actual.fields()) add(field.type, isElement);
    else if (actual.kind === "named" && actual.object.pkg !== null) addNamed(actual, actual.object, isElement);
  };
  const addForeign = (object: TypeObject): void => {
    if (foreign.has(object)) return;
    foreign.add(object);
    addInside(underlying(typeOfObject(world, object)));
  };
  const addInside = (type: Type): void => {
    const actual = unalias(type);
    if (actual.kind === "array") addInside(actual.elem);
    else if (actual.kind === "struct") for (const field of actual.fields()) addInside(field.type);
    else if (actual.kind === "named" && actual.object.pkg !== null && !own.has(actual.object.pkg)) {
      if (isAtomicPackage(actual.object.pkg.importPath)) hasForeignAtomics = true;
      else if (!isLockType(actual)) addForeign(actual.object);
    }
  };
  const addNamed = (type: Type & { kind: "named" }, object: TypeObject, isElement: boolean): void => {
    const { pkg } = object;
    const root = typeRoot(object);
    const known = isElement ? elements : values;
    const isNew = !known.has(root);
    values.add(root);
    if (isElement) elements.add(root);
    if (pkg !== null && !own.has(pkg) && !isAtomicPackage(pkg.importPath) && !isLockType(type)) addForeign(object);
    for (const arg of type.args) add(arg, isElement);
    // Of generic containers each instance holds something else.
    if (0 < type.args.length) addContainers(type, object);
    // What lies in an element lies in the array.
    if (isNew && isElement && underlying(type).kind === "struct") add(underlying(type), true);
  };
  readVariables(world, packages);
  for (const pkg of packages) {
    for (const [name, { unit, index }] of pkg.members) {
      const entity = mayHold(unit.source, index) ? memberOf(world, pkg, name) : undefined;
      if (entity?.kind === "var") add(entity.type(), false);
      else if (entity?.kind === "type") {
        const type = typeOfObject(world, entity.object);
        addContainers(type, entity.object);
        add(underlying(type), false);
      }
    }
  }
  return { values, elements, containers: new Map([...containers].map(([root, known]) => [root, [...known.values()]])), foreign, hasForeignAtomics };
}

function elementOf(type: Type): Type {
  const under = underlying(type);
  return under.kind === "slice" ? under.elem() : under.kind === "array" ? under.elem : type;
}

/** All of them are asked for below: one parse for many. */
function readVariables({ sources }: World, packages: readonly Package[]): void {
  readInto(sources, packages.flatMap(({ units }) => units.map(({ source }) => ({ source, indices: [...source.outline.declarations.keys()].filter((index) => source.outline.declarations[index]?.keyword === "var" && mayHold(source, index)) }))));
}

/** A type, or a variable that is not plain at first sight. */
function mayHold(source: SourceFile, index: number): boolean {
  const { keyword } = source.outline.declarations[index] ?? {};
  return keyword === "type" || (keyword === "var" && plainnessOf(source, index) === null);
}
