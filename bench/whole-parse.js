// The yardstick: web-tree-sitter alone parses, whole, every file that the build of the given packages has.
//
//   node bench/whole-parse.js files.txt        one path a line
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(readFileSync(require.resolve("tree-sitter-go/tree-sitter-go.wasm"))));
let nBytes = 0;
const paths = readFileSync(process.argv[2], "utf8").split("\n").filter((line) => line !== "");
for (const path of paths) {
  const text = readFileSync(path, "utf8");
  nBytes += text.length;
  parser.parse(text).delete();
}
console.log(`${paths.length} files, ${(nBytes / 1e6).toFixed(1)} MB`);
