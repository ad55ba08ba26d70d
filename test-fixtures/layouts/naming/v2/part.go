// Package naming2 lives in v2.
package naming2

type Part struct {
	n int64
	b byte
}
