// Package cache keeps the responses that were asked for last.
package cache

import (
	"sync"
	"time"
)

// LRU is a cache of limited size that forgets what was not used for longest.
type LRU[K comparable, V any] struct {
	mu      sync.Mutex
	limit   int
	entries map[K]*entry[K, V]
	root    entry[K, V] // of the list; root.next was used last
	stats   Stats
}

type entry[K comparable, V any] struct {
	pinned     bool
	next, prev *entry[K, V]
	dirty      bool
	key        K
	value      V
}

// Stats says how well a cache does.
type Stats struct {
	Hits      uint64
	Misses    uint64
	Evictions uint64
}

// New returns a cache for limit entries.
func New[K comparable, V any](limit int) *LRU[K, V] {
	c := &LRU[K, V]{limit: limit, entries: make(map[K]*entry[K, V], limit)}
	c.root.next, c.root.prev = &c.root, &c.root
	return c
}

// Get returns what was put under key.
func (c *LRU[K, V]) Get(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok {
		c.stats.Misses++
		return value, false
	}
	c.stats.Hits++
	e.unlink()
	c.front(e)
	return e.value, true
}

// Put keeps value under key.
func (c *LRU[K, V]) Put(key K, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.entries[key]; ok {
		e.value, e.dirty = value, true
		return
	}
	if len(c.entries) >= c.limit {
		c.evict()
	}
	e := &entry[K, V]{key: key, value: value}
	c.entries[key] = e
	c.front(e)
}

func (c *LRU[K, V]) evict() {
	for e := c.root.prev; e != &c.root; e = e.prev {
		if !e.pinned {
			e.unlink()
			delete(c.entries, e.key)
			c.stats.Evictions++
			return
		}
	}
}

func (c *LRU[K, V]) front(e *entry[K, V]) {
	e.prev, e.next = &c.root, c.root.next
	e.prev.next, e.next.prev = e, e
}

func (e *entry[K, V]) unlink() { e.prev.next, e.next.prev = e.next, e.prev }

// A Response is a whole answer, as it was sent.
type Response struct {
	Fresh   bool
	Status  int
	Gzipped bool
	Body    []byte
	Expires time.Time
	Private bool
}

// Pages is the cache of the edge.
var Pages = New[string, Response](4096)
