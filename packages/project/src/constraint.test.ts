import fc from "fast-check";
import { allOf, evaluate, parseExpression, parsePlusBuild } from "./constraint.js";

const TRUE = new Set(["linux", "amd64", "go1.21", "x_y", "ärger"]);
const isTrue = (tag: string): boolean => TRUE.has(tag);

test.each([
  ["linux", true],
  ["!linux", false],
  ["linux && amd64", true],
  ["linux&&windows||amd64", true],
  ["linux && (windows || arm64)", false],
  ["!(windows || arm64) && go1.21", true],
  ["windows || linux && !amd64", false],
  ["!linux || amd64", true],
  ["x_y && ärger", true],
  ["((linux))", true],
] as const)("//go:build %s is %s", (text, expected) => {
  const parsed = parseExpression(text);
  expect("constraint" in parsed && evaluate(parsed.constraint, isTrue)).toBe(expected);
});

test.each([
  ["", "unexpected end of expression"],
  ["linux &&", "unexpected end of expression"],
  ["(linux", "missing close paren"],
  ["linux)", "unexpected )"],
  ["linux amd64", "unexpected amd64"],
  ["!!linux", "double negation not allowed"],
  ["linux & amd64", "unexpected &"],
  ["linux, amd64", "unexpected ,"],
] as const)("//go:build %s cannot be read: %s", (text, problem) => {
  expect(parseExpression(text)).toEqual({ problem });
});

test.each([
  ["linux", true],
  ["windows linux", true],
  ["windows,linux", false],
  ["linux,amd64 windows", true],
  ["!windows,linux", true],
  ["!linux", false],
  ["!!linux", false],
  ["", false],
  ["linux,a&b", false],
] as const)("// +build %s is %s", (text, expected) => {
  expect(evaluate(parsePlusBuild(text), isTrue)).toBe(expected);
});

test("several // +build lines must all hold", () => {
  expect(evaluate(allOf(["linux windows", "amd64"].map(parsePlusBuild)), isTrue)).toBe(true);
  expect(evaluate(allOf(["linux windows", "arm64"].map(parsePlusBuild)), isTrue)).toBe(false);
});

test("any text is read or is a problem", () => {
  fc.assert(fc.property(fc.string(), (text) => typeof parseExpression(text) === "object"));
  fc.assert(fc.property(fc.array(fc.constantFrom("(", ")", "!", "&&", "||", "a")), (words) => typeof parseExpression(words.join(" ")) === "object"));
  expect(parseExpression("(".repeat(100_000))).toEqual({ problem: "build expression too deep" });
});
