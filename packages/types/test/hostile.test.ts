import { load } from "./scene.js";
import { tell } from "./tell.js";

const repeated = (text: string, n: number): string => text.repeat(n);

test.each([
  ["a long sum of strings", `const s = ${repeated('"a" +\n', 20_000)} ""\nvar x [len(s)]byte`],
  ["a long sum of numbers", `var x [${repeated("1 + ", 20_000)} 1]byte`],
  ["deep parentheses", `var x [${repeated("(", 3_000)}1${repeated(")", 3_000)}]byte`],
  ["deep signs", `var x [${repeated("- ", 3_000)}1]byte`],
  ["deep arrays", `type T ${repeated("[2]", 3_000)}byte`],
  ["deep pointers", `type T struct { x ${repeated("*", 3_000)}byte }`],
  ["deep structs", `type T ${repeated("struct { a ", 300)}int${repeated("}", 300)}`],
  ["deep calls", `var x [${repeated("len(", 2_000)}"a"${repeated(")", 2_000)}]byte`],
  ["deep conversions", `var x [len(${repeated("string(", 500)}65${repeated(")", 500)})]byte`],
  ["deep selectors", `var v struct{}\nvar x [len(v${repeated(".a", 3_000)})]byte`],
  ["deep function literals", `var f = ${repeated("func() any { return ", 300)}1${repeated("}", 300)}`],
  ["deep blocks", `func f() ${repeated("{ x := 1; ", 500)}type T struct { a int }${repeated("}", 500)}`],
  ["many statements", `func f() {\n${repeated("x, err := f(x)\n", 3_000)} type T struct { a [len(x)]byte }\n}`],
  ["a chain of variables", `${Array.from({ length: 3_000 }, (_, i) => `var v${i} = v${i + 1}`).join("\n")}\nvar x [len(v0)]byte`],
  ["a chain of constants", `${Array.from({ length: 3_000 }, (_, i) => `const c${i} = c${i + 1} + 1`).join("\n")}\nconst c3000 = 1\nvar x [c0]byte`],
  ["a chain of types", `${Array.from({ length: 3_000 }, (_, i) => `type T${i} T${i + 1}`).join("\n")}\ntype T3000 struct { a int }`],
  ["a chain of structs", `${Array.from({ length: 3_000 }, (_, i) => `type T${i} struct { a T${i + 1} }`).join("\n")}\ntype T3000 struct { a int }`],
  ["a chain of calls", `func f[T any](x T) (T, error)\nfunc g[T any](x T) struct { a T }\n${Array.from({ length: 1_500 }, (_, i) => `var v${i}, e${i} = f(g((v${i + 1})).a)`).join("\n")}\nvar v1500 = 1\nvar x [unsafe.Sizeof(v0)]byte`],
  ["a chain of lengths", `${Array.from({ length: 1_500 }, (_, i) => `const c${i} = len([len([min(c${i + 1}, 3) + 0]int{})]struct{ a [2]int }{}) + 0`).join("\n")}\nconst c1500 = 1\nvar x [c0]byte`],
  ["a chain of sizes", `${Array.from({ length: 1_500 }, (_, i) => `type T${i} struct { a [unsafe.Sizeof(struct { b T${i + 1} }{}.b)][1]byte }`).join("\n")}\ntype T1500 struct { a int }`],
  ["a chain of embedded fields", `${Array.from({ length: 1_500 }, (_, i) => `type T${i} struct { T${i + 1} }`).join("\n")}\ntype T1500 struct { a int }\nvar x [unsafe.Offsetof(T0{}.a)]byte`],
  ["a chain of methods", `${Array.from({ length: 1_500 }, (_, i) => `type T${i} struct { *T${i + 1} }\nvar v${i} = T${i}{}.m(v${i + 1})`).join("\n")}\ntype T1500 struct { a int }\nvar v1500 = 1\nfunc (T1500) m(any) [2]T0\nvar x [unsafe.Sizeof(v0)]byte`],
  ["huge numbers", "const a = 1 << 500\nconst b = a * a\nconst c = 1e100000\nconst d = 1.5e-9999\nvar x [a]byte\nvar y [1 << 62]struct{}\nvar z [1 << 40][1 << 40]byte"],
  ["many instances by value", "type G[A any] struct { a G[*A]; b G[[]A]; c G[chan A]; d G[map[string]A] }\nvar x G[int]"],
  ["instances of instances", "type G[A, B any] struct { a *G[G[A, B], G[B, A]]; b A }\nvar x G[int, string]\ntype H struct { G[G[int, int], H] }"],
  ["functions in functions", "func f[A, B any](a A, b B) func(A) B\nvar x = f(f, f(f, f(f, f(f, 1))))(f)"],
])("%s", (_, text) => {
  const { world, packages } = load(`package p\n\nimport "unsafe"\n\n${text}\n`);
  for (const pkg of packages) expect(tell(world, pkg)).toEqual(expect.any(Number));
});
