//go:build cgo

package cgo

// Plain has no C type of its own, but holds some.
type Plain struct {
	flag bool
	in   knowable
	*opaque
}
