import type { Arch } from "./arch.js";
import { gcd } from "./round-up.js";
import { allocation, pageBytes, tinyBlockBytes, type HeapContext, type HeapObject } from "./size-class.js";

/**
 * How a value comes to its place in memory. Always that of the outermost allocated object; for something inside it, add offsets.
 * - `heap`: new, &T{}, an escaping variable. Tiny and large objects are recognised by their size.
 * - `heap-element`: any element of a slice's or array's own allocation; `length` is undefined where it is not known.
 * - `global`, `global-element`: a package variable, an element of an array that is one.
 * - `stack`: a local variable that does not escape.
 * - `unknown`: anywhere its alignment allows.
 */
export type Placement =
  | ({ readonly kind: "heap" } & HeapObject)
  | { readonly kind: "heap-element"; readonly elementSizeBytes: number; readonly hasPointers: boolean; readonly length: number | undefined }
  | { readonly kind: "global"; readonly sizeBytes: number }
  | { readonly kind: "global-element"; readonly elementSizeBytes: number; readonly length: number }
  | { readonly kind: "stack"; readonly alignBytes: number }
  | { readonly kind: "unknown"; readonly alignBytes: number };

/**
 * The addresses modulo `lineBytes` at which such a value can begin, ascending; none for the elements of an array of length 0.
 * `lineBytes` is a power of two from 16 to 8192.
 * Nothing in Go is aligned to a cache line for its own sake; what is known follows from size classes and page-aligned spans
 * (runtime/malloc.go, runtime/mheap.go) and from the linker (cmd/link/internal/ld/data.go, symalign).
 */
export function startResidues(placement: Placement, lineBytes: number, context: HeapContext): readonly number[] {
  switch (placement.kind) {
    case "heap":
      return heapResidues(placement, lineBytes, context);
    case "heap-element":
      return heapElementResidues(placement, lineBytes, context);
    case "global":
      return multiples(globalAlignBytes(placement.sizeBytes, context.arch), lineBytes);
    case "global-element": {
      const { elementSizeBytes, length } = placement;
      const starts = multiples(globalAlignBytes(elementSizeBytes * length, context.arch), lineBytes);
      return elementResidues(starts, { sizeBytes: elementSizeBytes, length }, lineBytes);
    }
    case "stack":
      // Frames are aligned to a register or more, variables in them only to their type (cmd/compile/internal/ssagen/pgen.go, AllocFrame).
      return multiples(Math.min(placement.alignBytes, context.arch.regBytes), lineBytes);
    case "unknown":
      return multiples(placement.alignBytes, lineBytes);
  }
}

/**
 * The residues modulo `lineBytes` at which elements of an array can begin, ascending, when the array itself begins at one of `starts`;
 * a length that is not known counts as unlimited.
 */
export function elementResidues(
  starts: readonly number[], element: { readonly sizeBytes: number; readonly length: number | undefined }, lineBytes: number,
): readonly number[] {
  const isStart = new Uint8Array(lineBytes);
  markElements(isStart, starts, element.sizeBytes, element.length);
  return marked(isStart);
}

/** The alignment in bytes that the linker gives a package variable of this size: its type has no say (cmd/link/internal/ld/data.go, symalign). */
export function globalAlignBytes(sizeBytes: number, arch: Arch): number {
  let alignBytes: number = arch.linkerMaxAlignBytes;
  while (alignBytes > sizeBytes && alignBytes > arch.linkerMinAlignBytes) alignBytes /= 2;
  return alignBytes;
}

function heapResidues(object: HeapObject, lineBytes: number, context: HeapContext): readonly number[] {
  const { slotBytes, headerBytes, isTiny, isLarge } = allocation(object, context);
  // All objects of size 0 are the variable runtime.zerobase, a uintptr.
  if (slotBytes === 0) return multiples(context.arch.pointerBytes, lineBytes);
  if (isTiny) return tinyResidues(object.sizeBytes, lineBytes, context);
  if (isLarge) return multiples(pageBytes, lineBytes);
  // Objects follow one another from a page boundary on, and every class has enough of them in a span to meet each multiple of the gcd.
  const step = gcd(slotBytes, lineBytes);
  return multiples(step, lineBytes).map((residue) => residue + headerBytes % step);
}

/** Within its block a tiny object is aligned by its size, whatever its type (runtime/malloc.go, mallocgcTiny). */
function tinyResidues(sizeBytes: number, lineBytes: number, { goMinor, arch }: HeapContext): readonly number[] {
  // 12 bytes may begin with a 64-bit word, which atomic operations want 8-aligned (golang.org/issue/37262).
  const holdsWord64 = arch.pointerBytes === 4 && sizeBytes === 12 && goMinor >= 16;
  const alignBytes = holdsWord64 ? 8 : gcd(sizeBytes, 8);
  const found: number[] = [];
  for (let blockBytes = 0; blockBytes < lineBytes; blockBytes += tinyBlockBytes) {
    for (let offsetBytes = 0; offsetBytes + sizeBytes <= tinyBlockBytes; offsetBytes += alignBytes) found.push(blockBytes + offsetBytes);
  }
  return found;
}

function heapElementResidues(
  placement: Extract<Placement, { kind: "heap-element" }>, lineBytes: number, context: HeapContext,
): readonly number[] {
  const { elementSizeBytes, hasPointers, length } = placement;
  const isStart = new Uint8Array(lineBytes);
  const mark = (nElements: number): void => {
    const starts = heapResidues({ sizeBytes: elementSizeBytes * nElements, hasPointers }, lineBytes, context);
    markElements(isStart, starts, elementSizeBytes, nElements);
  };
  if (length !== undefined || elementSizeBytes === 0) {
    mark(length ?? 1);
    return marked(isStart);
  }
  // One length for each size class is enough: the longest array that fits has the starts of the shorter ones.
  for (let nElements = 1; ; nElements++) {
    const { slotBytes, headerBytes, isTiny, isLarge } = allocation({ sizeBytes: elementSizeBytes * nElements, hasPointers }, context);
    if (isLarge) break;
    if (!isTiny) nElements = Math.floor((slotBytes - headerBytes) / elementSizeBytes);
    mark(nElements);
  }
  markElements(isStart, multiples(pageBytes, lineBytes), elementSizeBytes, undefined);
  return marked(isStart);
}

function markElements(isStart: Uint8Array, starts: readonly number[], elementSizeBytes: number, length: number | undefined): void {
  const lineBytes = isStart.length;
  // After this many elements the residues repeat.
  const period = lineBytes / gcd(elementSizeBytes, lineBytes);
  const nElements = Math.min(length ?? period, period);
  const strideBytes = elementSizeBytes % lineBytes;
  for (const start of starts) {
    for (let i = 0; i < nElements; i++) isStart[(start + i * strideBytes) % lineBytes] = 1;
  }
}

function marked(isStart: Uint8Array): readonly number[] {
  const found: number[] = [];
  for (let residue = 0; residue < isStart.length; residue++) if (isStart[residue] === 1) found.push(residue);
  return found;
}

/** The multiples of `step` below `lineBytes`; both are powers of two. */
function multiples(step: number, lineBytes: number): readonly number[] {
  const found: number[] = [];
  for (let residue = 0; residue < lineBytes; residue += step) found.push(residue);
  return found;
}
