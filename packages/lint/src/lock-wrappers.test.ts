import { lint } from "../test/run.js";

/** A queue of which one end is worked on with what `push` does around it, the other with what `pop` does. */
const queue = (fields: string, { push, pop, more = "" }: { readonly push: string; readonly pop: string; readonly more?: string }): string => `package a
import ("sync"; "sync/atomic")
type Queue struct {
	${fields}
	mu   sync.Mutex
	head int64
	tail int64
}
func (q *Queue) Push() { ${push} }
func (q *Queue) Pop() { ${pop} }
func Run(q *Queue) {
	go func() { for { q.Push() } }()
	go func() { for { q.Pop() } }()
}
${more}`;

const found = (text: string): readonly string[] => lint({ "a.go": text }).filter(({ ruleId }) => ruleId === "false-sharing").map(({ fields }) => fields.slice(0, 2).join(" "));

const push = "q.head++";
const pop = "q.tail++";
const wrapped = (lock: string, unlock: string): { readonly push: string; readonly pop: string } => ({ push: `${lock}; defer ${unlock}; ${push}`, pop: `${lock}; ${pop}; ${unlock}` });

test("without a lock the ends are found", () => expect(found(queue("", { push, pop }))).toEqual(["head tail"]));

test.each([
  ["its own methods", "", wrapped("q.lock()", "q.unlock()"), "func (q *Queue) lock() { q.mu.Lock(); q.n() }\nfunc (q *Queue) unlock() { q.mu.Unlock() }\nfunc (q *Queue) n() {}"],
  ["a wrapped lock", "guard", wrapped("q.guard.Acquire()", "q.guard.Release()"), "type guard struct { l sync.Mutex }\nfunc (g *guard) Acquire() { g.l.Lock() }\nfunc (g *guard) Release() { g.l.Unlock() }"],
  ["an embedded wrapper", "guard", wrapped("q.Acquire()", "q.Release()"), "type guard struct { l sync.Mutex }\nfunc (g *guard) Acquire() { g.l.Lock() }\nfunc (g *guard) Release() { g.l.Unlock() }"],
  ["a wrapper of a wrapper", "", wrapped("q.enter()", "q.leave()"), "func (q *Queue) enter() { q.lock() }\nfunc (q *Queue) lock() { q.mu.Lock() }\nfunc (q *Queue) leave() { q.unlock() }\nfunc (q *Queue) unlock() { q.mu.Unlock() }"],
  ["functions", "", wrapped("hold(&q.mu)", "drop(&q.mu)"), "func hold(mu *sync.Mutex) { mu.Lock() }\nfunc drop(mu *sync.Mutex) { mu.Unlock() }"],
  ["a package variable", "", wrapped("hold()", "drop()"), "var all sync.Mutex\nfunc hold() { all.Lock() }\nfunc drop() { all.Unlock() }"],
  ["what undoes it", "", { push: `defer q.lock()(); ${push}`, pop: `defer q.lock()(); ${pop}` }, "func (q *Queue) lock() func() { q.mu.Lock(); return q.mu.Unlock }"],
  ["a semaphore", "s uint32", wrapped("semacquire(&q.s)", "semrelease(&q.s)"), "func semacquire(s *uint32) { for { if atomic.CompareAndSwapUint32(s, 1, 0) { return } } }\nfunc semrelease(s *uint32) { atomic.AddUint32(s, 1) }"],
  ["an attempt first", "", wrapped("q.lock()", "q.unlock()"), "func (q *Queue) lock() { if q.mu.TryLock() { return }; q.mu.Lock() }\nfunc (q *Queue) unlock() { q.mu.Unlock() }"],
])("a lock taken by %s", (_, fields, { push: one, pop: other }, more) => expect(found(queue(fields, { push: one, pop: other, more }))).toEqual([]));

test.each([
  ["lets it go again", "q.touch()", "func (q *Queue) touch() { q.mu.Lock(); defer q.mu.Unlock() }"],
  ["lets it go in a literal", "q.touch()", "func (q *Queue) touch() { q.mu.Lock(); defer func() { q.mu.Unlock() }() }"],
  ["takes it now and then", "q.touch(1)", "func (q *Queue) touch(n int) { if n == 0 { q.mu.Lock() } }"],
  ["returns before", "q.touch(1)", "func (q *Queue) touch(n int) bool { if n == 0 { return false }; q.mu.Lock(); return true }"],
  ["takes one of its own", "q.touch()", "func (q *Queue) touch() { var mu sync.Mutex; mu.Lock() }"],
])("a callee that %s", (_, call, more) => expect(found(queue("", { push: `${call}; ${push}`, pop: `${call}; ${pop}`, more }))).toHaveLength(1));

test("a semaphore is no hot word itself", () => {
  const more = "func semacquire(s *uint32)\nfunc semrelease(s *uint32)";
  expect(found(queue("s uint32", { push: "semacquire(&q.s)", pop: "atomic.AddInt64(&q.tail, 1); semrelease(&q.s)", more }))).toEqual([]);
});

test("a lock let go before", () => {
  const more = "func (q *Queue) lock() { q.mu.Lock() }\nfunc (q *Queue) unlock() { q.mu.Unlock() }";
  expect(found(queue("", { push: `q.lock(); q.unlock(); ${push}`, pop: `q.lock(); q.unlock(); ${pop}`, more }))).toHaveLength(1);
});

test("a wrapper in another package", () => {
  const own = queue("guard.Guard", wrapped("q.Enter()", "q.Leave()")).replace('"sync/atomic"', '"example.com/m/guard"');
  const guard = "package guard\nimport \"sync\"\ntype Guard struct { l sync.Mutex }\nfunc (g *Guard) Enter() { g.l.Lock() }\nfunc (g *Guard) Leave() { g.l.Unlock() }\n";
  expect(lint({ "a.go": own, "guard/guard.go": guard }).filter(({ ruleId }) => ruleId === "false-sharing")).toEqual([]);
});

test("a wrapper in a dependency", () => {
  const own = queue("guard.Guard", wrapped("q.Enter()", "q.Leave()")).replace('"sync/atomic"', '"example.org/guard"');
  const guard = "package guard\nimport \"sync\"\ntype Guard struct { l sync.Mutex }\nfunc (g *Guard) Enter() { g.l.Lock() }\nfunc (g *Guard) Leave() { g.l.Unlock() }\n";
  const files = { "go.mod": "module example.com/m\n\ngo 1.26\n\nrequire example.org/guard v1.0.0\n", "vendor/modules.txt": "# example.org/guard v1.0.0\n## explicit\nexample.org/guard\n", "vendor/example.org/guard/guard.go": guard };
  expect(lint({ ...files, "a.go": own }).filter(({ ruleId }) => ruleId === "false-sharing")).toEqual([]);
});
