import { type NamedType, type Type, type TypeObject, unalias } from "@cachelint/types";

/** A type as its containers are to be looked at, and which of them. */
export type Instance = { readonly type: Type; readonly isWanted: (element: Type) => boolean };

/**
 * Of a generic type, the instances that the packages read have: elements that hang on type parameters are judged as they
 * are there. Without any, all that can be judged is what has a size of its own.
 */
export function instancesOf(object: TypeObject, type: Type): readonly Instance[] {
  if (object.typeParams.length === 0) return [{ type, isWanted: () => true }];
  const instances = [...object.instances.values()].filter((one): one is NamedType => one.kind === "named" && 0 < one.args.length && !isOpen(one));
  if (instances.length === 0) return [{ type, isWanted: (element) => unalias(element).kind !== "type-param" }];
  return [{ type, isWanted: (element) => !isOpen(element) }, ...instances.map((one) => ({ type: one, isWanted: () => true }))];
}

/** Whether a type says nothing by itself, or is made of type parameters. */
function isOpen(type: Type): boolean {
  const actual = unalias(type);
  if (actual.kind === "type-param") return true;
  if (actual.kind === "array") return isOpen(actual.elem);
  return actual.kind === "named" && (actual.args.length === 0 ? 0 < actual.object.typeParams.length : actual.args.some(isOpen));
}
