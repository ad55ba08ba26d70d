import type { StructType } from "@cachelint/syntax";

/** The source indices of the fields of each declaration: `a, b T` has two, an embedded field is one. */
export function fieldsByDeclaration({ fields }: StructType): readonly (readonly number[])[] {
  let next = 0;
  return fields.map(({ names }) => Array.from({ length: Math.max(1, names.length) }, () => next++));
}
