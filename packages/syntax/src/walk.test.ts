import { bodyOf, decls } from "../test/go.js";
import { walkBlock, walkDecl } from "./index.js";
import type { Visitor } from "./index.js";

/** The names and literals that a walk meets, in its order. */
function met(walk: (visitor: Visitor) => void): string {
  const words: string[] = [];
  walk({ expr: (expr) => words.push(expr.kind === "ident" ? expr.name : expr.kind === "literal" ? expr.text : "") });
  return words.filter((word) => word !== "").join(" ");
}

test.each([
  ["type T[K, V any] struct { a, b map[K]*V `x`; pkg.Q[K] }", "T K V any a b K V `x` pkg Q K"],
  ["type I interface { M(x int) (y []string); ~int | [3]chan T }", "I M x int y string int 3 T"],
  ["var a, b T = f(x...).(U), []int{1: 2, 3}[i:j:k]", "a b T f x U int 1 2 3 i j k"],
  ["func (r *R) M(a func(b int) c) d { e() }", "r R M a b int c d"],
])("%s", (go, words) => expect(met((visitor) => decls(go).forEach((decl) => walkDecl(decl, visitor)))).toBe(words));

test("all statements", () => {
  const { block } = bodyOf(`
    a := b; c.d += -e; f++; g <- h; go i(); defer j(); return k, l
    loop: for m = 0; n < o; p-- { continue loop }
    for q, r := range s { t() }
    if u := v; w { x() } else if y { z() }
    switch a1 := a2; a3 { case a4, a5: a6(); default: a7() }
    switch b1 := b2.(type) { case b3: b4() }
    select { case c1 := <-c2: c3(); default: c4() }
    { d1(func() { d2() }) }
    var e1 = e2
    type f1 struct { f2 f3 }`);
  expect(met((visitor) => walkBlock(block, visitor))).toBe(
    "a b c d e f g h i j k l m 0 n o p q r s t u v w x y z a1 a2 a3 a4 a5 a6 a7 b1 b2 b3 b4 c1 c2 c3 c4 d1 d2 e1 e2 f1 f2 f3",
  );
});

test("false keeps a walk out", () => {
  const { block } = bodyOf("a(func() { b() }); if c { d() }; type T struct { e int }");
  const words: string[] = [];
  walkBlock(block, {
    expr: (expr) => {
      if (expr.kind === "ident") words.push(expr.name);
      return expr.kind !== "func-lit";
    },
    stmt: (stmt) => stmt.kind !== "if",
    decl: () => false,
  });
  expect(words).toEqual(["a"]);
});
