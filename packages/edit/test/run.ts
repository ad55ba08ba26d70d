import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createParser, readDeclarations, scanFile, type StructType, walkDecl } from "@cachelint/syntax";
import { type BodyItem, editStruct, isRefusal, type TextEdit } from "../src/index.js";

const parser = await createParser({
  runtime: readFileSync(createRequire(import.meta.url).resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(new URL("../../syntax/grammar/tree-sitter-go.wasm", import.meta.url)),
});

/** The struct types outside of functions, outer ones first. */
export function structsIn(text: string): readonly StructType[] {
  const outline = scanFile(text);
  const found: StructType[] = [];
  const { declarations } = readDeclarations(parser, text, outline, outline.declarations.map((_, index) => index));
  for (const decl of declarations.flat()) walkDecl(decl, { expr: (expr) => void (expr.kind === "struct" && found.push(expr)) });
  return found;
}

/** The text with its first struct edited, or the reason why it is not. */
export function edited(text: string, items: readonly BodyItem[]): string {
  const [struct] = structsIn(text);
  if (struct === undefined) throw new Error(`no struct in ${text}`);
  const result = editStruct(text, struct, items);
  return isRefusal(result) ? `refused: ${result.refused}` : applied(text, result);
}

export function applied(text: string, edits: readonly TextEdit[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((whole, { start, end, text: own }) => whole.slice(0, start) + own + whole.slice(end), text);
}

/** `1 0=T pad:[8]byte`. */
export function readItems(words: string): readonly BodyItem[] {
  return words.split(" ").map((word): BodyItem => {
    if (word.startsWith("pad:")) return { kind: "pad", type: word.slice(4) };
    const [index, type] = word.split("=");
    return type === undefined ? { kind: "declaration", index: Number(index) } : { kind: "declaration", index: Number(index), type };
  });
}
