package consts

// Conversions of constants are constants.

type (
	small  int8
	level  uint16
	ratio  float64
	nested struct{ n [small(4)]byte }
)

const (
	typed        = small(5)
	viaNamed     = level(typed) * 3 // 15
	viaFloat     = int(ratio(12))   // exact
	viaParens    = (int)((uint8)(9))
	shiftTyped   = uint8(1) << 3
	shiftUntyped = 1 << small(3)
	floatShift   = 1.0 << 3 // an untyped float that is an integer may be shifted
	runeValue    = rune('a')
	fromRune     = len(string(rune(0x20AC)))    // 3: the euro sign in UTF-8
	fromText     = len(string("text"))          // 4
	fromNamed    = len(text("with") + "a type") // 10
)

type text string

type converted struct {
	a [typed]byte
	b [viaNamed]byte
	c [viaFloat]byte
	d [viaParens]byte
	e [shiftTyped]byte
	f [shiftUntyped]byte
	g [floatShift]byte
	h [runeValue - 'Z']byte
	i [fromRune]byte
	j [fromText]byte
	k [fromNamed]byte
	l [uintptr(3)]byte // any integer type will do as a length
	m [level(300)]byte
	n nested
}

// Lengths that are equal make the same type, however written.

type same struct {
	a [4]int16
	b [2 + 2]int16
	c [2 << 1]int16
	d ['D' - '@']int16
	e [4.0]int16
}
