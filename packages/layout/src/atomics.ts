import type { Arch } from "./arch.js";
import type { Certainty } from "./cache-line.js";
import { elementResidues } from "./placement.js";

/** The way from the outermost allocated object down to a 64-bit word in it. */
export type WordPath = {
  /** The offsets in bytes of the fields on the way, from the outermost struct to the word. */
  readonly offsetsBytes: readonly number[];
  /** The arrays and slices whose elements are on the way: an element's bytes and how many there are, undefined where that is not known. */
  readonly elements?: readonly { readonly sizeBytes: number; readonly length: number | undefined }[];
};

/**
 * Whether a 64-bit word is 8-aligned, as the functions of sync/atomic demand on 32-bit architectures, where they panic otherwise:
 * `can` says that it is in some elements and not in others.
 * The first word of an allocated struct, array or slice, of a package variable, and of a local whose address is taken is 8-aligned
 * (sync/atomic, Bugs); all that follows is counted from there. 64-bit architectures align every such word.
 * Of Go 1.15 and before this is too kind: there 12-byte pointer-free objects could begin at 4 mod 8 (golang.org/issue/37262).
 */
export function atomicWordAlignment(word: WordPath, arch: Arch): Certainty {
  if (arch.pointerBytes === 8) return "always";
  let residues: readonly number[] = [word.offsetsBytes.reduce((sum, offset) => sum + offset, 0) % 8];
  for (const element of word.elements ?? []) residues = elementResidues(residues, element, 8);
  if (!residues.includes(0)) return "never";
  return residues.length === 1 ? "always" : "can";
}

/** Whether a 64-bit word is 8-aligned wherever it lies, so that sync/atomic may be used on it (sync/atomic, Bugs). */
export function isAtomicWordAligned(word: WordPath, arch: Arch): boolean {
  return atomicWordAlignment(word, arch) === "always";
}
