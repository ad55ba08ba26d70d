// +build linux,386 darwin

package platform

// Tags the way they were written before Go 1.17: linux and 386, or darwin.
// gofmt would add a //go:build line.

type old struct {
	b byte
	n int64
}
