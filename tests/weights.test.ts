import { expect, test } from "@jest/globals";
import { lint } from "../packages/lint/test/run.js";

/** Of each pair the first program is as it is because of one thing, and the second lacks that. */

test("a lock that is only released on working paths is seldom taken", () => {
  const gate = (enter: string): string => `package a

import (
	"sync"
	"sync/atomic"
)

type Gate struct {
	mu sync.Mutex
	n  atomic.Int64
}

func (g *Gate) ${enter}() { g.mu.Lock() }

func (g *Gate) Release() { g.mu.Unlock() }

func (g *Gate) Count(all []int) {
	for range all {
		g.n.Add(1)
	}
}
`;
  expect(told(gate("Close"))).toEqual([]);
  expect(told(gate("Enter"))).toEqual(["false-sharing medium"]);
});

test("what happens on overflow is seldom", () => {
  const queue = (state: string): string => `package a

import "sync/atomic"

type Queue struct {
	takes atomic.Int64
	drops atomic.Int64
	${state} bool
}

func (q *Queue) Put(all []int) {
	for range all {
		if q.${state} {
			q.drops.Add(1)
		}
	}
}

func (q *Queue) Take(all []int) {
	for range all {
		q.takes.Add(1)
	}
}
`;
  expect(told(queue("overflow"))).toEqual([]);
  expect(told(queue("counting"))).toEqual(["false-sharing medium"]);
});

test("exchanging one constant for another until it succeeds is a lock, and no race for a count", () => {
  const slot = (next: string): string => `package a

import "sync/atomic"

type Slot struct {
	state atomic.Uint32
	a, b, c uint32
}

func (s *Slot) Enter() {
	for {
		old := s.state.Load()
		if s.state.CompareAndSwap(${next}) {
			return
		}
		_ = old
	}
}

func (s *Slot) Leave() { s.state.Add(^uint32(0)) }

func (s *Slot) A() uint32 { return s.a }

func (s *Slot) B() uint32 { return s.b }

func (s *Slot) C() uint32 { return s.c }
`;
  expect(told(slot("0, 1"))).toEqual([]);
  expect(told(slot("old, old+2"))).toEqual(["false-sharing medium"]);
});

test("a lock of one of many objects that straddles at some addresses is seldom contended", () => {
  const conn = (accept: string): string => `package a

import (
	"net"
	"sync"
)

type Conn struct {
	sent, received int
	mu             sync.RWMutex
	name           string
	rest           [5]int
}

${accept}

func (c *Conn) Send(all []int) {
	for range all {
		c.mu.Lock()
		c.sent++
		c.mu.Unlock()
	}
}

func (c *Conn) Receive(all []int) {
	for range all {
		c.mu.Lock()
		c.received++
		c.mu.Unlock()
	}
}
`;
  expect(told(conn("func Serve(l net.Listener, use func(*Conn)) {\n\tfor {\n\t\tl.Accept()\n\t\tgo use(&Conn{name: \"a\"})\n\t}\n}"), "straddled-field")).toEqual([]);
  expect(told(conn("func New() *Conn { return &Conn{name: \"a\"} }"), "straddled-field")).toEqual(["straddled-field medium"]);
});

test("what is read first, and locked for if it is missing, is no victim of the lock", () => {
  const cache = (second: string): string => `package a

import (
	"sync"
	"sync/atomic"
)

type Cache struct {
	mu    sync.Mutex
	known atomic.Pointer[string]
	other map[string]int
	_     [64]byte
}

func (c *Cache) Get(keys []string) {
	for _, key := range keys {
		if c.known.Load() == nil {
			c.mu.Lock()
			c.other[key]++
			c.mu.Unlock()
		}
	}
}

func (c *Cache) Peek(keys []string) {
	for _, key := range keys {
		if c.known.Load() == nil {
			${second}
		}
	}
}
`;
  expect(told(cache("c.mu.Lock()\n\t\t\tc.other[key]--\n\t\t\tc.mu.Unlock()"))).toEqual([]);
  expect(told(cache("println(key)"))).toEqual(["false-sharing medium"]);
});

test("a lock beside the word that most who lock need stays with it", () => {
  const lockers = (n: number, body: string): string => Array.from({ length: n }, (_, i) => `func (q *Queue) Lock${String(i)}() {\n\tq.mu.Lock()\n\t${body}\n\tq.mu.Unlock()\n}\n`).join("\n");
  const queue = (nNeedy: number): string => `package a

import (
	"sync"
	"sync/atomic"
)

type Queue struct {
	mu sync.Mutex
	n  atomic.Int64
	m  map[string]int
}

${lockers(nNeedy, "q.n.Add(1)")}
func (q *Queue) Alone() {
	q.mu.Lock()
	q.m["a"]++
	q.mu.Unlock()
}

func (q *Queue) Count(all []int) {
	for range all {
		q.n.Add(1)
	}
}
`;
  expect(told(queue(4))).toEqual([]);
  expect(told(queue(0))).toEqual(["false-sharing medium"]);
});

test("a table behind an atomic pointer is made anew, which is done seldom", () => {
  const registry = (pointee: string, next: string): string => `package a

import "sync/atomic"

type Registry struct {
	all  atomic.Pointer[${pointee}]
	a, b, c uint32
}

func (r *Registry) Add(n int) {
	for {
		old := r.all.Load()
		${next}
		if r.all.CompareAndSwap(old, &next) {
			return
		}
	}
}

func (r *Registry) A() uint32 { return r.a }

func (r *Registry) B() uint32 { return r.b }

func (r *Registry) C() uint32 { return r.c }
`;
  expect(told(registry("[]int", "next := append([]int{n}, *old...)"))).toEqual([]);
  expect(told(registry("node", "next := node{n, old}") + "\ntype node struct {\n\tn    int\n\tnext *node\n}\n")).toEqual(["false-sharing medium"]);
});

test("a word that is only written along with another one does no harm beside it", () => {
  const bucket = (also: string): string => `package a

import "sync/atomic"

type Bucket struct {
	credit, filled atomic.Int64
	_              [64]byte
}

func (b *Bucket) Take(all []int) {
	for range all {
		b.credit.Add(-1)
	}
}

func (b *Bucket) Fill(all []int64) {
	for _, now := range all {
		${also}
		b.filled.Add(now)
	}
}
`;
  expect(told(bucket("b.credit.Add(100)"), "ineffective-padding")).toEqual([]);
  expect(told(bucket("println(now)"), "ineffective-padding")).toEqual(["ineffective-padding high"]);
});

test("words that are each written along with one and the same third word need no lines of their own", () => {
  const stats = (total: string): string => `package a

import "sync/atomic"

type Stats struct {
	hits, misses, nanos atomic.Int64
}

func (s *Stats) Hit(took int64) {
	s.hits.Add(1)
	s.nanos.Add(took)
}

func (s *Stats) Miss(took int64) {
	s.misses.Add(1)
	${total}
}
`;
  expect(told(stats("s.nanos.Add(took)"))).toEqual([]);
  expect(told(stats("println(took)"))).toEqual(["false-sharing medium"]);
});

test("bits that are set in words which a hash chooses are no counters", () => {
  const filter = (next: string): string => `package a

import "sync/atomic"

type Filter struct{ words []uint64 }

func (f *Filter) Add(hash uint64) {
	at := hash % uint64(len(f.words))
	old := atomic.LoadUint64(&f.words[at])
	next := ${next}
	atomic.CompareAndSwapUint64(&f.words[at], old, next)
}
`;
  expect(told(filter("old | 1<<(hash>>58)"), "false-sharing-elements")).toEqual([]);
  expect(told(filter("old + hash>>58"), "false-sharing-elements")).toEqual(["false-sharing-elements high"]);
});

function told(text: string, ruleId = "false-sharing"): readonly string[] {
  return lint({ "a.go": text }, { isExhaustive: true }).filter((finding) => finding.ruleId === ruleId).map((finding) => `${finding.ruleId} ${finding.confidence}`);
}
