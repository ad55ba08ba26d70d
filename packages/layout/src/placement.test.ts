import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { archOf } from "./arch.js";
import { globalAlignBytes, startResidues, type Placement } from "./placement.js";
import { sizeClassesBytes, type HeapContext } from "./size-class.js";
import { amd64, i386 } from "../test/go-types.js";

const go126: HeapContext = { goMinor: 26, arch: amd64 };
const noscan = (sizeBytes: number): Placement => ({ kind: "heap", sizeBytes, hasPointers: false });
const scan = (sizeBytes: number): Placement => ({ kind: "heap", sizeBytes, hasPointers: true });
const elements = (elementSizeBytes: number, length: number | undefined, hasPointers = false): Placement =>
  ({ kind: "heap-element", elementSizeBytes, hasPointers, length });

test("size classes begin in a line where their common divisor with it says", () => {
  const startsOf = (lineBytes: number) => sizeClassesBytes(26).filter((classBytes) => classBytes >= 16)
    .map((classBytes) => `${classBytes}: ${stepOf(startResidues(noscan(classBytes), lineBytes, { goMinor: 21, arch: amd64 }), lineBytes)}`);
  const less = (lineBytes: number) => startsOf(lineBytes).filter((line) => !line.endsWith(`: ${lineBytes}`)).join(", ");
  expect(less(64)).toBe(
    "16: 16, 24: 8, 32: 32, 48: 16, 80: 16, 96: 32, 112: 16, 144: 16, 160: 32, 176: 16, 208: 16, 224: 32, 240: 16, "
    + "288: 32, 352: 32, 416: 32, 480: 32",
  );
  expect(less(128)).toBe(
    "16: 16, 24: 8, 32: 32, 48: 16, 64: 64, 80: 16, 96: 32, 112: 16, 144: 16, 160: 32, 176: 16, 192: 64, 208: 16, 224: 32, 240: 16, "
    + "288: 32, 320: 64, 352: 32, 416: 32, 448: 64, 480: 32, 576: 64, 704: 64",
  );
});

test("a header moves an object by 8 bytes", () => {
  expect(startResidues(scan(512), 64, go126)).toEqual([0]);
  expect(startResidues(scan(520), 64, go126)).toEqual([8]);
  expect(startResidues(scan(520), 64, { goMinor: 21, arch: amd64 })).toEqual([0]);
  expect(startResidues(scan(576), 128, go126)).toEqual([8]);
  expect(startResidues(scan(696), 128, go126)).toEqual([8, 72]);
  expect(startResidues(scan(132), 64, { goMinor: 26, arch: i386 })).toEqual([8, 24, 40, 56]);
  expect(startResidues(scan(40000), 256, go126)).toEqual([0]);
});

test("a tiny object is aligned by its size and stays within its block of 16 bytes", () => {
  expect(startResidues(noscan(8), 32, go126)).toEqual([0, 8, 16, 24]);
  expect(startResidues(noscan(12), 32, go126)).toEqual([0, 4, 16, 20]);
  expect(startResidues(noscan(12), 32, { goMinor: 26, arch: i386 })).toEqual([0, 16]);
  expect(startResidues(noscan(14), 32, go126)).toEqual([0, 2, 16, 18]);
  expect(startResidues(noscan(15), 32, go126)).toEqual([0, 1, 16, 17]);
  expect(startResidues(scan(8), 32, go126)).toEqual([0, 8, 16, 24]);
  expect(startResidues(noscan(0), 32, go126)).toEqual([0, 8, 16, 24]);
});

test("elements of one line's size are aligned to lines only without a header", () => {
  expect(startResidues(elements(64, 16, true), 64, go126)).toEqual([8]);
  expect(startResidues(elements(64, 8, true), 64, go126)).toEqual([0]);
  expect(startResidues(elements(64, 16, true), 64, { goMinor: 21, arch: amd64 })).toEqual([0]);
  expect(startResidues(elements(64, 1000, true), 64, go126)).toEqual([0]);
  expect(startResidues(elements(64, undefined, true), 64, go126)).toEqual([0, 8]);
  expect(startResidues(elements(64, undefined), 64, go126)).toEqual([0]);
});

test("elements of other sizes begin at every multiple of the common divisor", () => {
  expect(startResidues(elements(24, 2), 64, go126)).toEqual([0, 8, 16, 24, 32, 40, 48, 56]);
  expect(startResidues(elements(48, undefined), 64, go126)).toEqual([0, 16, 32, 48]);
  expect(startResidues(elements(96, 1000000), 64, go126)).toEqual([0, 32]);
  expect(startResidues(elements(4096, 3), 64, go126)).toEqual([0]);
});

test("an unknown length means every length", () => {
  const anyElement = fc.record({ elementSizeBytes: fc.integer({ min: 1, max: 300 }).map((words) => words * 4), hasPointers: fc.boolean() });
  fc.assert(fc.property(anyElement, fc.constantFrom(amd64, i386), fc.constantFrom(15, 21, 26), ({ elementSizeBytes, hasPointers }, arch, goMinor) => {
    const context = { goMinor, arch };
    const residuesOf = (length: number | undefined) => startResidues({ kind: "heap-element", elementSizeBytes, hasPointers, length }, 64, context);
    const found = new Set<number>();
    const pastSmall = Math.ceil(32768 / elementSizeBytes) + 64;
    for (let length = 1; length <= pastSmall; length++) residuesOf(length).forEach((residue) => found.add(residue));
    expect(residuesOf(undefined)).toEqual([...found].sort((a, b) => a - b));
  }), { numRuns: 60 });
});

test("package variables are aligned by the linker, which goes by size alone", () => {
  const starts = (sizeBytes: number, goarch = "amd64") => startResidues({ kind: "global", sizeBytes }, 64, { goMinor: 26, arch: archOf(goarch)! });
  expect(starts(64)).toEqual([0, 32]);
  expect(starts(40)).toEqual([0, 32]);
  expect(starts(24)).toEqual([0, 16, 32, 48]);
  expect(starts(64, "arm")).toEqual([0, 8, 16, 24, 32, 40, 48, 56]);
  expect(globalAlignBytes(1, archOf("s390x")!)).toBe(2);
  expect(globalAlignBytes(0, amd64)).toBe(1);
});

test("elements of a package variable go on from where it begins", () => {
  const starts = (elementSizeBytes: number, length: number) => startResidues({ kind: "global-element", elementSizeBytes, length }, 64, go126);
  expect(starts(64, 8)).toEqual([0, 32]);
  expect(starts(16, 1)).toEqual([0, 16, 32, 48]);
  expect(starts(16, 2)).toEqual([0, 16, 32, 48]);
  expect(starts(8, 3)).toEqual([0, 8, 16, 24, 32, 40, 48, 56]);
});

test("locals are aligned to their type, up to a register", () => {
  expect(startResidues({ kind: "stack", alignBytes: 8 }, 32, go126)).toEqual([0, 8, 16, 24]);
  expect(startResidues({ kind: "stack", alignBytes: 8 }, 16, { goMinor: 26, arch: i386 })).toEqual([0, 4, 8, 12]);
  expect(startResidues({ kind: "stack", alignBytes: 4 }, 16, go126)).toEqual([0, 4, 8, 12]);
  expect(startResidues({ kind: "unknown", alignBytes: 8 }, 16, { goMinor: 26, arch: i386 })).toEqual([0, 8]);
});

test("where there are no elements there are no starts", () => {
  expect(startResidues(elements(64, 0), 64, go126)).toEqual([]);
});

test("residues ascend, are distinct and lie within the line", () => {
  const anyPlacement: fc.Arbitrary<Placement> = fc.oneof(
    fc.record({ kind: fc.constant("heap" as const), sizeBytes: fc.nat(40000), hasPointers: fc.boolean() }),
    fc.record({
      kind: fc.constant("heap-element" as const), elementSizeBytes: fc.nat(2000), hasPointers: fc.boolean(),
      length: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    }),
    fc.record({ kind: fc.constant("global" as const), sizeBytes: fc.nat(200) }),
    fc.record({ kind: fc.constant("global-element" as const), elementSizeBytes: fc.nat(200), length: fc.integer({ min: 1, max: 100 }) }),
  );
  fc.assert(fc.property(anyPlacement, fc.constantFrom(32, 64, 128, 256), fc.constantFrom(21, 26), (placement, lineBytes, goMinor) => {
    const residues = startResidues(placement, lineBytes, { goMinor, arch: amd64 });
    expect(residues.length).toBeGreaterThan(0);
    residues.forEach((residue, i) => expect(residue).toBeGreaterThan(residues[i - 1] ?? -1));
    expect(residues.at(-1)).toBeLessThan(lineBytes);
  }));
});

/** The one distance between neighbouring residues that begin at 0. */
function stepOf(residues: readonly number[], lineBytes: number): number {
  const step = lineBytes / residues.length;
  residues.forEach((residue, i) => expect(residue).toBe(i * step));
  return step;
}
