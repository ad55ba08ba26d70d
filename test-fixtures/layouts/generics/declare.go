package generics

import (
	"example.com/layouts/generics/box"
	"example.com/layouts/generics/pair"
)

// Generic types that are unknown until they are instantiated.

type byValue[T any] struct {
	flag  bool
	value T
}

type byArray[T any] struct {
	values [4]T
	n      int
}

type byOther[T any] struct {
	box  box.Box[T]
	flag bool
}

type byField[T any] struct {
	in struct {
		deep struct{ v [1]T }
	}
}

type byEmbedding[T any] struct {
	byValue[T]
	n int
}

type emptyArray[T any] struct {
	_ [0]T // has no size, but an alignment
	n int
}

// Generic types that are known all the same.

type list[T any] struct {
	head, tail *element[T]
	n          int
}

type element[T any] struct {
	next, prev *element[T]
	value      T // by value: unknown
}

type behindOther[K comparable, V any] struct {
	ref   box.Ref[V]
	fixed box.Fixed[K, V]
	ghost box.Phantom[K]
	tree  *pair.Tree[int, V]
	n     int16
}

type fixedPart[T any] struct {
	byValue[int64] // an instance by a type that is no parameter
	next           *T
}

// A constraint that admits types of one size only is still a type parameter.

type sameSize[T ~int32 | ~uint32] struct {
	flag  bool
	value T
}

type constrained[S ~[]E, E any, M interface{ ~map[string]E }] struct {
	items S
	one   E
	index M
}

// Underlying types are shared.

type renamedInstance box.Box[int16]

type renamedGeneric[T any] box.Box[T]

type renamedFixed[T any] box.Ref[T]

// The parameter shadows a type of the same name.

type value struct{ big [100]byte }

type shadowing[value any] struct {
	p *value
	n int8
}

type shadowed struct {
	v value
	n int8
}
