import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import fc from "fast-check";
import { readCanonical } from "./read-canonical.js";
import { baselineText, inline, isCanonical, type LayoutSnapshot, readBaseline, type Snapshot } from "./index.js";

const targets = ["linux/386", "linux/amd64", "linux/arm64"];
const isTarget = (name: string): boolean => targets.includes(name);

const name = fc.oneof(fc.stringMatching(/^[A-Za-z_]\w{0,8}$/), fc.constantFrom("Größe", "constructor", "__proto__x", "(*Queue).drain.item"));
const bytes = fc.nat({ max: 1 << 20 });
const layout: fc.Arbitrary<LayoutSnapshot> = fc.oneof(
  fc.record({
    sizeBytes: bytes, alignBytes: fc.constantFrom(1, 2, 4, 8), pointerBytes: fc.option(bytes), sizeClassBytes: fc.option(bytes), nLines: bytes,
    fields: fc.array(fc.record({ name, type: fc.oneof(name, fc.string()), offsetBytes: bytes, sizeBytes: bytes, isEmbedded: fc.boolean() }), { maxLength: 5 }),
  }),
  fc.record({ unknowns: fc.array(fc.record({ field: name, reason: fc.constantFrom("cgo", "constant") }), { minLength: 1, maxLength: 2 }) }),
);
const type = fc.record({ isFrozen: fc.boolean(), layouts: fc.uniqueArray(fc.tuple(fc.constantFrom(...targets), layout), { selector: ([target]) => target, minLength: 1 }).map((pairs) => new Map(pairs)) });
const snapshot: fc.Arbitrary<Snapshot> = fc.record({
  goVersion: fc.constantFrom("1.24", "1.26"),
  lineBytes: fc.constant(new Map(targets.map((target) => [target, 64]))),
  selection: fc.record({ packages: fc.array(fc.string(), { maxLength: 2 }), minSizeBytes: bytes, heat: fc.constantFrom("any" as const, "hot" as const), tags: fc.array(name, { maxLength: 2 }) }),
  packages: fc.uniqueArray(fc.tuple(fc.oneof(name, fc.constantFrom("example.com/a", "example.com/a/b")), fc.uniqueArray(fc.tuple(name, type), { selector: ([key]) => key, maxLength: 4 }).map((pairs) => new Map(pairs))), { selector: ([key]) => key, maxLength: 4 }).map((pairs) => new Map(pairs)),
});

const sorted = (value: unknown): unknown => (value instanceof Map ? [...(value as Map<string, unknown>)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => [key, sorted(own)]) : typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).map(([key, own]) => [key, sorted(own)])) : value);

test("what is written is read again, and is canonical", () => {
  fc.assert(fc.property(snapshot, (one) => {
    const text = baselineText(one);
    const read = readBaseline(text, isTarget);
    expect("snapshot" in read ? sorted(read.snapshot) : read.damage).toEqual(sorted(one));
    expect("snapshot" in read && isCanonical(text, read.snapshot) && isCanonical(text.replaceAll("\n", "\r\n"), read.snapshot)).toBe(true);
  }));
});

test("the quick reading and the exact one read the same", () => {
  fc.assert(fc.property(snapshot, (one) => {
    const text = baselineText(one);
    // A blank more, and the text is no longer as it is written.
    const read = readBaseline(text.replace("{", "{ "), isTarget);
    expect("snapshot" in read ? sorted(read.snapshot) : read.damage).toEqual(sorted(readCanonical(text, isTarget)));
    expect(readCanonical(text.replace("{", "{ "), isTarget)).toBeNull();
  }));
});

test("what is written is valid by the shipped schema", () => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(new URL("../schema/layout-baseline.schema.json", import.meta.url), "utf8")) as object);
  fc.assert(fc.property(snapshot, (one) => {
    validate(JSON.parse(baselineText(one)));
    expect(validate.errors).toBeNull();
  }));
  expect(validate({ schemaVersion: 1 })).toBe(false);
});

test("reading never throws, on any text and any part of a baseline", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.tuple(snapshot, fc.nat(), fc.nat(), fc.string()).map(([one, from, to, junk]) => {
    const text = baselineText(one);
    return text.slice(0, from % text.length) + junk + text.slice(to % text.length);
  })), (text) => {
    const read = readBaseline(text, isTarget);
    if ("damage" in read) expect(read.damage.message).toMatch(/\.$/);
  }));
});

test("a field has a line, and each struct a first and a last line that no other has", () => {
  fc.assert(fc.property(snapshot, (one) => {
    const lines = baselineText(one).split("\n");
    const nFields = [...one.packages.values()].flatMap((types) => [...types.values()].flatMap(({ layouts }) => [...new Set([...layouts.values()].map((own) => JSON.stringify(own)))].map((text) => (JSON.parse(text) as { fields?: readonly unknown[] }).fields?.length ?? 0))).reduce((sum, n) => sum + n, 0);
    expect(lines.filter((line) => line.startsWith("            {"))).toHaveLength(nFields);
    const ends = lines.filter((line) => line.trimStart().startsWith('"/":'));
    expect(new Set(ends.filter((line) => line.startsWith("        "))).size).toBe([...one.packages].reduce((n, [, types]) => n + types.size, 0));
  }), { numRuns: 50 });
});

const sound = baselineText({
  goVersion: "1.26", lineBytes: new Map([["linux/amd64", 64]]), selection: { packages: ["./..."], minSizeBytes: 0, heat: "any", tags: [] },
  packages: new Map([["example.com/q", new Map([["Ring", { isFrozen: false, layouts: new Map([["linux/amd64", { sizeBytes: 16, alignBytes: 8, pointerBytes: 0, sizeClassBytes: 16, nLines: 1, fields: [{ name: "head", type: "uint64", offsetBytes: 0, sizeBytes: 8, isEmbedded: false }] }]]) }]])]]),
});

/** The damage of a text, with the line that it points at. */
function damageOf(text: string): string {
  const read = readBaseline(text, isTarget);
  if (!("damage" in read)) return "none";
  const { kind, message, start } = read.damage;
  return `${kind}, line ${text.slice(0, start).split("\n").length}: ${message}`;
}

test.each([
  ["cut in the middle", sound.slice(0, 300), "damaged, line 14: This baseline ends before it is complete."],
  ["cut within a text", sound.slice(0, sound.indexOf("head") + 2), "damaged, line 16: This baseline ends before it is complete."],
  ["empty", "", "damaged, line 1: This baseline ends before it is complete."],
  ["no JSON", sound.replace('"goVersion": "1.26",', '"goVersion" "1.26",'), "damaged, line 3: This baseline is no JSON: colon expected."],
  ["a newer schema on one side of a conflict", sound.replace('  "schemaVersion": 1,', '<<<<<<< HEAD\n  "schemaVersion": 1,\n=======\n  "schemaVersion": 2,\n>>>>>>> other'), "newer, line 5: This baseline has schema version 2; this cachelint reads up to 1."],
  ["a newer schema", sound.replace('"schemaVersion": 1', '"schemaVersion": 2'), "newer, line 2: This baseline has schema version 2; this cachelint reads up to 1."],
  ["an unknown target", sound.replace('["linux/amd64"]', '["linux/amd46"]'), "damaged, line 4: \"linux/amd46\" is no target that Go has a port for."],
  ["a target that the header does not have", sound.replace('        "linux/amd64": {', '        "linux/amd64 linux/386": {'), "damaged, line 13: The layout is for linux/386, which \"targets\" does not name."],
  ["a struct twice", sound.replace('        "/": "example.com/q.Ring"},\n', '        "/": "example.com/q.Ring"},\n      "Ring": {},\n'), "damaged, line 19: \"Ring\" is here a second time; the first one is on line 12."],
  ["a target twice", sound.replace('"linux/amd64": {\n', '"linux/amd64 linux/amd64": {\n'), "damaged, line 13: \"linux/amd64\" is here a second time; the first one is on line 13."],
  ["a number that is none", sound.replace('"offsetBytes": 0', '"offsetBytes": -1'), "damaged, line 16: offsetBytes must be a whole number from 0."],
  ["a key that is missing", sound.replace('"sizeBytes": 16, ', ""), "damaged, line 13: example.com/q.Ring has no \"sizeBytes\"."],
  ["a key that nobody knows", sound.replace('"alignBytes": 8', '"alignBytes": 8, "colour": 1'), "damaged, line 14: example.com/q.Ring has a key \"colour\" that no baseline has."],
  ["text behind it", `${sound}x\n`, "damaged, line 22: This baseline goes on after its end."],
  ["a second baseline behind it", `${sound}{}\n`, "damaged, line 22: This baseline goes on after its end."],
  ["something else", "garbage", "damaged, line 1: This baseline is no JSON: it begins with something else than {."],
  ["a byte order mark", `\uFEFF${sound}`, "damaged, line 1: This baseline begins with a byte order mark, which JSON has not; save it as UTF-8 without one."],
  ["a list", "[]", "damaged, line 1: The baseline must be an object."],
])("damage: %s", (_, text, expected) => expect(damageOf(text)).toBe(expected));

test("values on one line", () => expect(inline({ a: [1, "x"], b: { c: null } })).toBe('{"a": [1, "x"], "b": {"c": null}}'));
