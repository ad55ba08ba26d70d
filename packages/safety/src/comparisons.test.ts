import { expect, test } from "@jest/globals";
import { hazardsOf, told } from "../test/scene.js";

const fields = "\tid int64\n\tvalue any\n\tdone bool\n";
const imports = ["errors", "maps", "reflect", "slices", "sync", "sync/atomic"];

/** Hazards of a struct `T` of `id`, `value` and `done` where `done` goes first. */
function of(text: string, { body = fields, order = [2, 0, 1] }: { readonly body?: string; readonly order?: readonly number[] } = {}): readonly string[] {
  const used = imports.filter((path) => new RegExp(`(?<![\\w.])${path.split("/").at(-1) ?? ""}\\.[A-Z]`).test(text));
  const source = `package m\n\n${used.map((path) => `import "${path}"\n`).join("")}\ntype T struct {\n${body}}\n${text}\n`;
  return [...new Set(told(hazardsOf({ "a.go": source }, "T", { edit: { kind: "reorder", order } })).map((line) => line.split(" ").slice(0, 2).join(" ")))];
}

const compared = ["withholds comparison"];
const error = "func (T) Error() string { return \"\" }\n";

test.each([
  ["two variables", "func f(a, b T) bool { return a == b }"],
  ["what pointers point at", "func f(a, b *T) bool { return *a != *b }"],
  ["elements", "func f(all []T) bool { return all[0] == all[1] }"],
  ["arrays", "func f(a, b [2]T) bool { return a == b }"],
  ["what holds it", "type outer struct { t T }\nfunc f(a, b outer) bool { return a == b }"],
  ["in a literal", "func f(a T) bool { return func(b T) bool { return a == b }(a) }"],
  ["with a literal that holds anything", "func f(a T, v any) bool { return a == (T{value: v}) }"],
  ["with a literal that holds what has no ==", "func f(a T) bool { return a == (T{value: []int{1}}) }"],
  ["a switch", "func f(a, b T) int { switch a { case b: return 1 }; return 2 }"],
  ["a switch over what it makes", "func g() T { return T{} }\nfunc f(b T) int { switch a := g(); a { case b: return 1 }; return 2 }"],
  ["a switch without a value", "func f(a, b T) int { switch { case a == b: return 1 }; return 2 }"],
  ["a function of type parameters", "func index[E comparable](all []E, v E) int { for i, one := range all { if one == v { return i } }; return -1 }\nfunc f(all []T) int { return index(all, all[0]) }"],
  ["a generic type's method", "type set[E comparable] struct { all []E }\nfunc (s set[E]) has(v E) bool { return s.all[0] == v }\nfunc f(s set[T], t T) bool { return s.has(t) }"],
  ["as any", "func same(a, b any) bool { return a == b }\nfunc f(a, b T) bool { return same(a, b) }"],
  ["out of a field of any", "type box struct { in any }\nfunc put(t T) box { return box{in: t} }\nfunc f(a, b box) bool { return a.in == b.in }"],
  ["out of a sync.Map", "var m sync.Map\nfunc put(t T) { m.Store(1, t) }\nfunc f(v any) bool { old, _ := m.Load(1); return old == v }"],
  ["as an error", `${error}func g() error { return T{} }\nfunc f(err error) bool { e := g(); return e == err }`],
  ["by errors.Is", `${error}func f(err error) bool { return errors.Is(err, T{value: err}) }`],
  ["by slices.Contains", "func f(all []T, t T) bool { return slices.Contains(all, t) }"],
  ["by maps.Equal", "func f(a, b map[int]T) bool { return maps.Equal(a, b) }"],
  ["by an atomic.Value", "func f(v *atomic.Value, a, b T) bool { return v.CompareAndSwap(a, b) }"],
  ["by a sync.Map", "func f(m *sync.Map, t T) bool { return m.CompareAndDelete(1, t) }"],
  ["by reflection", "func f(a, b T) bool { return reflect.ValueOf(a).Equal(reflect.ValueOf(b)) }"],
])("compared: %s", (_, text) => expect(of(text)).toEqual(compared));

test.each([
  ["nobody", "func f(a T) T { return a }"],
  ["its pointers", "func f(a, b *T) bool { return a == b }"],
  ["its fields", "func f(a, b T) bool { return a.id == b.id && a.done == b.done }"],
  ["with what is zero", "func f(a T) bool { return a == (T{}) }"],
  ["with a variable that is zero", "func f(a T) bool {\n\tvar zero T\n\treturn a == zero\n}"],
  ["with a literal of what can be compared", "func f(a T) bool { return a == T{id: 1, value: 2, done: true} }"],
  ["keys of a map, which are hashed first", "func f(m map[T]int, t T) int { return m[t] }"],
  ["by reflect.DeepEqual", "func f(a, b T) bool { return reflect.DeepEqual(a, b) }"],
  ["pointers as any", "func same(a, b any) bool { return a == b }\nfunc f(a, b *T) bool { return same(a, b) }"],
  ["what points at it in an interface", "func open() any { return &T{} }\nfunc f(v any) bool { return open() == v }"],
  ["as any with a number", "func f(v any) bool { return v == any(1) || v == 2 }\nfunc g(t T) bool { return f(t) }"],
  ["an error with one that was made", `${error}var errLate = errors.New("late")\nfunc g() error { return T{} }\nfunc f() bool { return g() == errLate || errors.Is(g(), errLate) }`],
])("harmless: compared by %s", (_, text) => expect(of(text)).toEqual([]));

const comparing = "func f(a, b T) bool { return a == b }";

test.each([
  ["nothing passes an interface", { body: "\tvalue any\n\tdone bool\n\tid int64\n", order: [0, 2, 1] }, []],
  ["what passes each other before an interface", { body: "\tdone bool\n\tid int64\n\tvalue any\n", order: [1, 0, 2] }, []],
  ["what comes to stand before an interface", { body: "\tvalue any\n\tdone bool\n", order: [1, 0] }, compared],
  ["two interfaces", { body: "\terr error\n\tvalue any\n", order: [1, 0] }, compared],
  ["blank fields, which are not compared", { body: "\t_ int64\n\tvalue any\n", order: [1, 0] }, []],
  ["a struct that holds one", { body: "\tinner struct { v any }\n\tdone bool\n", order: [1, 0] }, compared],
  ["an array of them", { body: "\tall [2]error\n\tdone bool\n", order: [1, 0] }, compared],
  ["pointers at them", { body: "\tp *any\n\tdone bool\n", order: [1, 0] }, []],
])("order: %s", (_, question, hazards) => expect(of(comparing, question)).toEqual(hazards));

test("a struct that has no == at all", () => {
  expect(of("func f(a, b T) bool { return a.value == b.value }", { body: "\tall []int\n\tvalue any\n", order: [1, 0] })).toEqual([]);
});

test("padding moves no field past another", () => {
  expect(told(hazardsOf({ "a.go": `package m\n\ntype T struct {\n${fields}}\n${comparing}\n` }, "T", { edit: { kind: "pad", order: [0, { padBytes: 8 }, 1, 2] } }))).toEqual([]);
});
