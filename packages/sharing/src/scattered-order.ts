import { type Extent, isOverflow, structLayout } from "@cachelint/layout";
import { measureOf, type Type, type World } from "@cachelint/types";
import type { Word, Words } from "./words.js";

/** A struct with some of its fields gathered in front. */
export type Gathered = { readonly front: readonly string[]; readonly extent: Extent; /** A word where it lies now. */ readonly at: (word: Word) => Word };

/** The order that puts the fields that hold `words` first, as they follow each other; null where nested structs hold them. */
export function gathered(world: World, type: Type, words: readonly Word[], { words: all }: Words): Gathered | null {
  const measure = measureOf(world, type);
  if (measure?.kind !== "known") return null;
  const { fields, extents, layout } = measure;
  const own = new Set(all);
  const fieldOf = (word: Word): number => (own.has(word) ? layout.offsetsBytes.findLastIndex((offset, i) => offset <= word.offsetBytes && 0 < (extents[i]?.sizeBytes ?? 0)) : -1);
  const front = [...new Set(words.map(fieldOf))].sort((a, b) => a - b);
  // A field that holds more than the word would bring the rest of it along.
  if (front.includes(-1) || words.some((word) => word.sizeBytes < (extents[fieldOf(word)]?.sizeBytes ?? 0))) return null;
  const inOrder = (indices: readonly number[]): readonly number[] => [...new Set([...indices, ...extents.keys()])];
  const laidOut = (indices: readonly number[]): ReturnType<typeof structLayout> => structLayout(inOrder(indices).flatMap((index) => extents[index] ?? []), { arch: world.arch, isAlign64: false });
  const asWritten = laidOut(front);
  const isLarger = isOverflow(asWritten) || layout.sizeBytes < asWritten.sizeBytes;
  const chosen = isLarger ? [...front].sort((a, b) => (extents[b]?.alignBytes ?? 0) - (extents[a]?.alignBytes ?? 0) || a - b) : front;
  const [order, moved] = [inOrder(chosen), laidOut(chosen)];
  if (isOverflow(moved)) return null;
  const at = (word: Word): Word => {
    const index = fieldOf(word);
    return { ...word, offsetBytes: word.offsetBytes - (layout.offsetsBytes[index] ?? 0) + (moved.offsetsBytes[order.indexOf(index)] ?? 0) };
  };
  return { front: chosen.map((index) => fields[index]?.name ?? ""), extent: moved, at };
}

/** How many lines some words lie on together, over the possible starts of their object. */
export function linesOf(words: readonly Word[], starts: readonly number[], lineBytes: number): { readonly fewest: number; readonly most: number } {
  const counts = starts.map((start) => {
    const lines = new Set<number>();
    for (const { offsetBytes, sizeBytes } of words) {
      const last = Math.floor((start + offsetBytes + sizeBytes - 1) / lineBytes);
      for (let line = Math.floor((start + offsetBytes) / lineBytes); line <= last; line++) lines.add(line);
    }
    return lines.size;
  });
  return { fewest: Math.min(...counts), most: Math.max(...counts) };
}
