// Package pair declares generic types in terms of each other.
package pair

type Of[A, B any] struct {
	First  A
	Second B
}

type Same[T any] struct {
	Of[T, T]
	swapped bool
}

// Tree is recursive through its own instance.
type Tree[K interface{ ~int | ~string }, V any] struct {
	left, right *Tree[K, V]
	key         K
	value       V
	depth       int8
}

// Grow would be an infinite type if instances were laid out eagerly.
type Grow[T any] struct {
	next *Of[T, []Of[T, T]]
	n    int8
}
