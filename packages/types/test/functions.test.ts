import { check } from "./facts.js";

test("names are seen from where they are declared to the end of their block", () => {
  check(`
package p

const n = 1

type T [n]byte // size=1

func f() {
	type before [n]byte // size=1
	const n = n + 1 // = 2
	type after [n]byte // size=2
	{
		const n = 10
		type inner [n]byte // size=10
		type U struct { // size=8
			next *U // offset=0 size=8 type=*p.U
		}
	}
	type outer [n]byte // size=2
	if n := [3]byte{}; true {
		_ = n // size=3
	} else if m := n; true {
		_ = m // size=3
	} else {
		_ = n // size=3
	}
	for n := [4]byte{}; ; {
		_ = n // size=4
		break
	}
	switch n := [5]byte{}; {
	case true:
		n := [6]byte{}
		_ = n // size=6
	default:
		_ = n // size=5
	}
	func(n [7]byte, more ...int16) (r [8]byte) {
		_ = n    // size=7
		_ = more // size=24 type=[]int16
		_ = r    // size=8
		return
	}(a, b)
label:
	for {
		n := [9]byte{}
		_ = n // size=9
		continue label
	}
	_ = n // = 2
	goto end
end:
	last := [11]byte{}
	_ = last // size=11
}
`);
});

test(":= declares only what its block has not declared", () => {
  check(`
package p

type err8 int8

func one() (int, error)
func two() (string, *err8)

func f(param int16) (result int32) {
	a, err := one()
	b, err := two()
	_ = err // type=error
	_ = a   // type=int
	_ = b   // type=string
	param, c := 1, 2
	_ = param // type=int16
	_ = c     // type=int
	result, _, d := 1, 2, 3
	_ = result // type=int32
	_ = d      // type=int
	{
		b, err := two()
		_ = err // type=*p.err8
		_ = b
	}
	if x, err := two(); true {
		_ = err // type=*p.err8
		y, err := one()
		_ = err // type=error
		_, _ = x, y
	}
	func() {
		x, err := two()
		_ = err // type=*p.err8
		_ = x
	}()
	_ = err // type=error
	return
}
`);
});

test("range gives its variables their types", () => {
  check(`
package p

import "iter"

type myInt int8
type list []string

func seq() iter.Seq2[int8, string]

func f[S ~[]E, E any](s S) {
	var (
		array   [3]int16
		slice   list
		text    string
		channel chan [3]byte
		table   map[string]complex64
		pull    func(yield func(a int8, b int32) bool)
		count   myInt
	)
	for i, v := range array {
		_ = i // type=int
		_ = v // type=int16
	}
	for i, v := range &array {
		_ = i // type=int
		_ = v // type=int16
	}
	for _, v := range slice {
		_ = v // type=string
	}
	for i, r := range text {
		_ = i // type=int
		_ = r // type=rune
	}
	for i, r := range "text" {
		_ = i // type=int
		_ = r // type=rune
	}
	for v := range channel {
		_ = v // type=[3]byte
	}
	for k, v := range table {
		_ = k // type=string
		_ = v // type=complex64
	}
	for a, b := range pull {
		_ = a // type=int8
		_ = b // type=int32
	}
	for a, b := range seq() {
		_ = a // type=int8
		_ = b // type=string
	}
	for i := range 10 {
		_ = i // type=int
	}
	for i := range 'a' {
		_ = i // type=rune
	}
	for i := range count {
		_ = i // type=p.myInt
	}
	for _, e := range s {
		_ = e // type=E
	}
	var v int8
	for _, v = range []int8{} {
		_ = v // type=int8
	}
}
`);
});

test("type switches and selects", () => {
  check(`
package p

type T struct{ a [3]int }

func f(x any, ch chan int8, out chan<- string) {
	switch v := x.(type) {
	case nil:
		_ = v // type=any
	case int16:
		_ = v // type=int16
	case *T, T:
		_ = v // type=any
	case T:
		w := v.a
		_ = w // type=[3]int
	default:
		_ = v // type=any
	}
	switch x := x.(type) {
	case func() string:
		_ = x() // type=string
	}
	switch x.(type) {
	case int8:
		_ = x // type=any
	}
	select {
	case v := <-ch:
		_ = v // type=int8
	case v, ok := <-ch:
		_ = v  // type=int8
		_ = ok // type=bool
	case out <- "":
		v := 'x'
		_ = v // type=rune
	default:
	}
}
`);
});

test("local constants repeat as others do", () => {
  check(`
package p

func f() {
	const (
		a = 1 << iota
		b
		c
	)
	type three [a + b + c]byte // size=7
	const (
		_, x = iota, iota + 10
		_, y
	)
	type ofY [y]byte // size=11
	_ = func() {
		const z = x + y
		type inner [z]byte // size=21
	}
}

var literal = func() int {
	const n = 4
	type t struct { // size=4
		a [n]byte // offset=0 size=4
	}
	return 0
}
`);
});

test("receivers and their type parameters", () => {
  check(`
package p

type G[K comparable, V any] struct {
	k K
	v V
}

func (g *G[K, _]) get(k K) (v V) { return }
func (*G[A, B]) pair() (b B, a [2]A)
func (_ G[_, B]) second() B

func (g *G[X, Y]) body(other G[int8, string]) {
	_ = g.k           // unknown: type-parameter
	_ = g             // size=8 type=*p.G[X, Y]
	_ = other.k       // type=int8
	_ = other.v       // type=string
	_ = other.second() // type=string
	type local struct { // unknown: type-parameter
		x X
	}
	type fixed struct { // size=8
		x *X // offset=0 size=8
	}
}
`);
});
