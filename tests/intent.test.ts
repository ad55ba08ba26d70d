import { expect, test } from "@jest/globals";
import { lint } from "../packages/lint/test/run.js";

/** What authors of padded, striped and per-processor code meant. Of each pair the first program is as it is because of one thing, and the second lacks that. */

test("a blank field whose type is not to be had is a pad", () => {
  const queue = (field: string): string => `package a

import (
	"sync/atomic"

	"example.com/cpu"
)

type Queue struct {
	head uint64
	${field}
	tail uint64
	pad  *cpu.Info
}

func (q *Queue) Put() { atomic.AddUint64(&q.tail, 1) }

func (q *Queue) Take() { atomic.AddUint64(&q.head, 1) }
`;
  expect(told(queue("_ cpu.CacheLinePad"))).toEqual([]);
  expect(told(queue("info cpu.Info"))).toEqual(["false-sharing medium"]);
});

test("so it is in elements", () => {
  const cache = (field: string): string => `package a

import (
	"sync"

	"example.com/cpu"
)

type shard struct {
	mu    sync.Mutex
	items map[string]int
	${field}
}

type Cache struct{ shards [16]shard }

func (c *Cache) Set(hash uint64, key string) {
	s := &c.shards[hash%16]
	s.mu.Lock()
	s.items[key]++
	s.mu.Unlock()
}

var _ cpu.Info
`;
  expect(told(cache("_ cpu.CacheLinePad"))).toEqual([]);
  expect(told(cache("info cpu.Info"))).toEqual(["false-sharing-elements medium"]);
});

test("elements chosen by the processor are written without more ado, by methods of what they embed too", () => {
  const random = (pin: string): string => `package a

type state struct{ word uint64 }

func (s *state) next() uint64 {
	s.word += 0x9e3779b97f4a7c15
	return s.word
}

type padded struct{ state }

type Source struct{ states []padded }

func procPin() int
func procUnpin()
func number() int

func (s *Source) Uint64() uint64 {
	id := ${pin}()
	n := s.states[id].next()
	procUnpin()
	return n
}
`;
  expect(told(random("procPin"))).toEqual(["false-sharing-elements medium"]);
  expect(told(random("number"))).toEqual([]);
});

test("what is exchanged for another constant and stored back is a lock, in whichever order its elements are tried", () => {
  const pool = (release: string): string => `package a

import "sync/atomic"

type buffer struct {
	state uint64
	data  []byte
}

type Pool struct {
	next    uint64
	_       [64]byte
	size    int
	buffers []buffer
}

func (p *Pool) Write(data []byte) {
	n := uint64(len(p.buffers))
	for {
		b := &p.buffers[atomic.AddUint64(&p.next, 1)%n]
		if atomic.CompareAndSwapUint64(&b.state, 0, 1) {
			b.data = append(b.data, data...)
			atomic.StoreUint64(&b.state, ${release})
			return
		}
	}
}

func New(size int) *Pool { return &Pool{buffers: make([]buffer, size)} }
`;
  expect(told(pool("0"))).toEqual(["false-sharing-elements medium"]);
  expect(told(pool("uint64(len(b.data))"))).toEqual([]);
});

test("options make a few objects, which a method of theirs returns", () => {
  const queue = (receiver: string): string => `package a

import "sync/atomic"

type Queue struct {
	head atomic.Int64
	tail atomic.Int64
}

func (q *Queue) Put() { q.tail.Add(1) }

func (q *Queue) Take() { q.head.Add(1) }

type Plan struct{ size int }

type QueueBuilder[T any] struct{ size int }

func (o ${receiver}) Queue() *Queue {
	q := new(Queue)
	return q
}
`;
  expect(told(queue("Plan"))).toEqual(["false-sharing high"]);
  expect(told(queue("*QueueBuilder[T]"))).toEqual(["false-sharing high"]);
  expect(told(queue("*Plan"))).toEqual([]);
});

test("both ends of a ring go by the same slots, though each looks at both cursors", () => {
  const ring = (index: string): string => `package a

import "sync/atomic"

type Ring struct {
	head  uint64
	tail  uint64
	slots []atomic.Pointer[int]
}

func (r *Ring) Put(x *int) bool {
	tail := atomic.AddUint64(&r.tail, 1) - 1
	if tail-atomic.LoadUint64(&r.head) >= uint64(len(r.slots)) {
		return false
	}
	r.slots[tail%uint64(len(r.slots))].Store(x)
	return true
}

func (r *Ring) Take() *int {
	head, tail := atomic.LoadUint64(&r.head), atomic.LoadUint64(&r.tail)
	if head == tail {
		return nil
	}
	x := r.slots[${index}].Load()
	atomic.StoreUint64(&r.head, head+1)
	return x
}
`;
  expect(told(ring("head%uint64(len(r.slots))"))).toEqual(["false-sharing medium"]);
  expect(told(ring("0"))).toEqual([]);
});

test("a pad at an end says nothing of what lies together inside", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const counters = (before: string, work: string): string => `package a

import "sync/atomic"

type Stats struct {
	${before}
	${names.slice(0, 2).map((name) => `${name} atomic.Int64`).join("\n\t")}
	${names.slice(2).map((name) => `${name} int64`).join("\n\t")}
	_ [64]byte
}

func (s *Stats) Put() { s.a.Add(1) }

func (s *Stats) Take() { s.b.Add(1) }

func (s *Stats) ${work}
`;
  const set = `Set(x int64) { ${names.slice(2).map((name) => `s.${name} = x`).join("; ")} }`;
  expect(told(counters("", set))).toEqual(["false-sharing medium"]);
  expect(told(counters("first int64\n\t_ [64]byte", set))).toEqual([]);
  // What is only read crowds nothing.
  expect(told(counters("first int64\n\t_ [64]byte", `Sum() int64 { return ${names.slice(2).map((name) => `s.${name}`).join(" + ")} }`))).toEqual(["ineffective-padding medium"]);
});

test("a number that is stored as the next one is counted on, wherever the old one is kept", () => {
  const queue = (value: string): string => `package a

import "sync/atomic"

type Queue struct {
	slots     [64]int
	published atomic.Uint64
	put       uint64
	consumed  atomic.Uint64
	taken     uint64
}

func (q *Queue) Put(x int) {
	q.slots[q.put%64] = x
	q.published.Store(${value.replace("n", "q.put")})
	q.put++
}

func (q *Queue) Take() (x int) {
	x = q.slots[q.taken%64]
	q.consumed.Store(${value.replace("n", "q.taken")})
	q.taken++
	return x
}
`;
  expect(told(queue("n + 1"))).toEqual(["false-sharing medium"]);
  expect(told(queue("n"))).toEqual([]);
});

test("words that lie in one of the elements that were padded apart stay together", () => {
  const stripes = (last: string): string => `package a

import "sync/atomic"

type stripe struct {
	hits   atomic.Int64
	misses atomic.Int64
	${last}
}

type Stats struct{ stripes []stripe }

func (s *Stats) Hit(hash uint64) { s.stripes[hash%uint64(len(s.stripes))].hits.Add(1) }

func (s *Stats) Miss(hash uint64) { s.stripes[hash%uint64(len(s.stripes))].misses.Add(1) }
`;
  expect(told(stripes("_ [64]byte"))).toEqual([]);
  expect(told(stripes("_ [8]byte"))).toEqual(["false-sharing medium", "ineffective-padding high"]);
});

test("arrays in elements that were padded apart belong to whoever is given the element", () => {
  const cells = (pad: string): string => `package a

import "sync/atomic"

type cell struct {
	${pad}
	counts [48]int64
	${pad}
}

type Counter struct {
	cells *[64]cell
	own   uintptr
}

func number() uintptr

func (c *Counter) Add(n int64) { atomic.AddInt64(&c.cells[number()%64].counts[c.own], n) }
`;
  expect(told(cells("_ [64]byte"))).toEqual([]);
  expect(told(cells("")).length).toBeGreaterThan(0);
});

test("who writes all elements in turn has no neighbours", () => {
  const buckets = (index: string): string => `package a

import "sync/atomic"

type State struct {
	stub   [80]atomic.Uint64
	period int
}

func (s *State) Merge(others []uint64, at int) {
	for i := 0; i < len(s.stub); i++ {
		s.stub[${index}].Add(others[i])
	}
}
`;
  expect(told(buckets("i"))).toEqual([]);
  expect(told(buckets("at%len(s.stub)"))).toEqual(["false-sharing-elements high"]);
});

test("plain cursors of who goes by the slots are those of two goroutines", () => {
  const ring = (announce: string): string => `package a

import "sync/atomic"

type slot struct {
	value    [56]byte
	sequence uint64
}

type Ring struct {
	head, tail uint64
	mask       uint64
	slots      []slot
}

func New(size int) *Ring { return &Ring{mask: uint64(size - 1), slots: make([]slot, size)} }

func (r *Ring) Push(value *[56]byte) bool {
	t := r.tail
	s := &r.slots[t&r.mask]
	if atomic.LoadUint64(&s.sequence) != t {
		return false
	}
	s.value = *value
	${announce}
	r.tail = t + 1
	return true
}

func (r *Ring) Pop() *[56]byte {
	h := r.head
	s := &r.slots[h&r.mask]
	if atomic.LoadUint64(&s.sequence) != h+1 {
		return nil
	}
	atomic.StoreUint64(&s.sequence, h+r.mask+1)
	r.head = h + 1
	return &s.value
}
`;
  expect(told(ring("atomic.StoreUint64(&s.sequence, t+1)"))).toEqual(["false-sharing medium"]);
  expect(told(ring("println(t)"))).toEqual([]);
});

function told(text: string): readonly string[] {
  const rules = /^(?:false-sharing|ineffective-padding)/;
  return lint({ "a.go": text }).filter(({ ruleId }) => rules.test(ruleId)).map(({ ruleId, confidence }) => `${ruleId} ${confidence}`);
}
