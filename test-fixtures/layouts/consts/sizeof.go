package consts

import (
	"time"
	. "unsafe"

	"example.com/layouts/consts/units"
)

// The argument of Sizeof is an expression of any kind: only its type counts,
// and nothing is evaluated.

type sample struct {
	flag  bool
	count int32
	rows  [3]int64
	name  string
	next  *sample
}

var (
	value   sample
	samples []sample
	index   map[string]sample
	queue   chan sample
)

func produce() sample { return value }

func (sample) method() int16 { return 0 }

func (*sample) pointerMethod() (a complex128) { return 0 }

type expressions struct {
	literal     [Sizeof(sample{})]byte
	conversion  [Sizeof(int16(0))]byte
	word        [Sizeof(uintptr(0))]byte
	variable    [Sizeof(value)]byte
	field       [Sizeof(value.rows)]byte
	fieldOf     [Sizeof(sample{}.count)]byte
	viaNil      [Sizeof((*sample)(nil).rows)]byte
	star        [Sizeof(*new(sample))]byte
	starNil     [Sizeof(*(*sample)(nil))]byte
	address     [Sizeof(&value)]byte
	addressLit  [Sizeof(&sample{})]byte
	element     [Sizeof(value.rows[0])]byte
	sliceElem   [Sizeof(samples[0])]byte
	mapElem     [Sizeof(index["x"].count)]byte
	received    [Sizeof(<-queue)]byte
	called      [Sizeof(produce())]byte
	calledField [Sizeof(produce().name)]byte
	methodCall  [Sizeof(value.method())]byte
	methodValue [Sizeof(value.method)]byte
	ptrMethod   [Sizeof(value.pointerMethod())]byte
	chained     [Sizeof(value.next.next.rows[1])]byte
	function    [Sizeof(func(int) string { return "" })]byte
	immediate   [Sizeof(func() int8 { return 0 }())]byte
	sliced      [Sizeof(value.rows[:])]byte
	text        [Sizeof(value.name[1:])]byte
	letter      [Sizeof(value.name[0])]byte
	anonymous   [Sizeof(struct {
		a byte
		b int64
	}{})]byte
	array     [Sizeof([3]sample{})]byte
	made      [Sizeof(make([]byte, 3))]byte
	appended  [Sizeof(append(samples, value))]byte
	asserted  [Sizeof(any(value).(sample))]byte
	foreign   [Sizeof(units.Last)]byte
	foreignT  [Sizeof(units.Record{}.Data[0])]byte
	timeField [Sizeof(time.Time{})]byte
	duration  [Sizeof(time.Second)]byte
	nested    [Sizeof([Sizeof(value.count)]int16{})]byte
}

// Untyped constants take their default type.

type defaults struct {
	a [Sizeof(1 << 3)]byte // int: 4 or 8
	b [Sizeof('x')]byte    // rune
	c [Sizeof(1.5)]byte    // float64
	d [Sizeof(1i)]byte     // complex128
	e [Sizeof("text")]byte // string
	f [Sizeof(true)]byte   // bool
	g [Sizeof(1 < 2)]byte  // bool
	h [Sizeof(typed)]byte  // small
	i [Sizeof(1 + 'x')]byte
	j [Sizeof(1 + 2.0)]byte
	k [Sizeof(int8(1) + 2)]byte
	l [Sizeof(-value.count)]byte
	m [Sizeof(value.count << 4)]byte
}

// Alignment.

type alignments struct {
	a [Alignof(value)]byte
	b [Alignof(value.flag)]byte
	c [Alignof(int64(0))]byte // 4 on 32-bit targets
	d [Alignof(complex64(0))]byte
	e [Alignof(struct{}{})]byte
	f [Alignof([4]int16{})]byte
	g [Alignof(1.5)]byte
	h [Alignof(value.name)]byte
}
