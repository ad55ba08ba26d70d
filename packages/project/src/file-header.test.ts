import { evaluate } from "./constraint.js";
import { readFileHeader } from "./file-header.js";

const builds = (text: string): boolean | string => {
  const { constraint } = readFileHeader(text);
  return "problem" in constraint ? constraint.problem : evaluate(constraint.constraint, (tag) => tag === "linux");
};

test.each([
  ["no constraint", "package p\n", true],
  ["//go:build directly above package", "//go:build windows\npackage p\n", false],
  ["// +build directly above package is ignored", "// +build windows\npackage p\n", true],
  ["// +build with a blank line", "// +build windows\n\npackage p\n", false],
  ["// +build after the blank line, before other comments", "// Copyright.\n\n// +build windows\n\n// Package p.\npackage p\n", false],
  ["//go:build wins over // +build", "//go:build linux\n// +build windows\n\npackage p\n", true],
  ["//go:build with blanks in front", "  //go:build windows\n\npackage p\n", false],
  ["inside a block comment", "/*\n//go:build windows\n*/\npackage p\n", true],
  ["after a block comment", "/* licence */\n//go:build windows\n\npackage p\n", false],
  ["// +build after a block comment", "/* licence */\n\n// +build windows\n\npackage p\n", true],
  ["after package", "package p\n\n//go:build windows\n", true],
  ["two of them", "//go:build linux\n//go:build windows\n\npackage p\n", "multiple //go:build comments"],
  ["not a word of its own", "//go:builder windows\n\npackage p\n", true],
  ["broken", "//go:build linux &&\n\npackage p\n", "parsing //go:build line: unexpected end of expression"],
  ["CRLF", "// +build windows\r\n\r\npackage p\r\n", false],
  ["byte order mark", "\ufeff//go:build windows\n\npackage p\n", false],
] as const)("%s", (_, text, expected) => {
  expect(builds(text)).toBe(expected);
});

test("package name and imports", () => {
  const text = 'package p; import "a"\nimport (\n\tb "b/c"\n\t. `d`\n\t_ "e" // why\n)\nimport "C"\n\nvar x = "not/imported"\n';
  expect(readFileHeader(text)).toMatchObject({ packageName: "p", imports: ["a", "b/c", "d", "e", "C"] });
});

test.each(["", "var x int", "/*", "package", 'package p\nimport ("a'])("%j is read as far as it goes", (text) => {
  expect(typeof readFileHeader(text).packageName).toBe("string");
});
