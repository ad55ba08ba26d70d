import { check } from "./facts.js";

test("unsafe.Sizeof of every form of expression", () => {
  check(`
package p

import "unsafe"

type point struct {
	x, y int32
	tag  [3]byte
}

func (p point) moved() (q point)
func (p *point) named() string
func two() (int8, string)
func generic[T any](x T) [2]T

type shape interface{ area() complex64 }
type methods struct{ shape }
type recv = point

func (r recv) byAlias() [7]byte

var (
	v  point
	p  = &v
	pp = &p
	ch chan [3]byte
	m  map[string][5]int16
	i  any
	f  func(int) (x float32)
	s  []point
	a  [4]point
	n  int
	u8 uint8
	x8, xs = two()
	got, ok = <-ch
	val, has = m["x"]
	as, is = i.(point)
)

func values() {
	_ = unsafe.Sizeof(v)                   // = 12
	_ = unsafe.Sizeof(p)                   // = 8
	_ = unsafe.Sizeof(*p)                  // = 12
	_ = unsafe.Sizeof(**pp)                // = 12
	_ = unsafe.Sizeof(p.tag)               // = 3
	_ = unsafe.Sizeof((*point)(nil).tag)   // = 3
	_ = unsafe.Sizeof(*new(point))         // = 12
	_ = unsafe.Sizeof(&point{})            // = 8
	_ = unsafe.Sizeof(point{1, 2, [3]byte{}}.y) // = 4
	_ = unsafe.Sizeof(<-ch)                // = 3
	_ = unsafe.Sizeof(m["k"])              // = 10
	_ = unsafe.Sizeof(s[0])                // = 12
	_ = unsafe.Sizeof(s[1:])               // = 24
	_ = unsafe.Sizeof(a[1:2:3])            // = 24
	_ = unsafe.Sizeof("abc"[0])            // = 1
	_ = unsafe.Sizeof("abc"[1:])           // = 16
	_ = unsafe.Sizeof(f(1))                // = 4
	_ = unsafe.Sizeof(v.moved())           // = 12
	_ = unsafe.Sizeof(v.moved)             // = 8
	_ = unsafe.Sizeof(p.named())           // = 16
	_ = unsafe.Sizeof(point.moved(v))      // = 12
	_ = unsafe.Sizeof((*point).named(p))   // = 16
	_ = unsafe.Sizeof(shape.area(nil))     // = 8
	_ = unsafe.Sizeof(methods{}.area())    // = 8
	_ = unsafe.Sizeof(v.byAlias())         // = 7
	_ = unsafe.Sizeof(func() {})           // = 8
	_ = unsafe.Sizeof(func() int16 { return 1 }()) // = 2
	_ = unsafe.Sizeof(i.(point))           // = 12
	_ = unsafe.Sizeof(generic(u8))         // = 2
	_ = unsafe.Sizeof(generic[int64](1))   // = 16
	_ = unsafe.Sizeof(1 << 3)              // = 8
	_ = unsafe.Sizeof('a')                 // = 4
	_ = unsafe.Sizeof(1.5)                 // = 8
	_ = unsafe.Sizeof(2i)                  // = 16
	_ = unsafe.Sizeof("s")                 // = 16
	_ = unsafe.Sizeof(1 < 2)               // = 1
	_ = unsafe.Sizeof(n == 2)              // = 1
	_ = unsafe.Sizeof(-u8 + 1)             // = 1
	_ = unsafe.Sizeof(1<<n + u8)           // = 1
	_ = unsafe.Sizeof('a'<<n + 1)          // = 4
	_ = unsafe.Sizeof(min(1<<n, 1) &^ 2)   // = 8
	_ = unsafe.Sizeof(u8 << n)             // = 1
	_ = unsafe.Sizeof(uint16(1) << n)      // = 2
	_ = unsafe.Sizeof(int16(n) | 1)        // = 2
	_ = unsafe.Sizeof(!ok)                 // = 1
	_ = unsafe.Sizeof(x8)                  // = 1
	_ = unsafe.Sizeof(xs)                  // = 16
	_ = unsafe.Sizeof(got)                 // = 3
	_ = unsafe.Sizeof(has)                 // = 1
	_ = unsafe.Sizeof(val)                 // = 10
	_ = unsafe.Sizeof(as)                  // = 12
	_ = unsafe.Sizeof(is)                  // = 1
	_ = unsafe.Sizeof(append(s, v))        // = 24
	_ = unsafe.Sizeof(make(chan int))      // = 8
	_ = unsafe.Sizeof(make([]int, 3))      // = 24
	_ = unsafe.Sizeof(new(3))              // = 8
	_ = unsafe.Sizeof(*new(int8(3)))       // = 1
	_ = unsafe.Sizeof(len(s))              // = 8
	_ = unsafe.Sizeof(copy(s, s))          // = 8
	_ = unsafe.Sizeof(min(u8, 3))          // = 1
	_ = unsafe.Sizeof(max(n, 1))           // = 8
	_ = unsafe.Sizeof(complex(float32(1), 2)) // = 8
	_ = unsafe.Sizeof(unsafe.Pointer(nil)) // = 8
	_ = unsafe.Sizeof(unsafe.Slice(p, 1))  // = 24
	_ = unsafe.Sizeof(unsafe.SliceData(s)) // = 8
	_ = unsafe.Sizeof(unsafe.String(nil, 0)) // = 16
	_ = unsafe.Sizeof(*unsafe.StringData("")) // = 1
	_ = unsafe.Sizeof(recover())           // = 16
	_ = unsafe.Sizeof([]byte("abc"))       // = 24
	_ = unsafe.Sizeof([...]int16{7: 1})    // = 16
	_ = unsafe.Sizeof([2][3]int16{}[1])    // = 6
	_ = unsafe.Sizeof(struct{ a byte; b int32 }{}) // = 8
	_ = unsafe.Sizeof(struct{ a byte; b int32 }{}.b) // = 4
	_ = unsafe.Sizeof(map[string]int{})    // = 8
	_ = unsafe.Sizeof(uintptr(0))          // = 8
	_ = unsafe.Alignof(v)                  // = 4
	_ = unsafe.Alignof(v.tag)              // = 1
	_ = unsafe.Offsetof(v.tag)             // = 8
	_ = unsafe.Offsetof(point{}.y)         // = 4
	_ = unsafe.Offsetof(p.y)               // = 4
	_ = unsafe.Sizeof(*p.self().self())    // unknown: unresolved-name
	_ = unsafe.Sizeof(two())               // unknown: unresolved-name
}
`);
});

test("predeclared names and imports can be anything", () => {
  check(`-- p.go --
package p

import (
	len "unsafe"
	fmt "example.com/m/q"
)

type int int8 // size=1
type string [3]byte // size=3
type any = byte // size=1

const true = 4

var (
	a int            // size=1 type=p.int
	b [true]string   // size=12
	c [len.Sizeof(a)]any // size=1
	d fmt.T          // size=2
)

func f() {
	_ = fmt.T{} // size=2
	fmt := struct{ T [5]byte }{}
	_ = fmt.T // size=5
	type T [len.Sizeof(fmt)]any // size=5
	uint8 := 3
	type U [len.Sizeof(uint8)]any // size=8
}
-- q/q.go --
package q

type T int16
`);
});

test("imports whose package is not named as their path", () => {
  check(`-- p.go --
package p

import (
	"example.com/m/go-yaml.v3"
	"example.com/m/thing/v2"
	"example.com/m/odd"
	_ "example.com/m/blank"
)

var (
	a yaml.T  // size=1
	b thing.T // size=2
	c strange.T // size=4
	d blank.T // unknown: unresolved-name
)
-- go-yaml.v3/a.go --
package yaml

type T int8
-- thing/v2/a.go --
package thing

type T int16
-- odd/a.go --
package strange

type T int32
-- blank/a.go --
package blank

type T int64
`);
});
