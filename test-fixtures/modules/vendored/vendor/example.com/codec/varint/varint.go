// Package varint has a constant for array lengths.
package varint

// MaxLen is the length of the longest encoded number.
const MaxLen = 10
