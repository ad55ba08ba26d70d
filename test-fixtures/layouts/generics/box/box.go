// Package box declares generic types for other packages to instantiate.
package box

// Box depends on its parameter.
type Box[T any] struct {
	Full  bool
	Value T
}

// Ref does not: a pointer is a pointer.
type Ref[T any] struct {
	Full  bool
	Value *T
}

// Fixed does not either, in seven ways.
type Fixed[K comparable, V any] struct {
	p  *V
	s  []V
	m  map[K]V
	c  chan V
	f  func(K) V
	i  interface{ Get(K) V }
	a  [2]*V
	on bool
}

// Phantom has a parameter that it never uses.
type Phantom[T any] struct {
	id uint32
}

// ZeroOf depends on the alignment of T alone.
type ZeroOf[T any] struct {
	_  [0]T
	on bool
}

// Alias is generic, and an alias.
type Alias[T any] = Box[T]

// Twice swaps and repeats.
type Twice[A, B any] = Two[B, A]

type Two[X, Y any] struct {
	x1 X
	y  Y
	x2 X
}

// Literal stands for a struct without a name.
type Literal[T any] = struct {
	head byte
	body T
}
