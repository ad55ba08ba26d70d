package race

import (
	"math/bits"
	"syscall"
	"unsafe"
)

// bindThread keeps the calling thread on the first allowed processor, or on the last: hyperthreads of one core share its
// cache, and are numbered side by side or half the processors apart.
func bindThread(lane int) {
	var allowed [16]uint64
	size := unsafe.Sizeof(allowed)
	if _, _, failed := syscall.RawSyscall(syscall.SYS_SCHED_GETAFFINITY, 0, size, uintptr(unsafe.Pointer(&allowed))); failed != 0 {
		return
	}
	var one [16]uint64
	for i, word := range allowed {
		if word == 0 {
			continue
		}
		if lane == 0 {
			one[i] = word & -word
			break
		}
		one = [16]uint64{}
		one[i] = 1 << (bits.Len64(word) - 1)
	}
	_, _, _ = syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY, 0, size, uintptr(unsafe.Pointer(&one)))
}
