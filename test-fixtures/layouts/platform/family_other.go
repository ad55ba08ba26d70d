//go:build !unix

package platform

type family struct {
	session uintptr
}
