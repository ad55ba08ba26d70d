import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createParser } from "../dist/index.js";

/** Go's own source tree. */
export function goRoot() {
  return join(process.env.GOROOT ?? "/usr/local/go", "src");
}

export async function loadParser() {
  return createParser({
    runtime: readFileSync(createRequire(import.meta.url).resolve("web-tree-sitter/web-tree-sitter.wasm")),
    grammar: readFileSync(new URL("../grammar/tree-sitter-go.wasm", import.meta.url)),
  });
}

/** All Go files below a folder. */
export function goFiles(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return goFiles(path);
    return entry.isFile() && entry.name.endsWith(".go") ? [path] : [];
  });
}
