import { readFileSync } from "node:fs";
import fc from "fast-check";
import { randomFile, shuffled, tokensAndComments } from "../test/random-struct.js";
import { edited, readItems, structsIn } from "../test/run.js";
import type { BodyItem } from "./index.js";

const page = readFileSync(new URL("../test/reorder.md", import.meta.url), "utf8");
const cases = [...page.matchAll(/^## (.+)$[^]*?^```go (.+)\n([^]*?)^```\n\n```go\n([^]*?)^```$/gm)].map(([, title = "", words = "", before = "", after = ""]) => ({ title, words, before, after }));

test("the page has all its cases", () => expect(cases.map(({ title }) => title)).toEqual([...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title)));

test.each(cases)("$title", ({ words, before, after }) => expect(edited(before, readItems(words))).toBe(after));

test.each(cases)("$title: the same with CRLF and a byte order mark", ({ words, before, after }) => {
  const other = (text: string): string => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
  expect(edited(other(before), readItems(words))).toBe(other(after));
});

const tape = fc.array(fc.nat(9999), { minLength: 1, maxLength: 120 }).map((numbers) => {
  let at = 0;
  return (): number => numbers[at++ % numbers.length]! + at;
});

test.each([false, true])("nothing is lost, and the same order again changes nothing (mangled: %s)", (isMangled) => {
  fc.assert(fc.property(tape, fc.boolean(), (next, isCrlf) => {
    const lf = randomFile(next, { isMangled });
    const text = isCrlf ? lf.replaceAll("\n", "\r\n") : lf;
    const [struct] = structsIn(text);
    const items: readonly BodyItem[] = shuffled(struct?.fields.length ?? 0, next);
    const after = edited(text, items);
    if (after.startsWith("refused: unformatted")) return;
    expect(tokensAndComments(after)).toEqual(tokensAndComments(text));
    expect(after.replaceAll("\r\n", "").includes("\r") || (isCrlf && /[^\r]\n/.test(after))).toBe(false);
    const [again] = structsIn(after);
    const names = (struct_: typeof struct): readonly string[] => struct_?.fields.map((field) => field.names.map(({ name }) => name).join()) ?? [];
    expect(names(again)).toEqual(items.map((item) => (item.kind === "declaration" ? names(struct)[item.index] : "")));
    // There and back again, once it has the form that gofmt gives it, moves nothing else.
    const back = (row: readonly BodyItem[]): readonly BodyItem[] => row.map((_, index) => ({ kind: "declaration", index: row.findIndex((item) => item.kind === "declaration" && item.index === index) }));
    const there = edited(after, back(items));
    expect(tokensAndComments(there)).toEqual(tokensAndComments(text));
    expect(edited(after, items.map((_, index) => ({ kind: "declaration", index })))).toBe(after);
  }), { numRuns: 300 });
});

const declared = (body: string): string => `package p\n\ntype T struct {\n${body}}\n`;

test.each([
  ["a pad with a comment does not go", declared("\ta int\n\t_ [8]byte // why\n"), "0", "refused: lost-comment"],
  ["names over several lines", declared("\ta, // x\n\tb int\n\tc bool\n"), "1 0", "refused: odd-comment"],
  ["an interface of several lines, unformatted", declared("\ta  interface {\n\tM()\n\t}\n\tb bool\n"), "1 0", "refused: unformatted"],
  ["a line directive", declared("\ta bool\n//line a.y:7\n\tb int\n"), "1 0", "refused: line-directive"],
  ["a line directive that is a comment", declared("\ta bool\n\t/*line a.y:7*/ b int\n"), "1 0", "refused: line-directive"],
  ["what only looks like a line directive", declared("\ta bool\n\t//line a.y:7\n\tb int\n"), "1 0", declared("\t//line a.y:7\n\tb int\n\ta bool\n")],
  ["one line", "package p\n\ntype T struct { a bool; b int }\n", "1 0", "package p\n\ntype T struct {\n\tb int\n\ta bool\n}\n"],
])("%s", (_, before, words, after) => expect(edited(before, readItems(words))).toBe(after));

test("lines that stay are in no edit", () => {
  const text = declared("\tz int\n\ta bool\n\tb int64\n\tc bool\n\ty int\n");
  expect(edited(text, readItems("0 2 1 3 4"))).toBe(declared("\tz int\n\tb int64\n\ta bool\n\tc bool\n\ty int\n"));
});
