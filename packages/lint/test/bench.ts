import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createParser } from "@cachelint/syntax";
import { parse } from "yaml";
import { decodeStdTable } from "../../host/src/std-table.js";
import type { Rule } from "../src/index.js";
import type { PageBench } from "../src/testing/page-tests.js";

const here = new URL("./", import.meta.url);

const parser = await createParser({
  runtime: readFileSync(createRequire(import.meta.url).resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(new URL("../../syntax/grammar/tree-sitter-go.wasm", here)),
});
const stdTable = decodeStdTable(readFileSync(new URL("../../host/std-table/std-table.json.br", here))).table(26);

/** What tests lint with: Go's grammar, the shipped standard library of Go 1.26, and the rules at hand. */
export function benchWith(rules: readonly Rule[]): PageBench {
  return { parser, stdTable, rules, parseYaml: (text): unknown => parse(text) };
}
