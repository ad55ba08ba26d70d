package consts

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"strconv"
	"unicode/utf8"

	. "example.com/layouts/consts/limits"
	u "example.com/layouts/consts/units"
)

// Constants of other packages, by name, by another name, by no name at all.

type elsewhere struct {
	a [u.KiB / 128]byte
	b [u.Width]int16
	c [u.Max]byte // of type limits.Level
	d [u.Half]byte
	e [Highest]byte // from a dot import
	f [Lowest + Middle]byte
	g [u.WordBytes]byte
	h [u.MiB >> 16]Level
}

type library struct {
	sum    [sha256.Size]byte
	block  [sha256.BlockSize]byte
	varint [binary.MaxVarintLen64]byte
	char   [utf8.UTFMax]byte
	bits   [bits.UintSize]byte
	size   [strconv.IntSize / 8]byte
}

// Declarations may come in any order.

const first = second + 1

const (
	second = third3 * 2
	third3 = len(afterwards) // 4
)

var afterwards [fourth]int8

const fourth = 4

type anyOrder struct {
	a [first]byte
	b [second]byte
}

// A constant in terms of the size of a type in terms of a constant.

const ringSize = 4

type ring struct{ slots [ringSize]int32 }

const ringBytes = unsafeSize

type rings struct {
	r [2]ring
	b [ringBytes]byte
}
