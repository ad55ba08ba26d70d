// Package units has constants for other packages to use.
package units

import "example.com/layouts/consts/limits"

const (
	Byte = 1 << (10 * iota)
	KiB
	MiB
)

// Max is of a type that its users never name.
const Max = limits.Highest

const Half limits.Level = limits.Highest / 2

// Width has a value that its users know, and one of each GOARCH.
const (
	Width     = 6
	WordBytes = 4 << (^uintptr(0) >> 63)
)

var Table = [...]string{"a", "b", "c"}

type Record struct {
	Kind byte
	Data [Width]int16
}

var Last Record
