// A lock for each of many keys, spread over a few mutexes.
package main

import (
	"sharing/race"
	"sync"
)

type stripe struct {
	mu sync.Mutex
}

type keyLocks struct {
	stripes []stripe
}

func newKeyLocks(n int) *keyLocks { return &keyLocks{stripes: make([]stripe, n)} }

func (k *keyLocks) lock(key uint64) { k.stripes[key%uint64(len(k.stripes))].mu.Lock() }

func (k *keyLocks) unlock(key uint64) { k.stripes[key%uint64(len(k.stripes))].mu.Unlock() }

func main() {
	r := race.New()
	locks := newKeyLocks(16)
	for worker := range 2 {
		go func() {
			lane := r.Enter(worker, "worker")
			key := uint64(worker)
			for lane.Goes() {
				for range race.Batch {
					locks.lock(key)
					locks.unlock(key)
				}
				lane.Count(race.Batch)
			}
		}()
	}
	r.Report(race.At("stripes[0].mu", &locks.stripes[0].mu), race.At("stripes[1].mu", &locks.stripes[1].mu))
}
