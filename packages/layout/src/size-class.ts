import type { Arch } from "./arch.js";
import { roundUp } from "./round-up.js";

/** What the allocator needs to know of the value: its bytes, and whether any of them are pointers (`Extent.pointerBytes > 0`). */
export type HeapObject = { readonly sizeBytes: number; readonly hasPointers: boolean };

export type HeapContext = {
  /** 26 for Go 1.26. */
  readonly goMinor: number;
  readonly arch: Arch;
};

/** What the allocator sets aside for one object. */
export type Allocation = {
  /** Bytes taken from the heap, the header included; 0 for an object of size 0, which is not allocated at all. */
  readonly slotBytes: number;
  /** Bytes before the object in its slot that hold a pointer to its type: 0, or 8 on every architecture. */
  readonly headerBytes: 0 | 8;
  /** Whether the object shares a 16-byte block with other small pointer-free ones; `slotBytes` is then what it would take alone. */
  readonly isTiny: boolean;
  /** Whether the object has pages of its own. */
  readonly isLarge: boolean;
};

/** Bytes of a page of the runtime's heap, on which every span begins (internal/runtime/gc/sizeclasses.go, PageShift). */
export const pageBytes = 8192;
/** Bytes of the blocks that the tiny allocator fills (internal/runtime/gc/sizeclasses.go, TinySize). */
export const tinyBlockBytes = 16;

const headerSinceGoMinor = 22;
const class24SinceGoMinor = 16;
const maxSmallBytes = 32768;

// internal/runtime/gc/sizeclasses.go (runtime/sizeclasses.go before Go 1.25), SizeClassToSize without class 0.
const classes: readonly number[] = [
  8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480, 512,
  576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144,
  6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264,
  28672, 32768,
];
const classesBefore24: readonly number[] = classes.filter((classBytes) => classBytes !== 24);
const slotByWords = slotTable(classes);
const slotByWordsBefore24 = slotTable(classesBefore24);

/** The size classes in bytes, smallest first: 67 since Go 1.16, and 66 before, which had none of 24 bytes (runtime/sizeclasses.go). */
export function sizeClassesBytes(goMinor: number): readonly number[] {
  return goMinor >= class24SinceGoMinor ? classes : classesBefore24;
}

/** What `new`, `&T{}`, `make`, an escaping variable or a grown slice of this many bytes takes (runtime/malloc.go, mallocgc; runtime/msize.go, roundupsize). */
export function allocation(object: HeapObject, context: HeapContext): Allocation {
  const { sizeBytes, hasPointers } = object;
  const { goMinor, arch } = context;
  if (sizeBytes === 0) return { slotBytes: 0, headerBytes: 0, isTiny: false, isLarge: false };
  const hasHeaders = goMinor >= headerSinceGoMinor;
  // Room for a header is reserved even from objects that will have none.
  if (sizeBytes > (hasHeaders ? maxSmallBytes - 8 : maxSmallBytes)) {
    return { slotBytes: roundUp(sizeBytes, pageBytes), headerBytes: 0, isTiny: false, isLarge: true };
  }
  const headerBytes = hasHeaders && hasPointers && sizeBytes > arch.heapHeaderAboveBytes ? 8 : 0;
  const slots = goMinor >= class24SinceGoMinor ? slotByWords : slotByWordsBefore24;
  return {
    slotBytes: slots[(sizeBytes + headerBytes + 7) >>> 3]!,
    headerBytes,
    isTiny: !hasPointers && sizeBytes < tinyBlockBytes,
    isLarge: false,
  };
}

/** The bytes of heap that one object takes: its size class, or whole pages if it is large (runtime/msize.go, roundupsize). */
export function sizeClassBytes(object: HeapObject, context: HeapContext): number {
  return allocation(object, context).slotBytes;
}

/** Smallest class by size in 8-byte words: all classes are multiples of 8. */
function slotTable(ascending: readonly number[]): Uint16Array {
  const slots = new Uint16Array(maxSmallBytes / 8 + 1);
  let fromWord = 1;
  for (const classBytes of ascending) {
    slots.fill(classBytes, fromWord, classBytes / 8 + 1);
    fromWord = classBytes / 8 + 1;
  }
  return slots;
}
