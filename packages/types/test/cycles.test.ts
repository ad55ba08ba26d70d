import { check } from "./facts.js";

test("what refers to itself ends as unknown", () => {
  check(`
package p

import "unsafe"

const a = b // unknown: constant
const b = a // unknown: constant
const c = len([c]int{}) // unknown: constant

type T struct{ T } // unknown: unresolved-name
type U [len(x)]U // unknown: unresolved-name
type V V // unknown: unresolved-name
type W X // unknown: unresolved-name
type X W // unknown: unresolved-name
type A = A // unknown: unresolved-name
type S struct { // unknown: unresolved-name
	n [unsafe.Sizeof(S{})]byte
}

var x U
var y = y // unknown: unresolved-name
var z = f(z) // type=int
var v, w = w, v // unknown: unresolved-name

func f[E any](e E) int
`);
});

test("a type whose size depends on itself is called what it is", () => {
  check(`
package p

import "unsafe"

type T struct{ T } // unknown: unresolved-name, T is an invalid recursive type: its size depends on itself, as where it holds itself by value. Make T hold a pointer instead.
type Outer struct { // unknown: unresolved-name, Outer is an invalid recursive type: its size depends on itself, as where it holds itself by value. Make Outer hold a pointer instead.
	in Inner
}
type Inner struct{ outs [2]struct{ out Outer } } // unknown: unresolved-name, Outer is an invalid recursive type: its size depends on itself, as where it holds itself by value. Make Outer hold a pointer instead.
type S struct { // unknown: unresolved-name, S is an invalid recursive type: its size depends on itself, as where it holds itself by value. Make S hold a pointer instead.
	n [unsafe.Sizeof(S{})]byte
}
type V V // unknown: unresolved-name, V is an invalid recursive type: it refers to itself
type P struct{ p *P; s []P } // size=32
`);
});

test("erroneous recursion through pointers, aliases, interfaces and instances ends too", () => {
  check(`
package p

type P *P // size=8
type B = *B // size=8
type F = func(F, F, F) (F, F) // size=8
type I interface{ I; I; I; m(I) I } // size=16
type G[E any] struct{ x G[*E] } // unknown: unresolved-name
type H[E any] = H[struct{ a, b, c E }] // unknown: unresolved-name
type J[E any] J[*E] // unknown: unresolved-name
type K[E any] struct{ x *K[struct{ a, b E }] } // size=8
type L[E any] [2]L[[2]E] // unknown: unresolved-name
type Con[E Con[E]] struct{ e *E } // size=8

var (
	p  P
	f  F
	i  I
	fs struct{ f F } // size=8
	g  G[int] // unknown: unresolved-name
	h  H[int] // unknown: unresolved-name
	j  J[int] // unknown: unresolved-name
	k  K[int] // size=8
	l  L[int] // unknown: unresolved-name
	gp struct { // size=16
		g *G[int]
		l *L[int]
	}
	element = p[0] // unknown: unresolved-name
	slice = p[1:] // unknown: unresolved-name
	method = i.missing() // unknown: unresolved-name
	use Uses[F] // size=8
	len3 [len([len([len([len([len([len([len([len([len([len([len([len([len([len([len([len([len([len([len([len([len([len([len([len([3]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]int{})]byte // size=3
)

type Uses[E any] struct{ f *E }
`);
});
