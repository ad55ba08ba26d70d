// Two counters of one struct, each written by a goroutine of its own.
package main

import (
	"sharing/race"
	"sync/atomic"
)

type traffic struct {
	received atomic.Uint64
	sent     atomic.Uint64
}

func (t *traffic) noteReceived() { t.received.Add(1) }

func (t *traffic) noteSent() { t.sent.Add(1) }

func main() {
	r := race.New()
	t := new(traffic)
	go func() {
		lane := r.Enter(0, "receiver")
		for lane.Goes() {
			for range race.Batch {
				t.noteReceived()
			}
			lane.Count(race.Batch)
		}
	}()
	go func() {
		lane := r.Enter(1, "sender")
		for lane.Goes() {
			for range race.Batch {
				t.noteSent()
			}
			lane.Count(race.Batch)
		}
	}()
	r.Report(race.At("received", &t.received), race.At("sent", &t.sent))
}
