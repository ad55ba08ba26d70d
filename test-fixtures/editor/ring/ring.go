package ring

import (
	"sync/atomic"

	"example.com/m/part"
)

// Ring is a queue.
type Ring struct {
	head atomic.Uint64
	tail atomic.Uint64
	part part.Part
}

func (r *Ring) Put()  { r.head.Add(1) }
func (r *Ring) Take() { r.tail.Add(1) }

type Wasteful struct {
	a bool
	b int64
	c bool
	d int64
	e bool
}
