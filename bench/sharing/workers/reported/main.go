// Each worker has an element of a slice, and counts in it.
package main

import "sharing/race"

type tally struct {
	visits uint64
}

func main() {
	r := race.New()
	tallies := make([]tally, 2)
	for worker := range tallies {
		go func() {
			lane := r.Enter(worker, "worker")
			for lane.Goes() {
				for range race.Batch {
					tallies[worker].visits++
				}
				lane.Count(race.Batch)
			}
		}()
	}
	r.Report(race.At("tallies[0].visits", &tallies[0].visits), race.At("tallies[1].visits", &tallies[1].visits))
}
