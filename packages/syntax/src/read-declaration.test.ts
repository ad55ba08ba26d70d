import { decls, readAll, shown, shownExpr, shownType } from "../test/go.js";
import { scanFile } from "./index.js";

describe("types", () => {
  test.each([
    ["struct { a, b int; c string `json:\"c\"` }", 'struct{a, b int; c string `json:"c"`}'],
    ["struct { T; *T; pkg.T; *pkg.Q[string] \"tag\"; Q[K, V] }", "struct{T; (*T); pkg.T; (*pkg.Q[string]) \"tag\"; Q[K, V]}"],
    ["struct {\n\t// about a\n\ta int // a\n\n\t_ [0]func()\n}", "struct{a int; _ [0]func()}"],
    ["*[3]map[string]*[]T", "(*[3]map[string](*[]T))"],
    ["[N*2 + len(\"abc\")]byte", '[((N * 2) + len("abc"))]byte'],
    ["((T))", "‹‹T››"],
    ["chan<- chan int", "chan<-(chan(int))"],
    ["chan <-chan int", "chan<-(chan(int))"],
    ["chan (<-chan int)", "chan(‹<-chan(int)›)"],
    ["<-chan <-chan T", "<-chan(<-chan(T))"],
    ["func(a, b int, c ...string) (n int, err error)", "func(a, b int, c ...string) (n int, err error)"],
    ["func(int, string) bool", "func(int, string) (bool)"],
    ["func(x, y, ...int)", "func(x, y, ...int)"],
    ["interface { ~int | *string; M(x int) error; comparable; pkg.I[T]; ~Q[int] }", "interface{M(x int) (error); ((~int) | (*string)); comparable; pkg.I[T]; (~Q[int])}"],
    ["struct{}", "struct{}"],
  ])("%s", (go, expected) => expect(shownType(go)).toBe(expected));

  test("declarations", () => {
    expect(shown("type (\n\tA = B\n\tC[K comparable, V, W any] map[K]V\n\tD[P interface{ *int }] int\n\tE[P *C,] int\n)")).toBe(
      ["type A = B", "type C[K comparable, V any, W any] map[K]V", "type D[P interface{(*int)}] int", "type E[P (*C)] int"].join("\n"),
    );
    // Go spec, "Type parameter declarations": without a comma this is an array type.
    expect(shown("type T[P *C] struct{}")).toBe("type T [(P * C)]struct{}");
  });

  test("spans", () => {
    const text = "package p\n\ntype T struct { a, b int `x`; *pkg.Q } // c\n";
    const [decl] = readAll(text).declarations[0] ?? [];
    if (decl?.kind !== "type-decl" || decl.type.kind !== "struct") throw new Error("no struct");
    const at = (span: { start: number; end: number } | undefined): string => text.slice(span?.start, span?.end);
    expect(at(decl)).toBe("T struct { a, b int `x`; *pkg.Q }");
    expect(at(decl.type)).toBe("struct { a, b int `x`; *pkg.Q }");
    expect(decl.type.fields.map(at)).toEqual(["a, b int `x`", "*pkg.Q"]);
    expect(decl.type.fields.map(({ type }) => at(type))).toEqual(["int", "*pkg.Q"]);
    expect([text[decl.type.openBrace], text[decl.type.closeBrace]]).toEqual(["{", "}"]);
  });
});

describe("constants", () => {
  test("repetition and iota", () => {
    expect(shown("const (\n\tA, B T = iota, 1 << iota // first\n\n\t// between\n\tC, D\n\t_, _\n\tE = \"x\"\n\tF\n)")).toBe(
      [
        "const A, B T = iota, (1 << iota) // iota 0",
        "const C, D T = iota, (1 << iota) // iota 1",
        "const _, _ T = iota, (1 << iota) // iota 2",
        'const E = "x" // iota 3',
        'const F = "x" // iota 4',
      ].join("\n"),
    );
  });
  test("a group on one line", () => expect(shown("const (A = iota; B)")).toBe("const A = iota // iota 0\nconst B = iota // iota 1"));
});

describe("variables", () => {
  test("with type, with value, with both", () => expect(shown("var (\n\ta, b int\n\tc = 1\n\td T = f()\n)")).toBe("var a, b int\nvar c = 1\nvar d T = f()"));
  test("a group on one line", () => expect(shown("var (a int)")).toBe("var a int"));
  test("func literals have their bodies", () => expect(shown("var f = func(x int) (y int) { y = x; return }")).toBe("var f = func(x int) (y int) {y = x; return}"));
});

describe("functions", () => {
  test.each([
    ["func f[K comparable, V any](m map[K]V) (K, error) { bad bad }", "func f[K comparable, V any](m map[K]V) (K, error) {…}"],
    ["func (q *Queue[K, V]) Push(x struct{ a int }, xs ...interface{}) {}", "func (q (*Queue[K, V])) Push(x struct{a int}, xs ...interface{}) {…}"],
    ["func (T) M() (r int) { return 1 }", "func (T) M() (r int) {…}"],
    ["func assembly(x, y uint64) (hi, lo uint64)", "func assembly(x, y uint64) (hi, lo uint64)"],
  ])("%s", (go, expected) => expect(shown(go)).toBe(expected));

  test.each([
    ["func (s *Set[K, _]) Map[V any, W ~int | string](f func(K) V) (r []V, err error) { new(42) }", "func (s (*Set[K, _])) Map[V any, W ((~int) | string)](f func(K) (V)) (r []V, err error) {…}"],
    ["func (Set) Map[V any]() V", "func (Set) Map[V any]() (V)"],
    ["func (s Set) Map[V any]()", "func (s Set) Map[V any]()"],
    ["func (Set[K]) Map[V any]()", "func (Set[K]) Map[V any]()"],
    ["func (\n\ts /* set */ * (Set), // it\n) Map[V any]() {}", "func (s (*‹Set›)) Map[V any]() {…}"],
    ["func ( ) Map[V any]() {}", "func (bad()) Map[V any]() {…}"],
  ])("methods with type parameters: %s", (go, expected) => {
    expect(shown(go)).toBe(expected);
    expect(readAll(`package p\n${go}\nvar x = new(3)\nfunc f() {}`).problems).toEqual([]);
  });

  test("the span has the body", () => {
    const [f] = decls("func f() int { return 1 } // c");
    expect(f).toMatchObject({ start: 10, end: 35, bodySpan: { start: 23, end: 35 } });
  });
});

describe("expressions", () => {
  test.each([
    ["a + b*c - d", "((a + (b * c)) - d)"],
    ["a || b && !c == d", "(a || (b && ((!c) == d)))"],
    ["-x.y[i].z(1, xs...)", "(-x.y[i].z(1, xs...))"],
    ["*p.q", "(*p.q)"],
    ["*(*[4]byte)(unsafe.Pointer(p))", "(*‹(*[4]byte)›(unsafe.Pointer(p)))"],
    ["(*(*[4]byte)(p))[:]", "‹(*‹(*[4]byte)›(p))›[:]"],
    ["*(*struct{ p int })(q).p", "(*‹(*struct{p int})›(q).p)"],
    ["(*S[K, V]).M", "‹(*S[K, V])›.M"],
    ["[]byte(x)", "[]byte(x)"],
    ["(*T)(nil)", "‹(*T)›(nil)"],
    ["(<-chan int)(x)", "‹<-chan(int)›(x)"],
    ["interface{}(3)", "interface{}(3)"],
    ["func() int { return 1 }()", "func() (int) {return 1}()"],
    ["f[int](x)", "f[int](x)"],
    ["f[int, pkg.T[a]](x)", "f[int, pkg.T[a]](x)"],
    ["f[[]int]", "f[[]int]"],
    ["pkg.F[a](b)", "pkg.F[a](b)"],
    ["a[1:2:3]", "a[1:2:3]"],
    ["a[:]", "a[:]"],
    ["x.(T).(*pkg.U)", "x.(T).((*pkg.U))"],
    ["[...]int{2: 1, 3}", "[...]int{2: 1, 3}"],
    ["[]T{{1}, {a: 2}, x}", "[]T{{1}, {a: 2}, x}"],
    ["map[P]Q{{1, 2}: {3}}", "map[P]Q{{1, 2}: {3}}"],
    ["&pkg.T[int]{A: 1,\n}", "(&pkg.T[int]{A: 1})"],
    ["struct{ a int }{1}", "struct{a int}{1}"],
    ["make([]int, n, 2*n)", "make([]int, n, (2 * n))"],
    ["make(chan struct{})", "make(chan(struct{}))"],
    ["new(T[int])", "new(T[int])"],
    ["<-ch", "(<-ch)"],
    ["0x_ff + 1e3 + 2i + 'x' + \"s\"", "((((0x_ff + 1e3) + 2i) + 'x') + \"s\")"],
    ["T.M", "T.M"],
  ])("%s", (go, expected) => expect(shownExpr(go)).toBe(expected));

  test.each([
    ["new(42)", "new(42)"],
    ["new(f(1, 2))", "new(f(1, 2))"],
    ["new(a + b)", "new((a + b))"],
    ["g(new(\"x\"), new(T), new([]int{1}))", 'g(new("x"), new(T), new([]int{1}))'],
    ["new([]byte(\"x\"))", 'new([]byte("x"))'],
    ["make(n - 1)", "make((n - 1))"],
  ])("an expression where the grammar wants a type: %s", (go, expected) => {
    expect(shownExpr(go)).toBe(expected);
    expect(readAll(`package p\nvar x = ${go}\ntype T struct{ a int }`).problems).toEqual([]);
  });
});

describe("a broken declaration", () => {
  const go = "type A struct{ a int }\ntype B struct {\n\ta int\n\tb ] c\n\td int\n}\nvar x = \ntype C struct{ c int }\nfunc f(a int { }\n";
  test("leaves its neighbours alone", () => {
    expect(shown(go).split("\n").filter((line) => !line.includes("error"))).toEqual(["type A struct{a int}", "type C struct{c int}"]);
  });
  test("is marked, and its names are known", () => {
    expect(decls(go).map((decl) => [decl.kind, decl.hasError])).toEqual([
      ["type-decl", false],
      ["type-decl", true],
      ["var-decl", true],
      ["type-decl", false],
      ["func-decl", true],
    ]);
  });
  test("has problems inside its span", () => {
    const text = `package p\n${go}`;
    const outline = scanFile(text);
    const broken = outline.declarations.filter((_, at) => [1, 2, 4].includes(at));
    const { problems } = readAll(text);
    expect(problems.length).toBeGreaterThan(2);
    for (const problem of problems) expect(broken.some(({ start, end }) => start <= problem.start && problem.end <= end)).toBe(true);
  });
  test("makes later constants of its group doubtful", () => {
    expect(decls("const (\n\tA = iota\n\tB = ]\n\tC\n)").some((decl) => decl.hasError)).toBe(true);
  });
});
