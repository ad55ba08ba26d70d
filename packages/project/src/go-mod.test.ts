import fc from "fast-check";
import { parseGoMod } from "./go-mod.js";

test("every directive, in lines and blocks", () => {
  const parsed = parseGoMod(`// The module.
module "example.com/m" // quoted

go 1.24.3
toolchain go1.25.1
godebug default=go1.21

require example.com/a v1.2.3
require (
	example.com/b v0.0.0-20240823204242-4ba0660f739c // indirect
	example.com/c/v2 v2.0.0+incompatible // indirect; why
	\`example.com/d\` v1.0.0-rc.1 // kept directly
)
exclude example.com/a v1.2.4
exclude (
	example.com/b v1.0.0
)
replace example.com/a => ../a
replace (
	example.com/b v1.0.0 => example.com/fork/b v1.0.1
	example.com/c/v2 => "./with space"
)
retract v1.0.0 // oops
retract [v1.1.0, v1.2.0]
tool example.com/a/cmd/gen
tool (
	example.com/b/cmd/x
)
ignore ./static
ignore (
	node_modules
)
`);
  expect(parsed.problems).toEqual([]);
  expect(parsed).toMatchObject({ modulePath: "example.com/m", go: "1.24.3", toolchain: "go1.25.1", tools: ["example.com/a/cmd/gen", "example.com/b/cmd/x"], ignores: ["./static", "node_modules"] });
  expect(parsed.requires.map(({ path, version, isIndirect }) => `${path} ${version}${isIndirect ? " indirect" : ""}`)).toEqual([
    "example.com/a v1.2.3",
    "example.com/b v0.0.0-20240823204242-4ba0660f739c indirect",
    "example.com/c/v2 v2.0.0+incompatible indirect",
    "example.com/d v1.0.0-rc.1",
  ]);
  expect(parsed.replaces.map(({ old, with: other }) => [old.path, old.version, other.path, other.version])).toEqual([
    ["example.com/a", "", "../a", ""],
    ["example.com/b", "v1.0.0", "example.com/fork/b", "v1.0.1"],
    ["example.com/c/v2", "", "./with space", ""],
  ]);
  expect(parsed.excludes).toEqual([{ path: "example.com/a", version: "v1.2.4" }, { path: "example.com/b", version: "v1.0.0" }]);
});

test("a bad line is a problem with its line, and the others count", () => {
  const parsed = parseGoMod(`module example.com/m
go one
require example.com/a latest
require example.com/b v1.0.0
replace example.com/b => c
replace example.com/b
frobnicate x
module twice
require (
	example.com/e v1.0.0
`);
  expect(parsed.requires.map(({ path }) => path)).toEqual(["example.com/b", "example.com/e"]);
  expect(parsed.problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '9: the block that begins with "require (" is never closed',
    "2: invalid go version one: must be like 1.24 or 1.24.3",
    "3: invalid version latest of example.com/a: must be like v1.2.3",
    "5: the replacement c has no version; a folder must begin with ./ or ../ or be absolute",
    "6: usage: replace module/path [v1.2.3] => other/module v1.4, or replace module/path => ../local/directory",
    "7: unknown directive: frobnicate",
    "8: repeated module statement",
  ]);
});

test("a file in the middle of a merge still names its modules", () => {
  const parsed = parseGoMod("module m\n<<<<<<< HEAD\nrequire a.b/c v1.0.0\n=======\nrequire a.b/c v1.1.0\n>>>>>>> branch\n");
  expect(parsed.requires.map(({ version }) => version)).toEqual(["v1.0.0", "v1.1.0"]);
  expect(parsed.problems.map(({ line }) => line)).toEqual([2, 4, 6]);
});

test("CRLF", () => {
  expect(parseGoMod("module m\r\n\r\ngo 1.24\r\nrequire (\r\n\ta.b/c v1.0.0\r\n)\r\n")).toMatchObject({ modulePath: "m", go: "1.24", requires: [{ path: "a.b/c" }], problems: [] });
});

test("any text is read", () => {
  const words = fc.array(fc.constantFrom("module", "require", "replace", "(", ")", "=>", "v1.0.0", "a.b/c", "\n", " ", '"', "`", "//", "\\", "constructor", "__proto__"));
  fc.assert(fc.property(fc.oneof(fc.string(), words.map((list) => list.join(" "))), (text) => Array.isArray(parseGoMod(text).problems)));
});
