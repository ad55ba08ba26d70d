import type { SourceFile } from "@cachelint/types";

/** What a variable is by the first words of its declaration: a number or text or a table of them, one reference, or a table of references. */
export type Plainness = "basic" | "reference" | "references";

const basic = "(?:bool|string|byte|rune|error|u?int(?:8|16|32|64|ptr)?|float32|float64)\\b";
const dimensions = "(?:\\[[^\\]\\n]*\\])";
const variable = "var\\s+[\\p{L}_][\\p{L}\\p{N}_]*\\s+";
const patterns: readonly (readonly [Plainness, RegExp])[] = [
  ["basic", new RegExp(`${variable}(?:${basic}|=\\s*(?:["\`]|${dimensions}*${basic}))`, "uy")],
  ["reference", new RegExp(`${variable}=\\s*(?:&[\\p{L}_]|map\\[|errors\\.New\\()`, "uy")],
  ["references", new RegExp(`${variable}=\\s*${dimensions}+(?:\\*[\\p{L}_]|map\\[|func\\()`, "uy")],
];

/** Shorter ones are read all the same: it costs nothing, and who writes a slip into one is told. */
const minLength = 1000;

/**
 * Says of a long declaration of one variable that it holds nothing that is declared, where its first words show that; null where they
 * do not, and for short ones. Tables of numbers are often longer than all the rest of a package.
 */
export function plainnessOf({ file: { text }, outline: { declarations } }: SourceFile, index: number): Plainness | null {
  const { keyword, start = 0, end = 0 } = declarations[index] ?? {};
  if (keyword !== "var" || end - start < minLength) return null;
  for (const [plainness, pattern] of patterns) {
    pattern.lastIndex = start;
    if (pattern.test(text)) return plainness;
  }
  return null;
}
