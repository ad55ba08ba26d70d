import { check } from "./facts.js";

test("fields of every kind", () => {
  check(`
package p

import "unsafe"

type all struct { // size=208 align=8 pointers=184
	a    bool           // offset=0 size=1
	b    int64          // offset=8 size=8
	c, d byte           // offset=16 size=1 type=byte
	e    string         // offset=24 size=16
	f    []int          // offset=40 size=24
	g    map[int]string // offset=64 size=8
	h    any            // offset=72 size=16
	i    func()         // offset=88 size=8
	j    chan<- int     // offset=96 size=8 type=chan<- int
	k    complex64      // offset=104 size=8 align=4
	l    [3]int16       // offset=112 size=6
	m    *all           // offset=120 size=8 type=*p.all
	n    unsafe.Pointer // offset=128 size=8
	o    struct {       // offset=136 size=16 align=8 pointers=8
		p *int // offset=0 size=8
		q byte // offset=8 size=1
	}
	r error   // offset=152 size=16
	s [2]*int // offset=168 size=16
	t float32 // offset=184 size=4
	u complex128 // offset=192 size=16
}

type tail struct { // size=16 align=8 pointers=0
	a int64
	_ struct{} // offset=8 size=0
}

type copied tail // size=16
type alias = tail // size=16 type=p.alias
type defined []alias // size=24
`);
});

test("32-bit words, and atomics that stay 64-bit aligned there", () => {
  check(
    `
package p

import "sync/atomic"

type align64 struct{} // size=0 align=1

type counters struct { // size=40 align=8 pointers=36
	a bool
	n atomic.Int64 // offset=8 size=8 align=8
	b int64        // offset=16 size=8 align=4
	c [0]atomic.Int64 // offset=24 size=0 align=8
	d W            // offset=24 size=8 align=8
	p atomic.Pointer[counters] // offset=32 size=4 align=4 type=atomic.Pointer[p.counters]
	_ align64      // offset=36 size=0 align=1
}

type W atomic.Int64 // size=8 align=8

type float struct { // size=20 align=4
	a bool
	f float64    // offset=4
	c complex64  // offset=12 align=4
}
`,
    { target: "linux/386" },
  );
});

test("what is not in Go's heap holds no pointers", () => {
  check(`
package p

import "runtime/cgo"

type handle struct{ _ cgo.Incomplete } // size=0

type T struct { // size=48 pointers=48
	a *handle   // offset=0 pointers=0
	b []handle  // offset=8 pointers=0
	c *[2]handle // offset=32 pointers=0
	d **handle  // offset=40 pointers=8
}
`);
});

test("C types: those that C fixes are known, the others are not", () => {
  const text = (long: number, word: number): string => `
package p

/*
struct stat;
*/
import "C"
import "unsafe"

type known struct {
	a C.char       // size=1 type=C.char
	b C.ushort     // size=2
	c C.int        // size=4
	d C.ulong      // size=${long}
	e C.size_t     // size=${word}
	f C.double     // size=8
	g C.uint8_t    // size=1
	h C.enum_color // size=4
	i C._Bool      // size=1
	j *C.int       // size=${word} pointers=${word}
	k [2]C.long    // size=${long * 2}
	l C.sizes      // unknown: cgo, C.sizes
}

type doubtful struct { // unknown: cgo, C.struct_stat
	a int
	p *C.struct_stat // unknown: cgo
}

type settled struct { // size=${word * 3} pointers=${word * 3}
	p *C.struct_stat // unknown: cgo
	q [1]*C.struct_stat // unknown: cgo
	s *int
}

type nested struct { // unknown: cgo
	d doubtful
	a int
}

type constant [C.LIMIT]byte // unknown: cgo
type sized [C.sizeof_int * 2]byte // size=8
type unsized [C.sizeof_struct_stat]byte // unknown: cgo
type result struct { // unknown: cgo, C.f
	a [unsafe.Sizeof(C.f())]byte // unknown: cgo
}
`;
  check(text(8, 8));
  check(text(4, 8), { target: "windows/amd64" });
  check(text(4, 4), { target: "linux/arm" });
});

test("embedded fields bring their members", () => {
  check(`
package p

import "unsafe"

type base struct { // size=12
	a byte
	b int32
	c [3]byte
}

type middle struct {
	x int16
	base // offset=4 size=12 type=p.base
}

type top struct {
	pad [5]int64
	middle
	*other // offset=56 size=8
	error
}

type other struct {
	far [6]byte
	b   int8
}

type pointer = *other

type byAlias struct {
	n int32
	pointer // offset=8 size=8 type=p.pointer
}

type Gen[T any] struct{ value T }

type withGen struct {
	Gen[int16] // offset=0 size=2
	*base
}

var t top

var (
	depth   [unsafe.Offsetof(t.middle.base)]byte // size=4
	chain   [unsafe.Offsetof(t.base.b)]byte      // size=4
	parens  [unsafe.Offsetof((t.pad))]byte       // size=0
	through [unsafe.Offsetof(t.far)]byte         // unknown: constant
	far     [len(t.far)]byte                     // size=6
	alias   [len(byAlias{}.far)]byte             // size=6
	generic [unsafe.Sizeof(withGen{}.value)]byte // size=2
	deeper  [unsafe.Offsetof(t.c)]byte           // size=52
	message [unsafe.Sizeof(t.Error())]byte       // size=16
	nothing [unsafe.Sizeof(t.nothing)]byte       // unknown: unresolved-name
)
`);
});

test("members that several fields give at one depth are none", () => {
  check(`
package p

import "unsafe"

type leaf struct{ x [3]byte }
type mid struct{ leaf }
type a struct{ *mid }
type b struct{ *mid }
type both struct {
	a
	b
}
type closer struct {
	both
	x [4]byte
}
type one struct{ n int8 }
type two struct{ n int16 }
type pair struct {
	one
	two
}
type deep struct {
	pair
	mid
}

func (a) twice() [2]int
func (b) twice() [3]int

var (
	v [unsafe.Sizeof(both{}.x)]byte   // unknown: unresolved-name
	w [unsafe.Sizeof(closer{}.x)]byte // size=4
	y [unsafe.Sizeof(pair{}.n)]byte   // unknown: unresolved-name
	z [unsafe.Sizeof(deep{}.x)]byte   // size=3
	m [unsafe.Sizeof(both{}.twice())]byte // unknown: unresolved-name
	n [unsafe.Sizeof(both{}.a.twice())]byte // size=16
)
`);
});
