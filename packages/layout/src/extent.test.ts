import { expect, test } from "@jest/globals";
import { archOf } from "./arch.js";
import { arrayExtent, scalarExtent, type ScalarKind } from "./extent.js";
import { amd64, extentOf, i386, structOf, type GoType } from "../test/go-types.js";

test.each<[ScalarKind, string, string]>([
  ["bool", "1/1/0", "1/1/0"], ["uint8", "1/1/0", "1/1/0"], ["int16", "2/2/0", "2/2/0"], ["float32", "4/4/0", "4/4/0"],
  ["int64", "8/8/0", "8/4/0"], ["uint64", "8/8/0", "8/4/0"], ["float64", "8/8/0", "8/4/0"],
  ["complex64", "8/4/0", "8/4/0"], ["complex128", "16/8/0", "16/4/0"],
  ["int", "8/8/0", "4/4/0"], ["uintptr", "8/8/0", "4/4/0"],
  ["unsafe.Pointer", "8/8/8", "4/4/4"], ["pointer", "8/8/8", "4/4/4"], ["chan", "8/8/8", "4/4/4"], ["map", "8/8/8", "4/4/4"], ["func", "8/8/8", "4/4/4"],
  ["string", "16/8/8", "8/4/4"], ["slice", "24/8/8", "12/4/4"], ["interface", "16/8/16", "8/4/8"],
  ["pointer-not-in-heap", "8/8/0", "4/4/0"], ["slice-not-in-heap", "24/8/0", "12/4/0"],
])("%s is %s (size/align/pointers) on amd64 and %s on 386", (kind, on64, on32) => {
  expect(write(kind, "amd64")).toBe(on64);
  expect(write(kind, "386")).toBe(on32);
  expect(write(kind, "wasm")).toBe(on64);
  expect(write(kind, "mipsle")).toBe(on32);
});

test("an array of no elements keeps its element's alignment and has no pointers", () => {
  expect(extentOf([0, "func"], amd64)).toEqual({ sizeBytes: 0, alignBytes: 8, pointerBytes: 0 });
});

test("an array's pointers end in its last element", () => {
  expect(extentOf([3, "string"], amd64)).toEqual({ sizeBytes: 48, alignBytes: 8, pointerBytes: 40 });
  expect(extentOf([3, { of: ["pointer", "int64"] }], i386)).toEqual({ sizeBytes: 36, alignBytes: 4, pointerBytes: 28 });
});

test("arrays that the compiler refuses overflow", () => {
  const byte = scalarExtent("uint8", amd64);
  expect(arrayExtent(byte, 2 ** 50 - 1, amd64)).toMatchObject({ sizeBytes: 2 ** 50 - 1 });
  expect(arrayExtent(byte, 2 ** 50, amd64)).toEqual({ overflow: true });
  expect(arrayExtent(scalarExtent("slice", amd64), 2 ** 63, amd64)).toEqual({ overflow: true });
  expect(arrayExtent(byte, 2 ** 31 - 1, i386)).toMatchObject({ sizeBytes: 2 ** 31 - 1 });
  expect(arrayExtent(byte, 2 ** 31 - 1, archOf("mips")!)).toEqual({ overflow: true });
  expect(arrayExtent(byte, 2 ** 31, i386)).toEqual({ overflow: true });
});

test("an array of empty elements may be of any length", () => {
  expect(arrayExtent(structOf([], amd64), 2 ** 63, amd64)).toEqual({ sizeBytes: 0, alignBytes: 1, pointerBytes: 0 });
});

function write(type: GoType, goarch: string): string {
  const { sizeBytes, alignBytes, pointerBytes } = extentOf(type, archOf(goarch)!);
  return `${sizeBytes}/${alignBytes}/${pointerBytes}`;
}
