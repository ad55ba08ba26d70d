// Package codec stands for somebody else's code.
package codec

// Header heads a packet.
type Header struct {
	Kind   uint8
	Length uint64
	Flags  uint8
}
