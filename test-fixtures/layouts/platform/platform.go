// Package platform is another one on each target.
package platform

// own is declared once per operating system, by file name.

type owner struct {
	flag bool
	own  own
	last byte
}

// word is declared once per word size, by build tag.

type words struct {
	flag bool
	w    word
	n    [nWords]byte
}

// marks is declared in a file for one pair of system and architecture, and in
// one for all others.

type marked struct {
	m marks
	b byte
}

// family is chosen by the tags that stand for several systems.

type families struct {
	f family
	b byte
}
