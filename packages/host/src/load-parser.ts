import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { createParser, type GoParser } from "@cachelint/syntax";
import { neededFile, ownFolder } from "./installed-file.js";

/** The Go parser, its WebAssembly read from the packages that carry it. It is compiled beside other work, so the files are read at once. */
export function loadParser(): Promise<GoParser> {
  const grammar = neededFile(ownFolder, "@cachelint/syntax/grammar/tree-sitter-go.wasm");
  const runtime = neededFile(dirname(grammar), "web-tree-sitter/web-tree-sitter.wasm");
  return createParser({ runtime: readFileSync(runtime), grammar: readFileSync(grammar) });
}
