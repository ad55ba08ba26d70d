import fc from "fast-check";
import { parseGoWork } from "./go-work.js";
import { parseModulesTxt } from "./modules-txt.js";

test("go.work", () => {
  const parsed = parseGoWork(`go 1.24
toolchain go1.24.1

use ./a // first
use (
	./b
	"./with space"
	../outside
)
replace example.com/x v1.0.0 => ./x
uses ./c
`);
  expect(parsed).toMatchObject({ go: "1.24", toolchain: "go1.24.1" });
  expect(parsed.uses.map(({ directory, line }) => `${line}: ${directory}`)).toEqual(["4: ./a", "6: ./b", "7: ./with space", "8: ../outside"]);
  expect(parsed.replaces).toMatchObject([{ old: { path: "example.com/x", version: "v1.0.0" }, with: { path: "./x", version: "" } }]);
  expect(parsed.problems).toEqual([{ line: 11, message: "unknown directive: uses" }]);
});

test("vendor/modules.txt", () => {
  const parsed = parseModulesTxt(`# example.com/a v1.2.3
## explicit; go 1.20
example.com/a
example.com/a/b
# example.com/c v1.0.0 => ../c
## explicit
example.com/c
# example.com/d v1.0.0 => example.com/e v1.1.0
# example.com/c => ../c
# nonsense
not/counted
`);
  expect(parsed.isWorkspace).toBe(false);
  expect([...parsed.packages]).toEqual([["example.com/a", "example.com/a"], ["example.com/a/b", "example.com/a"], ["example.com/c", "example.com/c"]]);
  expect(parsed.modules.map(({ path, version, isExplicit, go, replacement }) => [path, version, isExplicit, go, replacement.path, replacement.version])).toEqual([
    ["example.com/a", "v1.2.3", true, "1.20", "", ""],
    ["example.com/c", "v1.0.0", true, "", "../c", ""],
    ["example.com/d", "v1.0.0", false, "", "example.com/e", "v1.1.0"],
    ["example.com/c", "", false, "", "../c", ""],
  ]);
});

test.each([["## workspace\n# a.b/c v1.0.0\n", true], ["## explicit; workspace\n", true], ["# a.b/c v1.0.0\n## workspace\n", false], ["", false]] as const)("%j is for a workspace: %s", (text, expected) => {
  expect(parseModulesTxt(text).isWorkspace).toBe(expected);
});

test("any text is read", () => {
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseGoWork(text).problems) && Array.isArray(parseModulesTxt(text).modules)));
});
