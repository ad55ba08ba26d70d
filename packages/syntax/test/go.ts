import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createParser, readBody, readDeclarations, scanFile } from "../src/index.js";
import type { Block, Decl, FuncDecl, ReadBody, ReadDeclarations } from "../src/index.js";
import { show, showBlock } from "./show.js";

const require = createRequire(import.meta.url);

/** The files that every test's parser is made from. */
export const parserFiles = {
  runtime: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(new URL("../grammar/tree-sitter-go.wasm", import.meta.url)),
};

export const parser = await createParser(parserFiles);

/** Reads all declarations of a file. */
export function readAll(text: string): ReadDeclarations {
  const outline = scanFile(text);
  return readDeclarations(parser, text, outline, [...outline.declarations.keys()]);
}

/** The declarations of a file that begins with `go`, which has no package clause. */
export function decls(go: string): readonly Decl[] {
  return readAll(`package p\n${go}`).declarations.flat();
}

/** The declarations as Go with all operators bracketed, one a line. */
export function shown(go: string): string {
  return decls(go).map(show).join("\n");
}

/** The expression or type as Go with all operators bracketed. */
export function shownExpr(go: string): string {
  return shown(`var _ = ${go}`).replace("var _ = ", "");
}

export function shownType(go: string): string {
  return shown(`type T ${go}`).replace("type T ", "");
}

export function bodyOf(statements: string): ReadBody & { readonly text: string } {
  const text = `package p\nfunc f() {\n${statements}\n}\n`;
  return { text, ...readBody(parser, text, readAll(text).declarations[0]?.[0] as FuncDecl) };
}

/** The statements of a function as Go, one a line. */
export function shownBody(statements: string): string {
  return showBlock(bodyOf(statements).block as Block);
}
