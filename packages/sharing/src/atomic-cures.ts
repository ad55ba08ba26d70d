import { atomicWordAlignment, type Extent, isOverflow, structLayout, type StructLayout, type WordPath } from "@cachelint/layout";
import { measureOf, type StructMeasure, type Type, underlying, type World } from "@cachelint/types";
import type { AtomicCures } from "./misplaced.js";

/** 64-bit words of a struct, by their paths in it. */
export type ToAlign = { readonly type: Type; readonly words: readonly ToAlignWord[]; /** The struct is an element of a slice, so that its size counts. */ readonly isElement: boolean };

export type ToAlignWord = { readonly path: string; readonly way: Required<WordPath>; readonly word: { readonly type: Type } };

type Known = Extract<StructMeasure, { readonly kind: "known" }>;

const typedSinceGoMinor = 19;

/** What aligns the words of a struct, and how large the struct becomes. */
export function atomicCures(world: World, goMinor: number, { type, words, isElement }: ToAlign): AtomicCures {
  const measure = measureOf(world, type);
  const [first] = words;
  if (measure?.kind !== "known" || first === undefined) return { moved: null, typed: null };
  const indices = words.map(({ path }) => measure.fields.findIndex(({ name }) => path === `.${name}` || path.startsWith(`.${name}.`) || path.startsWith(`.${name}[`)));
  const front = [...new Set(indices)].sort((a, b) => a - b);
  const moved = layoutOf(world, measure, front, (extent) => extent);
  const isCured = moved !== null && (!isElement || moved.sizeBytes % 8 === 0) && words.every(({ way }, i) => isAligned(world, way, moved.offsetsBytes[front.indexOf(indices[i] ?? -1)] ?? 1));
  // A word inside of a field's own struct or array needs a cure there.
  const isDirect = words.every(({ path }, i) => path === `.${measure.fields[indices[i] ?? -1]?.name ?? ""}`);
  const typed = goMinor < typedSinceGoMinor || !isDirect ? null : layoutOf(world, measure, [], (extent, i) => (indices.includes(i) ? { ...extent, alignBytes: 8 } : extent));
  return {
    moved: isCured ? { fields: front.map((i) => measure.fields[i]?.name ?? ""), sizeBytes: moved.sizeBytes, order: [...front, ...measure.extents.keys()].filter((index, i, all) => all.indexOf(index) === i) } : null,
    typed: typed && { type: [...new Set(words.map(({ word }) => typedName(word.type)))].join(" and "), sizeBytes: typed.sizeBytes },
  };
}

/** With the outermost field at another offset. */
function isAligned({ arch }: World, { offsetsBytes, elements }: Required<WordPath>, offsetBytes: number): boolean {
  return atomicWordAlignment({ offsetsBytes: [offsetBytes, ...offsetsBytes.slice(1)], elements }, arch) === "always";
}

/** The struct with some of its fields in front, and extents changed. */
function layoutOf(world: World, { extents }: Known, front: readonly number[], change: (extent: Extent, index: number) => Extent): StructLayout | null {
  const order = [...front, ...extents.keys()].filter((index, i, all) => all.indexOf(index) === i);
  const layout = structLayout(order.flatMap((index) => (extents[index] === undefined ? [] : [change(extents[index], index)])), { arch: world.arch, isAlign64: false });
  return isOverflow(layout) ? null : layout;
}

function typedName(type: Type): string {
  const under = underlying(type);
  return under.kind === "basic" && under.name === "int64" ? "atomic.Int64" : "atomic.Uint64";
}
