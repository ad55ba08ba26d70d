import type { Rule, RuleSetting } from "@cachelint/lint";
import { isAlias, isMap, isPair, isScalar, isSeq, type Document, type Pair, parseAllDocuments, type Range, type YAMLMap } from "yaml";
import * as messages from "../messages.js";
import { nearest } from "../nearest.js";
import { joinErrors, type SourceRange, type UsageError } from "../usage-error.js";
import { readRuleValue } from "./rule-value.js";
import type { Shape, TextCheck } from "./shape.js";
import { configurationShape } from "./shapes.js";

export type ConfigurationFile = {
  /** As messages name it. */
  readonly shown: string;
  readonly text: string;
};

/** The plain values of a configuration file, checked: texts, numbers, lists and objects of `configurationShape`. All that is wrong is thrown as one error. */
export function readConfiguration(file: ConfigurationFile, rules: readonly Rule[] | null): Readonly<Record<string, unknown>> {
  const documents = parseAllDocuments(file.text, { prettyErrors: false });
  const [document] = "empty" in documents ? [] : documents;
  if (document === undefined) return {};
  const reading: Reading = { file, document, rules, errors: document.errors.map(({ message, pos }) => messages.badYaml(message.replace(/[.\s]+$/, ""), { ...file, ...spanOf(file, pos) })) };
  const second = documents[1];
  if (second !== undefined) reading.errors.push(messages.badYaml("The file holds several documents", { ...file, ...spanOf(file, second.range) }));
  // Of what YAML cannot read, nobody knows what the values would be; a key given twice spoils nothing else.
  const isReadable = second === undefined && document.errors.every(({ code }) => code === "DUPLICATE_KEY");
  const isEmpty = document.contents === null || (isScalar(document.contents) && document.contents.value === null);
  const values = isReadable && !isEmpty ? readValue(reading, document.contents, configurationShape, "The configuration") : {};
  const error = joinErrors(reading.errors);
  if (error !== undefined) throw error;
  return values as Record<string, unknown>;
}

/** What is wrong is added to `errors`; a value that is wrong is read as undefined, and nobody sees it. */
type Reading = { readonly file: ConfigurationFile; readonly document: Document; readonly rules: readonly Rule[] | null; readonly errors: UsageError[] };
type Node = unknown;

/** `name` is what the value is called in messages. */
function readValue(reading: Reading, given: Node, shape: Shape, name: string): unknown {
  const node = isAlias(given) ? given.resolve(reading.document) : given;
  switch (shape.kind) {
    case "boolean":
      if (!isScalar(node) || typeof node.value !== "boolean") return expected(reading, given, name, "true or false");
      return node.value;
    case "text": {
      const text = textOf(node);
      if (text === null) return expected(reading, given, name, shape.example === undefined ? "a text" : `a text such as ${shape.example}`);
      checkText(reading, given, text, shape.check);
      return text;
    }
    case "choice": {
      const text = textOf(node);
      if (text === null || !shape.values.includes(text)) return expected(reading, given, name, `one of ${shape.values.join(", ")}`, nearest(text ?? "", shape.values));
      return text;
    }
    case "number":
      if (!isScalar(node) || typeof node.value !== "number" || !shape.values.includes(node.value)) return expected(reading, given, name, `one of ${shape.values.join(", ")}`);
      return node.value;
    case "count":
      if (!isScalar(node) || typeof node.value !== "number" || !Number.isSafeInteger(node.value) || node.value < 0) return expected(reading, given, name, "a whole number from 0");
      return node.value;
    case "list":
      if (!isSeq(node)) return expected(reading, given, name, `a list, as in [${"example" in shape.of ? (shape.of.example ?? "…") : "…"}]`);
      return node.items.map((item) => readValue(reading, item, shape.of, `An item of ${name}`));
    case "map":
      return Object.fromEntries(pairsOf(reading, node, given, name).map(([key, pair]) => {
        checkText(reading, pair.key, key, shape.key);
        return [key, readValue(reading, pair.value, shape.of, key)];
      }));
    case "object":
      return readObject(reading, node, given, shape, name);
    case "rules":
      return readRules(reading, node, given, name);
  }
}

function readObject(reading: Reading, node: Node, given: Node, shape: Shape & { kind: "object" }, name: string): Record<string, unknown> {
  const pairs = pairsOf(reading, node, given, name);
  const found: Record<string, unknown> = {};
  for (const [key, pair] of pairs) {
    const own = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    if (own === undefined) reading.errors.push(messages.unknownKey(key, { name, keys: Object.keys(shape.keys) }, rangeOf(reading, pair.key)));
    else found[key] = readValue(reading, pair.value, own, key);
  }
  const isObject = isMap(node);
  for (const key of shape.required ?? []) if (isObject && !(key in found)) reading.errors.push(messages.missingKey(key, rangeOf(reading, given)));
  return found;
}

function readRules(reading: Reading, node: Node, given: Node, name: string): Readonly<Record<string, RuleSetting>> {
  const { rules, document } = reading;
  return Object.fromEntries(pairsOf(reading, node, given, name).map(([id, pair]) => {
    const rule = rules?.find((candidate) => candidate.id === id);
    if (rules !== null && rule === undefined) reading.errors.push(messages.unknownRule(id, rules.map((candidate) => candidate.id), rangeOf(reading, pair.key)));
    if (rule === undefined) return [id, {}];
    const value = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
    // One option at a time, so that the one that is wrong can be pointed at.
    const parts = isMap(value) ? value.items.map((own) => ({ node: own.value ?? own.key, keyNode: own.key, value: { [String(textOf(own.key))]: plainValue(document, own) } })) : [{ node: pair.value ?? pair.key, keyNode: pair.key, value: plainValue(document, pair) }];
    return [id, readRuleValue(rule, parts, (part, problem) => reading.errors.push(messages.badRuleSetting(problem, rangeOf(reading, part))))];
  }));
}

function plainValue(document: Document, pair: Pair): unknown {
  const value = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
  return isScalar(value) ? value.value : isMap(value) || isSeq(value) ? value.toJS(document) : value;
}

function pairsOf(reading: Reading, node: Node, given: Node, name: string): readonly (readonly [string, Pair])[] {
  if (!isMap(node)) {
    expected(reading, given, name, "an object with keys");
    return [];
  }
  return (node as YAMLMap).items.filter(isPair).flatMap((pair): readonly (readonly [string, Pair])[] => {
    const key = textOf(pair.key);
    if (key !== null) return [[key, pair]];
    expected(reading, pair.key, "A key", "a text");
    return [];
  });
}

/** A text, also where YAML takes it for a number: `goVersion: 1.20` is not 1.2. */
function textOf(node: Node): string | null {
  if (!isScalar(node)) return null;
  if (typeof node.value === "string") return node.value;
  return typeof node.value === "number" ? (node.source ?? String(node.value)) : null;
}

function checkText(reading: Reading, node: Node, text: string, check: TextCheck | undefined): void {
  const wrong = check?.(text) ?? null;
  if (wrong !== null) reading.errors.push(messages.badText(wrong.problem, wrong.hint ?? "", rangeOf(reading, node)));
}

function expected(reading: Reading, node: Node, name: string, what: string, near?: string): undefined {
  reading.errors.push(messages.wrongValue(name, what, near, rangeOf(reading, node)));
}

function rangeOf({ file }: Reading, node: Node): SourceRange {
  const range = typeof node === "object" && node !== null && "range" in node ? (node.range as Range | null | undefined) : null;
  return { file: file.shown, text: file.text, ...spanOf(file, range) };
}

function spanOf({ text }: ConfigurationFile, range: readonly number[] | null | undefined): { readonly start: number; readonly end: number } {
  const start = Math.min(range?.[0] ?? 0, Math.max(0, text.length - 1));
  return { start, end: Math.max(start + 1, range?.[1] ?? 0) };
}
