import { type Extent } from "@cachelint/layout";
import type { StructType } from "@cachelint/syntax";

/** The source indices of the fields of each declaration: `a, b T` has two, an embedded field is one. */
export function fieldsByDeclaration({ fields }: StructType): readonly (readonly number[])[] {
  let next = 0;
  return fields.map(({ names }) => Array.from({ length: Math.max(1, names.length) }, () => next++));
}

/**
 * What the fields of one declaration take together: they have one type, and stand side by side like the elements of an array, so that
 * the best order of such extents is the best of all orders that keep declarations whole.
 */
export function declarationExtents(extents: readonly Extent[], declarations: readonly (readonly number[])[]): readonly Extent[] {
  return declarations.map((own) => {
    const one = extents[own[0] ?? -1] ?? { sizeBytes: 0, alignBytes: 1, pointerBytes: 0 };
    const before = one.sizeBytes * (own.length - 1);
    return { sizeBytes: before + one.sizeBytes, alignBytes: one.alignBytes, pointerBytes: one.pointerBytes === 0 ? 0 : before + one.pointerBytes };
  });
}

/** An order of fields as one of declarations; null where it parts the fields of one, or turns them round. */
export function orderOfDeclarations(order: readonly number[], declarations: readonly (readonly number[])[]): readonly number[] | null {
  const found: number[] = [];
  for (let at = 0; at < order.length; ) {
    const index = declarations.findIndex((own) => own[0] === order[at]);
    const own = declarations[index];
    if (own === undefined || !own.every((field, i) => order[at + i] === field)) return null;
    found.push(index);
    at += own.length;
  }
  return found;
}
