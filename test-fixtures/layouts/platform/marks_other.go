//go:build !linux || !s390x

package platform

type marks struct {
	big bool
}
