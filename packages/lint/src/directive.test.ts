import { scanFile } from "@cachelint/syntax";
import { readDirective } from "./directive.js";

function read(comment: string) {
  const text = `package p\n${comment}\n`;
  const [directive] = scanFile(text).directives;
  if (directive === undefined) throw new Error("no directive");
  return { text, ...readDirective(directive) };
}

test.each([
  ["//cachelint:allow a-b", ["a-b"], ""],
  ["//cachelint:allow a-b,c -- why -- so", ["a-b", "c"], "why -- so"],
  ["//cachelint:allow a-b, c --", ["a-b", "c"], ""],
  ["//cachelint:allow\ta-b --why", ["a-b", "--why"], ""],
  ["//cachelint:allow", [], ""],
  ["//cachelint:allow -- why", [], "why"],
])("%s", (comment, ids, reason) => {
  const directive = read(comment);
  if (directive.kind !== "allow") throw new Error(directive.kind);
  expect(directive.ruleIds.map(({ id }) => id)).toEqual(ids);
  expect(directive.ruleIds.map(({ start, end }) => directive.text.slice(start, end))).toEqual(ids);
  expect(directive.reason).toBe(reason);
});

test("a word and its argument", () => {
  const directive = read("//cachelint:size linux/arm64: 64 // why");
  expect(directive).toMatchObject({ kind: "word", word: "size", argument: "linux/arm64: 64 // why" });
  if (directive.kind === "word") expect(directive.text.slice(directive.wordSpan.start, directive.wordSpan.end)).toBe("size");
});

test.each([
  ["//nolint", true],
  ["//nolint // why", true],
  ["//nolint:all", true],
  ["//nolint:cachelint", true],
  ["//nolint:govet, CacheLint // why", true],
  ["//nolint:govet", false],
  ["//nolint:govet // as cachelint says", false],
])("%s speaks to cachelint: %j", (comment, isOurs) => expect(read(comment)).toMatchObject({ kind: "nolint", isOurs }));
