// Package dotted lives in dotted.v1.
package dotted

type Part struct{ n int16 }
