import * as fc from "fast-check";
import { archOf, type Arch } from "../src/arch.js";
import { arrayExtent, isOverflow, scalarExtent, type Extent, type Overflow, type ScalarKind } from "../src/extent.js";
import { structLayout, type StructLayout } from "../src/struct-layout.js";

export const amd64: Arch = archOf("amd64")!;
export const i386: Arch = archOf("386")!;

/** A Go type as tests write it: a scalar, an array `[length, element]`, a struct of the fields `{ of: [...] }`, or sync/atomic's `align64`. */
export type GoType = ScalarKind | "align64" | readonly [length: number, element: GoType] | { readonly of: readonly GoType[] };

export const atomicInt64: GoType = { of: [{ of: [] }, "align64", "int64"] };

export function extentOf(type: GoType, arch: Arch): Extent {
  if (type === "align64") return known(structLayout([], { arch, isAlign64: true }));
  if (typeof type === "string") return scalarExtent(type, arch);
  if ("of" in type) return structOf(type.of, arch);
  return known(arrayExtent(extentOf(type[1], arch), type[0], arch));
}

export function structOf(fields: readonly GoType[], arch: Arch): StructLayout {
  return known(structLayout(extentsOf(fields, arch), { arch, isAlign64: false }));
}

export function extentsOf(fields: readonly GoType[], arch: Arch): readonly Extent[] {
  return fields.map((field) => extentOf(field, arch));
}

export function known<T extends object>(value: T | Overflow): T {
  if (isOverflow(value)) throw new Error("the type is too large to compile");
  return value;
}

const scalarKinds: readonly GoType[] = [
  "bool", "int16", "float32", "int64", "complex64", "complex128", "int", "pointer", "string", "interface", "slice", "slice-not-in-heap", "align64",
];

/** Go types of every shape: scalars, arrays down to no elements, structs nested in both. */
export const anyType: fc.Arbitrary<GoType> = fc.letrec<{ type: GoType }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { arbitrary: fc.constantFrom(...scalarKinds), weight: 4 },
    { arbitrary: fc.tuple(fc.integer({ min: 0, max: 5 }), tie("type")), weight: 1 },
    { arbitrary: fc.array(tie("type"), { maxLength: 4 }).map((of) => ({ of })), weight: 1 },
  ),
})).type;

export const anyArch: fc.Arbitrary<Arch> = fc.constantFrom(amd64, i386);
