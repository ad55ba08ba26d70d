import { facts, lint, told, wasteful } from "../test/run.js";
import { anonymousPlace } from "./uses.js";

test.each([
  ["var x ", "held"],
  ["type S struct { x ", "held"],
  ["var x []", "element"],
  ["var x [n * 2]", "element"],
  ["var x map[string]", "held"],
  ["var x = &", "allocated"],
  ["var x *", "allocated"],
  ["var x = new(", "allocated"],
  ["var x = renew(", "held"],
] as const)("%sstruct", (before, place) => expect(anonymousPlace(before, { start: before.length, end: before.length })).toBe(place));

test.each([
  ["func f() *T { return &T{} }", "allocated"],
  ["func f() *T { return new(T) }", "allocated"],
  ["var all = []*T{{}}", "allocated"],
  ["type S struct { t T }\nfunc (t *T) m() {}\nfunc f(s *S) { g(&s.t) }\nfunc g(t *T) {}", "held"],
  ["var t = T{}", "held"],
  ["type S struct { T }\nfunc f() { var t T; g(&t) }", "likely-held"],
  ["func f() *T { var t T; return &t }", "unseen"],
  ["func f() { type U struct { x int }; type V struct { u U }; var _ V }", "unseen"],
])("%s", (text, origin) => {
  const [struct] = facts({ "a.go": `package main\ntype T struct { x int }\n${text}\n` }).structs;
  expect(struct?.uses.origin).toBe(origin);
});

test("a type of a function's own is an element there", () => {
  const { structs } = facts({ "a.go": "package a\nfunc f() {\n\ttype T struct { x int }\n\tvar all []T\n\t_ = all\n}\n" });
  expect(structs.map(({ name, isElement }) => [name, isElement])).toEqual([["T", true]]);
});

test.each([
  ["Read(nil, nil, &T{})", ["binary"]],
  ["Size([]struct{ t T }{})", ["binary"]],
  ["PutUvarint(nil, 1)", []],
])("binary.%s", (call, kinds) => {
  const [struct] = facts({ "a.go": `package a\nimport "encoding/binary"\ntype T struct { x int }\nfunc f() { binary.${call} }\n` }).structs;
  expect(struct?.uses.orderUses.map(({ kind }) => kind)).toEqual(kinds);
});

test("an import by another name", () => {
  const [struct] = facts({ "a.go": 'package a\nimport b "encoding/binary"\ntype T struct { x int }\nfunc (t *T) f() { b.Size(t) }\n' }).structs;
  expect(struct?.uses.orderUses).toEqual([{ kind: "binary", place: "(*T).f (a.go:4)" }]);
});

test("what never lies in the heap has no size class", () => {
  const files = { "a.go": `package a\nimport "internal/runtime/sys"\n${wasteful("T").replace("{\n", "{\n\t_ sys.NotInHeap\n")}\nvar t = new(T)\n` };
  expect(facts(files).structs[0]?.layouts[0]?.measure.kind).toBe("known");
  expect(told(lint(files))).toEqual([]);
});
