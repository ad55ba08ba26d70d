import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { createParser, type GoParser } from "@cachelint/syntax";
import { installedFile, ownFolder } from "./installed-file.js";

/** The Go parser, its WebAssembly read from the packages that carry it. It is compiled beside other work, so the files are read at once. */
export function loadParser(): Promise<GoParser> {
  const grammar = needed(ownFolder, "@cachelint/syntax/grammar/tree-sitter-go.wasm");
  const runtime = needed(dirname(grammar), "web-tree-sitter/web-tree-sitter.wasm");
  return createParser({ runtime: readFileSync(runtime), grammar: readFileSync(grammar) });
}

function needed(from: string, name: string): string {
  const path = installedFile(from, name);
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}
