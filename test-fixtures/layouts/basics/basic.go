// Package basics has one struct per rule of size, alignment and offset.
package basics

import "unsafe"

// Each pair is a byte and a value, so that the value's offset is its alignment.

type afterByte struct {
	b1  byte
	i16 int16
	b2  byte
	i32 int32
	b3  byte
	i64 int64 // aligned to 4 on 32-bit targets
	b4  byte
	f32 float32
	b5  byte
	f64 float64 // aligned to 4 on 32-bit targets
	b6  byte
	c64 complex64 // two float32: aligned to 4 everywhere, though 8 bytes long
	b7  byte
	c   complex128 // two float64: aligned to 4 on 32-bit targets
}

type words struct {
	b1 bool
	i  int
	b2 bool
	u  uint
	b3 bool
	p  uintptr
	b4 bool
	up unsafe.Pointer
	b5 bool
	r  rune
}

type references struct {
	b1 byte
	p  *references
	b2 byte
	m  map[string]references
	b3 byte
	c  chan references
	b4 byte
	rc <-chan references
	b5 byte
	sc chan<- references
	b6 byte
	f  func(references) references
	b7 byte
	s  string
	b8 byte
	sl []references
	b9 byte
	a  any
	ba byte
	e  error
	bb byte
	i  interface{ Len() int }
}

// Reordering is never done: the same fields, two sizes.

type loose struct {
	a bool
	b int64
	c bool
	d int32
	e bool
	f int16
}

type tight struct {
	b int64
	d int32
	f int16
	a bool
	c bool
	e bool
}

// A declaration of several names is several fields, blank ones too.

type manyNames struct {
	a, b, c byte
	_, _    int16
	d, e    int64
	_       byte
}

// Tags do not matter.

type tagged struct {
	A bool  `json:"a,omitempty"`
	B int64 "db:\"b\""
	C bool  `json:"c"`
}

type onlyByte struct{ b byte }

type threeBytes struct{ b [3]byte } // no rounding up: alignment 1

type empty struct{}
