import type { Arch } from "./arch.js";

/**
 * How much memory a value of a type takes: all that its surroundings need to know of it.
 * `sizeBytes` is a multiple of `alignBytes`; `alignBytes` is 1, 2, 4 or 8.
 * `pointerBytes` is the length of the prefix that holds pointers, 0 where there are none (cmd/compile/internal/types/size.go, PtrDataSize).
 */
export type Extent = { readonly sizeBytes: number; readonly alignBytes: number; readonly pointerBytes: number };

/** The type is larger than the compiler allows, so the program does not compile and there is no size to tell. */
export type Overflow = { readonly overflow: true };

export const overflow: Overflow = Object.freeze({ overflow: true });

/** Whether a layout came to nothing because the type is too large to compile. */
export function isOverflow(value: object): value is Overflow {
  return "overflow" in value;
}

/** The types whose size does not depend on that of another type. `-not-in-heap` is a `*T` or `[]T` whose T lives outside the collector's heap. */
export type ScalarKind =
  | "bool" | "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "float32"
  | "int64" | "uint64" | "float64" | "complex64" | "complex128"
  | "int" | "uint" | "uintptr" | "unsafe.Pointer"
  | "pointer" | "chan" | "map" | "func" | "string" | "interface" | "slice"
  | "pointer-not-in-heap" | "slice-not-in-heap";

/** Bytes, alignment and pointer bytes of a type that needs no other type's size (cmd/compile/internal/types/size.go, CalcSize). */
export function scalarExtent(kind: ScalarKind, arch: Arch): Extent {
  return (arch.pointerBytes === 8 ? wideScalars : narrowScalars)[kind];
}

/**
 * Bytes, alignment and pointer bytes of `[length]element` (cmd/compile/internal/types/size.go, CalcArraySize).
 * An array of no elements keeps the alignment of its element. `length` may be any integer up to 2^63, even one a number holds inexactly:
 * such lengths are legal only for elements of size 0, where they make no difference.
 */
export function arrayExtent(element: Extent, length: number, arch: Arch): Extent | Overflow {
  const { sizeBytes, alignBytes, pointerBytes } = element;
  if (sizeBytes === 0 || length === 0) return { sizeBytes: 0, alignBytes, pointerBytes: 0 };
  if (length > Math.floor(arch.maxArrayBytes / sizeBytes)) return overflow;
  return {
    sizeBytes: sizeBytes * length,
    alignBytes,
    pointerBytes: pointerBytes === 0 ? 0 : sizeBytes * (length - 1) + pointerBytes,
  };
}

const wideScalars = scalarsOf(8);
const narrowScalars = scalarsOf(4);

function scalarsOf(word: 4 | 8): Readonly<Record<ScalarKind, Extent>> {
  const one = extent(1, 1, 0);
  const two = extent(2, 2, 0);
  const four = extent(4, 4, 0);
  // 64-bit numbers are aligned to a register: to 4 bytes on 32-bit architectures.
  const eight = extent(8, word, 0);
  const integer = extent(word, word, 0);
  const pointer = extent(word, word, word);
  return {
    bool: one, int8: one, uint8: one,
    int16: two, uint16: two,
    int32: four, uint32: four, float32: four,
    int64: eight, uint64: eight, float64: eight,
    // Laid out as two float32, so aligned to 4 everywhere.
    complex64: extent(8, 4, 0),
    complex128: extent(16, word, 0),
    int: integer, uint: integer, uintptr: integer,
    "unsafe.Pointer": pointer, pointer, chan: pointer, map: pointer, func: pointer,
    "pointer-not-in-heap": integer,
    // Data pointer first, then length and capacity.
    string: extent(2 * word, word, word),
    slice: extent(3 * word, word, word),
    "slice-not-in-heap": extent(3 * word, word, 0),
    // The collector reads both words, the type's as well as the data's.
    interface: extent(2 * word, word, 2 * word),
  };
}

function extent(sizeBytes: number, alignBytes: number, pointerBytes: number): Extent {
  return Object.freeze({ sizeBytes, alignBytes, pointerBytes });
}
