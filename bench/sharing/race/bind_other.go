//go:build !linux

package race

// bindThread leaves the choice of the processor to the system.
func bindThread(int) {}
