import type { Arch } from "./arch.js";
import { overflow, type Extent, type Overflow } from "./extent.js";
import { roundUp } from "./round-up.js";

/** Where the compiler puts the fields of a struct; also the struct's own extent as a field or element of another type. */
export type StructLayout = Extent & {
  /** The offset of each field, in declaration order. */
  readonly offsetsBytes: readonly number[];
  /**
   * Whether the compiler added a byte after a last field of size 0, lest its address be that of the next object (golang.org/issue/9401).
   * The byte belongs to no field: it is part of the tail padding.
   */
  readonly trailingZeroSizeByte: boolean;
};

export type StructOptions = {
  readonly arch: Arch;
  /** Whether the struct is the type named `align64` of sync/atomic or internal/runtime/atomic, which the compiler aligns to 8 by its name. */
  readonly isAlign64: boolean;
};

/** Unused bytes between field `afterIndex` and the next one. */
export type Hole = { readonly afterIndex: number; readonly offsetBytes: number; readonly sizeBytes: number };

/**
 * The offsets, size, alignment and pointer bytes of a struct with these fields in this order
 * (cmd/compile/internal/types/size.go, CalcStructSize and calcStructOffset).
 */
export function structLayout(fields: readonly Extent[], options: StructOptions): StructLayout | Overflow {
  const { arch } = options;
  const nFields = fields.length;
  const offsetsBytes = new Array<number>(nFields);
  let endBytes = 0;
  let alignBytes = options.isAlign64 ? 8 : 1;
  let pointerBytes = 0;
  for (let i = 0; i < nFields; i++) {
    const field = fields[i]!;
    const offsetBytes = roundUp(endBytes, field.alignBytes);
    offsetsBytes[i] = offsetBytes;
    endBytes = offsetBytes + field.sizeBytes;
    // Here rather than at the end, so that the sum of many large fields stays exact.
    if (endBytes > arch.maxStructEndBytes) return overflow;
    if (field.alignBytes > alignBytes) alignBytes = field.alignBytes;
    if (field.pointerBytes > 0) pointerBytes = offsetBytes + field.pointerBytes;
  }
  const trailingZeroSizeByte = endBytes > 0 && fields[nFields - 1]!.sizeBytes === 0;
  const sizeBytes = roundUp(trailingZeroSizeByte ? endBytes + 1 : endBytes, alignBytes);
  if (sizeBytes > arch.maxStructBytes) return overflow;
  return { sizeBytes, alignBytes, pointerBytes, offsetsBytes, trailingZeroSizeByte };
}

/**
 * The unused bytes between fields, in order of offset; what follows the last field is `tailPaddingBytes`.
 * Sizes of fields + sizes of holes + tail padding = size of the struct.
 */
export function holes(fields: readonly Extent[], layout: StructLayout): readonly Hole[] {
  const found: Hole[] = [];
  const { offsetsBytes } = layout;
  for (let i = 1; i < fields.length; i++) {
    const endBytes = offsetsBytes[i - 1]! + fields[i - 1]!.sizeBytes;
    const sizeBytes = offsetsBytes[i]! - endBytes;
    if (sizeBytes > 0) found.push({ afterIndex: i - 1, offsetBytes: endBytes, sizeBytes });
  }
  return found;
}

/** The unused bytes after the last field: the byte that follows a last field of size 0, and the rounding up to the struct's alignment. */
export function tailPaddingBytes(fields: readonly Extent[], layout: StructLayout): number {
  const last = fields.length - 1;
  return last < 0 ? layout.sizeBytes : layout.sizeBytes - layout.offsetsBytes[last]! - fields[last]!.sizeBytes;
}
