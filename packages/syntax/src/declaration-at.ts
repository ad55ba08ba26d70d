import type { DeclOutline } from "./outline.js";

/** The index of the declaration that an offset lies in; -1 for none. */
export function declarationAt(declarations: readonly DeclOutline[], offset: number): number {
  let low = 0;
  let high = declarations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offset < (declarations[middle] as DeclOutline).end) high = middle;
    else low = middle + 1;
  }
  const found = declarations[low];
  return found !== undefined && found.start <= offset ? low : -1;
}
