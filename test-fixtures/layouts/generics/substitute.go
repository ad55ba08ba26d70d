// Package generics has layouts that come from substituting type arguments.
package generics

import (
	"sync"
	"sync/atomic"

	"example.com/layouts/generics/box"
	"example.com/layouts/generics/pair"
)

// The same generic type, five layouts.

type substituted struct {
	b1 byte
	a  box.Box[bool]
	b2 byte
	b  box.Box[int16]
	b3 byte
	c  box.Box[float64]
	b4 byte
	d  box.Box[string]
	b5 byte
	e  box.Box[struct{}] // ends in a field without size
	b6 byte
	f  box.Box[[3]uint16]
}

// One layout for all.

type unaffected struct {
	r1 box.Ref[bool]
	r2 box.Ref[[100]int]
	x1 box.Fixed[string, int8]
	x2 box.Fixed[int8, [9]string]
	p1 box.Phantom[error]
	p2 box.Phantom[struct{ big [64]byte }]
}

type zeroes struct {
	a box.ZeroOf[byte]
	b box.ZeroOf[int64]
	c box.ZeroOf[string]
}

// Arguments may be anything, instances included.

type nested struct {
	a box.Box[box.Box[box.Box[byte]]]
	b box.Box[pair.Of[int8, box.Box[int32]]]
	c [2]box.Box[*box.Box[int64]]
	d map[string]box.Box[int]
	e pair.Of[pair.Of[bool, int64], pair.Of[int64, bool]]
}

type viaAlias struct {
	a box.Alias[int32]
	b box.Twice[byte, int64]
	c box.Twice[int64, byte]
	d box.Literal[int16]
	e local[uint8]
	f wrapped[int16]
}

type local[T any] = pair.Of[T, []T]

type wrapped[T any] = box.Box[box.Alias[pair.Same[T]]]

// Generic types of the standard library.

type library struct {
	on   bool
	p    atomic.Pointer[substituted]
	once func() int
	m    sync.Map
}

// Package-level declarations of other kinds mention instances too.

var (
	table  = map[string]box.Box[int8]{}
	zero   box.Box[uint32]
	maker  = func(n box.Box[complex64]) {}
	values = []any{new(box.Two[byte, rune])}
	same   = [2]any{box.Box[rune]{}, box.Box[int32]{}} // one type, two spellings
)

func exchange(in box.Box[uint16]) (out *box.Box[int8], err error) {
	type _ struct{ inside box.Box[[7]byte] } // in a body: no declaration of the package's
	return nil, nil
}

func (substituted) method(pair.Same[float32]) {}
