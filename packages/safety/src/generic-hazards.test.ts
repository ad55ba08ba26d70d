import { expect, test } from "@jest/globals";
import { hazardsOf, told } from "../test/scene.js";

const struct = "type T struct {\n\ta bool\n\tb int64\n\tc bool\n}\n";
const imports = 'import (\n\t"encoding/binary"\n\t"fmt"\n\t"html/template"\n\t"io"\n\t"log"\n\t"os"\n\t"reflect"\n\t"unsafe"\n)\n';

/** Weights and reasons of T in a package of one file that uses what it imports. */
function of(text: string): readonly string[] {
  const used = imports.split("\n").filter((line) => !line.startsWith("\t") || text.includes(`${/(\w+)"$/.exec(line)?.[1] ?? ""}.`)).join("\n");
  return [...new Set(told(hazardsOf({ "a.go": `package m\n\n${used}\n${struct}\n${text}\n` }, "T")).map((line) => line.split(" ").slice(0, 2).join(" ")))];
}

const as = "func as[To, From any](p *From) *To { return (*To)(unsafe.Pointer(p)) }\n";
const box = "type box[B any] struct { v B }\nfunc (b *box[B]) raw() *uint8 { return (*uint8)(unsafe.Pointer(&b.v)) }\n";
const names = "func names[A any]() string { return reflect.TypeFor[A]().Field(0).Name }\n";

test.each([
  ["inferred from a value", `${as}func f() uint8 { return *as[uint8](&T{a: true}) }`],
  ["given", `${as}func f(p *[3]int64) *T { return as[T](p) }`],
  ["inferred by a constraint", "func bytesOf[P ~*E, E any](p P) []byte { return unsafe.Slice((*byte)(unsafe.Pointer(p)), 8) }\nfunc f() []byte { return bytesOf(&T{a: true}) }"],
  ["of the receiver", `${box}func f(b *box[T]) *uint8 { return b.raw() }`],
  ["of an embedded receiver", `${box}type outer struct { *box[T] }\nfunc f(o outer) *uint8 { return o.raw() }`],
  ["handed on", `${as}func bytes[E any](e *E) *[8]byte { return as[[8]byte](e) }\nfunc f(t *T) { bytes(t) }`],
  ["in a slice", "func raw[E any](all []E) unsafe.Pointer { return unsafe.Pointer(&all[0]) }\nfunc f(all []T) { raw(all) }"],
  ["by another name of unsafe.Pointer", "type pointer = unsafe.Pointer\nfunc f(t *T) { var p pointer = pointer(t); _ = *(*byte)(unsafe.Pointer(p)) }"],
])("memory of a type argument: %s", (_, text) => expect(of(text)).toContain("withholds unsafe"));

test.each([
  ["given", `${names}func f() string { return names[T]() }`],
  ["of the receiver", `${names}type table[R any] struct { rows []R }\nfunc (t *table[R]) first() string { return names[R]() }\nfunc f(t *table[T]) string { return t.first() }`],
  ["inferred", "func first[A any](a A) any { return reflect.ValueOf(a).Field(0) }\nfunc f(t T) { first(t) }"],
])("reflection on a type argument: %s", (_, text) => expect(of(text)).toContain("withholds reflection"));

test("what a generic type's method encodes", () => {
  expect(of("type message[B any] struct { body B }\nfunc (m message[B]) send(w io.Writer) { binary.Write(w, binary.LittleEndian, m.body) }\nfunc f(w io.Writer, m message[T]) { m.send(w) }")).toContain("withholds ordered-encoding");
});

test("what is printed and encoded by one function is both", () => {
  expect(of("func put(w io.Writer, v any) { log.Print(v); binary.Write(w, binary.LittleEndian, v) }\nfunc f(w io.Writer, t *T) { put(w, t) }")).toEqual(["withholds ordered-encoding", "unsafe printed"]);
});

test.each([
  ["an interface's method", "type putter interface { put(v any) }\ntype writer struct { w io.Writer }\nfunc (o *writer) put(v any) { binary.Write(o.w, binary.LittleEndian, v) }\nfunc f(p putter, t *T) { p.put(t) }", ["withholds ordered-encoding"]],
  ["an interface's method of that name with other parameters", "type putter interface { put(k string, v any) }\ntype writer struct { w io.Writer }\nfunc (o *writer) put(v any) { binary.Write(o.w, binary.LittleEndian, v) }\nfunc f(p putter, t *T) { p.put(\"\", t) }", []],
  ["an embedded logger", "type logger struct { *log.Logger }\nfunc f(l logger, t *T) { l.Printf(\"%v\", t) }", ["unsafe printed"]],
  ["a format that is made", "type logs struct{}\nfunc (logs) infof(form string, all ...any) { fmt.Fprintf(os.Stdout, form+\"\\n\", all...) }\nfunc f(l logs, t T) { l.infof(\"%v\", t) }", ["unsafe printed"]],
])("called by another way: %s", (_, text, hazards) => expect(of(text)).toEqual(hazards));

test.each([["%d"], ["%x"], ["%s"], ["%+v"], ["%[1]v"], ["%T %x"]])("%s goes through the fields of a struct", (verb) => {
  const args = verb.includes(" ") ? "t, t" : "t";
  expect(of(`func f(t T) string { return fmt.Sprintf("${verb}", ${args}) }`)).toEqual(["unsafe printed"]);
});

test("a width counts as an argument", () => {
  expect(of('func f(t T) string { return fmt.Sprintf("%T%*v", 1, 5, t) }')).toEqual(["unsafe printed"]);
});

test("a template shows what it is given", () => {
  expect(of("func f(w io.Writer, page *template.Template, t T) { page.Execute(w, t); _ = template.HTML(\"\") }")).toEqual(["unsafe printed"]);
});

test.each([
  ["a pointer to another", `${as}func f(t *T) *uint8 { return as[uint8](new(int64)) }`],
  ["what a generic function does without unsafe", "func first[E any](all []E) E { return all[0] }\nfunc f(all []T) T { return first(all) }"],
  ["fields by themselves", 'func f(t T) string { return fmt.Sprintf("%d %t", t.b, t.a) }'],
])("harmless: %s", (_, text) => expect(of(text)).toEqual([]));
