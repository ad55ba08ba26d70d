import type { Stage } from "../stage.js";
import { forms, type Story, type StorySet } from "../story.js";

const elements = ["false-sharing-elements"];

/** What goroutines keep for themselves, side by side. */
export const goroutines: readonly StorySet[] = [
  {
    name: "worker-state",
    names: {
      T_worker: "worker executor runner thread", T_pool: "Pool Scheduler Executor Engine", f_workers: "workers threads runners", f_done: "done executed ran", f_seed: "seed rngState randState", f_sum: "busy total spent", m_run: "run loop work", m_rand: "rand nextRand xorshift", T_source: "Rand Source Xorshift",
      f_sources: "sources rngs generators", F_next: "Next Uint64 Draw", T_counter: "counter tally meter", T_adder: "Adder Counter Sink", f_queue: "queue tasks jobs", F_estimate: "Estimate Simulate Sample",
    },
    flag: forms(workerState, "value-workers", "random-sources", "behind-interface"),
    silent: forms(workerState, "padded", "copied-worker", "large-workers", "made-by-itself"),
  },
  {
    name: "local-state",
    names: { T_totals: "totals progress tallies state", f_read: "read scanned pulled", f_wrote: "wrote copied pushed", F_copy: "Copy Relay Pump Pipe", F_meters: "Meters Hooks Callbacks", F_count: "Count Scan Histogram", f_hits: "hits seen matched" },
    flag: forms(localState, "local-type", "returned-closures", "local-array"),
    silent: forms(localState, "padded", "one-closure", "after-waiting", "local-sums"),
  },
];

function workerState(stage: Stage, how: string): Story {
  if (how === "random-sources") {
    return {
      rules: elements, type: "T_source", container: "T_pool.f_sources", also: ["T_pool"], fields: ["f_seed"],
      text: `type T_source struct {\nf_seed uint64\n}

        func (s *T_source) F_next() uint64 {
        s.f_seed ^= s.f_seed << 13
        s.f_seed ^= s.f_seed >> 7
        s.f_seed ^= s.f_seed << 17
        return s.f_seed
        }

        type T_pool struct {\n${stage.cold(16)}f_sources []T_source\n}

        func F_make(n int) *T_pool {
        p := &T_pool{f_sources: make([]T_source, n)}
        for i := range p.f_sources {
        p.f_sources[i].f_seed = uint64(i) + 88172645463325252
        }
        return p
        }

        func (p *T_pool) F_estimate(rounds int) int {
        found := make(chan int)
        for i := range p.f_sources {
        go func(src *T_source) {
        n := 0
        for k := 0; k < rounds; k++ {
        if src.F_next()>>32 < src.F_next()>>33 {
        n++
        }
        }
        found <- n
        }(&p.f_sources[i])
        }
        sum := 0
        for range p.f_sources {
        sum += <-found
        }
        return sum
        }`,
    };
  }
  if (how === "behind-interface") {
    return {
      rules: elements, type: "T_counter", container: "T_pool.f_workers", also: ["T_pool"], fields: ["f_done"],
      text: `type T_adder interface {\nAdd(n int)\n}

        type T_counter struct {\nf_done int\n}

        func (c *T_counter) Add(n int) {
        c.f_done += n
        }

        type T_pool struct {\nf_workers []T_counter\nf_queue chan string\n}

        func F_drive(n int) *T_pool {
        p := &T_pool{f_workers: make([]T_counter, n), f_queue: make(chan string, 256)}
        for i := range p.f_workers {
        go m_run(p.f_queue, &p.f_workers[i])
        }
        return p
        }

        func m_run(tasks <-chan string, to T_adder) {
        for task := range tasks {
        for _, r := range task {
        if r == ' ' {
        to.Add(1)
        }
        }
        }
        }`,
    };
  }
  const rest = { "value-workers": "", padded: stage.pad, "copied-worker": "title [10]string\n", "large-workers": "title [12]string\n", "made-by-itself": "title [10]string\n" }[how]!;
  const worker = `type T_worker struct {\nf_done uint64\nf_sum uint64\n${how === "value-workers" ? stage.cold(16) : ""}${typeof rest === "string" ? rest : rest()}}`;
  const isFlagged = how === "value-workers";
  const about = { rules: elements, type: "T_worker", container: "T_pool.f_workers", also: isFlagged ? ["T_pool"] : [], fields: isFlagged ? ["f_done", "f_sum"] : [] } as const;
  const pool = (element: string): string => `type T_pool struct {\nf_workers []${element}\nf_queue chan int\n}`;
  const run = "func (w *T_worker) m_run(tasks <-chan int) {\nfor task := range tasks {\nfor i := 0; i < task; i++ {\nw.f_sum += uint64(i)\n}\nw.f_done++\n}\n}";
  switch (how) {
    case "copied-worker":
      return { ...about, text: [worker, pool("T_worker"), run, "func F_drive(n int) *T_pool {\np := &T_pool{f_workers: make([]T_worker, n), f_queue: make(chan int)}\nfor i := range p.f_workers {\nw := p.f_workers[i]\ngo w.m_run(p.f_queue)\n}\nreturn p\n}"].join("\n\n") };
    case "made-by-itself":
      return { ...about, text: [worker, pool("*T_worker"), run, "func F_drive(n int) *T_pool {\np := &T_pool{f_workers: make([]*T_worker, n), f_queue: make(chan int)}\nfor i := range p.f_workers {\ngo func(i int) {\nw := new(T_worker)\np.f_workers[i] = w\nw.m_run(p.f_queue)\n}(i)\n}\nreturn p\n}"].join("\n\n") };
    default:
      return { ...about, text: [worker, pool("T_worker"), run, "func F_make(n int) *T_pool {\nreturn &T_pool{f_workers: make([]T_worker, n), f_queue: make(chan int, 128)}\n}", "func (p *T_pool) F_drive() {\nfor i := range p.f_workers {\ngo p.f_workers[i].m_run(p.f_queue)\n}\n}"].join("\n\n") };
  }
}

function localState(stage: Stage, how: string): Story {
  const w = stage.word();
  const about = { type: "T_totals", also: ["F_copy.T_totals", "F_meters.T_totals"], fields: ["f_read", "f_wrote"] } as const;
  const local = `type T_totals struct {\n${stage.fields(how, `f_read ${w.type}`, `f_wrote ${w.type}`)}}`;
  const pair = (first: string, second: string, between = ""): string => `var wg sync.WaitGroup\nmid := make(chan []byte, 16)\nwg.Add(2)\ngo func() {\ndefer wg.Done()\ndefer close(mid)\nfor b := range src {\n${first}\nmid <- b\n}\n}()\n${between}go func() {\ndefer wg.Done()\nfor b := range mid {\n${second}\ndst <- b\n}\n}()\nwg.Wait()`;
  switch (how) {
    case "returned-closures":
      return { ...about, text: `func F_meters() (onRead, onWrite func(int)) {\n${local}\nt := new(T_totals)\nreturn func(n int) {\n${w.add("t.f_read", `${w.value}(n)`)}\n}, func(n int) {\n${w.add("t.f_wrote", `${w.value}(n)`)}\n}\n}\n\nfunc F_copy(src <-chan []byte, dst chan<- []byte) {\nonRead, onWrite := F_meters()\n${pair("onRead(len(b))", "onWrite(len(b))")}\n}` };
    case "one-closure":
      return { ...about, text: `func F_meters() func(in, out int) {\n${local}\nt := new(T_totals)\nreturn func(in, out int) {\n${w.add("t.f_read", `${w.value}(in)`)}\n${w.add("t.f_wrote", `${w.value}(out)`)}\n}\n}\n\nfunc F_copy(src <-chan []byte, dst chan<- []byte) {\ncount := F_meters()\n${pair("count(len(b), 0)", "count(0, len(b))")}\n}` };
    // Bytes by kind; every goroutine has a kind for itself.
    case "local-array":
      return { rules: elements, container: "hits", also: [w.type], fields: [], text: `func F_count(parts [8][]byte) (sum [8]${w.value}) {\nvar hits [8]${w.type}\nvar wg sync.WaitGroup\nfor i := range parts {\nwg.Add(1)\ngo func(i int) {\ndefer wg.Done()\nfor _, b := range parts[i] {\nif b == '\\n' {\n${w.inc("hits[i]")}\n}\n}\n}(i)\n}\nwg.Wait()\nfor i := range hits {\nsum[i] = ${w.load("hits[i]")}\n}\nreturn sum\n}` };
    case "after-waiting":
      return { ...about, text: `func F_copy(src <-chan []byte, dst chan<- []byte) ${w.value} {\n${local}\nvar t T_totals\nvar kept [][]byte\nvar wg sync.WaitGroup\nwg.Add(1)\ngo func() {\ndefer wg.Done()\nfor b := range src {\n${w.inc("t.f_read")}\nkept = append(kept, b)\n}\n}()\nwg.Wait()\nfor _, b := range kept {\n${w.inc("t.f_wrote")}\ndst <- b\n}\nreturn ${w.load("t.f_wrote")}\n}` };
    case "local-sums":
      return {
        ...about,
        text: `func F_copy(src <-chan []byte, dst chan<- []byte) (int, int) {\ntype T_totals struct {\n${stage.fields(how, "f_read int", "f_wrote int")}}\nvar t T_totals\nvar wg sync.WaitGroup\nmid := make(chan []byte, 16)\nwg.Add(2)\ngo func() {\ndefer wg.Done()\ndefer close(mid)\nn := 0\nfor b := range src {\nn += len(b)\nmid <- b\n}\nt.f_read = n\n}()\ngo func() {\ndefer wg.Done()\nn := 0\nfor b := range mid {\nn += len(b)\ndst <- b\n}\nt.f_wrote = n\n}()\nwg.Wait()\nreturn t.f_read, t.f_wrote\n}`,
      };
    default:
      return { ...about, text: `func F_copy(src <-chan []byte, dst chan<- []byte) ${w.value} {\n${local}\nvar t T_totals\n${pair(w.add("t.f_read", `${w.value}(len(b))`), w.add("t.f_wrote", `${w.value}(len(b))`))}\nreturn ${w.load("t.f_read")} - ${w.load("t.f_wrote")}\n}` };
  }
}
