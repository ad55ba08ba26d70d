// Reads Go files as the product does, and gives every struct type in them with its syntax.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createParser, readBody, readDeclarations, scanFile, walkBlock, walkDecl } from "@cachelint/syntax";

const require = createRequire(import.meta.url);
const parser = await createParser({
  runtime: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(new URL("../../packages/syntax/grammar/tree-sitter-go.wasm", import.meta.url)),
});

/** All struct types of a text, those inside of functions and of other structs too. */
export function structsIn(text) {
  const outline = scanFile(text);
  const found = [];
  const visitor = { expr: (expr) => void (expr.kind === "struct" && found.push(expr)) };
  const { declarations } = readDeclarations(parser, text, outline, outline.declarations.map((_, index) => index));
  for (const decl of declarations.flat()) {
    walkDecl(decl, visitor);
    if (decl.kind === "func-decl" && decl.bodySpan !== null && text.slice(decl.bodySpan.start, decl.bodySpan.end).includes("struct")) walkBlock(readBody(parser, text, decl).block, visitor);
  }
  return found;
}

/** The Go files below a folder, without test data. */
export function goFilesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["testdata", ".git", "node_modules"].includes(entry.name) ? [] : goFilesBelow(path);
    return entry.isFile() && entry.name.endsWith(".go") ? [path] : [];
  });
}
