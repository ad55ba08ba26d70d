import { describe, expect, test } from "@jest/globals";
import { lint } from "../packages/lint/test/run.js";

/** The findings about false sharing in a package, read as a default run reads it. */
function told(text: string): readonly string[] {
  const imports = ["context", "sync", "sync/atomic"].filter((path) => text.includes(`${path.slice(path.lastIndexOf("/") + 1)}.`));
  const findings = lint({ "a.go": `package a\n\nimport (\n${imports.map((path) => `\t"${path}"\n`).join("")})\n\n${text}` });
  return findings.filter(({ ruleId }) => ruleId.startsWith("false-sharing")).map(({ type, container, fields, confidence }) => `${container ?? type ?? ""} ${fields.join(" ")} ${confidence}`);
}

describe("elements that goroutines are dealt", () => {
  const peers = (start: string): string => `type peer struct{ next, acked atomic.Int64 }

type Node struct{ peers []peer }

func (p *peer) send(ok func(int64) bool) {
	for {
		if at := p.next.Add(1); ok(at) {
			p.acked.Store(at)
		}
	}
}

func Start(all ...func(int64) bool) *Node {
	n := &Node{peers: make([]peer, len(all))}
	for i, ok := range all {
		${start}
	}
	return n
}
`;

  test("each goroutine of a loop has one", () => {
    expect(told(peers("p := &n.peers[i]\n\t\tgo p.send(ok)"))).toEqual(["Node.peers next acked medium"]);
    expect(told(peers("n.peers[i].send(ok)"))).toEqual([]);
  });

  const proxy = (second: string): string => `type Proxy struct{ bytes [2]atomic.Int64 }

func (p *Proxy) pump(chunks <-chan []byte, dir int) {
	for chunk := range chunks {
		p.bytes[dir].Add(int64(len(chunk)))
	}
}

func (p *Proxy) Join(up, down <-chan []byte) {
	go p.pump(up, 0)
	${second}
}
`;

  test("goroutines are started with different numbers", () => {
    expect(told(proxy("go p.pump(down, 1)"))).toEqual(["Proxy.bytes bytes medium"]);
    expect(told(proxy("println(down)"))).toEqual([]);
  });

  const hazards = (at: string): string => `type node struct{ key int }

type Domain struct{ slots [32]atomic.Pointer[node] }

func (d *Domain) Start(n int, nodes <-chan *node) {
	for i := 0; i < n; i++ {
		go func(id int) {
			for one := range nodes {
				d.slots[${at}].Store(one)
			}
		}(i)
	}
}
`;

  test("slots for what each of them announces", () => {
    expect(told(hazards("id"))).toEqual(["Domain.slots slots medium"]);
    expect(told(hazards("0"))).toEqual([]);
  });

  const sampler = (inLoop: string, after: string): string => `type Sampler struct{ counts []atomic.Int64 }

func New(n int) *Sampler { return &Sampler{counts: make([]atomic.Int64, n)} }

func (s *Sampler) run(id int, values <-chan int) {
	n := 0
	for v := range values {
		n += v
		${inLoop}
	}
	${after}
}

func (s *Sampler) Start(values <-chan int) {
	for i := range s.counts {
		go s.run(i, values)
	}
}
`;

  test("what is handed in once, at the end, is seldom handed in", () => {
    expect(told(sampler("s.counts[id].Add(int64(v))", ""))).toEqual(["Sampler.counts counts medium"]);
    expect(told(sampler("", "s.counts[id].Add(int64(n))"))).toEqual([]);
  });
});

test("a helper that runs a function in goroutines of a loop tells it which of them it is", () => {
  const total = (call: string): string => `type sum struct{ n, all int }

func parallel(items [][]int, n int, f func(item []int, worker int)) {
	work := make(chan []int, len(items))
	var wg sync.WaitGroup
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func(i int) {
			for item := range work {
				${call}
			}
			wg.Done()
		}(i)
	}
	wg.Wait()
}

func Total(items [][]int, n int) []sum {
	sums := make([]sum, n)
	parallel(items, n, func(item []int, worker int) {
		for _, x := range item {
			sums[worker].n++
			sums[worker].all += x
		}
	})
	return sums
}
`;
  expect(told(total("f(item, i)"))).toEqual(["sums n all medium"]);
  expect(told(total("f(item, item[0])"))).toEqual([]);
});

test("a sum that a helper is handed is as rare as one that is added here", () => {
  const pool = (inLoop: string, after: string): string => `type counter struct{ n atomic.Int64 }

func (c *counter) add(n int) { c.n.Add(int64(n)) }

type Pool struct{ taken, done counter }

func (p *Pool) Take(tasks <-chan int) {
	for range tasks {
		p.taken.add(1)
	}
}

func (p *Pool) Work(tasks <-chan int) {
	n := 0
	for range tasks {
		n++
		${inLoop}
	}
	${after}
}
`;
  expect(told(pool("p.done.add(1)", ""))).toEqual(["Pool taken done high"]);
  expect(told(pool("", "p.done.add(n)"))).toEqual([]);
});

test("an interface that is returned leads to the lock that it holds", () => {
  const table = (result: string): string => `type Table struct {
	locks [32]sync.Mutex
	rows  [32]map[string]int
}

func (t *Table) lockOf(at uint32) ${result} { return &t.locks[at%32] }

func (t *Table) Set(at uint32, key string) {
	l := t.lockOf(at)
	l.Lock()
	t.rows[at%32][key]++
	l.Unlock()
}
`;
  expect(told(table("*sync.Mutex"))).toEqual(["Table.locks locks high"]);
  expect(told(table("sync.Locker"))).toEqual(["Table.locks locks high"]);
});

test("what a function makes for its goroutines is made once, however long the methods are that they call", () => {
  const method = (name: string, word: string): string => `func (l *Limiter) ${name}(now, cost int64) bool {
	for {
		old := l.${word}.Load()
		next := old + cost
		if next < now {
			next = now
		}
		if next > now+100 {
			return false
		}
		if l.${word}.CompareAndSwap(old, next) {
			return true
		}
	}
}`;
  const limiter = (run: string): string => `type Limiter struct{ up, down atomic.Int64 }

${method("Up", "up")}

${method("Down", "down")}

func Run() {
	l := new(Limiter)
	${run}
}
`;
  expect(told(limiter("go func() { l.Up(1, 2) }()"))).toEqual(["Limiter up down high"]);
  expect(told(limiter("l.Up(1, 2)"))).toEqual([]);
});

describe("struct types that functions declare", () => {
  const relay = (second: string): string => `func Relay(src <-chan []byte, dst chan<- []byte) {
	type totals struct{ read, written atomic.Int64 }
	t := new(totals)
	mid := make(chan []byte)
	go func() {
		for b := range src {
			t.read.Add(int64(len(b)))
			mid <- b
		}
	}()
	${second}
}
`;
  const copying = "for b := range mid {\n\t\t\tt.written.Add(int64(len(b)))\n\t\t\tdst <- b\n\t\t}";

  test("are judged where goroutines share an object", () => {
    expect(told(relay(`go func() {\n\t\t${copying}\n\t}()`))).toEqual(["totals read written high"]);
    expect(told(relay("go func() {\n\t\tfor b := range mid {\n\t\t\tdst <- b\n\t\t}\n\t}()"))).toEqual([]);
  });

  test("are told from types of the package with that name", () => {
    expect(told(`type totals struct{ read, written int }\n\n${relay(`go func() {\n\t\t${copying}\n\t}()`)}`)).toEqual(["totals read written high"]);
  });

  test("and so are those that only returned functions see", () => {
    const hooks = (of: string): string => `func Hooks() (onRead, onWrite func(int)) {
	type totals struct{ read, written atomic.Int64 }
	t := new(totals)
	return func(n int) { t.read.Add(int64(n)) }, func(n int) { t.${of}.Add(int64(n)) }
}
`;
    expect(told(hooks("written"))).toEqual(["totals read written high"]);
    expect(told(hooks("read"))).toEqual([]);
  });
});
