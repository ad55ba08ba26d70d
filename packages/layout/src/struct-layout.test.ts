import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { arrayExtent, isOverflow, type Extent } from "./extent.js";
import { holes, structLayout, tailPaddingBytes } from "./struct-layout.js";
import { amd64, anyArch, anyType, atomicInt64, extentOf, extentsOf, i386, known, structOf, type GoType } from "../test/go-types.js";

const empty: GoType = { of: [] };

// Each as Go 1.19 and Go 1.27 compile it.
test.each<[string, readonly GoType[], string, string]>([
  ["{int32; _ struct{}}", ["int32", empty], "8/4", "8/4"],
  ["{int8; [0]int64}", ["int8", [0, "int64"]], "16/8", "8/4"],
  ["{_ [0]func(); bool}", [[0, "func"], "bool"], "8/8", "4/4"],
  ["{[0]int64; struct{}}", [[0, "int64"], empty], "0/8", "0/4"],
  ["{byte; [0]byte struct; byte}", ["uint8", { of: [[0, "uint8"]] }, "uint8"], "2/1", "2/1"],
  ["{byte; [3]struct{}}", ["uint8", [3, empty]], "2/1", "2/1"],
  ["{complex64; byte; complex128}", ["complex64", "uint8", "complex128"], "32/8", "28/4"],
  ["{bool; atomic.Int64}", ["bool", atomicInt64], "16/8", "16/8"],
  ["{bool; int64; float64}", ["bool", "int64", "float64"], "24/8", "20/4"],
  ["{byte; [0]atomic.Int64}", ["uint8", [0, atomicInt64]], "16/8", "16/8"],
  ["{{int32; _ struct{}}; int8}", [{ of: ["int32", empty] }, "int8"], "12/4", "12/4"],
  ["{[64]byte; _ [0]byte}", [[64, "uint8"], [0, "uint8"]], "65/1", "65/1"],
  ["{[8]uint64; _ [0]byte}", [[8, "uint64"], [0, "uint8"]], "72/8", "68/4"],
  ["atomic.Int64", [empty, "align64", "int64"], "8/8", "8/8"],
  ["{}", [], "0/1", "0/1"],
])("struct %s is %s %s (size/align) on amd64 and %s on 386", (_name, fields, on64, on32) => {
  for (const [arch, expected] of [[amd64, on64], [i386, on32]] as const) {
    const { sizeBytes, alignBytes } = structOf(fields, arch);
    expect(`${sizeBytes}/${alignBytes}`).toBe(expected);
  }
});

test("pointer bytes end in the last field that holds pointers", () => {
  expect(structOf(["int64", "string", "int64"], amd64).pointerBytes).toBe(16);
  expect(structOf(["int64", "string", "int64"], i386).pointerBytes).toBe(12);
  expect(structOf(["interface", "pointer-not-in-heap", [0, "pointer"]], amd64).pointerBytes).toBe(16);
});

test("a layout tells where the holes are", () => {
  const fields = extentsOf(["bool", "int64", "int16", "float32", "bool"], amd64);
  const layout = known(structLayout(fields, { arch: amd64, isAlign64: false }));
  expect(layout.offsetsBytes).toEqual([0, 8, 16, 20, 24]);
  expect(holes(fields, layout)).toEqual([{ afterIndex: 0, offsetBytes: 1, sizeBytes: 7 }, { afterIndex: 2, offsetBytes: 18, sizeBytes: 2 }]);
  expect(tailPaddingBytes(fields, layout)).toBe(7);
});

test("the byte after a last field of size 0 is tail padding", () => {
  const fields = extentsOf(["int32", empty], amd64);
  const layout = known(structLayout(fields, { arch: amd64, isAlign64: false }));
  expect(layout.trailingZeroSizeByte).toBe(true);
  expect(tailPaddingBytes(fields, layout)).toBe(4);
  expect(structOf([empty, empty], amd64).trailingZeroSizeByte).toBe(false);
  expect(structOf([empty, "int32"], amd64).trailingZeroSizeByte).toBe(false);
});

test("structs that the compiler refuses overflow", () => {
  const half = known(arrayExtent(extentOf("uint8", i386), 2 ** 30, i386));
  expect(structLayout([half, half], { arch: i386, isAlign64: false })).toEqual({ overflow: true });
  const wholeButOne = known(arrayExtent(extentOf("uint8", i386), 2 ** 31 - 2, i386));
  expect(structLayout([wholeButOne], { arch: i386, isAlign64: false })).toMatchObject({ sizeBytes: 2 ** 31 - 2 });
  expect(structLayout([extentOf("int32", i386), known(arrayExtent(extentOf("uint8", i386), 2 ** 31 - 6, i386))], { arch: i386, isAlign64: false }))
    .toEqual({ overflow: true });
  const many: Extent[] = new Array<Extent>(100).fill({ sizeBytes: 2 ** 49, alignBytes: 8, pointerBytes: 0 });
  expect(structLayout(many, { arch: amd64, isAlign64: false })).toEqual({ overflow: true });
  expect(structLayout(many.slice(0, 1), { arch: amd64, isAlign64: false })).toMatchObject({ sizeBytes: 2 ** 49 });
});

test("sizes, holes and tail padding add up, and offsets are aligned", () => {
  fc.assert(fc.property(fc.array(anyType, { maxLength: 12 }), anyArch, (types, arch) => {
    const fields = extentsOf(types, arch);
    const layout = known(structLayout(fields, { arch, isAlign64: false }));
    const sum = fields.reduce((bytes, field) => bytes + field.sizeBytes, 0) + holes(fields, layout).reduce((bytes, hole) => bytes + hole.sizeBytes, 0);
    expect(sum + tailPaddingBytes(fields, layout)).toBe(layout.sizeBytes);
    fields.forEach((field, i) => expect(layout.offsetsBytes[i]! % field.alignBytes).toBe(0));
    expect(layout.sizeBytes % layout.alignBytes).toBe(0);
    expect(layout.pointerBytes).toBeLessThanOrEqual(layout.sizeBytes);
  }));
});

test("the layout is that of go/types, which finds the last field's end first", () => {
  fc.assert(fc.property(fc.array(anyType, { maxLength: 8 }), anyArch, (types, arch) => {
    const fields = extentsOf(types, arch);
    const layout = known(structLayout(fields, { arch, isAlign64: false }));
    expect(layout.sizeBytes).toBe(goTypesSize(fields));
    expect(isOverflow(layout)).toBe(false);
  }));
});

/** go/types/gcsizes.go, Offsetsof and Sizeof, with Go's own bit arithmetic. */
function goTypesSize(fields: readonly Extent[]): number {
  if (fields.length === 0) return 0;
  const align = (x: number, a: number): number => (x + a - 1) & ~(a - 1);
  let offset = 0;
  const offsets = fields.map((field) => {
    const start = align(offset, field.alignBytes);
    offset = start + field.sizeBytes;
    return start;
  });
  const lastOffset = offsets.at(-1)!;
  const lastSize = fields.at(-1)!.sizeBytes;
  return align(lastOffset + (lastOffset > 0 && lastSize === 0 ? 1 : lastSize), Math.max(...fields.map((field) => field.alignBytes)));
}
