// Package ring is a queue between one goroutine that reads packets from the
// network and one that parses them.
package ring

import (
	"errors"
	"sync/atomic"
)

// ErrFull is returned by Push when the reader is not keeping up.
var ErrFull = errors.New("ring: full")

const size = 1 << 10

// Buffer is a ring for one producer and one consumer. Each of them spins on
// the other's index.
type Buffer struct {
	head  atomic.Uint64 // written by the producer
	tail  atomic.Uint64 // written by the consumer
	slots [size]Packet
}

// A Packet is a view of a frame in the receive area.
type Packet struct {
	Length uint16
	Offset uint32
	Port   uint16
}

// Push adds a packet. Only the producer may call it.
func (b *Buffer) Push(p Packet) error {
	head := b.head.Load()
	if head-b.tail.Load() == size {
		return ErrFull
	}
	b.slots[head%size] = p
	b.head.Add(1)
	return nil
}

// Pop removes the oldest packet. Only the consumer may call it.
func (b *Buffer) Pop() (p Packet, ok bool) {
	tail := b.tail.Load()
	if tail == b.head.Load() {
		return Packet{}, false
	}
	p = b.slots[tail%size]
	b.tail.Add(1)
	return p, true
}

// Pump moves packets from source to handle until source runs dry.
func Pump(b *Buffer, source func() (Packet, bool), handle func(Packet)) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for p, ok := source(); ok; p, ok = source() {
			for b.Push(p) != nil {
			}
		}
	}()
	for {
		if p, ok := b.Pop(); ok {
			handle(p)
			continue
		}
		select {
		case <-done:
			return
		default:
		}
	}
}
