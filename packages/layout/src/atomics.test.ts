import { expect, test } from "@jest/globals";
import { archOf, goarchs } from "./arch.js";
import { atomicWordAlignment, isAtomicWordAligned } from "./atomics.js";
import { amd64, i386 } from "../test/go-types.js";

test("a word is aligned if its distance from the allocated object is a multiple of 8", () => {
  expect(isAtomicWordAligned({ offsetsBytes: [0] }, i386)).toBe(true);
  expect(isAtomicWordAligned({ offsetsBytes: [4] }, i386)).toBe(false);
  expect(isAtomicWordAligned({ offsetsBytes: [4, 4] }, i386)).toBe(true);
  expect(isAtomicWordAligned({ offsetsBytes: [8, 4] }, i386)).toBe(false);
});

test("elements of 12 bytes put every other word off by 4", () => {
  expect(atomicWordAlignment({ offsetsBytes: [0], elements: [{ sizeBytes: 12, length: undefined }] }, i386)).toBe("can");
  expect(atomicWordAlignment({ offsetsBytes: [4], elements: [{ sizeBytes: 12, length: 2 }] }, i386)).toBe("can");
  expect(atomicWordAlignment({ offsetsBytes: [0], elements: [{ sizeBytes: 12, length: 1 }] }, i386)).toBe("always");
  expect(atomicWordAlignment({ offsetsBytes: [4], elements: [{ sizeBytes: 16, length: 5 }] }, i386)).toBe("never");
  expect(atomicWordAlignment({ offsetsBytes: [0], elements: [{ sizeBytes: 24, length: 5 }, { sizeBytes: 4, length: 3 }] }, i386)).toBe("can");
});

test("only 32-bit architectures can misalign", () => {
  const misaligned = goarchs.filter((goarch) => !isAtomicWordAligned({ offsetsBytes: [4] }, archOf(goarch)!));
  expect(misaligned).toEqual(["386", "arm", "mips", "mipsle"]);
  expect(atomicWordAlignment({ offsetsBytes: [8], elements: [{ sizeBytes: 24, length: 5 }] }, amd64)).toBe("always");
});
