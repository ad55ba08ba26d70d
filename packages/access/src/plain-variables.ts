import type { SourceFile } from "@cachelint/types";

const basic = "(?:bool|string|byte|rune|error|u?int(?:8|16|32|64|ptr)?|float32|float64)\\b";
const dimensions = "(?:\\[[^\\]\\n]*\\])";
const variable = "var\\s+[\\p{L}_][\\p{L}\\p{N}_]*\\s+";
const basicVariable = new RegExp(`${variable}(?:${basic}|=\\s*(?:["\`]|${dimensions}*${basic}))`, "uy");
const leadingVariable = new RegExp(`${variable}=\\s*(?:&[\\p{L}_]|map\\[|errors\\.New\\(|${dimensions}+(?:\\*[\\p{L}_]|map\\[|func\\())`, "uy");

/** Whether a declaration is one variable that is a number or text, or a table of them, by its first words. Such tables are often longer than all the rest of a package. */
export function isBasicVariable(source: SourceFile, index: number): boolean {
  return startsWith(source, index, basicVariable);
}

/** Whether it is one variable that holds nothing that is declared: such a one, or an address, a map, an error, or a table of addresses, maps or functions. */
export function isPlainVariable(source: SourceFile, index: number): boolean {
  return isBasicVariable(source, index) || startsWith(source, index, leadingVariable);
}

function startsWith({ file: { text }, outline: { declarations } }: SourceFile, index: number, pattern: RegExp): boolean {
  const { keyword, start = 0 } = declarations[index] ?? {};
  if (keyword !== "var") return false;
  pattern.lastIndex = start;
  return pattern.test(text);
}
