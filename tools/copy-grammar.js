// Copies the Go grammar out of npm's tree-sitter-go into packages/syntax/grammar, where the built and the unbuilt
// sources find it alike. Only the .wasm is wanted: depending on tree-sitter-go itself would make users build a native addon.
import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = dirname(createRequire(import.meta.url).resolve("tree-sitter-go/package.json"));
const target = join(dirname(fileURLToPath(import.meta.url)), "../packages/syntax/grammar");
mkdirSync(target, { recursive: true });
copyFileSync(join(source, "tree-sitter-go.wasm"), join(target, "tree-sitter-go.wasm"));
copyFileSync(join(source, "LICENSE"), join(target, "LICENSE"));
