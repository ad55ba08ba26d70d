// Vendored has its dependency in the folder vendor.
package main

import (
	"fmt"

	"example.com/codec"
	"example.com/codec/varint"
)

type packet struct {
	last   bool
	header codec.Header
	length [varint.MaxLen]byte
	crc    uint32
}

func main() { fmt.Println(packet{}.header.Kind) }
