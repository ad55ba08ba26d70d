import { describe, expect, test } from "@jest/globals";
import { lint } from "../packages/lint/test/run.js";

/** The element findings in a package of these declarations, by what holds the elements. */
function containers(text: string, imports: readonly string[] = ["sync", "sync/atomic", "unsafe"]): readonly (string | null)[] {
  const used = imports.filter((path) => text.includes(`${path.slice(path.lastIndexOf("/") + 1)}.`));
  const findings = lint({ "a.go": `package a\n\nimport (\n${used.map((path) => `\t"${path}"\n`).join("")})\n${text}` }, { isExhaustive: true });
  return findings.filter(({ ruleId }) => ruleId === "false-sharing-elements" || ruleId === "ineffective-padding").map(({ container }) => container);
}

describe("who holds the elements", () => {
  const counters = "type C struct {\n\tcells []atomic.Int64\n\tfixed struct{ words [8]int64 }\n}\n";

  test.each([
    ["a copy of a slice", "func (c *C) Inc(k int) {\n\tlist := c.cells\n\tlist[k%len(list)].Add(1)\n}\n", "C.cells"],
    ["a slice of an array", "func add(list []int64, at int) { atomic.AddInt64(&list[at], 1) }\nfunc (c *C) Inc(k int) { add(c.fixed.words[:], k%8) }\n", "C.fixed.words"],
    ["an address that is reckoned", "func (c *C) Inc(k int) {\n\tn := (*atomic.Int64)(unsafe.Add(unsafe.Pointer(&c.cells[0]), uintptr(k%len(c.cells))*unsafe.Sizeof(c.cells[0])))\n\tn.Add(1)\n}\n", "C.cells"],
    ["an address that is added up", "func (c *C) Inc(k int) {\n\tn := (*atomic.Int64)(unsafe.Pointer(uintptr(unsafe.Pointer(&c.cells[0])) + unsafe.Sizeof(c.cells[0])*uintptr(k%len(c.cells))))\n\tn.Add(1)\n}\n", "C.cells"],
    ["getters of getters", "func (c *C) one(k int) *atomic.Int64 { return &c.cells[k%len(c.cells)] }\nfunc (c *C) two(k int) *atomic.Int64 { return c.one(k) }\nfunc (c *C) Inc(k int) {\n\tn := c.two(k)\n\tn.Add(1)\n}\n", "C.cells"],
  ])("%s", (_, text, container) => expect(containers(counters + text)).toEqual([container]));

  test("an array behind a pointer", () => {
    expect(containers("type P struct{ words *[16]uint64 }\n\nfunc (p *P) Inc(k int) { atomic.AddUint64(&p.words[k%16], 1) }\n")).toEqual(["P.words"]);
  });

  const generic = "type box[T any] struct{ cells []T }\n\nfunc (b *box[T]) at(i int) *T { return &b.cells[i%len(b.cells)] }\n";

  test("a generic container has the elements of its instances", () => {
    const use = (name: string): string => `type ${name}User struct{ b box[${name}] }\n\nfunc (u *${name}User) Inc(i int) {\n\tc := u.b.at(i)\n\tc.n.Add(1)\n}\n`;
    expect(containers(`${generic}type cell struct{ n atomic.Int64 }\n${use("cell")}`)).toEqual(["box.cells"]);
    expect(containers(`${generic}type cell struct {\n\tn atomic.Int64\n\t_ [56]byte\n}\n${use("cell")}`)).toEqual([]);
    expect(containers(`${generic}func (b *box[T]) Set(i int, v T) { b.cells[i%len(b.cells)] = v }\n`)).toEqual([]);
  });
});

describe("goroutines with elements of their own", () => {
  const counting = (made: string, launch: string): string => `func count(items [][]int) {\n\t${made}\n\tvar wg sync.WaitGroup\n\tfor w := range items {\n\t\twg.Add(1)\n\t\t${launch}\n\t}\n\twg.Wait()\n\tprintln(len(sums))\n}\n`;
  const body = "defer wg.Done()\n\t\t\tfor _, x := range items[w] {\n\t\t\t\tif x > 0 {\n\t\t\t\t\tsums[w] += x\n\t\t\t\t}\n\t\t\t}";

  test.each([
    ["a slice of words", counting("sums := make([]int, len(items))", `go func(w int) {\n\t\t\t${body}\n\t\t}(w)`)],
    ["an array of words", counting("var sums [16]int", `go func() {\n\t\t\t${body}\n\t\t}()`)],
    ["a variable of the loop's own", counting("sums := make([]int, len(items))", `w := w\n\t\tgo func() {\n\t\t\t${body}\n\t\t}()`)],
    ["a pointer from before", counting("var sums [16]int", `p := &sums[w]\n\t\tgo func() {\n\t\t\tdefer wg.Done()\n\t\t\tfor _, x := range items[w] {\n\t\t\t\t*p += x\n\t\t\t}\n\t\t}()`)],
    ["steps of the number of goroutines", counting("sums := make([]int, len(items))", "go func(w int) {\n\t\t\tdefer wg.Done()\n\t\t\tfor i := w; i < len(sums); i += len(items) {\n\t\t\t\tsums[i] = i\n\t\t\t}\n\t\t}(w)")],
  ])("%s", (_, text) => expect(containers(text)).toEqual(["sums"]));

  test("a part for each goroutine", () => {
    const part = "go func(low, high int) {\n\t\t\tdefer wg.Done()\n\t\t\tfor i := low; i < high; i++ {\n\t\t\t\tsums[i] = i\n\t\t\t}\n\t\t}(w*100, w*100+100)";
    expect(containers(counting("sums := make([]int, 100*len(items))", part))).toEqual([]);
  });
});

describe("where elements lie", () => {
  const shard = "type shard struct {\n\tmu sync.Mutex\n\tm map[int]int\n\trest [5]int\n\tn int\n}\n";
  const add = "func (t *T) Add(k int) {\n\ts := &t.shards[k%len(t.shards)]\n\ts.mu.Lock()\n\ts.m[k]++\n\ts.n++\n\ts.mu.Unlock()\n}\n";
  const slice = (length: string): string => `${shard}type T struct{ shards []shard }\n\nfunc New() *T { return &T{shards: make([]shard, ${length})} }\n${add}`;

  test("a slice of 512 bytes has no header", () => {
    expect(containers(slice("8"))).toEqual([]);
  });

  test("the header of larger ones moves all elements off the lines", () => {
    expect(containers(slice("16"))).toEqual(["T.shards"]);
  });

  test("whole pages have none", () => {
    expect(containers(slice("1024"))).toEqual([]);
  });

  test("a package variable is made where it is declared", () => {
    const variable = (length: number): string => `${shard}var shards = make([]shard, ${length})\n\nfunc Add(k int) {\n\ts := &shards[k%len(shards)]\n\ts.mu.Lock()\n\ts.m[k]++\n\ts.n++\n\ts.mu.Unlock()\n}\n`;
    expect(containers(variable(8))).toEqual([]);
    expect(containers(variable(16))).toEqual(["shards"]);
  });

  test("an array begins where its struct is allocated", () => {
    const array = (length: number): string => `${shard}type T struct{ shards [${length}]shard }\n\nfunc New() *T { return &T{} }\n${add}`;
    expect(containers(array(8))).toEqual([]);
    expect(containers(array(16))).toEqual(["T.shards"]);
  });

  test("an array behind a pointer is an allocation of its own", () => {
    const array = (length: number): string => `${shard}type T struct {\n\tname string\n\tshards *[${length}]shard\n}\n\nfunc New() *T { return &T{shards: new([${length}]shard)} }\n${add}`;
    expect(containers(array(512))).toEqual([]);
    expect(containers(array(16))).toEqual(["T.shards"]);
  });
});

describe("who writes the elements", () => {
  const lock = "type lock struct{ v int32 }\n\nfunc (l *lock) Lock() {\n\tfor !atomic.CompareAndSwapInt32(&l.v, 0, 1) {\n\t}\n}\n\nfunc (l *lock) Unlock() { atomic.StoreInt32(&l.v, 0) }\n\ntype T struct {\n\tmu sync.Mutex\n\tlocks []lock\n}\n";
  const use = (name: string, before = ""): string => `${lock}func (t *T) ${name}(k int, f func()) {${before}\n\tl := &t.locks[k%len(t.locks)]\n\tl.Lock()\n\tf()\n\tl.Unlock()\n}\n`;

  test("methods of the element count by who calls them on elements", () => {
    expect(containers(use("Do"))).toEqual(["T.locks"]);
    expect(containers(use("Close"))).toEqual([]);
    expect(containers(use("Do", "\n\tt.mu.Lock()\n\tdefer t.mu.Unlock()"))).toEqual([]);
  });

  test("one goroutine, and who made the slice before it", () => {
    const text = "type cell struct {\n\tmu sync.Mutex\n\tm map[int]int\n}\n\ntype T struct{ cells []cell }\n\nfunc New(n int) *T {\n\tt := &T{cells: make([]cell, n)}\n\tfor i := range t.cells {\n\t\tt.cells[i].m = map[int]int{}\n\t}\n\treturn t\n}\n\nfunc (t *T) put(k int) {\n\tc := &t.cells[k%len(t.cells)]\n\tc.mu.Lock()\n\tc.m[k]++\n\tc.mu.Unlock()\n}\n\nfunc Run() {\n\tt := New(8)\n\tgo func() {\n\t\tfor {\n\t\t\tt.put(1)\n\t\t}\n\t}()\n}\n";
    expect(containers(text)).toEqual([]);
  });

  test("words of bits", () => {
    const set = (value: string): string => `type B struct{ words []atomic.Uint64 }\n\nfunc (b *B) Set(i int) bool {\n\tw := &b.words[i/64]\n\told := w.Load()\n\treturn w.CompareAndSwap(old, ${value})\n}\n`;
    expect(containers(set("old|1<<(i%64)"))).toEqual([]);
    expect(containers(set("old+1"))).toEqual(["B.words"]);
  });
});

test("shards that a constructor makes are few", () => {
  const ring = (made: string): string => `package a\n\nimport "sync/atomic"\n\ntype ring struct {\n\tbuf []int\n\thead, tail uint64\n}\n\nfunc (r *ring) put(v int) { r.buf[atomic.AddUint64(&r.head, 1)%8] = v }\n\nfunc (r *ring) take() int {\n\tat := atomic.LoadUint64(&r.tail)\n\tatomic.StoreUint64(&r.tail, at+1)\n\treturn r.buf[at%8]\n}\n\ntype Rings struct{ rings []*ring }\n\n${made}\n\tfor i := range r.rings {\n\t\tr.rings[i] = &ring{buf: make([]int, 8)}\n\t}\n\treturn r\n}\n`;
  const uses = "\nfunc (r *Rings) Put(k, v int) { r.rings[k].put(v) }\n\nfunc (r *Rings) Take(k int) int { return r.rings[k].take() }\n";
  const confidence = (made: string): readonly string[] => lint({ "a.go": ring(made) + uses }, { isExhaustive: true, confidence: "low" }).filter(({ type }) => type === "ring").map((finding) => finding.confidence);
  expect(confidence("func NewRings(n int) *Rings {\n\tr := &Rings{rings: make([]*ring, n)}")).toEqual(["medium"]);
  expect(confidence("func (r *Rings) Spread() *Rings {")).not.toContain("medium");
});
