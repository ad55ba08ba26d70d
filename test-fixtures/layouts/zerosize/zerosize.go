// Package zerosize has the structs that end in, begin with or consist of
// fields without size.
package zerosize

// A last field of size zero costs one byte, so that its address stays inside
// the object; padding then rounds the byte up.

type trailing struct {
	n int64
	_ struct{}
}

type trailingInt32 struct {
	n int32
	_ struct{}
}

type trailingByte struct {
	b byte
	_ [0]byte
}

type trailingSlots struct {
	b byte
	_ [3]struct{}
}

type trailingNamed struct {
	s    string
	done signal
}

type signal struct{}

type signals struct {
	a signal
	b [0]int32
	c struct{ d signal }
}

type trailingSignals struct {
	b byte
	s signals // size zero through and through, aligned to 4
}

// In front and in the middle it costs its alignment, and nothing else.

type leading struct {
	_ struct{}
	n int64
}

type middle struct {
	a byte
	_ struct{}
	b byte
}

type middleAligned struct {
	a byte
	_ [0]int64
	b byte
}

// The idiom that makes a type incomparable also aligns it to a word.

type incomparable struct {
	_  [0]func()
	ok bool
}

type incomparableLast struct {
	ok bool
	_  [0]func()
}

// Without any byte there is nothing to stay inside of.

type nothing struct {
	_ [0]int64
	_ struct{}
}

type nothingAtAll struct{}

type nothings [1 << 10]nothing

type holdsNothings struct {
	n nothings
	b bool
}

// Each level pays for itself.

type paidTwice struct {
	in trailingInt32
	_  struct{}
}

type paidInside struct {
	in trailingInt32
	b  int8
}

type arrayOfPaid struct {
	in [3]trailingByte
	b  byte
}
