package tested_test

import (
	"testing"

	"example.com/layouts/tested"
)

// External tests are a package of their own.

type external struct {
	flag  bool
	plain tested.Plain
	over  tested.Exported
}

func TestExternal(t *testing.T) {
	_ = external{}
}
