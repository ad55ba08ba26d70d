import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { createParser, type GoParser } from "@cachelint/syntax";
import { installedFile, ownFolder } from "./installed-file.js";

/** The Go parser, its WebAssembly read from the packages that carry it. Compiling goes on beside other work. */
export async function loadParser(): Promise<GoParser> {
  const grammar = needed(ownFolder, "@cachelint/syntax/grammar/tree-sitter-go.wasm");
  const runtime = needed(dirname(grammar), "web-tree-sitter/web-tree-sitter.wasm");
  const [runtimeBytes, grammarBytes] = await Promise.all([readFile(runtime), readFile(grammar)]);
  return createParser({ runtime: runtimeBytes, grammar: grammarBytes });
}

function needed(from: string, name: string): string {
  const path = installedFile(from, name);
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}
