// Package other has types to embed elsewhere; its users rename it.
package other

type Head struct {
	Version uint8
	Length  uint32
}

type Tail struct {
	Sum [32]byte
}

type Box[T any] struct {
	Value T
	Full  bool
}

type Pair[K comparable, V any] struct {
	Key   K
	Value V
}

type Deep struct {
	hidden
	Public byte
}

type hidden struct {
	Head
	*Tail
	n uint16
}
