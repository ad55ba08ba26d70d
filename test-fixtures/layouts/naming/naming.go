// Package naming imports packages whose names are not the last element of
// their path.
package naming

import (
	"example.com/layouts/naming/dotted.v1"
	"example.com/layouts/naming/go-mismatch"
	"example.com/layouts/naming/v2"
)

type user struct {
	flag bool
	a    dotted.Part
	b    mismatch.Part
	c    naming2.Part
	last byte
}
