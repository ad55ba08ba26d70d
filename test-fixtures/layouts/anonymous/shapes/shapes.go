// Package shapes has types for others to combine.
package shapes

type Shape struct {
	kind byte
	area float64
}

type Generic[T any] struct {
	flag  bool
	value T
	meta  struct {
		name string
		id   byte
	}
	pairs []struct {
		left, right T
	}
}

func Zero[T any]() (zero T) { return }
