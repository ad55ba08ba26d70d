import { existsSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createParser, type GoParser } from "@cachelint/syntax";

/** The Go parser, its WebAssembly read from the packages that carry it. Compiling goes on beside other work. */
export async function loadParser(): Promise<GoParser> {
  const grammar = installedFile(dirname(fileURLToPath(import.meta.url)), "@cachelint/syntax/grammar/tree-sitter-go.wasm");
  const runtime = installedFile(dirname(grammar), "web-tree-sitter/web-tree-sitter.wasm");
  const [runtimeBytes, grammarBytes] = await Promise.all([readFile(runtime), readFile(grammar)]);
  return createParser({ runtime: runtimeBytes, grammar: grammarBytes });
}

/** A file of a package as Node would find it from a folder, whatever that package exports. */
function installedFile(from: string, name: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, "node_modules", name);
    if (existsSync(path)) return realpathSync(path);
    if (dirname(folder) === folder) throw new Error(`${name} is not installed`);
  }
}
