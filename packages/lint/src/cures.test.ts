import type { FieldCure } from "@cachelint/sharing";
import { benchWith } from "../test/bench.js";
import { cureTitle } from "./cure-words.js";
import { defaultSettings } from "./settings.js";
import type { SharingFacts } from "./sharing.js";
import { factsOf } from "./testing/lint-files.js";

const bench = benchWith([]);

function conflictsIn(text: string, targets: readonly string[]): readonly SharingFacts[] {
  const run = { targets, goVersion: "1.26", settings: defaultSettings };
  return factsOf(bench, { "a.go": text }, run).sharing().filter(({ conflict }) => conflict.kind === "fields" && conflict.confidence !== "low");
}

/** The struct's fields, one a line, as the cure wants them. */
function cured(text: string, type: string, { items }: FieldCure, lineBytes: number): string {
  const [whole = "", head = "", body = ""] = new RegExp(`(type ${type} struct \\{\n)([^}]*)`).exec(text) ?? [];
  const lines = body.split("\n").slice(0, -1);
  const rows = items.map((item) => (item.kind === "field" ? lines[item.index] : item.kind === "bytes" ? `\t_ [${item.sizeBytes}]byte` : `\t_ [${lineBytes}]byte`));
  return text.replace(whole, `${head}${rows.map((row) => `${row ?? ""}\n`).join("")}`);
}

const ring = `package m

import "sync/atomic"

type Ring struct {
	head atomic.Uint64
	cachedTail uint64
	tail atomic.Uint64
	cachedHead uint64
	mask uint64
	buf []int
	name string
}

func (r *Ring) Put(v int) bool {
	tail := r.tail.Load()
	if tail-r.cachedHead > r.mask {
		r.cachedHead = r.head.Load()
		if tail-r.cachedHead > r.mask {
			return false
		}
	}
	r.buf[tail&r.mask] = v
	r.tail.Store(tail + 1)
	return true
}

func (r *Ring) Take() (int, bool) {
	head := r.head.Load()
	if head == r.cachedTail {
		r.cachedTail = r.tail.Load()
		if head == r.cachedTail {
			return 0, false
		}
	}
	v := r.buf[head&r.mask]
	r.head.Store(head + 1)
	return v, true
}
`;

const counters = `package m

import "sync/atomic"

type Stats struct {
	hits atomic.Int64
	misses atomic.Int64
	name string
	evictions atomic.Int32
	limit [6]uint64
	puts uint64
}

func (s *Stats) Hit() { s.hits.Add(1) }

func (s *Stats) Miss() { s.misses.Add(1) }

func (s *Stats) Evict() { s.evictions.Add(1) }

func (s *Stats) Put() { atomic.AddUint64(&s.puts, 1) }
`;

const padded = `package m

import "sync/atomic"

type Queue struct {
	head atomic.Uint64
	_ [48]byte
	tail atomic.Uint64
	size atomic.Int64
}

func (q *Queue) Put() { q.tail.Add(1) }

func (q *Queue) Take() { q.head.Add(1) }

func (q *Queue) Count() { q.size.Add(1) }
`;

const limiter = `package m

import "sync/atomic"

type Limiter struct {
	used atomic.Int64
	limit int64
	burst int64
	window int64
}

func (l *Limiter) Use(n int64) int64 {
	for {
		old := l.used.Load()
		if l.used.CompareAndSwap(old, old+n) {
			return old
		}
	}
}

func (l *Limiter) Fits(n int64) bool { return n <= l.limit }

func (l *Limiter) Rest(n int64) int64 { return l.limit - n }

func (l *Limiter) Burst(n int64) int64 { return l.burst - n + l.window }
`;

const nested = `package m

import "sync/atomic"

type Node struct {
	side struct{ in, out atomic.Int64 }
}

func (n *Node) In() { n.side.in.Add(1) }

func (n *Node) Out() { n.side.out.Add(1) }
`;

describe.each([["ring", ring, "Ring"], ["counters", counters, "Stats"], ["padded", padded, "Queue"], ["limiter", limiter, "Limiter"]])("%s", (_, text, type) => {
  test.each([[["linux/amd64"]], [["linux/amd64", "linux/arm64"]], [["linux/amd64", "darwin/arm64"]], [["linux/amd64", "linux/386"]]])("is cured under %s", (targets) => {
    const [conflict] = conflictsIn(text, targets);
    const cure = conflict?.cure as FieldCure;
    const lineBytes = targets.includes("darwin/arm64") ? 128 : 64;
    expect(conflictsIn(cured(text, type, cure, lineBytes), targets).map(({ conflict: { fields } }) => fields)).toEqual([]);
  });
});

test("what one side writes stays on its line", () => {
  const [conflict] = conflictsIn(ring, ["linux/amd64", "linux/arm64"]);
  expect(cureTitle(conflict!.cure!, false)).toBe("Move tail and cachedHead to the end");
});

test("two words of one field have no cure", () => {
  const [conflict] = conflictsIn(nested, ["linux/amd64"]);
  expect(conflict?.cure ?? null).toBeNull();
});
