//go:build go1.20 && !go1.99 && gc && !cgo

package platform

type versioned struct {
	b byte
	n int32
}
