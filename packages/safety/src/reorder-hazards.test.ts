import { expect, test } from "@jest/globals";
import { hazardsOf, told } from "../test/scene.js";

/** Hazards of T in a package of one file. */
function of(text: string, options: Parameters<typeof hazardsOf>[2] = {}): readonly string[] {
  return told(hazardsOf({ "a.go": `package m\n\n${text}\n` }, "T", options));
}

const struct = "type T struct {\n\ta bool\n\tb int64\n\tc bool\n}\n";
const open = "type T struct {\n\tA bool\n\tB int64\n\tC bool\n}\n";

test.each([
  ["literals with names", `${struct}var x = []T{{a: true}, {b: 1}}\nvar y = map[T]*T{{}: {c: true}}`],
  ["comparison, keys of maps and hashes", `import "hash/maphash"\n${struct}var seed = maphash.MakeSeed()\nfunc f(x, y T) (bool, uint64) { m := map[T]int{}; m[x]++; return x == y, maphash.Comparable(seed, x) }`],
  ["sizes in accounts of memory", `import "unsafe"\n${struct}func (t *T) bytes() int { return int(unsafe.Sizeof(*t)) + 8 }`],
  ["a pad that follows the size", `import "unsafe"\n${struct}type padded struct { t T; _ [(64 - unsafe.Sizeof(T{})%64) % 64]byte }`],
  ["another type of the same name", `${struct}func f() { type T struct { x int }; _ = T{1} }`],
  ["a conversion to itself", `${struct}type A = T\nfunc f(t T) T { return T(A(t)) }`],
  ["a conversion to a type that is declared as it", `${struct}type U T\nfunc f(t T) U { return U(t) }`],
  ["a failing test's message", `import "testing"\n${struct}func TestT(t *testing.T) { t.Errorf("%v", T{}) }`],
  ["its own String", `import "fmt"\n${struct}func (T) String() string { return "" }\nfunc f(t T) { fmt.Println(t) }`],
  ["its own MarshalJSON", `import "encoding/json"\n${struct}func (*T) MarshalJSON() ([]byte, error) { return nil, nil }\nfunc f(t *T) { json.Marshal(t) }`],
  ["the address of one", `import "fmt"\n${struct}func f(t *T) { fmt.Printf("%p %T", t, t); fmt.Println([]*T{t}) }`],
  ["what is decoded by names", `import "encoding/json"\n${struct}func f(t *T) { json.Unmarshal(nil, t) }`],
  ["reflection by names", `import "reflect"\n${struct}func f(t *T) { reflect.ValueOf(t).Elem().FieldByName("a") }`],
  ["what other bytes are", `import "unsafe"\n${struct}func f(t *T) *byte { return (*byte)(unsafe.Pointer(&t.a)) }`],
  ["a writer is not what is printed", `import "fmt"\n${struct}func (*T) Write([]byte) (int, error) { return 0, nil }\nfunc f(t *T) { fmt.Fprintln(t, 1) }`],
  ["a comment about something else", `// T is open or closed. It must not be copied.\n${struct}`],
  ["talk of values that match", `// T holds what was asked for.\n${struct.replace("\tb int64", "\t// b should match the overrides that are passed in to\n\t// ClientConfig, and must match the signed key.\n\tb int64")}`],
  ["talk of a format that it cannot be itself", "// T writes a message in wire format.\ntype T struct {\n\ta bool\n\tw interface{ Write([]byte) }\n\tc bool\n}"],
])("harmless: %s", (_, text) => expect(of(text)).toEqual([]));

test.each([
  ["elements of arrays", `${struct}var x = [...]T{2: {true, 1, false}}`, ["withholds unkeyed-literal a.go: {true, 1, false}"]],
  ["embedded", `${struct}type U struct { T }\nvar x = U{T: T{true, 1, false}}`, ["withholds unkeyed-literal a.go: T{true, 1, false}"]],
  ["a type declared in a function", "func f() {\n\ttype T struct {\n\t\ta bool\n\t\tb int64\n\t}\n\t_ = []T{{true, 1}}\n}", ["withholds unkeyed-literal a.go: {true, 1}"]],
  ["the elements of a type of a function's own", `${struct}func f() {\n\ttype list []T\n\t_ = list{{true, 1, false}}\n}`, ["withholds unkeyed-literal a.go: {true, 1, false}"]],
  ["the elements of an instance", `${struct}type list[E any] []E\nvar x = list[T]{{true, 1, false}}`, ["withholds unkeyed-literal a.go: {true, 1, false}"]],
  ["a generic function's type", `type T struct { a bool; b int64 }\nfunc make[E struct { a bool; b int64 }]() E { return E{true, 1} }\nvar x = make[T]()`, ["withholds identical-struct a.go: struct { a bool; b int64 }"]],
])("literals: %s", (_, text, hazards) => expect(of(text)).toEqual(hazards));

test.each([
  ["several words", `import "unsafe"\n${struct}func f(t *T) *int64 { return (*int64)(unsafe.Add(unsafe.Pointer(t), 8)) }`, ["withholds unsafe a.go: unsafe.Pointer(t)"]],
  ["slices of memory", `import "unsafe"\n${struct}func f(t *T) []bool { return unsafe.Slice(&t.a, 3) }`, ["withholds unsafe a.go: unsafe.Slice(&t.a, 3)"]],
  ["arrays that are made of it", `import "unsafe"\n${struct}func f(p unsafe.Pointer) *[4]T { return (*[4]T)(p) }`, ["withholds unsafe a.go: (*[4]T)(p)"]],
  ["the size in a constant", `import "unsafe"\n${struct}const size = unsafe.Sizeof(T{})`, ["withholds size-in-use a.go: unsafe.Sizeof(T{})"]],
  ["the size compared", `import "unsafe"\n${struct}func f() bool { return 24 < 2*unsafe.Sizeof([2]T{}) }`, ["withholds size-in-use a.go: unsafe.Sizeof([2]T{})"]],
])("memory: %s", (_, text, hazards) => expect(of(text)).toEqual(hazards));

test.each([
  ["one after the other", `import ("encoding/binary"; "io")\n${open}func f(w io.Writer) { h := &T{B: 1}; for _, v := range []any{h} { binary.Write(w, binary.LittleEndian, v) } }`, "withholds ordered-encoding"],
  ["a variable", `import "encoding/json"\n${struct}func f() { var v any; v = new(T); json.Marshal(v) }`, "unsafe serialised"],
  ["a map", `import "encoding/json"\n${struct}func f() { json.Marshal(map[string]any{"t": T{b: 1}}) }`, "unsafe serialised"],
])("handed on without its type: %s", (_, text, hazard) => expect(of(text).map((line) => line.split(" ").slice(0, 2).join(" "))).toContain(hazard));

const inTest = (loop: string, params = "t *testing.T"): readonly string[] =>
  told(hazardsOf({ "a.go": `package m\n\n${struct}`, "a_test.go": `package m\n\nimport (\n\t"io"\n\t"os"\n\t"reflect"\n\t"strings"\n\t"testing"\n)\n\nfunc TestT(${params}) {\n\tvar x T\n\tv := reflect.ValueOf(&x).Elem()\n\trt := v.Type()\n\tvar names []string\n\tn := 0\n\tvar out strings.Builder\n${loop}\n}\nfunc seen(reflect.Value) {}\nfunc made() io.Reader { return os.Stdin }\n` }, "T"));

test.each([
  ["each looked at", "for i := 0; i < rt.NumField(); i++ { f := rt.Field(i); if !f.IsExported() { continue }; if v.Field(i).IsZero() { t.Errorf(\"%d %s\", i, f.Name) } }"],
  ["each set by its name", "for i := range rt.NumField() { f := v.Field(i); switch name := rt.Field(i).Name; name { case \"a\": f.SetBool(true); case \"b\", \"c\": f.Set(reflect.ValueOf(made())); default: t.Fatalf(\"unknown %s\", name) } }"],
])("harmless: a test's loop over all fields, %s", (_, loop) => expect(inTest(loop)).toEqual([]));

test.each([
  ["some of them only", "for i := 1; i < rt.NumField(); i++ { if v.Field(i).IsZero() { t.Error(i) } }"],
  ["one more by its number", "for i := range rt.NumField() { if v.Field(i).IsZero() { t.Error(i) } }\nif v.Field(0).Bool() { t.Error() }"],
  ["the number itself", "for i := range rt.NumField() { if rt.Field(i).Offset != uintptr(8*i) { t.Error(i) } }"],
  ["the names in a row", "for i := range rt.NumField() { names = append(names, rt.Field(i).Name) }"],
  ["a count", "for i := range rt.NumField() { if v.Field(i).IsZero() { n++ } }"],
  ["what they are written to", "for i := range rt.NumField() { if _, err := io.WriteString(&out, rt.Field(i).Name); err != nil { t.Error(err) } }"],
  ["a writer's own method", "for i := range rt.NumField() { if k, _ := out.WriteString(rt.Field(i).Name); k == 0 { t.Error(k) } }"],
  ["whoever else is told", "for i := range rt.NumField() { seen(v.Field(i)) }"],
  ["the first that will do", "for i := range rt.NumField() { if v.Field(i).IsZero() { t.Log(i); break } }"],
  ["a loop that is left", "for i := range rt.NumField() { if v.Field(i).IsZero() { return } }"],
  ["a function of its own", "for i := range rt.NumField() { f := func() bool { n++; return v.Field(i).IsZero() }; if f() { t.Error(i) } }"],
  ["a name for two", "for i := range rt.NumField() { n := v.Field(i).Len(); if n == 0 { t.Error(n) } }"],
])("withheld: a test's loop over fields, %s", (_, loop) => expect(inTest(loop).map((line) => line.split(" ").slice(0, 2).join(" "))).toContain("withholds reflection"));

test.each(["must match the C struct", "must match", "should mirror runtime.hchan", "has to correspond to struct_foo", "must agree with the\n// definition in other.go", "must exactly match the fields of U", "must match hchan in chan.go"])("a promise: %s", (words) => {
  expect(of(`// T ${words}.\n${struct}`).map((line) => line.split(" ")[1])).toEqual(["author-says"]);
});

test("a format that it may be is a promise", () => {
  expect(of(`// T is a message in wire format.\n${struct}`)).toEqual(["withholds author-says a.go: wire format"]);
});

test("an error that is printed says nothing of what else is made", () => {
  expect(of(`import "fmt"\n${struct}func f(err error) *T { fmt.Println(err); return &T{} }`)).toEqual([]);
});

test("padding is in no encoded text, but literals mind it, and whoever prints it", () => {
  const text = `import (\n\t"encoding/json"\n\t"fmt"\n)\n${struct}var x = T{true, 1, false}\nfunc f() { json.Marshal(x); fmt.Println(x) }`;
  expect(of(text, { edit: { kind: "pad", order: null } })).toEqual(["withholds unkeyed-literal a.go: T{true, 1, false}", "unsafe printed a.go: x"]);
  expect(of(text).filter((line) => line.includes("serialised"))).toEqual(["unsafe serialised a.go: x"]);
});

test("words for atomic operations may move to where they are aligned as well", () => {
  const text = 'import "sync/atomic"\ntype T struct {\n\ta int64\n\tb bool\n\tc int64\n\td bool\n\te [6]byte\n}\nfunc (t *T) f() { atomic.AddInt64(&t.a, 1) }';
  expect(of(text, { edit: { kind: "reorder", order: [0, 2, 1, 3, 4] } })).toEqual([]);
  expect(of(text, { edit: { kind: "reorder", order: [2, 0, 1, 3, 4] } })).toEqual([]);
  expect(of(text, { edit: { kind: "reorder", order: [1, 3, 0, 2, 4] } })).toEqual(["withholds atomic-alignment a.go: &t.a"]);
});

test("words of structs in it as well", () => {
  const text = 'import "sync/atomic"\ntype inner struct { a int32; n int64 }\ntype T struct {\n\tx int32\n\tb inner\n\tc bool\n}\nfunc (t *T) f() { atomic.AddInt64(&t.b.n, 1) }';
  expect(of(text, { edit: { kind: "reorder", order: [0, 1, 2] } })).toEqual([]);
  expect(of(text, { edit: { kind: "reorder", order: [1, 0, 2] } })).toEqual(["withholds atomic-alignment a.go: &t.b.n"]);
});

test.each([
  ["a function of the module", "func inc(p *int64) { atomic.AddInt64(p, 1) }\nfunc (t *T) f() { inc(&t.a) }", "p"],
  ["a method of its type", "type counter int64\nfunc (c *counter) add() { atomic.AddInt64((*int64)(c), 1) }\nfunc (t *T) f() { t.c.add() }", "(*int64)(c)"],
  ["a variable", "func (t *T) f() { p := &t.a; atomic.AddInt64(p, 1) }", "p"],
  ["a slice of it", "func (t *T) f() { all := t.d[:]; atomic.AddInt64(&all[1], 1) }", "&all[1]"],
])("words for atomic operations by %s", (_, text, where) => {
  const struct = `import "sync/atomic"\ntype T struct {\n\ta int64\n\tc ${text.includes("counter") ? "counter" : "uint32"}\n\tb bool\n\td [2]int64\n\te *int\n}\n`;
  expect(of(`${struct}${text}`, { edit: { kind: "reorder", order: [4, 0, 1, 2, 3] } })).toEqual([`withholds atomic-alignment a.go: ${where}`]);
  expect(of(`${struct}${text.replaceAll("&t", "t").replaceAll("[:]", "[1]").replaceAll("(*int64)(c)", "nil")}`, { edit: { kind: "reorder", order: [4, 0, 1, 2, 3] } })).toEqual([]);
});

test("a bit that is looked at is no address that is taken", () => {
  const text = 'import "sync/atomic"\ntype T struct {\n\ta int64\n\tb *int\n}\nfunc (t *T) f(p *int64, x int64) int64 { atomic.AddInt64(p, 1); return x&t.a }';
  expect(of(text, { edit: { kind: "reorder", order: [1, 0] } })).toEqual([]);
});

test.each([
  ["an embedded struct", "type inner struct { p *int }\nfunc (i *inner) init() { runtime.SetFinalizer(i, nil) }\ntype T struct {\n\tinner\n\tb bool\n}", "i"],
  ["its first field", "type T struct {\n\ta [4]int64\n\tb bool\n}\nfunc f(t *T) { runtime.SetFinalizer(&t.a, nil) }", "&t.a"],
  ["what begins with it", "type inner struct { a [4]int64 }\ntype T struct {\n\ti inner\n\tb bool\n}\nfunc f(t *T) { runtime.SetFinalizer(&t.i.a, nil) }", "&t.i.a"],
])("a finalizer is set on the beginning: %s", (_, text, where) => {
  expect(of(`import "runtime"\n${text}`, { edit: { kind: "reorder", order: [1, 0] } })).toEqual([`withholds finalizer a.go: ${where}`]);
  expect(of(`import "runtime"\n${text}`, { edit: { kind: "reorder", order: [0, 1] } })).toEqual([]);
});

test("what is imported without a name is known by its own", () => {
  expect(of(`import . "fmt"\n${struct}func f(t T) { Println(t) }`)).toEqual(["unsafe printed a.go: t"]);
  expect(of(`import . "encoding/json"\n${struct}func f(t T) { Marshal(t) }`)).toEqual(["unsafe serialised a.go: t"]);
  expect(of(`import . "fmt"\n${struct}func Println(t T) {}\nfunc f(t T) { Println(t); Sprint() }`)).toEqual([]);
});

test("a size that a program compares", () => {
  expect(of(`import "reflect"\n${struct}func f() bool { return reflect.TypeOf(T{}).Size() == 24 }`)).toEqual(["withholds size-in-use a.go: reflect.TypeOf(T{}).Size()"]);
  expect(of(`import "reflect"\n${struct}func f() uintptr { return reflect.TypeOf(T{}).Size() + 8 }`)).toEqual([]);
});

test("a finalizer of the whole minds no order", () => {
  expect(of(`import "runtime"\n${struct}func f(t *T) { runtime.SetFinalizer(t, nil) }`)).toEqual([]);
});

test.each([
  ["open to others", { "a/a.go": `package a\n${open}` }, ["unsafe open-to-others"]],
  ["below internal", { "internal/a/a.go": `package a\n${open}` }, []],
  ["below internal, and in a program of tests", { "internal/a/a.go": `package a\n${open}`, "internal/a/testdata/x/main.go": 'package main\n\nimport "example.com/m/internal/a"\n\nvar x = []a.T{{true, 1, false}}\n' }, ["unsafe open-to-others"]],
  ["below internal, and in a module of its own", { "internal/a/a.go": `package a\n${open}`, "tools/go.mod": "module example.com/m/tools\n", "tools/main.go": 'package main\n\nimport . "example.com/m/internal/a"\n\nvar x = T{true, 1, false}\n' }, ["unsafe open-to-others"]],
  ["below internal, and in a folder that no pattern reaches, by another name", { "internal/a/a.go": `package a\n${open}\ntype Alias = T\n`, "_examples/main.go": 'package main\n\nimport "example.com/m/internal/a"\n\nvar x = a.Alias{true, 1, false}\n' }, ["unsafe open-to-others"]],
  ["below internal, and other things of it elsewhere", { "internal/a/a.go": `package a\n${open}`, "_examples/main.go": 'package main\n\nimport "example.com/m/internal/a"\n\nvar x = a.Y\n' }, []],
  ["a command's", { "a/a.go": `package main\n${open}` }, []],
  ["a test's", { "a/a_test.go": `package a\n${open}` }, []],
  ["by an alias", { "a/a.go": `package a\ntype Public = T\n${open.replace("type T", "type T")}` }, ["unsafe open-to-others"]],
  ["with a field of its own", { "a/a.go": `package a\n${struct}` }, []],
])("%s", (_, files, hazards) => expect(told(hazardsOf(files, "T")).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual(hazards));

test("what the runtime lays out itself", () => {
  expect(of('import "internal/runtime/sys"\ntype T struct {\n\t_ sys.NotInHeap\n\ta bool\n\tb int64\n}').map((line) => line.split(" ")[1])).toEqual(["runtime-type"]);
});

test("a program that is not built with the package is read by itself", () => {
  const files = { "a/a.go": `package a\n${open}`, "a/gen.go": '//go:build ignore\n\npackage main\n\nimport "example.com/m/a"\n\nvar x = a.T{true, 1, false}\n' };
  expect(told(hazardsOf(files, "T"))[0]).toBe("withholds unkeyed-literal a/gen.go: a.T{true, 1, false}");
});

test("what is no Go is no reason to fall", () => {
  expect(told(hazardsOf({ "a.go": `package m\n${struct}`, "b.go": "package m\nfunc f( { T{{{ \"\n", "c.go": "" }, "T"))).toEqual([]);
});
