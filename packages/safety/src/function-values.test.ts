import { expect, test } from "@jest/globals";
import { hazardsOf, told } from "../test/scene.js";

const struct = "type T struct {\n\ta bool\n\tb int64\n\tc bool\n}\n";
const imports = 'import (\n\t"encoding/binary"\n\t"encoding/json"\n\t"expvar"\n\t"fmt"\n\t"go/ast"\n\t"io"\n\t"log"\n\t"log/slog"\n\t"net/rpc"\n\t"os"\n\t"reflect"\n\t"slices"\n\t"unsafe"\n)\n';

function imported(text: string): string {
  return imports.split("\n").filter((line) => !line.startsWith("\t") || new RegExp(`(?<![\\w.])${/(\w+)"$/.exec(line)?.[1] ?? ""}\\.`).test(text)).join("\n");
}

/** Weights and reasons of T in a package of these files; each imports what it uses. */
function of(...texts: readonly string[]): readonly string[] {
  const files = Object.fromEntries([struct, ...texts].map((text, i) => [`${"abcdef"[i] ?? ""}.go`, `package m\n\n${imported(text)}\n${text}\n`]));
  return [...new Set(told(hazardsOf(files, "T")).map((line) => line.split(" ").slice(0, 2).join(" ")))];
}

const printed = ["unsafe printed"];
const serialised = ["unsafe serialised"];

test.each([
  ["a package variable", ["var logf = log.Printf", 'func f(t *T) { logf("%v", t) }'], printed],
  ["a package variable that is set later", ["var show func(...any)\nfunc init() { show = fmt.Println }", "func f(t T) { show(1, t) }"], printed],
  ["a variable", ["func f(t T) { say := fmt.Println; say(t) }"], printed],
  ["one of two", ["func f(t T, b bool) { say, other := fmt.Sprint, fmt.Sprintln; _ = other; _ = say(t) }"], printed],
  ["declared with its type", ["func f(t T) { var marshal func(any) ([]byte, error) = json.Marshal; marshal(t) }"], serialised],
  ["a method value", ["func f(w io.Writer, t *T) error { encode := json.NewEncoder(w).Encode; return encode(t) }"], serialised],
  ["a method value of a variable", ["func f(e *json.Encoder, t *T) error { encode := e.Encode; return encode(t) }"], serialised],
  ["a field, set in a literal", ["type server struct { logf func(string, ...any) }\nfunc open() *server { return &server{logf: log.Printf} }", 'func (s *server) f(t *T) { s.logf("%+v", t) }'], printed],
  ["a field, set by its place", ["type server struct { n int; logf func(string, ...any) }\nfunc open() *server { return &server{1, log.Printf} }", 'func (s *server) f(t *T) { s.logf("%+v", t) }'], printed],
  ["a field that is assigned", ["type server struct { logf func(string, ...any) }\nfunc (s *server) use(l *log.Logger) { s.logf = l.Printf }", 'func (s *server) f(t *T) { s.logf("%+v", t) }'], printed],
  ["a field of an element's literal", ["type step struct { run func(any) ([]byte, error) }\nvar steps = []step{{run: json.Marshal}}", "func f(t *T) { for _, s := range steps { s.run(t) } }"], serialised],
  ["an embedded struct's field", ["type base struct { logf func(string, ...any) }\ntype server struct { base }\nfunc (b *base) use() { b.logf = log.Printf }", 'func (s server) f(t *T) { s.logf("%+v", t) }'], printed],
  ["a parameter", ["func each(all []T, do func(...any) (int, error)) { for _, one := range all { do(one) } }", "func f(all []T) { each(all, fmt.Println) }"], printed],
  ["a parameter of a method that an interface calls", ["type walker interface { walk(do func(...any) (int, error)) }\ntype tree struct { t T }\nfunc (w *tree) walk(do func(...any) (int, error)) { do(w.t) }", "func f(w walker) { w.walk(fmt.Println) }"], printed],
  ["a parameter of a generic function", ["func each[E any](all []E, do func(any)) { for _, one := range all { do(one) } }", "func show(v any) { fmt.Println(v) }\nfunc f(all []T) { each(all, show) }"], printed],
  ["handed on twice", ["func outer(t T, do func(...any) (int, error)) { inner(t, do) }\nfunc inner(t T, do func(...any) (int, error)) { do(t) }", "func f(t T) { outer(t, fmt.Println) }"], printed],
  ["a function of another module's", ["func f(all []any, t T) { all = append(all, t); slices.ContainsFunc(all, show) }\nfunc show(v any) bool { fmt.Println(v); return true }"], printed],
  ["a result", ["func logger() func(string, ...any) { return log.Printf }", 'func f(t *T) { logger()("%v", t) }'], printed],
  ["a result that is kept", ["func logger() func(string, ...any) { return log.Printf }", 'func f(t *T) { logf := logger(); logf("%v", t) }'], printed],
  ["a map of them", ["var encoders = map[string]func(any) ([]byte, error){\"json\": json.Marshal}", 'func f(t *T) { encoders["json"](t) }'], serialised],
  ["a channel of them", ["func f(t T) { ch := make(chan func(...any) string, 1); ch <- fmt.Sprint; say := <-ch; say(t) }"], printed],
  ["a literal", ['func f(t *T) { logf := func(format string, args ...any) { fmt.Printf(format, args...) }; logf("%v", t) }'], printed],
  ["a literal of the package", ["var put = func(w io.Writer, v any) { binary.Write(w, binary.LittleEndian, v) }", "func f(t *T) { put(os.Stdout, t) }"], ["withholds ordered-encoding"]],
  ["a literal that is called where it stands", ["func f(t *T) { func(v any) { fmt.Println(v) }(t) }"], printed],
  ["a literal's parameter", ["func f(t T) { run := func(do func(...any) (int, error)) { do(t) }; run(fmt.Println) }"], printed],
  ["a literal that a function gives back", ["func to(w io.Writer) func(any) error { return func(v any) error { return json.NewEncoder(w).Encode(v) } }", "func f(t *T) { to(os.Stdout)(t) }"], serialised],
  ["a type with methods", ["type logFunc func(string, ...any)\nfunc (l logFunc) Logf(format string, args ...any) { l(format, args...) }\ntype logger interface { Logf(format string, args ...any) }\nvar std logger = logFunc(log.Printf)", 'func f(t *T) { std.Logf("%v", t) }'], printed],
  ["a type with methods, without a conversion", ["type logFunc func(string, ...any)\nfunc (l logFunc) Logf(format string, args ...any) { l(format, args...) }\nfunc use(l logFunc, t T) { l.Logf(\"%v\", t) }", "func f(t T) { use(log.Printf, t) }"], printed],
  ["the module's own function", ["func put(w io.Writer, v any) error { return binary.Write(w, binary.LittleEndian, v) }\nvar write = put", "func f(t *T) { write(os.Stdout, t) }"], ["withholds ordered-encoding"]],
  ["a method of the module", ["type out struct { w io.Writer }\nfunc (o *out) put(v any) error { return binary.Write(o.w, binary.LittleEndian, v) }\nfunc f(o *out, t *T) { put := o.put; put(t) }"], ["withholds ordered-encoding"]],
])("called by another name: %s", (_, texts, hazards) => expect(of(...texts)).toEqual(hazards));

test.each([
  ["a field of another struct", ["type loud struct { say func(...any) (int, error) }\nvar l = loud{say: fmt.Println}\ntype quiet struct { say func(...any) (int, error) }", "func f(q quiet, t T) { q.say(t) }"]],
  ["a variable of another function", ["func g() { say := fmt.Println; say(1) }", "func f(say func(...any) (int, error), t T) { say(t) }"]],
  ["a function that prints nothing", ["var keep = func(v any) { kept = v }\nvar kept any", "func f(t T) { keep(t) }"]],
])("harmless: %s", (_, texts) => expect(of(...texts)).toEqual([]));

test.each([
  ["printed", "func f(t T) { var v any = t; fmt.Println(v) }", printed],
  ["set later", "func f(t *T) { var v any; v = t; json.Marshal(v) }", serialised],
  ["of a range", "func f(t T) { for _, v := range []any{1, t} { fmt.Println(v) } }", printed],
  ["that a literal around it sets", "func f(w io.Writer, t *T) { var v any; func() { v = t }(); binary.Write(w, binary.LittleEndian, v) }", ["withholds ordered-encoding"]],
  ["of a type switch", "func f(t *T) { var v any = t; switch x := v.(type) { case string: default: json.Marshal(x) } }", serialised],
  ["that a function gives back", "func made(t T) any { return t }\nfunc f() { json.Marshal(made(T{})) }", serialised],
  ["of a field", "type envelope struct { body any }\nfunc f(t T) envelope { return envelope{body: t} }\nfunc (e envelope) send(w io.Writer) { binary.Write(w, binary.LittleEndian, e.body) }", ["withholds ordered-encoding"]],
])("a variable of type any: %s", (_, text, hazards) => expect(of(text)).toEqual(hazards));

test.each([
  ["the elements of a literal", "func f(t T) { fmt.Println([]any{1, map[string]any{\"t\": []any{t}}}) }", printed],
  ["a conversion", "func f(t T) { fmt.Println(any(t)) }", printed],
  ["what is appended", "func f(all []any, t T) { json.Marshal(append(all, t)) }", serialised],
  ["what comes over a channel", "func f(t T) { ch := make(chan any, 1); ch <- t; fmt.Println(<-ch) }", printed],
  ["what a range takes from a channel", "func f(t T) { ch := make(chan any, 1); ch <- t; for v := range ch { fmt.Println(v) } }", printed],
  ["a field of any", "type box struct { in any }\nfunc open(t T) box { return box{in: t} }\nfunc (b box) f() string { return fmt.Sprint(b.in) }", printed],
  ["a package variable of any", "var last any\nfunc f(t *T) { last = t }\nfunc g() { fmt.Println(last) }", printed],
  ["what holds it in a field of any", "type box struct { ID int; In any }\nfunc f(t T) { json.Marshal(box{In: t}) }", serialised],
  ["what holds it where no encoder looks", "type box struct { ID int; in any }\nfunc f(b box, t *T) { b.in = t; json.Marshal(b) }", []],
  ["what holds it in an unexported field, without its name", "type box struct { in any }\nfunc f(t T) { fmt.Println(box{t}) }", printed],
  ["an interface with methods", "type shape interface { area() int }\nfunc (*T) area() int { return 0 }\nfunc all(t *T) []shape { return []shape{t} }\nfunc f(t *T) { for _, s := range all(t) { fmt.Println(s) } }", printed],
  ["a field of an interface with methods", "type shape interface { area() int }\nfunc (T) area() int { return 0 }\ntype node struct { s shape }\nfunc f(t T) *node { return &node{t} }\nfunc (n *node) show() { fmt.Println(n.s) }", printed],
  ["a pointer in a field, which is a number", "type box struct { in any }\nfunc f(t *T) { fmt.Println(box{t}, []any{t}) }", []],
  ["a pointer that is made in a field, which is a number", "type box struct { in any }\nfunc f() { b := box{&T{}}; fmt.Println(b) }", []],
  ["a pointer in a field that is encoded", "type box struct { In any }\nfunc f(t *T) { json.Marshal(box{t}) }", serialised],
  ["the elements of a map", "func f(m map[string][]T) { fmt.Println(m) }", printed],
  ["its keys, which are sorted by fields", "func f(m map[T]int) { fmt.Println(struct{ m map[T]int }{m}) }", printed],
  ["a variable that is published", "func f(t *T) { expvar.Publish(\"t\", expvar.Func(func() any { return *t })) }", serialised],
  ["what a function gives that is published", "func state() any { return T{} }\nfunc f() { expvar.Publish(\"t\", expvar.Func(state)) }", serialised],
  ["what a remote call is handed", "func f(c *rpc.Client, t *T) error { return c.Call(\"S.F\", t, nil) }", serialised],
  ["a tree's node", "func f(t *T) { ast.Print(nil, t) }", printed],
])("without its type: %s", (_, text, hazards) => expect(of(text)).toEqual(hazards));

test.each([
  ["a logger's", ["type logger interface { Printf(format string, args ...any) }", "func f(l logger, t *T) { l.Printf(\"%v\", t) }"], printed],
  ["a logger's without a name", ["func f(l interface { Info(msg string, args ...any) }, t *T) { l.Info(\"x\", \"t\", t) }\nvar _ = slog.Default()"], printed],
  ["an encoder's", ["type encoder interface { Encode(v any) error }\ntype server struct { e encoder }\nfunc open(w io.Writer) server { return server{json.NewEncoder(w)} }", "func (s server) f(t *T) { s.e.Encode(t) }"], serialised],
  ["one that says its type", ["type encoder interface { Encode(t *T) error }\nvar _ = json.Valid", "func f(e encoder, t *T) { e.Encode(t) }"], []],
  ["one that takes no arguments", ["type logger interface { Printf(format string, args ...any) }", "func f(l logger, t *T) { l.Printf(\"%p\", t) }"], []],
])("a method of an interface that a library may hold: %s", (_, texts, hazards) => expect(of(...texts)).toEqual(hazards));

test.each([
  ["of the same types", "any", serialised],
  ["of others", "*T", []],
])("a method of an interface that encodes, with parameters %s", (_, type, hazards) =>
  expect(of(`type cache interface { Put(key string, v ${type}) }`, "type disk struct { e *json.Encoder }\nfunc (d *disk) Put(key string, v any) { d.e.Encode(v) }", "func f(c cache, t *T) { c.Put(\"k\", t) }")).toEqual(hazards));

test.each([
  ["words of its value", "func f(v any) uintptr { return (*[2]uintptr)(unsafe.Pointer(&v))[1] }\nfunc g(t *T) uintptr { return f(t) }"],
  ["its parts as a struct", "type parts struct { typ, word unsafe.Pointer }\nfunc f(v any) unsafe.Pointer { return (*parts)(unsafe.Pointer(&v)).word }\nfunc g(t T) unsafe.Pointer { return f(t) }"],
  ["of an interface with methods", "type namer interface { name() string }\nfunc (*T) name() string { return \"\" }\nfunc f(v namer) uintptr { return (*[2]uintptr)(unsafe.Pointer(&v))[1] }\nfunc g(t *T) uintptr { return f(t) }"],
  ["of a variable", "func g(t *T) uintptr { var v any = t; return (*[2]uintptr)(unsafe.Pointer(&v))[1] }"],
])("an interface that is taken apart: %s", (_, text) => expect(of(text)).toContain("withholds unsafe"));

test.each([
  ["an alias", ["type ptr = unsafe.Pointer", "func f(t *T) uint8 { return *(*uint8)(ptr(t)) }"]],
  ["an alias of an alias", ["type ptr = unsafe.Pointer", "type p = ptr", "func f(t *T) p { return p(t) }"]],
  ["a type that is declared as it", ["type ptr unsafe.Pointer", "func f(t *T) ptr { return ptr(t) }"]],
  ["of a group", ["type (\n\tword uintptr\n\tptr  = unsafe.Pointer // raw\n)", "func f(t *T) ptr { return (ptr)(t) }"]],
  ["a field of that type", ["type holder struct { p unsafe.Pointer }", "type outer struct { n int; t T }\nfunc (h *holder) f() *outer { return (*outer)(h.p) }"]],
])("unsafe.Pointer in a file that does not say so: %s", (_, texts) => expect(of(...texts)).toContain("withholds unsafe"));

test.each([
  ["a package variable", ["var typ = reflect.TypeOf(T{})", "func f() string { return typ.Field(1).Name }"]],
  ["a package variable, by its type", ["var typ = reflect.TypeFor[T]()", "func f() string { return typ.Field(1).Name }"]],
  ["a field", ["type codec struct { typ reflect.Type }\nfunc open(t *T) *codec { return &codec{typ: reflect.TypeOf(t).Elem()} }", "func (c *codec) f() string { return c.typ.Field(1).Name }"]],
  ["a map", ["var types = map[string]reflect.Type{}\nfunc register(name string, v any) { types[name] = reflect.TypeOf(v) }\nfunc init() { register(\"t\", T{}) }", "func f(name string) string { return types[name].Field(1).Name }"]],
  ["a map's literal", ["var types = map[string]reflect.Type{\"t\": reflect.TypeOf(T{})}", "func f(name string) string { typ := types[name]; return typ.Field(1).Name }"]],
  ["a value", ["type cursor struct { v reflect.Value }\nfunc open(t *T) cursor { return cursor{reflect.ValueOf(t).Elem()} }", "func (c cursor) f() int { return c.v.NumField() }"]],
  ["a result", ["func typeOf(v any) reflect.Type { return reflect.TypeOf(v) }", "func f(t T) string { return typeOf(t).Field(1).Name }"]],
])("a reflect.Type that is kept: %s", (_, texts) => expect(of(...texts)).toContain("withholds reflection"));

test.each([
  ["a value", "type U struct {\n\ta bool\n\tb int64\n\tc bool\n}\nfunc f(t T) any { return reflect.ValueOf(t).Convert(reflect.TypeOf(U{})).Interface() }"],
  ["to it", "func f(v reflect.Value) any { return v.Convert(reflect.TypeFor[T]()).Interface() }"],
  ["types", "type U struct {\n\ta bool\n\tb int64\n\tc bool\n}\nfunc f(t *T) bool { return reflect.TypeOf(t).Elem().ConvertibleTo(reflect.TypeOf(U{})) }"],
  ["a parameter", "func to(v any, u reflect.Type) any { return reflect.ValueOf(v).Convert(u).Interface() }\nfunc f(t T) any { return to(t, nil) }"],
  ["a type made of its fields", "func f(t T) bool { return reflect.TypeOf(t) == reflect.StructOf(nil) }"],
])("reflection that converts %s", (_, text) => expect(of(text)).toContain("withholds reflection"));

test.each([
  ["by its pointer", "func f(t *T) byte { return *(*byte)(reflect.ValueOf(t).UnsafePointer()) }"],
  ["by a number", "func f(v any) byte { p := reflect.ValueOf(v).Pointer(); return *(*byte)(unsafe.Pointer(p)) }\nfunc g(t *T) byte { return f(t) }"],
  ["by its address", "func f(t *T) uintptr { return reflect.ValueOf(t).Elem().UnsafeAddr() }"],
  ["made of other memory", "func f(p unsafe.Pointer) any { return reflect.NewAt(reflect.TypeOf(T{}), p).Interface() }"],
])("memory that reflection reaches %s", (_, text) => expect(of(text)).toContain("withholds unsafe"));

test.each([
  ["a field's conversion", "func f(t *T, v any) { one := reflect.ValueOf(t).Elem().FieldByName(\"a\"); one.Set(reflect.ValueOf(v).Convert(one.Type())) }"],
  ["what a pointer is known by", "func f(t *T) uintptr { return reflect.ValueOf(t).Pointer() }"],
])("harmless reflection: %s", (_, text) => expect(of(text)).toEqual([]));

test.each([
  ["a logger", ["type server struct { log *log.Logger }", 'func (s *server) f(t *T) { s.log.Printf("%v", t) }'], printed],
  ["an encoder", ["type server struct { enc *json.Encoder }", "func (s *server) f(t *T) { s.enc.Encode(t) }"], serialised],
])("a method in a file that does not import its package: %s", (_, texts, hazards) => expect(of(...texts)).toEqual(hazards));
