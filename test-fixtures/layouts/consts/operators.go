package consts

// Every operator; each field has the length that its comment says.

type operators struct {
	add    [2 + 3]byte        // 5
	sub    [9 - 2 - 3]byte    // 4: from the left
	mul    [2 + 3*4]byte      // 14: precedence
	div    [7 / 2]byte        // 3
	rem    [17 % 5]byte       // 2
	shl    [1 << 4]byte       // 16
	shr    [100 >> 3]byte     // 12
	and    [0b1110 & 7]byte   // 6
	or     [0b1000 | 3]byte   // 11
	xor    [0b1100 ^ 10]byte  // 6
	andNot [0b1111 &^ 5]byte  // 10
	neg    [-(-3)]byte        // 3
	plus   [+4]byte           // 4
	compl  [^-6]byte          // 5
	parens [(1 + 2) * 3]byte  // 9
	mixed  [1<<3 | 1 + 2]byte // 11: << binds tighter than |
	shifts [1 << 3 << 1]byte  // 16
}

// Division truncates toward zero; a remainder has the sign of the dividend.

type signs struct {
	a [-7/2 + 4]byte  // 1
	b [-7%3 + 2]byte  // 1
	c [7%-3 + 1]byte  // 2
	d [-8>>1 + 5]byte // 1: shifts round down
	e [-7>>1 + 5]byte // 1
}

// Values in between may be far larger than any integer type.

const huge = 1 << 100

type wide struct {
	a [huge >> 97]byte                                  // 8
	b [huge * huge / (huge << 96) >> 2]byte             // 4
	c [0xFFFFFFFFFFFFFFFFFFFF % 1000]byte               // 175
	d [(1<<64 - 1) % 10]byte                            // 5
	e [-9223372036854775808 / -4611686018427387904]byte // 2
}

// Literals.

type literals struct {
	a [0x1F]byte
	b [0x_1f]byte
	c [0o17]byte
	d [017]byte // octal
	e [0b101]byte
	f [1_000]byte
	g [0_7]byte
	h [0]byte
	i [1]byte
}

// Complement depends on the type: of an unsigned one, within its width.

const (
	allOnes8   = ^uint8(0)              // 255
	allOnes16  = ^uint16(0)             // 65535
	wordBits   = 32 << (^uint(0) >> 63) // 32 or 64
	wordSize   = 4 << (^uintptr(0) >> 63)
	is64       = ^uint(0) >> 63
	ptrSize    = 4 * (1 + ^uintptr(0)>>63)
	maxInt     = int(^uint(0) >> 1)
	minusOne   = ^0
	ones       = uint8(15) ^ 0xF0
	complement = ^int8(4) // -5: signed
)

type complements struct {
	a [allOnes8]byte
	b [allOnes16 >> 8]byte
	c [wordBits]byte
	d [wordSize]byte
	e [is64 + 1]byte
	f [ptrSize]byte
	g [maxInt >> (wordBits - 6)]byte
	h [minusOne + 3]byte
	i [ones]byte
	j [complement + 8]byte
}

// Booleans are constants, too, but no numbers.

const (
	debug    = false
	is64Bit  = wordBits == 64
	either   = debug || !is64Bit && 1 < 2
	sameText = "a"+"b" == "ab"
)
