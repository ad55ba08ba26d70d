// Shards filled up to 64 bytes, with a pointer: the allocator's header shifts them by 8 bytes, so that the counter of
// each lies on the line of the next one's lock.
package main

import (
	"sharing/race"
	"sync"
	"sync/atomic"
)

type shard struct {
	_     [40]byte
	items map[uint64]uint64
	mu    sync.Mutex
	gets  atomic.Uint64
}

type cache struct {
	shards []shard
}

func newCache(n int) *cache {
	c := &cache{shards: make([]shard, n)}
	for i := range c.shards {
		c.shards[i].items = map[uint64]uint64{}
	}
	return c
}

func (c *cache) get(key uint64) uint64 {
	s := &c.shards[key%uint64(len(c.shards))]
	s.gets.Add(1)
	s.mu.Lock()
	item := s.items[key]
	s.mu.Unlock()
	return item
}

func main() {
	r := race.New()
	c := newCache(16)
	for worker := range 2 {
		go func() {
			lane := r.Enter(worker, "worker")
			for lane.Goes() {
				for range race.Batch {
					c.get(uint64(worker))
				}
				lane.Count(race.Batch)
			}
		}()
	}
	r.Report(race.At("shards[0].gets", &c.shards[0].gets), race.At("shards[1].mu", &c.shards[1].mu))
}
