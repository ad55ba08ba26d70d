import { memberOf, type Package, readInto, type Type, type TypeObject, typeOfObject, unalias, underlying, type World } from "@cachelint/types";
import { isAtomicPackage } from "./operations.js";
import { isLockType, typeRoot } from "./roots.js";

/** What fields, elements and variables of some packages hold by value. */
export type Held = {
  /** Roots of types. */
  readonly values: ReadonlySet<string>;
  /** Of them, those that lie in arrays and slices. */
  readonly elements: ReadonlySet<string>;
  /** Types of packages that are not read. */
  readonly foreign: ReadonlySet<TypeObject>;
};

/** What the declared types and variables of packages hold. */
export function heldIn(world: World, packages: readonly Package[]): Held {
  const own = new Set(packages);
  const values = new Set<string>();
  const elements = new Set<string>();
  const foreign = new Set<TypeObject>();
  const add = (type: Type, isElement: boolean): void => {
    const actual = unalias(type);
    if (actual.kind === "array") add(actual.elem, true);
    else if (actual.kind === "slice") add(actual.elem(), true);
    else if (actual.kind === "pointer" && unalias(actual.elem()).kind === "array") add(actual.elem(), true);
    else if (actual.kind === "struct") for (const field of actual.fields()) add(field.type, isElement);
    else if (actual.kind === "named" && actual.object.pkg !== null) addNamed(actual, actual.object, isElement);
  };
  const addNamed = (type: Type & { kind: "named" }, object: TypeObject, isElement: boolean): void => {
    const { pkg } = object;
    const root = typeRoot(object);
    const known = isElement ? elements : values;
    const isNew = !known.has(root);
    values.add(root);
    if (isElement) elements.add(root);
    if (pkg !== null && !own.has(pkg) && !isAtomicPackage(pkg.importPath) && !isLockType(type)) foreign.add(object);
    for (const arg of type.args) add(arg, isElement);
    // What lies in an element lies in the array.
    if (isNew && isElement && underlying(type).kind === "struct") add(underlying(type), true);
  };
  readVariables(world, packages);
  for (const pkg of packages) {
    for (const [name, { unit, index }] of pkg.members) {
      const keyword = unit.source.outline.declarations[index]?.keyword;
      const entity = keyword === "type" || keyword === "var" ? memberOf(world, pkg, name) : undefined;
      if (entity?.kind === "var") add(entity.type(), false);
      else if (entity?.kind === "type") add(underlying(typeOfObject(world, entity.object)), false);
    }
  }
  return { values, elements, foreign };
}

/** All of them are asked for below: one parse for many. */
function readVariables({ sources }: World, packages: readonly Package[]): void {
  readInto(sources, packages.flatMap(({ units }) => units.map(({ source }) => ({ source, indices: source.outline.declarations.flatMap(({ keyword }, index) => (keyword === "var" ? [index] : [])) }))));
}
