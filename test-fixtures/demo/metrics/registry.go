// Package metrics counts what the edge proxy does.
package metrics

import (
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

// A Counter is a named number that only goes up. Handlers of all connections
// add to it.
type Counter struct {
	enabled bool
	name    string
	sticky  bool
	value   atomic.Int64
	unit    Unit
	created time.Time
	hidden  bool
}

// Unit tells dashboards how to label an axis.
type Unit uint8

const (
	UnitNone Unit = iota
	UnitBytes
	UnitSeconds
	numUnits
)

// Add adds n, unless the counter is switched off.
func (c *Counter) Add(n int64) {
	if c.enabled {
		c.value.Add(n)
	}
}

// Value returns the current count.
func (c *Counter) Value() int64 { return c.value.Load() }

// Registry hands out counters by name.
type Registry struct {
	mu       sync.RWMutex
	counters map[string]*Counter
	perUnit  [numUnits]int
	clock    func() time.Time
	_        noCopy
}

// noCopy makes go vet complain about copies.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// NewRegistry returns an empty registry.
func NewRegistry() *Registry {
	return &Registry{counters: make(map[string]*Counter), clock: time.Now}
}

// Counter returns the counter of that name and makes it if need be.
func (r *Registry) Counter(name string, unit Unit) *Counter {
	r.mu.RLock()
	c, ok := r.counters[name]
	r.mu.RUnlock()
	if ok {
		return c
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if c, ok := r.counters[name]; ok {
		return c
	}
	c = &Counter{enabled: true, name: name, unit: unit, created: r.clock()}
	r.counters[name] = c
	r.perUnit[unit]++
	return c
}

// A Sample is one point of a snapshot. Snapshots have thousands of them.
type Sample struct {
	Stale bool
	Value int64
	Unit  Unit
	Name  string
	Reset bool
}

// Snapshot returns all counters, sorted by name.
func (r *Registry) Snapshot() []Sample {
	r.mu.RLock()
	defer r.mu.RUnlock()
	samples := make([]Sample, 0, len(r.counters))
	for _, c := range r.counters {
		samples = append(samples, Sample{Value: c.Value(), Unit: c.unit, Name: c.name, Stale: !c.enabled})
	}
	sort.Slice(samples, func(i, j int) bool { return samples[i].Name < samples[j].Name })
	return samples
}
