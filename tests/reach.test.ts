import { describe, expect, test } from "@jest/globals";
import { lint } from "../packages/lint/test/run.js";

/** What a package of these declarations is told of, by confidence. */
function told(text: string, isExhaustive = true): readonly string[] {
  const used = ["net", "net/http", "sync", "sync/atomic"].filter((path) => text.includes(`${path.slice(path.lastIndexOf("/") + 1)}.`));
  const findings = lint({ "a.go": `package a\n\nimport (\n${used.map((path) => `\t"${path}"\n`).join("")})\n${text}` }, { isExhaustive });
  return findings.filter(({ ruleId }) => ruleId.startsWith("false-sharing")).map(({ type, container, fields }) => `${container ?? type ?? ""} ${fields.join(" ")}`);
}

/** The same read lazily and in full. */
function both(text: string): readonly string[] {
  const found = told(text);
  expect(told(text, false)).toEqual(found);
  return found;
}

const pair = "type T struct{ a, b atomic.Int64 }\n";

describe("pointers in values", () => {
  const view = `${pair}type view struct {\n\tp *atomic.Int64\n\tname string\n}\n`;

  test.each([
    ["in a struct", "func (t *T) A() {\n\tv := view{p: &t.a}\n\tv.p.Add(1)\n}\nfunc (t *T) B() {\n\tv := &view{&t.b, \"b\"}\n\tv.p.Add(1)\n}\n"],
    ["put there later", "func (t *T) A() {\n\tvar v view\n\tv.p = &t.a\n\tv.p.Add(1)\n}\nfunc (t *T) B() {\n\tv := view{p: &t.a}\n\tv.p = &t.b\n\tv.p.Add(1)\n}\n"],
    ["in a list of structs", "func (t *T) A() {\n\tall := []view{{p: &t.a}, {p: &t.b}}\n\tall[0].p.Add(1)\n}\nfunc (t *T) B() {\n\tall := []view{{p: &t.a}, {p: &t.b}}\n\tp := all[1].p\n\tp.Add(1)\n}\n"],
    ["returned", "func (t *T) first() view { return view{p: &t.a} }\nfunc (t *T) second() (int, *atomic.Int64) { return 1, &t.b }\nfunc (t *T) A() { t.first().p.Add(1) }\nfunc (t *T) B() {\n\t_, p := t.second()\n\tp.Add(1)\n}\n"],
    ["handed to a visitor", "func (t *T) each(f func(*atomic.Int64)) { f(&t.a) }\nfunc (t *T) A() {\n\tt.each(func(x *atomic.Int64) { x.Add(1) })\n}\nfunc (t *T) B() { t.b.Add(1) }\n"],
  ])("%s", (_, text) => expect(both(view + text)).toEqual(["T a b"]));

  test("both in one function, or in objects of their own", () => {
    expect(both(`${view}func (t *T) A() {\n\tv, w := view{p: &t.a}, view{p: &t.b}\n\tv.p.Add(1)\n\tw.p.Add(1)\n}\n`)).toEqual([]);
    expect(both(`${view}func (t *T) A() { t.a.Add(1) }\nfunc (t *T) B(v view) { v.p.Add(1) }\n`)).toEqual([]);
  });
});

describe("constants as indices", () => {
  const kinds = "const (\n\thit = iota\n\tmiss\n)\n";
  const see = (first: string, second: string): string => `${kinds}type C struct{ n [2]atomic.Uint64 }\nfunc (c *C) Hit() { ${first} }\nfunc (c *C) Miss() { ${second} }\n`;

  test("choose words", () => expect(both(see("c.n[hit].Add(1)", "c.n[miss].Add(1)"))).toEqual(["C.n n"]));

  test("written together, or one word only", () => {
    expect(both(see("c.n[hit].Add(1); c.n[miss].Add(1)", "c.n[miss].Add(1); c.n[hit].Add(1)"))).toEqual([]);
    expect(both(see("c.n[hit].Add(1)", "c.n[hit].Add(2)"))).toEqual([]);
  });
});

describe("functions handed over", () => {
  const work = (name: string, word: string): string => `func (t *T) ${name}() {\n\trun(func() {\n\t\tfor {\n\t\t\tt.${word}++\n\t\t}\n\t})\n}\n`;
  const plain = "type T struct{ a, b int }\n";
  const start = (run: string): string => `${plain}${run}\nfunc Start(t *T) {\n\trun(func() {\n\t\tfor {\n\t\t\tt.a++\n\t\t}\n\t})\n\trun(func() {\n\t\tfor {\n\t\t\tt.b++\n\t\t}\n\t})\n}\n`;

  test("are started", () => {
    expect(both(start("func run(f func()) { go f() }"))).toEqual(["T a b"]);
    expect(both(start("func run(f func()) {\n\tgo func() {\n\t\tf()\n\t}()\n}"))).toEqual(["T a b"]);
    expect(both(start("func inner(f func()) { go f() }\nfunc run(f func()) { inner(f) }"))).toEqual(["T a b"]);
  });

  test("are called", () => {
    expect(both(start("func run(f func()) { f() }"))).toEqual([]);
    expect(both(`${plain}func run(f func()) { f() }\n${work("A", "a")}${work("B", "b")}`)).toEqual([]);
  });
});

describe("local variables", () => {
  const run = (declare: string, a: string, b: string): string => `func Run(in, out chan int) {\n\t${declare}\n\tgo func() {\n\t\tfor range in {\n\t\t\t${a}\n\t\t}\n\t}()\n\tgo func() {\n\t\tfor range out {\n\t\t\t${b}\n\t\t}\n\t}()\n}\n`;

  test("of a struct that goroutines share", () => {
    expect(both(run("var st struct{ a, b int }", "st.a++", "st.b++"))).toEqual(["st.struct a b"]);
    expect(both(run("var st struct{ a, b atomic.Int64 }", "st.a.Add(1)", "st.b.Add(1)"))).toEqual(["st.struct a b"]);
    expect(both(`type C struct{ a, b int }\n${run("st := &C{}", "st.a++", "st.b++")}`)).toEqual(["C a b"]);
  });

  test("apart, under one lock, or of one goroutine", () => {
    expect(both(run("var st struct {\n\ta int\n\t_ [64]byte\n\tb int\n\t}", "st.a++", "st.b++"))).toEqual([]);
    expect(both(run("var mu sync.Mutex\n\tvar st struct{ a, b int }", "mu.Lock()\n\t\t\tst.a++\n\t\t\tmu.Unlock()", "mu.Lock()\n\t\t\tst.b++\n\t\t\tmu.Unlock()"))).toEqual([]);
    expect(both(run("var st struct{ a, b int }", "st.a++; st.b++", "_ = 1"))).toEqual([]);
  });
});

describe("how many objects", () => {
  const uses = `${pair}func (t *T) A(http.ResponseWriter, *http.Request) { t.a.Add(1) }\nfunc (t *T) B(http.ResponseWriter, *http.Request) { t.b.Add(1) }\n`;

  test("one for a server", () => expect(both(`${uses}func Serve() error {\n\tt := new(T)\n\thttp.HandleFunc("/a", t.A)\n\thttp.HandleFunc("/b", t.B)\n\treturn http.ListenAndServe("", nil)\n}\n`)).toEqual(["T a b"]));

  test("one for each request", () => {
    const loops = `${pair}func (t *T) run() {\n\tfor {\n\t\tt.a.Add(1)\n\t}\n}\nfunc (t *T) walk() {\n\tfor {\n\t\tt.b.Add(1)\n\t}\n}\n`;
    expect(both(`${loops}func Serve(r *http.Request) {\n\tt := new(T)\n\tgo t.run()\n\tgo t.walk()\n}\n`)).toEqual([]);
    expect(both(`${loops}func serve(l chan int) {\n\tfor range l {\n\t\tt := new(T)\n\t\tgo t.run()\n\t\tgo t.walk()\n\t}\n}\n`)).toEqual([]);
  });
});
