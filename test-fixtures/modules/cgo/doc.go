// Package cgo has fields of C types: some whose size follows from their name,
// and some that only a C compiler knows. Without cgo little of it is left.
package cgo

type always struct {
	flag bool
	n    int64
}
