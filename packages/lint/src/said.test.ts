import { lint, told } from "../test/run.js";

const ring = (head: string, tail: string, type = ""): string => `package a

import "sync/atomic"

${type}
type Ring struct {
	head atomic.Uint64 ${head}
	tail atomic.Uint64 ${tail}
	buf  []int
}

func (r *Ring) Put(v int) {
	for {
		t := r.tail.Load()
		if r.tail.CompareAndSwap(t, t+1) {
			r.buf[t] = v
			return
		}
	}
}

func (r *Ring) Take() int {
	for {
		h := r.head.Load()
		if r.head.CompareAndSwap(h, h+1) {
			return r.buf[h]
		}
	}
}
`;

const rulesIn = (text: string, choice: Parameters<typeof lint>[1] = {}): readonly string[] => told(lint({ "a.go": text }, choice));
const sharing = ["a.go: false-sharing Ring"];

test("two cursors conflict, unless something is said of them", () => {
  expect(rulesIn(ring("", ""))).toEqual(sharing);
  expect(rulesIn(ring("//cachelint:cold", ""))).toEqual([]);
  expect(rulesIn(ring("//cachelint:together cursors", "//cachelint:together cursors"))).toEqual([]);
  expect(rulesIn(ring("//cachelint:together a", "//cachelint:together b"))).toEqual(sharing);
  expect(rulesIn(ring("//cachelint:owner loop", "//cachelint:owner loop"))).toEqual([]);
  expect(rulesIn(ring("//cachelint:owner taker", "//cachelint:owner putter -- one each"))).toEqual(sharing);
});

describe("allow", () => {
  const allow = "//cachelint:allow false-sharing -- measured";
  test.each([
    ["on the type", ring("", "", allow)],
    ["on the line of a field", ring("", allow)],
    ["above a field", ring(`\n\t${allow}`, "")],
    ["in the head of the file", `${allow}\n${ring("", "")}`],
    ["for golangci-lint", ring("//nolint:cachelint", "")],
    ["for golangci-lint, on the type", ring("", "", "//nolint:cachelint")],
  ])("%s", (_, text) => expect(rulesIn(text)).toEqual([]));

  test("on another field it is of no use, which is told", () => {
    expect(rulesIn(ring("", "").replace("buf  []int", `buf  []int ${allow}`))).toEqual([...sharing, "a.go: unused-allow"]);
    expect(rulesIn(ring(allow, "//cachelint:cold").replace("//cachelint:allow", "//cachelint:cold\n\tx int //cachelint:allow"))).toEqual(["a.go: unused-allow"]);
  });

  test("without a reason where one is asked for", () => {
    expect(rulesIn(ring("", "//cachelint:allow false-sharing"), { requireReason: true })).toEqual([...sharing, "a.go: unused-allow"]);
  });

  test("on the field of an inner struct", () => {
    const text = "package a\n\nimport \"sync/atomic\"\n\ntype inner struct {\n\tn atomic.Int64 //cachelint:allow false-sharing\n\tname string\n}\n\ntype Outer struct {\n\tin inner\n\tm  atomic.Int64\n}\n\nfunc (o *Outer) A() { o.in.n.Add(1) }\nfunc (o *Outer) B() { o.m.Add(1) }\n";
    expect(rulesIn(text)).toEqual([]);
    expect(rulesIn(text.replace("\tn atomic.Int64 //cachelint:allow false-sharing", "\tn atomic.Int64").replace("\tin inner", "\tin inner //cachelint:allow false-sharing"))).toEqual([]);
    expect(rulesIn(text.replace(" //cachelint:allow false-sharing", ""))).toEqual(["a.go: false-sharing Outer"]);
  });
});

const state = (a: string, b: string, body = "if v < 0 {\n\t\ts.last = v\n\t}"): string => `package a

import "sync/atomic"

type State struct {
	last int64 ${a}
	hits atomic.Int64 ${b}
}

func (s *State) Set(v int64) {
	${body}
}

func (s *State) Hit() { s.hits.Add(1) }
`;

test("a hot field weighs, whatever the conditions around it", () => {
  expect(rulesIn(state("", ""))).toEqual([]);
  expect(rulesIn(state("//cachelint:hot", ""))).toEqual(["a.go: false-sharing State"]);
  expect(rulesIn(state("\n\t//cachelint:hot", "\n"))).toEqual(["a.go: false-sharing State"]);
});

test("plain fields of which users say that they are hot", () => {
  const plain = (first: string, second: string): string => `package a

type P struct {
	a int64 ${first}
	b int64 ${second}
}

func (p *P) A(v int64) { p.a = v }
func (p *P) B(v int64) { p.b = v }
`;
  expect(rulesIn(plain("", ""))).toEqual([]);
  expect(rulesIn(plain("//cachelint:hot", "//cachelint:hot"))).toEqual(["a.go: false-sharing P"]);
  expect(rulesIn(plain("//cachelint:owner a", "//cachelint:owner b"))).toEqual(["a.go: false-sharing P"]);
  expect(rulesIn(plain("//cachelint:owner a", "//cachelint:owner a"))).toEqual([]);
});

test("owners are told apart even where a function writes the fields of both", () => {
  const both = (first: string, second: string): string => `package a

type Work struct {
	in  int64 ${first}
	out int64 ${second}
}

func (w *Work) Step(isIn bool) {
	if isIn {
		w.in++
	} else {
		w.out++
	}
}
`;
  expect(rulesIn(both("", ""))).toEqual([]);
  expect(rulesIn(both("//cachelint:owner reader", "//cachelint:owner writer"))).toEqual(["a.go: false-sharing Work"]);
});

test("locks keep owners in order", () => {
  const locked = "package a\n\nimport \"sync\"\n\ntype L struct {\n\tmu sync.Mutex\n\ta int64 //cachelint:owner a\n\tb int64 //cachelint:owner b\n}\n\nfunc (l *L) A() {\n\tl.mu.Lock()\n\tl.a++\n\tl.mu.Unlock()\n}\n\nfunc (l *L) B() {\n\tl.mu.Lock()\n\tl.b++\n\tl.mu.Unlock()\n}\n";
  expect(rulesIn(locked)).toEqual([]);
});

describe("isolate", () => {
  const config = (said: string, between = ""): string => `package a

type Config struct {
	epoch uint64 ${said}
${between}	last  int64
	name  string
}

func (c *Config) Epoch() uint64 { return c.epoch }
func (c *Config) Touch(now int64) {
	if now > 0 {
		c.last = now
	}
}
`;

  test("a field that shares its line with a written one", () => {
    expect(rulesIn(config(""))).toEqual([]);
    const [finding, ...others] = lint({ "a.go": config("//cachelint:isolate") });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ ruleId: "false-sharing", confidence: "high", fields: ["epoch", "last"], evidence: [{ field: "last", access: "write", functionName: "(*Config).Touch" }] });
    expect(finding?.message).toMatch(/though a directive isolates epoch/);
  });

  test("a pad keeps it off, and so does saying that the other is cold", () => {
    expect(rulesIn(config("//cachelint:isolate", "\t_ [128]byte\n"), { targets: ["linux/amd64"] })).toEqual([]);
    expect(rulesIn(config("//cachelint:isolate").replace("last  int64", "last  int64 //cachelint:cold"))).toEqual([]);
    expect(rulesIn(config("").replace("\tepoch uint64", "\t//cachelint:isolate\n\t//cachelint:together x\n\tepoch uint64").replace("last  int64", "last  int64 //cachelint:together x"))).toEqual([]);
  });

  const counter = (said: string, pad = ""): string => `package a

import "sync/atomic"

${said}
type counter struct {
	n atomic.Int64
${pad}}

func (c *counter) inc() { c.n.Add(1) }

type Stats struct {
	hits counter
	size int64
}

func (s *Stats) Hit()       { s.hits.inc() }
func (s *Stats) Set(n int64)  { s.size = n }

type Table struct{ all [16]counter }

func (t *Table) Add(i int) { t.all[i].inc() }
`;

  test("a type: words beside its objects, and its elements", () => {
    expect(told(lint({ "a.go": counter("//cachelint:isolate") }))).toEqual(["a.go: false-sharing-elements counter", "a.go: false-sharing Stats"]);
    expect(told(lint({ "a.go": counter("//cachelint:isolate", "\t_ [248]byte\n") }, { targets: ["linux/amd64"] }))).toEqual([]);
  });
});

describe("package variables", () => {
  const variables = (first: string, second: string): string => `package a

import "sync/atomic"

var hits atomic.Int64 ${first}
var misses atomic.Int64 ${second}

func Hit()  { hits.Add(1) }
func Miss() { misses.Add(1) }
`;
  const globals = ["a.go: false-sharing-globals"];

  test("cold, together, and one owner", () => {
    expect(rulesIn(variables("", ""))).toEqual(globals);
    expect(rulesIn(variables("//cachelint:cold", ""))).toEqual([]);
    expect(rulesIn(variables("//cachelint:together x", "//cachelint:together x"))).toEqual([]);
    expect(rulesIn(variables("//cachelint:owner x", "//cachelint:owner x"))).toEqual([]);
    expect(rulesIn(variables("//cachelint:owner x", "//cachelint:owner y"))).toEqual(globals);
  });

  test("an allow on either", () => {
    expect(rulesIn(variables("//cachelint:allow false-sharing-globals", ""))).toEqual([]);
    expect(rulesIn(variables("", "//cachelint:allow false-sharing-globals"))).toEqual([]);
    expect(rulesIn(variables("\n\n//cachelint:allow false-sharing-globals", ""))).toEqual([]);
  });

  test("hot, in a group and above one", () => {
    const plain = (above: string, within: string): string => `package a\n\n${above}\nvar (\n\ta int64 ${within}\n\tb int64 ${within}\n)\n\nfunc A(v int64) { a = v }\nfunc B(v int64) { b = v }\n`;
    expect(rulesIn(plain("", ""))).toEqual([]);
    expect(rulesIn(plain("", "//cachelint:hot"))).toEqual(globals);
    expect(rulesIn(plain("//cachelint:hot", ""))).toEqual(globals);
  });

  test("fields of a struct without a name", () => {
    const stats = (said: string): string => `package a\n\nimport "sync/atomic"\n\nvar stats struct {\n\ta atomic.Int64 ${said}\n\tb atomic.Int64 ${said}\n}\n\nfunc A() { stats.a.Add(1) }\nfunc B() { stats.b.Add(1) }\n`;
    expect(rulesIn(stats(""))).toEqual(["a.go: false-sharing stats.struct"]);
    expect(rulesIn(stats("//cachelint:together x"))).toEqual([]);
    expect(rulesIn(stats("//cachelint:allow false-sharing"))).toEqual(["a.go: unused-allow"].slice(1));
  });
});

describe("annotations of checklocks", () => {
  const guarded = (said: string, fn = ""): string => `package a

import (
	"sync"
	"sync/atomic"
)

type S struct {
	b  atomic.Int64 ${said}
	c  atomic.Int64 ${said}
	mu sync.Mutex
}

${fn}
func (s *S) A() { s.b.Add(1) }

${fn}
func (s *S) B() { s.c.Add(1) }
`;
  test("guarded fields are in order", () => {
    expect(rulesIn(guarded(""))).toEqual(["a.go: false-sharing S"]);
    expect(rulesIn(guarded("// +checklocks:mu"))).toEqual([]);
    expect(rulesIn(guarded("", "// +checklocks:s.mu"))).toEqual([]);
    expect(rulesIn(guarded("", "// +checklocksignore"))).toEqual(["a.go: false-sharing S"]);
  });

  test.each([
    ["a field", "mu sync.Mutex", "s.mu.Lock()", "s.mu"],
    ["behind a pointer", "mu *sync.Mutex", "s.mu.Lock()", "s.mu"],
    ["embedded", "sync.Mutex", "s.Lock()", "s.Mutex"],
    ["of an embedded struct", "base", "s.mu.Lock()", "s.mu"],
    ["of a field", "own base", "s.own.mu.Lock()", "s.own.mu"],
    ["of a pointer's target", "own *base", "s.own.mu.Lock()", "s.own.mu"],
    ["a variable", "n int", "big.Lock()", "big"],
    ["of a variable", "n int", "all.mu.Lock()", "all.mu"],
  ])("the lock that is named is the lock that is taken: %s", (_, field, lock, name) => {
    const taken = (said: string): string => `package a

import (
	"sync"
	"sync/atomic"
)

var big sync.Mutex
var all base

type base struct{ mu sync.Mutex }

type S struct {
	b atomic.Int64
	c atomic.Int64
	${field}
}

func (s *S) A() {
	${lock}
	s.b.Add(1)
	${lock.replace("Lock", "Unlock")}
}

${said}
func B(s *S, n int64) { s.c.Add(n) }
`;
    expect(rulesIn(taken(""))).toContain("a.go: false-sharing S");
    expect(rulesIn(taken(`// B adds.\n//\n// +checklocks:${name}`))).toEqual([]);
    const onField = name.replace(/^s\./, "");
    expect(rulesIn(taken("").replace("c atomic.Int64", `c atomic.Int64 // +checklocks:${onField}`))).toEqual([]);
  });

  test("a variable's lock", () => {
    expect(rulesIn(`${guarded("", "// +checklocks:big")}\nvar big sync.Mutex\n`)).toEqual([]);
  });

  test("an atomic field by another name of its operations", () => {
    const foreign = (said: string): string => `package a\n\nimport "example.org/missing/bits"\n\ntype C struct {\n\ta bits.Tally ${said}\n\tb bits.Tally ${said}\n}\n\nfunc (c *C) A() { c.a.Add(1) }\nfunc (c *C) B() { c.b.Add(1) }\n`;
    expect(rulesIn(foreign(""))).toEqual([]);
    expect(rulesIn(foreign("// +checkatomic"), { confidence: "low" })).toEqual(["a.go: false-sharing C"]);
  });

  test("are no unknown directives", () => {
    expect(rulesIn("package a\n\n// +checklocks:mu\n// +checkatomic\n// +checklocksforce\ntype T struct{ x int }\n")).toEqual([]);
  });
});

describe("functions that many goroutines run at once", () => {
  const text = `package a

type Server struct {
	in  int64
	out int64
}

func (s *Server) serveIn() {
	for {
		s.in++
	}
}

func (s *Server) serveOut() {
	for {
		s.out++
	}
}

type Pool struct{ slots [64]int64 }

func (p *Pool) work(i int) {
	for {
		p.slots[i]++
	}
}
`;
  test.each([
    [[], []],
    [["(*Server).serve*"], ["a.go: false-sharing Server"]],
    [["Server.serve*"], ["a.go: false-sharing Server"]],
    [["*.serveIn", "*.serveOut"], ["a.go: false-sharing Server"]],
    [["(*Pool).work"], ["a.go: false-sharing-elements int64"]],
    [["serve*"], []],
    [["(*Client).*"], []],
  ])("%j", (concurrent, expected) => expect(rulesIn(text, { concurrent })).toEqual(expected));
});
