import { check } from "./facts.js";

test("instances are laid out with their arguments", () => {
  check(`
package p

type Pair[A, B any] struct { // unknown: type-parameter
	a A
	b B
}

type Fixed[T any] struct { // size=40
	p *T
	s []T
	f func(T) T // offset=32 size=8
}

type List[T any] struct { // unknown: type-parameter
	next *List[T]
	value T
}

type Vector[T any] []T
type Matrix[T any] = [2][2]T
type Both[T any] = Pair[T, *T]
type Tree[T any] struct {
	Pair[T, List[T]]
	kids Vector[*Tree[T]]
}

var (
	a Pair[int8, int64]             // size=16 type=p.Pair[int8, int64]
	b Pair[Pair[bool, int16], bool] // size=6
	c Fixed[[100]int]               // size=40
	d List[string]                  // size=24
	e Matrix[int16]                 // size=8 type=p.Matrix[int16]
	f Both[int8]                    // size=16 pointers=16
	g Tree[byte]                    // size=48
)
`);
});

test("methods and fields of instances", () => {
  check(`
package p

type Stack[T any] struct{ items []T }

func (s *Stack[E]) Pop() (e E, ok bool)
func (s *Stack[E]) All() []E
func (s Stack[E]) Map(f func(E) E) Stack[*E]

type Named struct{ Stack[int16] }
type Alias = Stack[string]

var (
	s  Stack[[3]byte]
	n  Named
	al Alias
	top, ok = s.Pop()
)

func f() {
	_ = top            // type=[3]byte
	_ = ok             // type=bool
	_ = s.items[0]     // size=3
	_ = n.All()[0]     // type=int16
	_ = n.items[0]     // type=int16
	_ = al.All()       // type=[]string
	_ = s.Map(nil)     // type=p.Stack[*[3]byte]
	_ = s.Map(nil).All()[0] // type=*[3]byte
	_ = (*Stack[int8]).All(nil) // type=[]int8
}
`);
});

test("type arguments are inferred", () => {
  check(`
package p

type Num interface{ ~int8 | ~float64 }
type MyList []int16
type Set[K comparable] map[K]struct{}

func id[T any](x T) T
func first[S ~[]E, E any](s S) E
func collect[K comparable, V any](m map[K]V) (k []K, v []V)
func apply[A, B any](a A, f func(A) B) B
func variadic[T any](xs ...T) [2]T
func member[K comparable](s Set[K]) K
func partial[A, B any](b B) struct { a A; b B }
func make2[T any, P interface{ *T; Set() }]() P
func grow[S interface{ ~[]E }, E any](e E) S
func element[M ~map[K]V, K comparable, V any](m M) V
func array[T any](a [3]T) T
func channel[T any](c <-chan T) T
func nested[T any](f func() map[string][]T) T
func two[T any](a, b T) T
func structure[T any](s struct{ x T }) T

func returns() (int8, string)
func pairOf[A, B any](a A, b B) struct { b B; a A }

func f() {
	_ = id(int8(1))             // type=int8
	_ = id(1)                   // type=int
	_ = id("x")                 // type=string
	_ = id(nil)                 // unknown: type-parameter
	_ = id(id(int16(1)))        // type=int16
	_ = first(MyList{})         // type=int16
	_ = first([]string{})       // type=string
	_ = apply(1, func(int) [3]byte { panic(0) }) // type=[3]byte
	_ = variadic(int8(1), 2)    // type=[2]int8
	_ = variadic(1, 2.5)        // type=[2]float64
	_ = variadic('a', 1)        // type=[2]rune
	_ = variadic([]int8{}...)   // type=[2]int8
	_ = member(Set[int8]{})     // type=int8
	_ = partial[int8](int16(1)) // size=4
	_ = partial[int8, int32](1) // size=8
	_ = make2[int16]()          // type=*int16
	_ = element(map[string]int8{}) // type=int8
	_ = array([3]int8{})        // type=int8
	_ = channel(make(chan int8)) // type=int8
	_ = nested(func() map[string][]int8 { return nil }) // type=int8
	_ = two(int8(1), 2)         // type=int8
	_ = two(1, 2.5)             // type=float64
	_ = structure(struct{ x int8 }{}) // type=int8
	_ = pairOf(returns())       // size=24
	g := id[int32]
	_ = g(1)                    // type=int32
}
`);
});

test("constraints with one core type stand for it", () => {
  check(`
package p

import "unsafe"

func f[S ~[]int16, M ~map[string]int8, P *int32, C ~chan int8, F ~func() int16, A ~[4]byte, T any, I interface{ Get() int8 }](s S, m M, p P, c C, fn F, a A, t T, i I) {
	_ = s[0]              // type=int16
	_ = m["x"]            // type=int8
	_ = *p                // type=int32
	_ = <-c               // type=int8
	_ = fn()              // type=int16
	_ = i.Get()           // type=int8
	_ = unsafe.Sizeof(s)  // unknown: type-parameter
	_ = unsafe.Sizeof(s[0]) // = 2
	_ = unsafe.Sizeof(t)  // unknown: type-parameter
	_ = unsafe.Sizeof(&t) // = 8
	_ = len(a)            // = not constant
	_ = T(t)              // unknown: type-parameter
	_ = make(S, 3)[0]     // type=int16
	_ = append(s, 1)[0]   // type=int16
	_ = S{1}[0]           // type=int16
	for _, v := range s {
		_ = v // type=int16
	}
}
`);
});

test("type parameters inside type literals keep an instance from being one", () => {
  check(`
package p

type Box[T any] struct{ v T }

type Uses[T any] struct { // unknown: type-parameter
	a Box[struct{ x T }]
	b *Box[func(T)] // size=8
}
`);
});
