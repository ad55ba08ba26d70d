// Package tested has types in its test files, too.
package tested

type Plain struct {
	flag bool
	n    int64
}

const size = 3
