// Package scopes asks which declaration a name means.
package scopes

import "unsafe"

// Predeclared names can be declared anew, for the whole package ...

type int struct{ lo, hi int32 }

type string [3]byte

const iota = 5

type any = uint16

type shadowed struct {
	b byte
	i int
	s string
	n [iota]byte
	a any
	u uint
}

const (
	still = iota // 5, in any line
	five
)

type notCounted struct {
	a [still]byte
	b [five]byte
}

// ... or for one function.

func local() []error {
	type error struct{ code int8 }
	type uint8 = int64
	const true = 3
	type inner struct {
		err  error
		wide uint8
		n    [true]byte
	}
	_ = inner{}
	return nil
}

// len and the others can be declared anew as well.

const len = 7

type builtins struct {
	n [len]byte
}

func sizes() {
	const Sizeof = 3
	var unsafe struct{ Sizeof [9]byte }
	type inner struct {
		a [Sizeof]byte
		b [cap(unsafe.Sizeof)]byte
	}
	_ = inner{}
}

var _ = unsafe.Sizeof(shadowed{})
