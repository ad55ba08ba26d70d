// A switch that every request reads, beside a counter that others write.
package main

import (
	"sharing/race"
	"sync/atomic"
)

type service struct {
	isOpen atomic.Uint32
	_      [60]byte
	served atomic.Uint64
}

func (s *service) accepts() bool { return s.isOpen.Load() != 0 }

func (s *service) noteServed() { s.served.Add(1) }

func (s *service) open() { s.isOpen.Store(1) }

func main() {
	r := race.New()
	s := new(service)
	s.open()
	go func() {
		lane := r.Enter(0, "writer")
		for lane.Goes() {
			for range race.Batch {
				s.noteServed()
			}
			lane.Count(race.Batch)
		}
	}()
	go func() {
		lane := r.Enter(1, "reader")
		for lane.Goes() {
			accepted := 0
			for range race.Batch {
				if s.accepts() {
					accepted++
				}
			}
			lane.Count(accepted)
		}
	}()
	r.Report(race.At("isOpen", &s.isOpen), race.At("served", &s.served))
}
