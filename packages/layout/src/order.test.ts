import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { Arch } from "./arch.js";
import type { Extent } from "./extent.js";
import { smallestOrder } from "./order.js";
import { structLayout, tailPaddingBytes, type StructLayout } from "./struct-layout.js";
import { amd64, anyArch, anyType, atomicInt64, extentsOf, i386, known, type GoType } from "../test/go-types.js";

const empty: GoType = { of: [] };
const orderOf = (types: readonly GoType[], arch = amd64) => known(smallestOrder(extentsOf(types, arch), { arch }));

test("fields move no further than they must", () => {
  expect(orderOf(["bool", "int64", "int64", "bool"]).order).toEqual([1, 2, 0, 3]);
  expect(orderOf(["int64", "bool", "int64", "int64", "bool"]).order).toEqual([0, 2, 3, 1, 4]);
  expect(orderOf(["bool", "int64", "int64", "int64", "float32", "int16", "bool"]).order).toEqual([1, 2, 3, 4, 0, 6, 5]);
});

test("holes that cost nothing stay", () => {
  expect(orderOf(["int64", "bool", "int16"]).order).toEqual([0, 1, 2]);
  expect(orderOf(["bool", "float32"]).order).toEqual([0, 1]);
});

test("pointers come first, the one with the longest pointer-free tail last of them", () => {
  expect(orderOf(["int64", "pointer", "slice", "interface"]).order).toEqual([1, 3, 2, 0]);
  expect(orderOf(["int64", "pointer", "slice", "interface"]).layout).toMatchObject({ sizeBytes: 56, pointerBytes: 32 });
});

test("a field of size 0 comes last only if all are of size 0", () => {
  expect(orderOf(["int64", empty]).order).toEqual([1, 0]);
  expect(orderOf(["int64", "bool", empty]).order).toEqual([0, 2, 1]);
  expect(orderOf([empty, [0, "int64"]]).order).toEqual([0, 1]);
  expect(orderOf([]).order).toEqual([]);
});

test("on 32-bit architectures something small may have to precede a pointer", () => {
  const { order, layout } = orderOf([atomicInt64, "int32", "pointer"], i386);
  expect(order).toEqual([2, 1, 0]);
  expect(layout).toMatchObject({ sizeBytes: 16, pointerBytes: 4 });
  const stuck = orderOf([atomicInt64, "pointer", "pointer", "pointer", { of: ["int32", "int32", "int32"] }], i386);
  expect(stuck.layout.sizeBytes).toBe(32);
});

test("what is too large to compile has no order", () => {
  const huge: Extent = { sizeBytes: 2 ** 49, alignBytes: 8, pointerBytes: 0 };
  expect(smallestOrder([huge, huge], { arch: amd64 })).toEqual({ overflow: true });
});

test("no order is smaller, nor of its size has fewer pointer bytes, nor of these swaps fewer pairs or keeps more bytes at the end", () => {
  fc.assert(fc.property(fc.array(anyType, { maxLength: 7 }), anyArch, (types, arch) => {
    const fields = extentsOf(types, arch);
    const { order, layout } = known(smallestOrder(fields, { arch }));
    expect(scoreOf(order, fields, layout)).toEqual(bestByTryingAll(fields, arch));
  }), { numRuns: 400 });
});

test("small fields around 8-aligned ones on 386, where pointers are only 4-aligned", () => {
  const some = fc.constantFrom<GoType>(atomicInt64, "pointer", "int32", "bool", "slice", "int16", { of: [atomicInt64, "pointer"] }, [3, "int32"], [3, "bool"], empty);
  fc.assert(fc.property(fc.array(some, { minLength: 4, maxLength: 7 }), (types) => {
    const fields = extentsOf(types, i386);
    const { order, layout } = known(smallestOrder(fields, { arch: i386 }));
    expect(scoreOf(order, fields, layout)).toEqual(bestByTryingAll(fields, i386));
  }), { numRuns: 300 });
});

test("the order is a permutation, at most as large as the source, and its own best order", () => {
  fc.assert(fc.property(fc.array(anyType, { maxLength: 40 }), anyArch, (types, arch) => {
    const fields = extentsOf(types, arch);
    const { order, layout } = known(smallestOrder(fields, { arch }));
    expect([...order].sort((a, b) => a - b)).toEqual(fields.map((_, index) => index));
    const reordered = order.map((index) => fields[index]!);
    expect(structLayout(reordered, { arch, isAlign64: false })).toEqual(layout);
    expect(layout.sizeBytes).toBeLessThanOrEqual(known(structLayout(fields, { arch, isAlign64: false })).sizeBytes);
    const again = known(smallestOrder(reordered, { arch }));
    expect(again.order).toEqual(fields.map((_, index) => index));
  }), { numRuns: 200 });
});

test("a struct too varied to search is sorted by alignment", () => {
  const types: GoType[] = Array.from({ length: 160 }, (_, i) => (["bool", "int64", "int16", "string", "int32", [3, "bool"], [3, "int16"], empty] as const)[(i * 5) % 8]!);
  const fields = extentsOf([...types, empty], amd64);
  const { order, layout } = known(smallestOrder(fields, { arch: amd64 }));
  const fieldBytes = fields.reduce((bytes, field) => bytes + field.sizeBytes, 0);
  expect(layout.sizeBytes).toBe(Math.ceil(fieldBytes / 8) * 8);
  expect(layout.pointerBytes).toBe(20 * 16 - 8);
  expect([...order].sort((a, b) => a - b)).toEqual(fields.map((_, index) => index));
});

/** The score of the best of all permutations with no last field of size 0. */
function bestByTryingAll(fields: readonly Extent[], arch: Arch): readonly number[] {
  const allEmpty = fields.every((field) => field.sizeBytes === 0);
  let best: readonly number[] = [Infinity];
  for (const order of permutations(fields.length)) {
    if (!allEmpty && fields[order.at(-1)!]!.sizeBytes === 0) continue;
    const layout = known<StructLayout>(structLayout(order.map((index) => fields[index]!), { arch, isAlign64: false }));
    const score = scoreOf(order, fields, layout);
    if (isBefore(score, best)) best = score;
  }
  return best;
}

/** What an order is judged by, the weightier first: size, pointer bytes, swaps, and bytes at the end. */
function scoreOf(order: readonly number[], fields: readonly Extent[], layout: StructLayout): readonly number[] {
  const unusedAtEnd = tailPaddingBytes(order.map((index) => fields[index]!), layout);
  return [layout.sizeBytes, layout.pointerBytes, nSwaps(order), -unusedAtEnd];
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((value, at) => value !== b[at]);
  return i >= 0 && a[i]! < b[i]!;
}

function nSwaps(order: readonly number[]): number {
  let n = 0;
  for (let i = 0; i < order.length; i++) for (let j = i + 1; j < order.length; j++) if (order[i]! > order[j]!) n++;
  return n;
}

function* permutations(n: number, chosen: number[] = []): Generator<readonly number[]> {
  if (chosen.length === n) yield chosen;
  for (let i = 0; i < n; i++) {
    if (chosen.includes(i)) continue;
    chosen.push(i);
    yield* permutations(n, chosen);
    chosen.pop();
  }
}
