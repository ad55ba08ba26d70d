import fc from "fast-check";

const TOKENS: readonly string[] = (
  "package p import type const var func struct interface map chan go defer if else for range switch case default select return break goto fallthrough " +
  "T x y a.b int string iota nil new make 1 0x_f 1.5e+3 2i 'a' '\\'' '{' \"s\" \"\\\"\" `r` ` \" ' ( ) [ ] { } , ; : . ... := = == + - * / & && | ^ ~ ! < > <- <<= &^= ++ -- ... // /* */ @ # \\ \ufeff \0 é 字 😀"
).split(" ");

/** Words of Go in any order, with any blanks between them. */
export const tokenSoup: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...TOKENS, "\ud800", "\udc00"), fc.constantFrom("", " ", "\n", "\t", "\r\n", " // c\n", "/* c */")), { maxLength: 60 })
  .map((parts) => parts.flat().join(""));

/** Text that begins as a file does, so that the soup is met inside declarations too. */
export const soupFile: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom("", "\ufeff", "package p\n"), fc.array(fc.tuple(fc.constantFrom("", "type T struct {\n", "func f() {\n", "var x = ", "const (\n", "func (t *T"), tokenSoup), { maxLength: 4 }))
  .map(([head, parts]) => head + parts.map(([start, soup]) => `${start}${soup}\n`).join(""));

/** A top-level declaration and what the scanner should say of it. */
export type Sample = { readonly go: string; readonly names: readonly string[]; readonly hasStruct: readonly [boolean, boolean]; readonly hasLocalType: boolean };

const name: fc.Arbitrary<string> = fc.stringMatching(/^[a-eA-E_][a-z0-9]{0,3}[é字]?x$/);

/** Text that hides brackets and keywords from whoever does not know strings and comments. */
const hidden: fc.Arbitrary<string> = fc.constantFrom('"}{"', "`\nfunc g() {\n`", "'{'", '"\\"("', "/* } type t struct { a int } */ 1", "1 + // { ( [\n 1", "struct{}{}", "[]int{1, 2}", "f(func() int { return 1 })");

const type: fc.Arbitrary<{ readonly go: string; readonly hasStruct: boolean }> = fc.letrec<{ type: { go: string; hasStruct: boolean } }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("int", "pkg.T", "struct{}", "interface{ M(x int) }", "func(a int) error").map((go) => ({ go, hasStruct: false })),
    fc.tuple(fc.constantFrom("*", "[]", "[4]", "map[string]", "chan "), tie("type")).map(([prefix, inner]) => ({ ...inner, go: prefix + inner.go })),
    fc.tuple(name, tie("type"), fc.constantFrom("struct {\n", "struct{", "struct /* c */ {", "struct // c\n{\n")).map(([field, inner, open]) => ({ go: `${open}${field} ${inner.go}\n}`, hasStruct: true })),
  ),
})).type;

/** Correct declarations of every kind. */
export const sample: fc.Arbitrary<Sample> = fc.oneof(
  fc.tuple(name, type).map(([n, t]) => ({ go: `type ${n} ${t.go}`, names: [n], hasStruct: [t.hasStruct, false] as const, hasLocalType: false })),
  fc.array(fc.tuple(name, type), { maxLength: 3 }).map((specs) => ({
    go: `type (\n${specs.map(([n, t]) => `${n} ${t.go}`).join("\n")}\n)`,
    names: specs.map(([n]) => n),
    hasStruct: [specs.some(([, t]) => t.hasStruct), false] as const,
    hasLocalType: false,
  })),
  fc.tuple(fc.constantFrom("var", "const"), fc.array(fc.tuple(fc.array(name, { minLength: 1, maxLength: 3 }), hidden), { minLength: 1, maxLength: 3 })).map(([keyword, specs]) => ({
    go: `${keyword} (\n${specs.map(([all, value]) => `${all.join(", ")} = ${value}`).join("\n")}\n)`,
    names: specs.flatMap(([all]) => all),
    hasStruct: [false, false] as const,
    hasLocalType: false,
  })),
  fc.tuple(name, type, type, fc.boolean(), hidden).map(([n, parameter, local, declaresType, value]) => ({
    go: `func ${n}(p ${parameter.go}) {\n${declaresType ? `type t ${local.go}\n` : ""}_ = ${value}\n}`,
    names: [n],
    hasStruct: [parameter.hasStruct, declaresType && local.hasStruct] as const,
    hasLocalType: declaresType,
  })),
);

const STATEMENTS: readonly string[] = [
  "if v, ok := m[T{1}]; ok && x.y { f(a...) } else if !z { }",
  "for i := 0; i < n; i++ { a[i:j:k] = <-ch }",
  "for k, v := range pkg.M[int](x) { continue loop }",
  "switch t := x.(type) { case nil, *T: return 1, 2; default: }",
  "switch x := f(); x.y { case 1, 2: fallthrough; case 3: }",
  "select { case v, ok := <-ch: g(v); case ch <- *p: default: }",
  "loop: defer func(a, b int, c ...string) (n int) { n++; return }(1, 2)",
  "var a, b = map[string]T{\"x\": {1, y: 2}}, struct{ q int }{3}",
  "const ( c = iota; d; e T = 1 << iota )",
  "type local[K any] struct { *pkg.Q[K]; f func(int) (<-chan []K) `tag` }",
  "go new(T[int]).run(new(42), make([]int, 3)); a.b.c += -x * (y + 'z')",
];

/** Correct Go with one piece cut out and another put in its place. */
export const damaged: fc.Arbitrary<string> = fc
  .tuple(fc.array(fc.oneof(sample.map(({ go }) => go), fc.array(fc.constantFrom(...STATEMENTS), { maxLength: 4 }).map((all) => `func (r *R[T]) m() error {\n\t${all.join("\n\t")}\n}`)), { minLength: 1, maxLength: 4 }), fc.nat(1000), fc.nat(12), fc.constantFrom("", ...TOKENS))
  .map(([declarations, at, length, put]) => {
    const text = `package p\n${declarations.join("\n")}\n`;
    const start = at % text.length;
    return text.slice(0, start) + put + text.slice(start + length);
  });
