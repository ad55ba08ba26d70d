// Command allocations asks the running allocator what objects of 1 to 70000 bytes take and where they begin:
// one JSON line for each size, with and without pointers. check.js compares them with this package.
package main

import (
	"bufio"
	"encoding/json"
	"math/rand"
	"os"
	"runtime"
	"unsafe"
)

const (
	maxBytes  = 70000
	lineBytes = 256
	ptrBytes  = int(unsafe.Sizeof(uintptr(0)))
)

type measurement struct {
	SizeBytes   int  `json:"sizeBytes"`
	HasPointers bool `json:"hasPointers"`
	// RoomBytes is the slot without its header: the capacity that append rounds up to.
	RoomBytes int `json:"roomBytes"`
	// Starts are the residues modulo 256 at which some objects of this size began, ascending.
	Starts []int `json:"starts"`
}

// Package variables, so that what they point at escapes.
var (
	bytesSink    []byte
	pointersSink []*byte
	keep         [][]byte
	keepPointers [][]*byte
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	enc := json.NewEncoder(out)
	enc.Encode(map[string]string{"version": runtime.Version(), "goarch": runtime.GOARCH})
	for size := 1; size <= maxBytes; size++ {
		enc.Encode(measurement{size, false, cap(append([]byte(nil), make([]byte, size)...)), startsOfBytes(size)})
		if n := size / ptrBytes; size%ptrBytes == 0 {
			room := cap(append([]*byte(nil), make([]*byte, n)...)) * ptrBytes
			enc.Encode(measurement{size, true, room, startsOfPointers(n)})
		}
	}
}

func startsOfBytes(size int) []int {
	var seen [lineBytes]bool
	n := samples(size)
	keep = keep[:0]
	for i := 0; i < n; i++ {
		if size < 16 {
			// Other tiny objects first, so that this one meets common blocks filled in every way.
			for j := rand.Intn(4); j > 0; j-- {
				bytesSink = make([]byte, 1+rand.Intn(15))
			}
		}
		bytesSink = make([]byte, size)
		keep = append(keep, bytesSink)
		seen[uintptr(unsafe.Pointer(&bytesSink[0]))%lineBytes] = true
	}
	return indices(&seen)
}

func startsOfPointers(length int) []int {
	var seen [lineBytes]bool
	n := samples(length * ptrBytes)
	keepPointers = keepPointers[:0]
	for i := 0; i < n; i++ {
		pointersSink = make([]*byte, length)
		keepPointers = append(keepPointers, pointersSink)
		seen[uintptr(unsafe.Pointer(&pointersSink[0]))%lineBytes] = true
	}
	return indices(&seen)
}

// Two rounds of every residue that a size class can have; large objects all begin on a page.
func samples(size int) int {
	if size < 16 {
		return 50000
	}
	if size > 4096 {
		return 4
	}
	return 2 * lineBytes / 8
}

func indices(seen *[lineBytes]bool) []int {
	found := []int{}
	for i, ok := range seen {
		if ok {
			found = append(found, i)
		}
	}
	return found
}
