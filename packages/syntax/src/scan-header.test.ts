import { readHeader } from "./index.js";

const lines = (text: string): readonly string[] => readHeader(text).buildLines.map(({ kind, expression }) => `${kind} ${expression}`);

describe("//go:build", () => {
  test.each([
    ["directly above package", "//go:build linux\npackage p"],
    ["after other comments", "// Copyright\n/* more */\n  //go:build linux\n\npackage p"],
    ["below a block comment of several lines", "/*\n*/\n//go:build linux\npackage p"],
  ])("%s", (_, text) => expect(lines(text)).toEqual(["go:build linux"]));

  test.each([
    ["inside a block comment", "/*\n//go:build linux\n*/\npackage p"],
    ["behind a block comment", "/* */ //go:build linux\npackage p"],
    ["after the package clause", "package p\n//go:build linux\n"],
    ["with a blank", "// go:build linux\npackage p"],
    ["another word", "//go:builder linux\npackage p"],
  ])("not %s", (_, text) => expect(lines(text)).toEqual([]));
});

describe("// +build", () => {
  test("in the comments above a blank line", () => {
    expect(lines("// Copyright\n\n// +build linux,!cgo darwin\n//+build arm64\n\n// Package p.\npackage p")).toEqual(["+build linux,!cgo darwin", "+build arm64"]);
  });
  test("not directly above package", () => expect(lines("// +build linux\npackage p")).toEqual([]));
  test("not below a block comment", () => expect(lines("/* */\n// +build linux\n\npackage p")).toEqual([]));
});

test("both kinds are handed on", () => expect(lines("\ufeff//go:build a\r\n// +build b\r\n\r\npackage p")).toEqual(["go:build a", "+build b"]));

test("reading stops behind the imports", () => {
  expect(readHeader('package p\nimport "a"\n\nimport b "b"\nvar x = `open')).toMatchObject({ packageName: "p", imports: [{ path: "a" }, { path: "b" }] });
});
