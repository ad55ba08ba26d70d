import { scanFile } from "./index.js";
import type { DeclOutline } from "./index.js";

const scan = (go: string): readonly DeclOutline[] => scanFile(`package p\n${go}`).declarations;
const only = (go: string): DeclOutline => {
  const [declaration, ...rest] = scan(go);
  expect(rest).toEqual([]);
  return declaration as DeclOutline;
};
const names = (go: string): readonly (readonly string[])[] => scan(go).map((declaration) => declaration.names);
/** The text of each declaration. */
const texts = (go: string): readonly string[] => {
  const text = `package p\n${go}`;
  return scanFile(text).declarations.map(({ start, end }) => text.slice(start, end));
};

describe("names", () => {
  test.each([
    ["type T int", ["T"]],
    ["type T[K comparable, V any] struct{ k K }", ["T"]],
    ["type A = B", ["A"]],
    ["type ( A int; B struct { x int }; C[K any] = map[string]K )", ["A", "B", "C"]],
    ["type (\n\tA int // one\n\t/* two */ B int\n)", ["A", "B"]],
    ["const a, b = 1, 2", ["a", "b"]],
    ["const (\n\tA = iota\n\tB\n\t_\n\tC, D = iota, iota\n)", ["A", "B", "C", "D"]],
    ["const (\n\tA = 1 +\n\t\t2\n\tB = f(\n\t\tA,\n\t)\n\tC\n)", ["A", "B", "C"]],
    ["var a, b,\n\tc int", ["a", "b", "c"]],
    ["var (\n\ta = func() int {\n\t\tvar x int\n\t\treturn x\n\t}\n\tb = map[string]int{\n\t\t\"c\": 1,\n\t}\n)", ["a", "b"]],
    ["var _ = 1", []],
    ["func f() {}", ["f"]],
    ["func f[T any](x T) {}", ["f"]],
    ["func _() {}", []],
    // The Go spec declares no name for init.
    ["func init() {}", []],
  ])("%s", (go, expected) => expect(only(go).names).toEqual(expected));
});

describe("receivers", () => {
  test.each([
    ["(q *Queue[K, V])", "Queue"],
    ["(*T)", "T"],
    ["(T)", "T"],
    ["((T))", "T"],
    ["(t (*T))", "T"],
    ["(_ T,)", "T"],
    ["(t /* the t */ *T)", "T"],
  ])("%s", (receiver, base) => {
    const method = only(`func ${receiver} Push(x int) error { return nil }`);
    expect(method).toMatchObject({ names: [], method: { receiver: base, name: "Push" } });
  });
});

test("a declaration ends with its last token", () => {
  expect(texts("type T struct {\n\ta int\n} // comment\n\nvar x = 1 + /* two */\n\t2\n\nfunc f() int // no body\nfunc g() { }\nconst ( a = 1 ) ; type U int;")).toEqual([
    "type T struct {\n\ta int\n}",
    "var x = 1 + /* two */\n\t2",
    "func f() int",
    "func g() { }",
    "const ( a = 1 )",
    "type U int",
  ]);
});

test("a body begins at the first brace that no type owns", () => {
  const text = "package p\nfunc f(x struct{ a int }) interface{ M() } { return nil }\nfunc g() (struct{}, error) { return }\nfunc h() map[string]struct{ b int } { }";
  const bodies = scanFile(text).declarations.map(({ bodySpan }) => text.slice(bodySpan?.start, bodySpan?.end));
  expect(bodies).toEqual(["{ return nil }", "{ return }", "{ }"]);
});

describe("flags", () => {
  test.each([
    ["type T struct { a int }", [true, false], false],
    ["type T struct{}", [false, false], false],
    ["type T struct {\n\t// nothing\n}", [false, false], false],
    ["type T struct /* here */ { a int }", [true, false], false],
    ["type mystruct int", [false, false], false],
    ["var x = `struct { a int }`", [false, false], false],
    ["func f() { x := struct{ a int }{1}; _ = x }", [false, true], false],
    ["func f() { done <- struct{}{} }", [false, false], false],
    ["func f() { type t int }", [false, false], true],
    ["func f(x struct{ a int }) { type t struct{ b int } }", [true, true], true],
    ["func f() { switch x.(type) { } }", [false, false], false],
    ["func f() { switch x.( /* the */ type) { } }", [false, false], false],
    ["func f() { mytype := 1; // type t struct { a int }\n\t_ = mytype }", [false, false], false],
    ["var x = func() { type t struct{ a int } }", [true, false], true],
  ])("%s", (go, hasStruct, hasLocalType) => expect(only(go)).toMatchObject({ hasStruct, hasLocalType }));

  test.each([
    ["type T struct { p atomic.Pointer[U] }", true],
    ["type T struct { p [4]int; m map[string]int; s []chan []int }", false],
    ["func f(p List[int]) {}", true],
    ["func f() { g[int]() }", false],
    ["var x = g[int]()", true],
  ])("may instantiate: %s", (go, hasIndex) => expect(only(go).hasIndex).toBe(hasIndex));
});

describe("text that only looks like Go", () => {
  test("strings, raw strings, runes and comments hide what is in them", () => {
    const go = 'var a = "}{" + `\nfunc x() {` + string(\'{\') // {\nvar b = \'\\\'\' /* {\nfunc y() { */\nvar c = "\\""';
    expect(names(go)).toEqual([["a"], ["b"], ["c"]]);
  });

  test("a string ends with its line", () => {
    const { declarations, problems } = scanFile('package p\nvar a = "open\nvar b = 1\n');
    expect(declarations.map(({ names }) => names)).toEqual([["a"], ["b"]]);
    expect(problems).toEqual([{ start: 18, end: 23, message: "string is not closed" }]);
  });
});

describe("a bracket that never closes", () => {
  test("costs its own declaration only", () => {
    const go = "func f() {\n\tif x {\n}\n\nfunc g() {\n\tg()\n}\n\ntype T struct {\n\ta int\n\nvar x = (1\nconst c = 1\n";
    expect(names(go)).toEqual([["f"], ["g"], ["T"], ["x"], ["c"]]);
    expect(scan(go).map(({ isBroken }) => isBroken)).toEqual([true, false, true, true, false]);
    expect(scanFile(`package p\n${go}`).problems.map(({ message }) => message)).toEqual(['"{" is not closed', '"{" is not closed', '"(" is not closed']);
  });

  test("in a group", () => expect(names("type (\n\tA int\n\tB struct {\n\nfunc f() {}\n")).toEqual([["A", "B"], ["f"]]));
  test("in a receiver", () => expect(names("func (t *T M() {}\nfunc g() {}\n").at(-1)).toEqual(["g"]));
  test("does not make a statement at the start of a line a declaration", () => {
    expect(names("func f() {\nvar x int\ntype t int\nfunc() { }()\nfunc (a int) T { }(1)\n}\nfunc g() {}")).toEqual([["f"], ["g"]]);
  });
});

describe("the head of the file", () => {
  test("imports", () => {
    const { imports, packageName } = scanFile('package p; import "a/b"\nimport (\n\tx "c"\n\t. `d`\n\t_ "e"; "f" // g\n)\nimport "C"\nvar x int');
    expect(packageName).toBe("p");
    expect(imports.map(({ name, path }) => [name, path])).toEqual([[null, "a/b"], ["x", "c"], [".", "d"], ["_", "e"], [null, "f"], [null, "C"]]);
  });

  test("a byte order mark counts as one unit", () => {
    const text = "\ufeffpackage p\r\n\r\ntype T int\r\n";
    expect(scanFile(text)).toMatchObject({ packageName: "p", packageNameSpan: { start: 9, end: 10 }, declarations: [{ names: ["T"], start: 14, end: 24 }], problems: [] });
  });

  test.each([
    ["// Code generated by stringer. DO NOT EDIT.\n\npackage p", true],
    ["/* x */\r\n// Code generated by x DO NOT EDIT.\r\npackage p", true],
    ["//Code generated by x DO NOT EDIT.\npackage p", false],
    ["package p\n// Code generated by x DO NOT EDIT.", false],
  ])("%j is generated: %j", (text, isGenerated) => expect(scanFile(text).isGenerated).toBe(isGenerated));
});

test("directives", () => {
  const text = "package p\n//cachelint:hot field\ntype T struct {\n\ta int //nolint:all\n\t//nolint\n\tb int // cachelint:no\n}\nfunc f() {\n\t//cachelint:allow x -- y\r\n\t//nolinting\n}\n/* //nolint */";
  expect(scanFile(text).directives.map(({ text, isAlone }) => [text, isAlone])).toEqual([
    ["cachelint:hot field", true],
    ["nolint:all", false],
    ["nolint", true],
    ["cachelint:allow x -- y", true],
  ]);
});

test("annotations of checklocks", () => {
  const text = "package p\n// +checklocks:f.mu\nfunc f() {}\ntype T struct {\n\ta int // +checkatomic\n\t//+checklocks:mu\r\n\tb int //  +checklocks:mu\n\t// +build x\n\t// + checklocks:mu\n}\n";
  expect(scanFile(text).directives.map(({ text, isAlone }) => [text, isAlone])).toEqual([
    [" +checklocks:f.mu", true],
    [" +checkatomic", false],
    ["+checklocks:mu", true],
  ]);
});
