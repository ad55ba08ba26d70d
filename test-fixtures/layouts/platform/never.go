//go:build ignore

package main

// Not a part of the package.

type never struct {
	n int64
}
