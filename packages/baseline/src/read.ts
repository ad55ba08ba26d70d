import { type Node, parseTree, type ParseError, printParseErrorCode } from "jsonc-parser";
import { type Conflict, firstMark, readConflict } from "./conflict.js";
import * as messages from "./messages.js";
import type { FieldSnapshot, Heat, LayoutSnapshot, Selection, Snapshot, TypeSnapshot } from "./model.js";
import { readCanonical } from "./read-canonical.js";
import { baselineText, endKey, schemaVersion } from "./write.js";

/** `conflicted` files may be written anew; `newer` and `damaged` ones are left alone, and so are `torn` ones, which have other damage besides a conflict. */
export type DamageKind = "conflicted" | "newer" | "damaged" | "torn";

/** What is wrong with a baseline file, at which place of its text; offsets in UTF-16 units, the end exclusive. */
export type Damage = { readonly kind: DamageKind; readonly message: string; readonly start: number; readonly end: number };

export type ReadResult = { readonly snapshot: Snapshot } | { readonly damage: Damage; /** What the sides of a conflict recorded. */ readonly conflict?: Conflict };

/** Reads a baseline file. `isTarget` knows the ports of Go. Never throws, on any text. */
export function readBaseline(text: string, isTarget: (name: string) => boolean): ReadResult {
  const canonical = readCanonical(text, isTarget);
  if (canonical !== null) return { snapshot: canonical };
  const mark = firstMark(text);
  if (mark === null) return readSide({ text, isTarget, isTorn: null });
  const newer = newerIn(text);
  if (newer !== null) return newer;
  const conflict = readConflict(text, (side, isTorn) => readSide({ text: side, isTarget, isTorn }));
  return "damage" in conflict ? conflict : { damage: { kind: "conflicted", message: messages.conflicted, ...mark }, conflict };
}

function readSide(reading: Reading): ReadResult {
  try {
    return { snapshot: readWhole(reading) };
  } catch (error) {
    if (error instanceof Damaged) return { damage: error.damage };
    throw error;
  }
}

/** Either side of a conflict may be of a form that is not known yet; writing it anew would lose that. */
function newerIn(text: string): { readonly damage: Damage } | null {
  for (const { 0: found, 1: digits, index } of text.matchAll(/^[ \t]*"schemaVersion"[ \t]*:[ \t]*(\d+)/gm)) {
    const version = Number(digits);
    if (schemaVersion < version) return { damage: { kind: "newer", message: messages.newerSchema(version, schemaVersion), start: index, end: index + found.length } };
  }
  return null;
}

/** Only how the reader leaves a file at the first thing that is wrong. */
class Damaged extends Error {
  readonly damage: Damage;
  constructor(damage: Damage) {
    super(damage.message);
    this.damage = damage;
  }
}

type Reading = {
  readonly text: string;
  readonly isTarget: (name: string) => boolean;
  /**
   * Of one side of a conflict, whether git put together what stands at two offsets; null for a whole file. What git joins may
   * name a target that the head has no longer, or a struct twice, where nobody did anything wrong.
   */
  readonly isTorn: ((a: number, b: number) => boolean) | null;
};
type Place = { readonly offset: number; readonly length: number };

function readWhole(reading: Reading): Snapshot {
  const { text } = reading;
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error !== undefined || tree === undefined) throw syntaxDamage(text, error, tree);
  const name = "The baseline";
  // A form that is not known yet may differ in everything else.
  const version = numberIn(objectIn(tree, name).get("schemaVersion") ?? missing(tree, name, "schemaVersion"), "schemaVersion");
  if (schemaVersion < version) throw damageAt(tree.children?.find((pair) => pair.children?.[0]?.value === "schemaVersion") ?? tree, messages.newerSchema(version, schemaVersion), "newer");
  const keys = keysIn(reading, tree, name, ["schemaVersion", "goVersion", "targets", "lineBytes", "select", "minSizeBytes", "heat", "tags", "packages"]);
  const targets = textsIn(keys.get("targets") ?? missing(tree, name, "targets"), "targets", (node) => targetIn(reading, node));
  const lines = entriesIn(reading, keys.get("lineBytes") ?? missing(tree, name, "lineBytes"), "lineBytes");
  const lineBytes = new Map(lines.map(({ key, keyNode, value }) => [knownTarget(keyNode, key, targets), numberIn(value, `lineBytes of ${key}`)]));
  for (const target of targets) if (!lineBytes.has(target)) missing(keys.get("lineBytes") ?? tree, "lineBytes", target);
  const selection: Selection = {
    packages: textsIn(keys.get("select") ?? missing(tree, name, "select"), "select", (node) => textIn(node, "An item of select")),
    minSizeBytes: numberIn(keys.get("minSizeBytes") ?? missing(tree, name, "minSizeBytes"), "minSizeBytes"),
    heat: heatIn(keys.get("heat") ?? missing(tree, name, "heat")),
    tags: textsIn(keys.get("tags") ?? missing(tree, name, "tags"), "tags", (node) => textIn(node, "An item of tags")),
  };
  const packages = entriesIn(reading, keys.get("packages") ?? missing(tree, name, "packages"), "packages");
  return {
    goVersion: textIn(keys.get("goVersion") ?? missing(tree, name, "goVersion"), "goVersion"),
    lineBytes,
    selection,
    packages: new Map(packages.map(({ key: importPath, value }) => [importPath, new Map(entriesIn(reading, value, importPath).map(({ key, value: type }) => [key, typeIn(reading, type, `${importPath}.${key}`, targets)]))])),
  };
}

function typeIn(reading: Reading, node: Node, name: string, targets: readonly string[]): TypeSnapshot {
  const layouts = new Map<string, LayoutSnapshot>();
  const places = new Map<string, number>();
  let isFrozen = false;
  for (const { key, keyNode, value } of entriesIn(reading, node, name)) {
    if (key === "frozen") {
      if (value.value !== true) throw damageAt(value, messages.wrongValue("frozen", "true"));
      isFrozen = true;
      continue;
    }
    const layout = layoutIn(reading, value, name);
    for (const target of key.split(" ")) {
      if (reading.isTorn === null || !reading.isTarget(target)) knownTarget(keyNode, target, targets);
      const first = places.get(target);
      if (first !== undefined && reading.isTorn?.(first, keyNode.offset) !== true) throw damageAt(keyNode, messages.duplicateKey(target, lineOf(reading.text, first)));
      places.set(target, keyNode.offset);
      layouts.set(target, layout);
    }
  }
  return { isFrozen, layouts };
}

function layoutIn(reading: Reading, node: Node, name: string): LayoutSnapshot {
  if (objectIn(node, name).has("unknown")) {
    const unknown = keysIn(reading, node, name, ["unknown"]).get("unknown");
    return { unknowns: itemsIn(unknown ?? node, "unknown").map((item) => {
      const keys = keysIn(reading, item, "An unknown", ["field", "reason"]);
      return { field: textIn(keys.get("field") ?? missing(item, "An unknown", "field"), "field"), reason: textIn(keys.get("reason") ?? missing(item, "An unknown", "reason"), "reason") };
    }) };
  }
  const keys = keysIn(reading, node, name, ["sizeBytes", "alignBytes", "pointerBytes", "sizeClassBytes", "lines", "fields"]);
  const number = (key: string): number => numberIn(keys.get(key) ?? missing(node, name, key), `${key} of ${name}`);
  const numberOrNull = (key: string): number | null => ((keys.get(key) ?? missing(node, name, key)).type === "null" ? null : number(key));
  return {
    sizeBytes: number("sizeBytes"), alignBytes: number("alignBytes"), pointerBytes: numberOrNull("pointerBytes"), sizeClassBytes: numberOrNull("sizeClassBytes"), nLines: number("lines"),
    fields: itemsIn(keys.get("fields") ?? missing(node, name, "fields"), `fields of ${name}`).map((field) => fieldIn(reading, field, name)),
  };
}

function fieldIn(reading: Reading, node: Node, type: string): FieldSnapshot {
  const name = `A field of ${type}`;
  const keys = keysIn(reading, node, name, ["name", "type", "offsetBytes", "sizeBytes", "embedded"]);
  const key = (word: string): Node => keys.get(word) ?? missing(node, name, word);
  return { name: textIn(key("name"), "name"), type: textIn(key("type"), "type"), offsetBytes: numberIn(key("offsetBytes"), "offsetBytes"), sizeBytes: numberIn(key("sizeBytes"), "sizeBytes"), isEmbedded: keys.get("embedded")?.value === true };
}

type Entry = { readonly key: string; readonly keyNode: Node; readonly value: Node };

/** The pairs of an object, each key once, without the one that closes it. */
function entriesIn({ text, isTorn }: Reading, node: Node, name: string): readonly Entry[] {
  const seen = new Map<string, Node>();
  objectIn(node, name);
  return (node.children ?? []).flatMap((pair) => {
    const [keyNode, value] = pair.children ?? [];
    if (keyNode === undefined || value === undefined) return [];
    const key = String(keyNode.value);
    const first = seen.get(key);
    if (first !== undefined && isTorn?.(first.offset, keyNode.offset) !== true) throw damageAt(keyNode, messages.duplicateKey(key, lineOf(text, first.offset)));
    seen.set(key, keyNode);
    return key === endKey ? [] : [{ key, keyNode, value }];
  });
}

function keysIn(reading: Reading, node: Node, name: string, known: readonly string[]): ReadonlyMap<string, Node> {
  return new Map(entriesIn(reading, node, name).map(({ key, keyNode, value }) => {
    if (!known.includes(key) && key !== "$schema") throw damageAt(keyNode, messages.unknownKey(name, key));
    return [key, value];
  }));
}

function objectIn(node: Node, name: string): ReadonlyMap<string, Node> {
  if (node.type !== "object") throw damageAt(node, messages.wrongValue(name, "an object"));
  return new Map((node.children ?? []).flatMap(({ children: [key, value] = [] }) => (key === undefined || value === undefined ? [] : [[String(key.value), value]])));
}

function itemsIn(node: Node, name: string): readonly Node[] {
  if (node.type !== "array") throw damageAt(node, messages.wrongValue(name, "a list"));
  return node.children ?? [];
}

function textsIn(node: Node, name: string, read: (item: Node) => string): readonly string[] {
  return itemsIn(node, name).map(read);
}

function textIn(node: Node, name: string): string {
  if (node.type !== "string") throw damageAt(node, messages.wrongValue(name, "a text"));
  return String(node.value);
}

function numberIn(node: Node, name: string): number {
  const value: unknown = node.value;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw damageAt(node, messages.wrongValue(name, "a whole number from 0"));
  return value;
}

function heatIn(node: Node): Heat {
  if (node.value !== "any" && node.value !== "hot") throw damageAt(node, messages.wrongValue("heat", "\"any\" or \"hot\""));
  return node.value;
}

function targetIn({ isTarget }: Reading, node: Node): string {
  const name = textIn(node, "A target");
  if (!isTarget(name)) throw damageAt(node, messages.unknownTarget(name));
  return name;
}

function knownTarget(node: Node, name: string, targets: readonly string[]): string {
  if (!targets.includes(name)) throw damageAt(node, messages.strayTarget(name));
  return name;
}

function missing(node: Node, name: string, key: string): never {
  throw damageAt({ offset: node.offset, length: 1 }, messages.missingKey(name, key));
}

function damageAt({ offset, length }: Place, message: string, kind: DamageKind = "damaged"): Damaged {
  return new Damaged({ kind, message, start: offset, end: offset + Math.max(1, length) });
}

/** An error on the last line is a text that stops too early, unless the baseline was whole by then. */
function syntaxDamage(text: string, error: ParseError | undefined, tree: Node | undefined): Damaged {
  const { offset = 0, length = 1 } = error ?? {};
  if (text.startsWith("\uFEFF")) return damageAt({ offset: 0, length: 1 }, messages.byteOrderMark);
  if (error !== undefined && !/^\s*[{[]/.test(text)) return damageAt({ offset, length }, text.trim() === "" ? messages.truncated : messages.notJson("it begins with something else than {"));
  const wholeEnd = tree === undefined ? 0 : tree.offset + tree.length;
  const rest = text.slice(wholeEnd).search(/\S/);
  if (0 <= rest && isWhole(text.slice(0, wholeEnd))) return damageAt({ offset: wholeEnd + rest, length: 1 }, messages.trailing);
  const end = text.trimEnd().length;
  if (error === undefined || text.lastIndexOf("\n", end - 1) < offset) return damageAt({ offset: Math.max(0, end - 1), length: 1 }, messages.truncated);
  const what = printParseErrorCode(error.error).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return damageAt({ offset, length }, messages.notJson(what));
}

function isWhole(text: string): boolean {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors.length === 0;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Whether a text is what `baselineText` writes of it; merges by hand and newer forms are not. */
export function isCanonical(text: string, snapshot: Snapshot): boolean {
  return text.replaceAll("\r\n", "\n") === baselineText(snapshot);
}
