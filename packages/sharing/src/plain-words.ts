import { type View } from "@cachelint/access";
import type { WordPath } from "@cachelint/layout";
import { isAtomicType, typeRoot } from "@cachelint/access";
import { extentOf, measureOf, type Type, type TypeObject, unalias, underlying, type World } from "@cachelint/types";

/** A 64-bit word of a plain type, somewhere in a value. */
export type PlainWord = {
  /** From the value to the word. */
  readonly path: string;
  readonly way: Required<WordPath>;
  readonly type: Type;
  /** The ways in which an access may name it, one from each declared type around it. */
  readonly names: readonly View[];
  /** The structs around it, innermost first. */
  readonly holders: readonly Holder[];
};

export type Holder = { readonly object: TypeObject | null; readonly type: Type; readonly path: string; readonly way: Required<WordPath> };

/** The plain 64-bit words in a value of a type, those of arrays once for all elements; none where the layout is not known. */
export function plainWordsIn(world: World, type: Type): readonly PlainWord[] {
  const actual = unalias(type);
  const under = underlying(type);
  if (isAtomicType(type)) return [];
  const words = under.kind === "basic" ? wordOf(type, under.name) : under.kind === "array" ? wordsOfArray(world, under.elem, under.length()) : under.kind === "struct" ? wordsOfStruct(world, type) : [];
  if (actual.kind !== "named") return words;
  return words.map((word) => ({ ...word, names: [...word.names, { root: typeRoot(actual.object), path: word.path }] }));
}

const wordTypes: ReadonlySet<string> = new Set(["int64", "uint64", "float64"]);

function wordOf(type: Type, name: string): readonly PlainWord[] {
  return wordTypes.has(name) ? [{ path: "", way: { offsetsBytes: [], elements: [] }, type, names: [], holders: [] }] : [];
}

function wordsOfArray(world: World, elem: Type, length: bigint | object): readonly PlainWord[] {
  const extent = extentOf(world, elem);
  if (typeof length !== "bigint" || length === 0n || "unknown" in extent) return [];
  const element = { sizeBytes: extent.sizeBytes, length: Number(length) };
  return plainWordsIn(world, elem).map((word) => ({ ...word, path: `[]${word.path}`, way: { ...word.way, elements: [element, ...word.way.elements] } }));
}

function wordsOfStruct(world: World, type: Type): readonly PlainWord[] {
  const measure = measureOf(world, type);
  if (measure === null || measure.kind === "unknown") return [];
  const actual = unalias(type);
  const object = actual.kind === "named" ? actual.object : null;
  return measure.fields.flatMap((field, i) =>
    plainWordsIn(world, field.type).map((word): PlainWord => {
      const path = `.${field.name}${word.path}`;
      const way = { ...word.way, offsetsBytes: [measure.layout.offsetsBytes[i] ?? 0, ...word.way.offsetsBytes] };
      return { ...word, path, way, holders: [...word.holders, { object, type, path, way }] };
    }),
  );
}
