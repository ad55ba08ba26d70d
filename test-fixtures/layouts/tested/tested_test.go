package tested

import "testing"

// In-package tests see what is not exported.

type inPackage struct {
	plain Plain
	b     [size]byte
}

func TestTable(t *testing.T) {
	for _, test := range []struct {
		name string
		in   inPackage
		want bool
	}{} {
		t.Run(test.name, func(t *testing.T) {
			type local struct {
				t *testing.T
				b bool
			}
			_ = local{}
		})
	}
}
