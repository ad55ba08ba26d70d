package platform

// Only the last part of the name counts here: windows, on any architecture.

type late struct {
	handle uintptr
}
