// Package race times two goroutines, each on a thread and a processor of its own.
package race

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"
	"unsafe"
)

// Batch is how many operations a lane does between two looks at the clock.
const Batch = 4000

const nLanes = 2

// Race holds the lanes; what they do is up to the programs.
type Race struct {
	duration time.Duration
	start    sync.Once
	began    time.Time
	ready    sync.WaitGroup
	finished chan *Lane
}

// Lane is one of the goroutines, with what it did when.
type Lane struct {
	name    string
	race    *Race
	batches []batch
	at      time.Duration
	ops     int
}

type batch struct {
	from, to time.Duration
	ops      int
}

// Word is a variable whose place matters.
type Word struct {
	Name    string `json:"name"`
	Address string `json:"address"`
}

// New reads the flags.
func New() *Race {
	duration := flag.Duration("time", 100*time.Millisecond, "how long to measure")
	flag.Parse()
	runtime.GOMAXPROCS(nLanes)
	r := &Race{duration: *duration, finished: make(chan *Lane, nLanes)}
	r.ready.Add(nLanes)
	return r
}

// Enter binds the goroutine to a thread, the thread to a processor, and waits for the other lane.
func (r *Race) Enter(lane int, name string) *Lane {
	runtime.LockOSThread()
	bindThread(lane)
	l := &Lane{name: name, race: r, batches: make([]batch, 1<<15)}
	// Memory that was never written would be had page by page while the clock runs.
	for i := range l.batches {
		l.batches[i].ops = 1
	}
	l.batches = l.batches[:0]
	r.ready.Done()
	r.ready.Wait()
	r.start.Do(func() { r.began = time.Now() })
	l.at = time.Since(r.began)
	return l
}

// Goes ends a batch, and tells whether there is time for another.
func (l *Lane) Goes() bool {
	now := time.Since(l.race.began)
	if 0 < l.ops {
		l.batches = append(l.batches, batch{from: l.at, to: now, ops: l.ops})
		l.ops = 0
	}
	l.at = now
	if now < l.race.duration && len(l.batches) < cap(l.batches) {
		return true
	}
	l.race.finished <- l
	return false
}

// Count adds operations that were done.
func (l *Lane) Count(ops int) {
	l.ops += ops
}

// At names a variable and its address.
func At[T any](name string, variable *T) Word {
	return Word{Name: name, Address: fmt.Sprintf("%#x", uintptr(unsafe.Pointer(variable)))}
}

// OnOneLine tells whether two variables begin on one line of 64 bytes.
func OnOneLine[T any](a, b *T) bool {
	return uintptr(unsafe.Pointer(a))/64 == uintptr(unsafe.Pointer(b))/64
}

type laneReport struct {
	Name string `json:"name"`
	Ops  int    `json:"ops"`
	Ns   int64  `json:"ns"`
}

// Report waits for both lanes and prints what they did while both ran, and where the words lie.
func (r *Race) Report(words ...Word) {
	one, other := <-r.finished, <-r.finished
	report := struct {
		Words []Word       `json:"words"`
		Lanes []laneReport `json:"lanes"`
	}{words, []laneReport{one.whileRunning(other), other.whileRunning(one)}}
	if err := json.NewEncoder(os.Stdout).Encode(report); err != nil {
		panic(err)
	}
}

// interruption is longer than any batch takes, and shorter than what a system lets another process run for.
const interruption = time.Millisecond

// whileRunning sums the batches during which no other process took the processor of either lane.
func (l *Lane) whileRunning(other *Lane) laneReport {
	report := laneReport{Name: l.name}
	next := 0
	for _, b := range l.batches {
		for next < len(other.batches) && other.batches[next].to <= b.from {
			next++
		}
		if b.isWhole() && covers(other.batches[next:], b) {
			report.Ops += b.ops
			report.Ns += (b.to - b.from).Nanoseconds()
		}
	}
	return report
}

func (b batch) isWhole() bool { return b.to-b.from < interruption }

// covers tells whether batches without an interruption or a gap reach from the start of b to its end.
func covers(batches []batch, b batch) bool {
	at := b.from
	for _, each := range batches {
		if at < each.from || !each.isWhole() {
			return false
		}
		if at = each.to; b.to <= at {
			return true
		}
	}
	return false
}
