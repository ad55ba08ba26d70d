// Package atomics is about 64-bit alignment where words have 32 bits.
package atomics

import (
	"sync"
	"sync/atomic"
)

// A plain int64 is aligned to 4 on 32-bit targets, an atomic one to 8.

type plain struct {
	flag bool
	n    int64
}

type typed struct {
	flag bool
	n    atomic.Int64
}

type inherits struct {
	flag bool
	in   typed
	last bool
}

type array struct {
	flag bool
	n    [2]atomic.Uint64
}

// Even an array of none of them aligns.

type none struct {
	flag bool
	_    [0]atomic.Int64
	last bool
}

// A type defined as one has the field that does it.

type defined atomic.Int64

type usesDefined struct {
	flag bool
	n    defined
}

type alias = atomic.Uint64

type usesAlias struct {
	flag bool
	alias
}

// The others are aligned to their size.

type others struct {
	b1   bool
	b    atomic.Bool
	b2   bool
	i    atomic.Int32
	b3   bool
	u    atomic.Uint32
	b4   bool
	w    atomic.Uintptr
	b5   bool
	p    atomic.Pointer[typed]
	b6   bool
	v    atomic.Value
	b7   bool
	wait sync.WaitGroup
}

// The name alone does nothing.

type align64 struct{}

type looksAligned struct {
	flag bool
	_    align64
	n    int64
}

// Code from before Go 1.19 keeps its counters first, or pads by hand.

type counters struct {
	hits, misses uint64
	closed       uint32
}

type shards struct {
	mu   sync.Mutex
	each [4]counters // 20 bytes each on 32-bit targets: the second is misaligned
}

type byHand struct {
	state uint32
	_     uint32
	total uint64
}

type locks struct {
	once sync.Once
	mu   sync.Mutex
	rw   sync.RWMutex
	cond *sync.Cond
	pool sync.Pool
	m    sync.Map
}
