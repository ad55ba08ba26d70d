// Package consts has array lengths in every form that the constant language
// allows. The size of a struct is the value of the constant.
package consts

// iota counts the lines of a group, whether or not they mention it.

const (
	zero = iota // 0
	one         // 1

	// Comments and blank lines do not count,
	three = iota + 1 // but 2 does: this is 3
	_                // and so do blanks
	five             // 5
	fixed = 40
	again // 40: the expression is repeated, not the value plus one
	nine  = iota + 2
)

type counted struct {
	a [one]byte
	b [three]byte
	c [five]byte
	d [again]byte
	e [nine]byte
	f [zero]byte
	g byte
}

// Alone, iota is zero; each group begins anew.

const alone = iota + 7

const (
	fresh = iota + 2
)

type lonely struct {
	a [alone]byte
	b [fresh]byte
}

// Several names: the list is repeated as a whole.

const (
	left0, right0 = iota + 1, iota * 10
	left1, right1
	left2, right2
	_, right3
)

type lists struct {
	a [left0 + 10*left1 + 100*left2]byte
	b [right0]byte
	c [right1]byte
	d [right2]byte
	e [right3]byte
}

// A type is repeated with its expression; sentinels count the kinds.

type kind uint8

const (
	kindNone kind = iota
	kindBool
	kindInt
	kindString
	numKinds
)

const untypedAgain = numKinds * 2

type perKind struct {
	seen  [numKinds]bool
	count [numKinds + 1]int32
	extra [untypedAgain]int16
}

// Shifts, masks and skipped units.

const (
	_   = iota
	kib = 1 << (10 * iota)
	mib
)

const (
	flagA = 1 << iota
	flagB
	flagC
	allFlags = flagA | flagB | flagC
)

type flags struct {
	a [kib / 64]byte
	b [mib >> 15]byte
	c [allFlags]byte
	d [flagC]byte
}

// iota inside other expressions, strings and calls.

const (
	s0 = len("ab") * iota
	s1
	s2
	s3 = len("abc") + iota
)

type byLength struct {
	a [s1]byte
	b [s2]byte
	c [s3]byte
}

// A group inside a function counts for itself.

func counting() any {
	const (
		a = iota + 1
		b
	)
	const c = iota + 9
	type inside struct {
		x [a]byte
		y [b]byte
		z [c]byte
	}
	return inside{}
}
