// Prints where slices of padded elements begin. Since Go 1.22 the allocator puts a header of 8 bytes in front of objects
// of 513 to 32,760 bytes that hold pointers, so that elements of whole lines do not begin at lines.
package main

import (
	"encoding/json"
	"os"
	"unsafe"
)

type pointerShard struct {
	items map[uint64]uint64
	n     uint64
	_     [48]byte
}

type plainShard struct {
	first uint64
	n     uint64
	_     [48]byte
}

type slice struct {
	Element  string `json:"element"`
	Pointers bool   `json:"pointers"`
	Length   int    `json:"length"`
	Bytes    uint64 `json:"bytes"`
	// Begins holds the address of the first element, for each of several slices.
	Begins []uint64 `json:"begins"`
}

const nSlices = 50

var kept []any

func main() {
	slices := []slice{}
	for _, length := range []int{2, 8, 9, 16, 128, 511, 512, 1024} {
		slices = append(slices, begins[plainShard]("plainShard", false, length), begins[pointerShard]("pointerShard", true, length))
	}
	if err := json.NewEncoder(os.Stdout).Encode(slices); err != nil {
		panic(err)
	}
}

func begins[T any](name string, hasPointers bool, length int) slice {
	var element T
	result := slice{Element: name, Pointers: hasPointers, Length: length, Bytes: uint64(length) * uint64(unsafe.Sizeof(element))}
	for range nSlices {
		elements := make([]T, length)
		kept = append(kept, elements)
		result.Begins = append(result.Begins, uint64(uintptr(unsafe.Pointer(&elements[0]))))
	}
	return result
}
