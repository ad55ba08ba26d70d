// A queue of one producer and one consumer, both of which remember the other's cursor.
package main

import (
	"runtime"
	"sharing/race"
	"sync/atomic"
)

const capacity = 1024

type ring struct {
	tail     atomic.Uint64 // the producer's
	seenHead uint64        // the producer's
	_        [48]byte
	head     atomic.Uint64 // the consumer's
	seenTail uint64        // the consumer's
	_        [48]byte
	items    [capacity]uint64
}

func (r *ring) push(item uint64) bool {
	tail := r.tail.Load()
	if tail-r.seenHead == capacity {
		r.seenHead = r.head.Load()
		if tail-r.seenHead == capacity {
			return false
		}
	}
	r.items[tail%capacity] = item
	r.tail.Store(tail + 1)
	return true
}

func (r *ring) pop() (uint64, bool) {
	head := r.head.Load()
	if head == r.seenTail {
		r.seenTail = r.tail.Load()
		if head == r.seenTail {
			return 0, false
		}
	}
	item := r.items[head%capacity]
	r.head.Store(head + 1)
	return item, true
}

func main() {
	r := race.New()
	queue := new(ring)
	go func() {
		lane := r.Enter(0, "producer")
		for lane.Goes() {
			done := 0
			for range race.Batch {
				if queue.push(1) {
					done++
				} else {
					runtime.Gosched()
				}
			}
			lane.Count(done)
		}
	}()
	go func() {
		lane := r.Enter(1, "consumer")
		for lane.Goes() {
			done := 0
			for range race.Batch {
				if _, ok := queue.pop(); ok {
					done++
				} else {
					runtime.Gosched()
				}
			}
			lane.Count(done)
		}
	}()
	r.Report(race.At("tail", &queue.tail), race.At("head", &queue.head))
}
