// Package limits declares a type that reaches its users by way of units.
package limits

type Level uint8

const (
	Lowest Level = iota + 2
	Middle
	Highest = Middle * 4
)
