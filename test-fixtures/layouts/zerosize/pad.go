package zerosize

import "unsafe"

const line = 64

type word struct{ n [8]uint64 }

// The remainder idiom: a pad of length zero is a trailing field of size zero,
// and the struct grows by a whole word.

type paddedByRemainder struct {
	word
	_ [(line - unsafe.Sizeof(word{})%line) % line]byte
}

type bytes64 struct{ b [64]byte }

type paddedBytes struct {
	bytes64
	_ [(line - unsafe.Sizeof(bytes64{})%line) % line]byte // 65 bytes in all
}

// The other idiom adds a whole line when nothing is left over.

type paddedAlways struct {
	word
	_ [line - unsafe.Sizeof(word{})%line]byte
}

// And one that is right: the rest of a line, never zero.

type counter struct {
	hits, misses uint64
	last         uint32
}

type paddedCounter struct {
	counter
	_ [line - unsafe.Sizeof(counter{})%line]byte
}
