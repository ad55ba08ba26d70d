import { lineAndColumn } from "@cachelint/syntax";
import { measureOf, structsOf, underlying } from "../src/index.js";
import { load } from "./scene.js";

/** The structs of a package, one a line, with why they are unknown. */
function listed(text: string): readonly string[] {
  const { world, packages } = load(text);
  return packages.flatMap((pkg) => structsOf(world, pkg)).map(({ kind, name, functionName, unit, span, type }) => {
    const { line, column } = lineAndColumn(unit.source.file.text)(span.start);
    const measure = measureOf(world, type);
    const under = underlying(type);
    const reason = measure?.kind === "known" ? measure.layout.sizeBytes : measure?.kind === "unknown" ? measure.unknowns[0]?.reason : under.kind === "unknown" ? under.unknown.unknown : under.kind;
    return `${line}:${column} ${kind} ${name}${functionName === null ? "" : ` in ${functionName}`}: ${reason}`;
  });
}

test("structs in a body that does not end, and behind it", () => {
  expect(listed(`package p

func (q *Q) f() {
	type L struct { n int }
	if x := {
	type M[T any] struct { q T }
	// type Comment struct { n int }
	s := "type String struct"

type D struct { n int }
`)).toEqual(["4:7 local L in (*Q).f: syntax-error", "6:7 local M in (*Q).f: syntax-error", "10:6 named D: 8"]);
});

test("structs behind a body that ends too early, as outside of every declaration", () => {
  expect(listed(`package p

func f() {
	type L struct { n int }
	x := := 5 }}{
	type M struct { q int }
	type (
		N struct { q int }
		O interface{}
	)
}

type D struct { n int }
`)).toEqual(["4:7 local L in f: 8", "6:7 named M: syntax-error", "8:3 named N: syntax-error", "13:6 named D: 8"]);
});

test("structs outside of every declaration", () => {
  expect(listed(`package p

garbage type A struct { n int }

} else { type B struct { n int } }

type C struct { n int }
`)).toEqual(["3:14 named A: syntax-error", "5:15 named B: syntax-error", "7:6 named C: 8"]);
});

test("structs of a group that is not closed, each once", () => {
  expect(listed(`package p

type (
	Apple struct { n int }
	A struct { n int }
	B strukt {
		n int
	}
	C = = struct { x int }
	D struct { a A

type Z struct { a A }
`)).toEqual(["4:2 named Apple: syntax-error", "5:2 named A: syntax-error", "6:2 named B: syntax-error", "9:2 named C: syntax-error", "10:2 named D: syntax-error", "12:6 named Z: syntax-error"]);
});

test("structs behind a raw string that does not end", () => {
  expect(listed("package p\n\ntype A struct {\n\ts string `x\n}\n\ntype B struct { n int }\n")).toEqual(["3:6 named A: syntax-error", "7:6 named B: syntax-error"]);
});

test("where there is no error, nothing is lost", () => {
  expect(listed(`package p

// type A struct { n int }
var text = \`
type B struct { n int }
\`

var f = func() {
	type E struct{}
}

type C = struct { n int }
`)).toEqual(["9:7 local E in f.func: 0", "12:10 anonymous C.struct: 8"]);
});
