// Counters of a package, written by goroutines of their own. Of three words in a row two lie on one line.
package main

import (
	"sharing/race"
	"sync/atomic"
)

var (
	hits      atomic.Uint64
	misses    atomic.Uint64
	evictions atomic.Uint64
)

func noteHit() { hits.Add(1) }

func noteMiss() { misses.Add(1) }

func noteEviction() { evictions.Add(1) }

func main() {
	r := race.New()
	name, other, note := "hits", &hits, noteHit
	if !race.OnOneLine(&hits, &misses) {
		name, other, note = "evictions", &evictions, noteEviction
	}
	go func() {
		lane := r.Enter(0, name)
		for lane.Goes() {
			for range race.Batch {
				note()
			}
			lane.Count(race.Batch)
		}
	}()
	go func() {
		lane := r.Enter(1, "misses")
		for lane.Goes() {
			for range race.Batch {
				noteMiss()
			}
			lane.Count(race.Batch)
		}
	}()
	r.Report(race.At(name, other), race.At("misses", &misses))
}
