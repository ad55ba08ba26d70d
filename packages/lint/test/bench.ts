import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { driftOfStruct, failClasses, fieldUses, snapshotOf } from "@cachelint/baseline";
import { judgedLineBytes } from "@cachelint/layout";
import { createParser } from "@cachelint/syntax";
import { parse } from "yaml";
import { decodeStdTable } from "../../host/src/std-table.js";
import type { Rule, RunFacts } from "../src/index.js";
import type { PageBench } from "../src/testing/page-tests.js";

const here = new URL("./", import.meta.url);

const parser = await createParser({
  runtime: readFileSync(createRequire(import.meta.url).resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(new URL("../../syntax/grammar/tree-sitter-go.wasm", here)),
});
const stdTable = decodeStdTable(readFileSync(new URL("../../host/std-table/std-table.json.br", here))).table(26);

/** What tests lint with: Go's grammar, the shipped standard library of Go 1.26, and the rules at hand. */
export function benchWith(rules: readonly Rule[]): PageBench {
  return { parser, stdTable, rules, driftSince, parseYaml: (text): unknown => parse(text) };
}

function driftSince({ structs }: RunFacts): ReturnType<NonNullable<PageBench["driftSince"]>> {
  const targets = new Set(structs.flatMap(({ layouts }) => layouts.map(({ target }) => target)));
  const lineBytes = new Map([...targets].map((target) => [target, judgedLineBytes(...(target.split("/") as [string, string]))]));
  const importPaths = [...new Set(structs.map(({ importPath }) => importPath))];
  const before = snapshotOf(structs, { goVersion: "1.26", lineBytes, importPaths, selection: { packages: ["./..."], minSizeBytes: 0, heat: "any", tags: [] }, isRecorded: () => false, isHot: () => true });
  return (facts) => driftOfStruct(facts, { before, lineBytes, failing: new Set(failClasses), uses: fieldUses(), accept: "cachelint baseline update" });
}
