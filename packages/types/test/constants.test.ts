import { check } from "./facts.js";

test("integers of any size, every operator, every way to write them", () => {
  check(`
package p

const (
	shifted   = 1 << 3                         // = 8
	hex       = 0x_1F                          // = 31
	octal     = 0o17 + 017                     // = 30
	binary    = 0b1010_1010                    // = 170
	huge      = 1 << 500 >> 498                // = 4
	quotient  = -7 / 2                         // = -3
	remainder = -7 % 2                         // = -1
	masked    = 0xff &^ 0x0f | 1 ^ 3 & 6       // = 243
	negated   = -(+3)                          // = -3
	flipped   = ^5                             // = -6
	letters   = 'z' - 'a' + 1                  // = 26
	escaped   = '\\n' + '\\x41' + '\\u00e9'       // = 308
	scientific = 1e3                           // = 1000
	half      = 1.5 * 4                        // = 6
	float     = 5.0 / 2                        // = 5/2
	mixed     = 'a' + 1.0                      // = 98
	hexFloat  = 0x1p10                         // = 1024
	parts     = real(4+3i) + imag(2i)          // = 6
	product   = (1 + 2i) * (1 - 2i)            // = 5+0i
	tooMuch   = 1 << 600                       // unknown: constant
	byNothing = 1 / 0                          // unknown: constant
)

var (
	a [2.5e1]byte           // size=25
	b ['a' - 'A']byte       // size=32
	c [real(4 + 0i)]byte    // size=4
	d [1.5]byte             // unknown: constant
	e [-1]byte              // unknown: constant
	f [float64(2)]byte      // unknown: constant
	g ["x"]byte             // unknown: constant
	h [uint8(7)]byte        // size=7
)
`);
});

test("typed constants keep their type and must fit it", () => {
  check(`
package p

type kind uint8

const (
	byteMax = ^uint8(0)                     // = 255 type=uint8
	sum     = kind(3) + 4                   // = 7 type=p.kind
	shifted = uint8(1) << 3                 // = 8 type=uint8
	whole   = int(2.0)                      // = 2 type=int
	untyped = 1.0 << 3                      // = 8 type=untyped int
	rune3   = 'a' << 1                      // = 194 type=untyped rune
	text    = len(string(rune(0x20ac)))     // = 3 type=int
	over    = uint8(255) + 1                // unknown: constant
	lossy   = int(2.5)                      // unknown: constant
	minus   = -uint8(1)                     // unknown: constant
	single  = float32(0.1)                  // = 13421773/134217728
	halves  = float32(16777217)             // = 16777216 type=float32
	compare = kind(1) < 2                   // = true type=untyped bool
)
`);
});

test("the word size shows through uint and uintptr", () => {
  const text = (size: number, bits: number): string => `
package p

import (
	"math/bits"
	"unsafe"
)

const (
	ptrSize  = 4 << (^uintptr(0) >> 63)        // = ${size}
	intSize  = 32 << (^uint(0) >> 63)          // = ${bits}
	fromBits = bits.UintSize                   // = ${bits}
	sizeof   = unsafe.Sizeof(uintptr(0))       // = ${size} type=uintptr
	wide     = unsafe.Sizeof(uintptr(0)) == 8  // = ${size === 8}
)
`;
  check(text(8, 64), { target: "linux/arm64" });
  check(text(4, 32), { target: "linux/386" });
});

test("iota counts specs, repetition repeats expressions and type", () => {
  check(`
package p

import "unsafe"

type kind uint16

const alone = iota // = 0

const (
	zero kind = iota // = 0 type=p.kind
	one              // = 1 type=p.kind
	// A comment and a blank line count nothing.

	_
	three // = 3 type=p.kind
	numKinds = iota // = 4 type=untyped int
)

const (
	_, _ = iota, iota * 10
	_, b // = 10
	c, _ // = 2
)

const (
	kb = 1 << (10 * (iota + 1)) // = 1024
	mb                          // = 1048576
	inType = len([iota + 3]int{}) // = 5
	inLiteral = unsafe.Sizeof([...]int8{iota: 0}) // = 4
	inFunction = unsafe.Sizeof(func() [iota]byte { panic(0) }()) // = 4
)

type outside [iota]int // unknown: unresolved-name

func f() {
	const iota = 7
	const own = iota + 1 // = 8
	type t [iota]byte // size=7
}
`);
});

test("strings count bytes", () => {
  check(`
package p

const (
	plain   = len("abc")                    // = 3
	escapes = len("\\n\\x41\\101\\u00e9\\U0001F600") // = 9
	utf8    = len("é€")                     // = 5
	raw     = len(\`a\\n\`)                   // = 3
	joined  = len(prefix + "x" + suffix)    // = 7
	prefix  = "abc"
	suffix  = \`def\`
	named   = len(name("four"))             // = 4
	least   = len(min("bb", "a", "ccc"))    // = 1
	highest = len(max("\\uffff", "\\U0001F600a")) // = 5
	cut     = len("abc"[1:])                // unknown: constant
)

type name string

var indexed = "abc"[1] // size=1 type=byte
`);
});

test("len and cap of arrays", () => {
  check(`
package p

type enum int

const (
	red enum = iota
	green
	blue
)

type box struct {
	x    [5]byte
	p    *box
	next struct{ y [3]int16 }
}

var (
	plain  [9]byte
	table  = [...]string{5: "x", "y"}
	runes  = [...]bool{'a': true, 'z': true}
	byEnum = [...]string{red: "r", blue: "b", green: "g"}
	nested = [...][2]int{{1, 2}, {3, 4}, {5, 6}}
	holder box
	fn     func() [4]int
	ch     chan [6]int
	matrix [2][7]int
	slice  []int
)

func array() [4]int

const (
	ofVar      = len(plain)                 // = 9
	ofTable    = len(table)                 // = 7
	ofRunes    = len(runes)                 // = 123
	ofEnum     = cap(byEnum)                // = 3
	ofNested   = len(nested)                // = 3
	ofField    = len(holder.x)              // = 5
	ofPath     = len(holder.next.y)         // = 3
	ofPointer  = len(holder.p.p.x)          // = 5
	ofNil      = len((*[9]byte)(nil))       // = 9
	ofLiteral  = len([10]int{})             // = 10
	ofLitField = len(box{}.x)               // = 5
	ofElement  = len(matrix[1])             // = 7
	ofAddress  = len(&plain)                // = 9
	ofFuncLit  = len([...]func(){func() { array() }}) // = 1
	byCall     = len(array())               // unknown: constant
	byValue    = len(fn())                  // unknown: constant
	byReceive  = len(<-ch)                  // unknown: constant
	byNew      = len(new([3]int))           // unknown: constant
	withConv   = len([3]enum([...]enum{1, 2, 3})) // = 3
	withConst  = len(matrix[min(0, 1)])     // = 7
	ofSlice    = len(slice)                 // unknown: constant
	nestedLen  = len([len([len(plain)]int{})]int{}) // = 9
)

var byVariable = [...]int{cap(slice): 1} // unknown: constant
`);
});

test("min, max, complex, real and imag", () => {
  check(`
package p

const (
	least = min(3, 1, 2.5)                     // = 1 type=untyped float
	most  = max('a', 1)                        // = 97 type=untyped rune
	typed = max(int8(3), 4)                    // = 4 type=int8
	c     = complex(1, 2)                      // = 1+2i type=untyped complex
	small = complex(float32(1), 2)             // = 1+2i type=complex64
	re    = real(small)                        // = 1 type=float32
	im    = imag(complex128(3i))               // = 3 type=float64
)

var n int

var (
	m = min(n, 3)          // size=8 type=int
	r = real(complex64(0)) // size=4 type=float32
)
`);
});

test("constants of other packages, by name, by another name, by dot, through a third", () => {
  check(`-- p.go --
package p

import (
	"example.com/m/a"
	other "example.com/m/b"
	. "example.com/m/dot"
)

var (
	x [a.Size]byte            // size=12
	y [other.Twice]byte       // size=24
	z [Dotted]byte            // size=5
	w Plain                   // size=2 type=dot.Plain
	v [other.Typed]byte       // size=9 type=[9]byte
	u [other.Missing]byte     // unknown: unresolved-name
)
-- a/a.go --
package a

type Kind uint8

const Size = 12
-- b/b.go --
package b

import "example.com/m/a"

const (
	Twice       = a.Size * 2
	Typed a.Kind = 9 // = 9 type=a.Kind
)
-- dot/dot.go --
package dot

const Dotted = 5

type Plain int16
`);
});

test("a missing package is the reason, whatever stands around it", () => {
  check(`
package p

import (
	"unsafe"

	"gone.example/away"
)

type T struct { // unknown: unresolved-import
	a [int(away.Size)]byte // unknown: unresolved-import
	b [away.Size * 2]byte // unknown: unresolved-import
	c [unsafe.Sizeof(away.T{})]byte // unknown: unresolved-import
	d [len(away.Array)]byte // unknown: unresolved-import
	e [max(1, away.Size)]byte // unknown: unresolved-import
	f away.T // unknown: unresolved-import
	g *away.T // size=8
	h [unsafe.Sizeof(int32(away.Size))]byte // size=4
}
`);
});

test("a name that only a missing dot import can give is missing with it", () => {
  check(`
package p

import . "gone.example/away"

type T struct { // unknown: unresolved-import
	a [Size]byte // unknown: unresolved-import
	b Other      // unknown: unresolved-import
	c [len("x")]int // size=8
}
`);
});

test("text that is no Go makes no number", () => {
  check(`
package p

const (
	a = iota // = 0
	b = 3 4 // unknown: syntax-error
	c // unknown: syntax-error
)

type T [3 4]byte // unknown: syntax-error
`);
});
