import { bodyOf, shownBody } from "../test/go.js";

test.each([
  ["x := 1", "x := 1"],
  ["a, b := f()", "a, b := f()"],
  ["a.b, *c = 1, 2", "a.b, (*c) = 1, 2"],
  ["a <<= 2; b &^= 1", "a <<= 2\nb &^= 1"],
  ["a.n++\nb[i]--", "a.n++\nb[i]--"],
  ["ch <- x; <-ch", "ch <- x\n(<-ch)"],
  ["go f(); defer func() { g() }()", "go f()\ndefer func() {g()}()"],
  ["return a, b", "return a, b"],
  ["{ a() }", "{a()}"],
  [";", ""],
  ["var x, y int; const z = iota; type t struct { a int }", "var x, y int\nconst z = iota // iota 0\ntype t struct{a int}"],
  ["loop:\n\tfor { continue loop; break; goto loop }", "loop: for ; ;  {continue loop; break; goto loop}"],
  ["end:\n", "end:"],
  ["if a { b() } else if c { d() } else { e() }", "if a {b()} else if c {d()} else {e()}"],
  ["if v, ok := m[T{1}]; ok && x == (T{}) { }", "if v, ok := m[T{1}]; (ok && (x == ‹T{}›)) {}"],
  ["if x == y {}", "if (x == y) {}"],
  ["for i := 0; i < n; i++ { f(i) }", "for i := 0; (i < n); i++ {f(i)}"],
  ["for ; ; { }", "for ; ;  {}"],
  ["for x.y { }", "for ; x.y;  {}"],
  ["for range 10 { }", "for range 10 {}"],
  ["for range ch { }", "for range ch {}"],
  ["for k, v := range m { }", "for k, v := range m {}"],
  ["for a.k = range m { }", "for a.k = range m {}"],
  ["switch { case a, b: c(); fallthrough; default: }", "switch {case a, b: c(); fallthrough; default:}"],
  ["switch x := f(); x.y {\ncase 1:\n\tg()\n}", "switch x := f(); x.y {case 1: g()}"],
  ["switch x {}", "switch x {}"],
  ["switch t := x.(type) { case nil, *T: case []int: default: }", "switch t := x.(type) {case nil, (*T):; case []int:; default:}"],
  ["switch a := b(); a.(type) { case interface{ M() }: }", "switch a := b(); a.(type) {case interface{M()}:}"],
  ["select { case x := <-ch: a(); case y, ok = <-ch: case ch <- v: case <-ch: default: b() }", "select {case x := (<-ch): a(); case y, ok = (<-ch):; case ch <- v:; case (<-ch):; default: b()}"],
  ["new(T).x = 1; *new(int) = 2; p := new(42)", "new(T).x = 1\n(*new(int)) = 2\np := new(42)"],
  ["var (a int)", "var a int"],
  ["if !a.b {\n\tf()\n}\n\n{\n\tg()\n}", "if (!a.b) {f()}\n{g()}"],
  ["for x := range a.b {\n\tf(x)\n}\n{ g() }", "for x := range a.b {f(x)}\n{g()}"],
  ["if a { if b.c { f() // no\n }\n{ g() } }\n{ h() }", "if a {if b.c {f()}; {g()}}\n{h()}"],
])("%s", (go, expected) => expect(shownBody(go)).toBe(expected));

test("spans are the file's", () => {
  const { text, block } = bodyOf("if a { b.c = 1 }");
  const [statement] = block.statements;
  expect(text.slice(block.start, block.end)).toBe("{\nif a { b.c = 1 }\n}");
  expect(text.slice(statement?.start, statement?.end)).toBe("if a { b.c = 1 }");
});

test("a broken statement leaves the others", () => {
  const { problems } = bodyOf("a()\nb c d\ne()");
  expect(problems.map(({ message }) => message)).toEqual(['unexpected "b c"']);
  expect(shownBody("a()\nb ] c\ne()")).toContain("e()");
});
