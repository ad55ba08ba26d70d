import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { allocation, sizeClassBytes, sizeClassesBytes } from "./size-class.js";
import { amd64, anyArch, i386 } from "../test/go-types.js";

const go126 = { goMinor: 26, arch: amd64 };
const noscan = (sizeBytes: number) => ({ sizeBytes, hasPointers: false });
const scan = (sizeBytes: number) => ({ sizeBytes, hasPointers: true });

test("Go 1.16 added the class of 24 bytes", () => {
  expect(sizeClassesBytes(16)).toHaveLength(67);
  expect(sizeClassesBytes(15)).toHaveLength(66);
  expect(sizeClassBytes(noscan(24), { goMinor: 15, arch: amd64 })).toBe(32);
  expect(sizeClassBytes(noscan(24), { goMinor: 16, arch: amd64 })).toBe(24);
});

test.each([
  [512, 512], [513, 576], [568, 576], [569, 640], [576, 640], [632, 640], [1024, 1152], [2048, 2304], [4096, 4864], [8192, 9472],
  [32760, 32768], [32761, 32768], [32768, 32768], [32769, 40960],
])("since Go 1.22 a pointerful object of %i bytes takes %i", (sizeBytes, slotBytes) => {
  expect(sizeClassBytes(scan(sizeBytes), go126)).toBe(slotBytes);
});

test.each([
  [1, 8], [40, 48], [32, 32], [56, 64], [48, 48], [72, 80], [64, 64], [88, 96], [80, 80], [1024, 1024], [1025, 1152], [32760, 32768], [32768, 32768],
])("a pointer-free object of %i bytes takes %i", (sizeBytes, slotBytes) => {
  expect(sizeClassBytes(noscan(sizeBytes), go126)).toBe(slotBytes);
  expect(sizeClassBytes(noscan(sizeBytes), { goMinor: 21, arch: i386 })).toBe(slotBytes);
});

test("headers came with Go 1.22, above 512 bytes, and above 128 on 32-bit architectures", () => {
  const headerOf = (sizeBytes: number, goMinor: number, arch = amd64) => allocation(scan(sizeBytes), { goMinor, arch }).headerBytes;
  expect([headerOf(512, 22), headerOf(520, 22), headerOf(520, 21), headerOf(32760, 22), headerOf(32768, 22)]).toEqual([0, 8, 0, 8, 0]);
  expect([headerOf(128, 22, i386), headerOf(132, 22, i386)]).toEqual([0, 8]);
  expect(allocation(noscan(4096), go126).headerBytes).toBe(0);
  expect(sizeClassBytes(scan(1024), { goMinor: 21, arch: amd64 })).toBe(1024);
});

test("objects are tiny below 16 bytes without pointers, large when no class has room", () => {
  expect(allocation(noscan(15), go126)).toMatchObject({ isTiny: true, isLarge: false });
  expect(allocation(noscan(16), go126)).toMatchObject({ isTiny: false });
  expect(allocation(scan(8), go126)).toMatchObject({ isTiny: false });
  expect(allocation(noscan(32768), go126)).toMatchObject({ isLarge: true, slotBytes: 32768 });
  expect(allocation(noscan(32768), { goMinor: 21, arch: amd64 })).toMatchObject({ isLarge: false, slotBytes: 32768 });
  expect(allocation(scan(2 ** 40 + 1), go126).slotBytes).toBe(2 ** 40 + 8192);
});

test("nothing is allocated for an object of no bytes", () => {
  expect(allocation(scan(0), go126)).toEqual({ slotBytes: 0, headerBytes: 0, isTiny: false, isLarge: false });
});

test("the slot is the smallest class with room for object and header", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 32760 }), fc.boolean(), fc.integer({ min: 15, max: 27 }), anyArch, (sizeBytes, hasPointers, goMinor, arch) => {
    const { slotBytes, headerBytes } = allocation({ sizeBytes, hasPointers }, { goMinor, arch });
    expect(slotBytes).toBe(sizeClassesBytes(goMinor).find((classBytes) => classBytes >= sizeBytes + headerBytes));
  }));
});
