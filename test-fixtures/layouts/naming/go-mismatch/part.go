// Package mismatch lives in go-mismatch.
package mismatch

type Part struct{ n int32 }
