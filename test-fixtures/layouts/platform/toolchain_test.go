//go:build !race

package platform

type inTest struct {
	o owner
	m marked
}
