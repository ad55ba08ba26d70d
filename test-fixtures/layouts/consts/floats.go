package consts

import "math"

// An untyped constant of any kind may be a length if its value is an integer.

type kinds struct {
	a [2.5e1]byte        // 25
	b [1e3]byte          // 1000
	c ['a' - 'A']byte    // 32
	d ['\n']byte         // 10
	e ['\x41' - '0']byte // 17
	f [0x1p4]byte        // 16
	g [3 + 0i]byte       // 3
	h [.5 * 8]byte       // 4
	i [7 / 2.0 * 2]byte  // 7: one float makes the division exact
	j [7 / 2 * 2.0]byte  // 6: integers first
	k ['é' - 'à']byte    // 9
	l ['\u00e9' - 0xe0]byte
	m ['\'' - '"']byte    // 5
	n ['\\' - '\133']byte // 1
}

// Thirds are exact: constants are no machine numbers.

const third = 1.0 / 3

type exact struct {
	a [third * 3 * 5]byte
	b [(0.1 + 0.2) * 10]byte
	c [1e20 / 1e18]byte
	d [math.MaxUint8]byte
	e [math.MaxInt16 >> 8]byte
	f [int(math.Pi*0) + 2]byte
}

// Complex numbers, as far as they go.

const (
	z    = complex(4, 3)
	wave = 2i * 2i // -4
)

type parts struct {
	a [real(z)]byte
	b [imag(z)]byte
	c [real(4+0i) * 2]byte
	d [-real(wave)]byte
	e [int(imag(7i))]byte
}

// The smallest and the largest.

const low, high = min(9, 4, 6), max(3, 8.0, 'B'-'@')

type extremes struct {
	a [low]byte
	b [high]byte
	c [min(1e2, 3)]byte
	d [len(max("ab", "b", "abc"))]byte // the largest text: "b"
}
