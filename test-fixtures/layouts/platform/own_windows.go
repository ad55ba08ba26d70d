package platform

type own struct {
	handle uintptr
	ports  [3]uint16
}
