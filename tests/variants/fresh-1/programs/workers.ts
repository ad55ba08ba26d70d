import type { Kit, Program, ProgramSet } from "../template.js";
import { importsErrgroup } from "../errgroup.js";

const elements = ["false-sharing-elements"];

/** Goroutines that are started by others than the go statement, and objects that pass between them. */
export const workers: readonly ProgramSet[] = [
  {
    name: "submitted-work",
    flag: { errgroup: (kit) => group(kit, "flag"), "submit-to-pool": (kit) => submitted(kit, "flag"), "channel-of-functions": (kit) => submitted(kit, "channel") },
    silent: { "errgroup-result": (kit) => group(kit, "once"), "errgroup-padded": (kit) => group(kit, "padded"), "submit-padded": (kit) => submitted(kit, "padded"), "one-worker": (kit) => submitted(kit, "single") },
  },
  { name: "wait-group-go", goVersions: ["1.25", "1.26"], flag: { "slots-by-go": (kit) => waitGroupGo(kit, "flag") }, silent: { "slots-padded": (kit) => waitGroupGo(kit, "padded"), "slots-once": (kit) => waitGroupGo(kit, "once") } },
  {
    name: "handed-over",
    flag: { "both-at-once": (kit) => handed(kit, "flag"), "local-struct": (kit) => handed(kit, "local") },
    silent: { "one-owner": (kit) => handed(kit, "owner"), "per-worker-object": (kit) => handed(kit, "own"), "local-padded": (kit) => handed(kit, "padded"), "stages-in-turn": (kit) => handed(kit, "turn") },
  },
  {
    name: "pipelines",
    flag: { "reader-and-writer": (kit) => pipeline(kit, "flag"), "tick-and-work": (kit) => pipeline(kit, "tick") },
    silent: { padded: (kit) => pipeline(kit, "padded"), "both-in-one": (kit) => pipeline(kit, "one"), "sequence-lock": (kit) => pipeline(kit, "seqlock"), "condition-variable": (kit) => pipeline(kit, "cond") },
  },
];

function group(kit: Kit, how: string): Program {
  importsErrgroup(kit.sketch);
  const p = how === "padded" ? kit.pads() : { after: () => "" };
  const work = how === "once" ? "n := 0\nfor range part {\nn++\n}\nout[i].f_n = n\n" : "for range part {\nout[i].f_n++\n}\n";
  return {
    rules: elements, type: "T_part", container: "out", fields: how === "flag" ? ["f_n"] : [],
    decls: [`type T_part struct {\nf_n int\n${p.after(8)}}`, `func F_count(parts [][]string) ([]T_part, error) {\nout := make([]T_part, len(parts))\nvar g errgroup.Group\nfor i, part := range parts {\ni, part := i, part\ng.Go(func() error {\n${work}return nil\n})\n}\nreturn out, g.Wait()\n}`],
  };
}

function submitted(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: how === "padded" });
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  const type = `type T_stats struct {\n${p.full}f_a ${w.type}\n${p.after(w.sizeBytes)}f_b ${w.type}\n${p.after(w.sizeBytes)}}`;
  const about = { type: "T_stats", fields: ["f_a", "f_b"] } as const;
  if (how === "single") {
    // One goroutine runs all that is submitted.
    return {
      ...about,
      decls: ["type T_stats struct {\nf_a uint64\nf_b uint64\nf_work chan int\n}", "func F_start() *T_stats {\ns := &T_stats{f_work: make(chan int, 16)}\ngo s.m_loop()\nreturn s\n}", "func (s *T_stats) m_loop() {\nfor v := range s.f_work {\ns.m_one()\nif v > 0 {\ns.m_two(v)\n}\n}\n}", "func (s *T_stats) m_one() {\ns.f_a++\n}", "func (s *T_stats) m_two(v int) {\ns.f_b += uint64(v)\n}", "func (s *T_stats) F_send(v int) {\ns.f_work <- v\n}"],
    };
  }
  if (how === "channel") {
    return {
      ...about,
      decls: [type, "type T_queue struct {\nf_tasks chan func()\n}", "func F_start(n int) *T_queue {\nq := &T_queue{f_tasks: make(chan func(), 64)}\nfor i := 0; i < n; i++ {\ngo func() {\nfor f := range q.f_tasks {\nf()\n}\n}()\n}\nreturn q\n}", `func (q *T_queue) F_one(s *T_stats) {\nq.f_tasks <- func() {\n${w.inc("s.f_a")}\n}\n}`, `func (q *T_queue) F_two(s *T_stats) {\nq.f_tasks <- func() {\n${w.inc("s.f_b")}\n}\n}`],
    };
  }
  return {
    ...about,
    decls: [type, "type T_pool struct {\nf_tasks chan func()\n}", "func (p *T_pool) F_submit(f func()) {\np.f_tasks <- f\n}", "func F_start(n int) *T_pool {\np := &T_pool{f_tasks: make(chan func())}\nfor i := 0; i < n; i++ {\ngo func() {\nfor f := range p.f_tasks {\nf()\n}\n}()\n}\nreturn p\n}", `func F_run(p *T_pool, s *T_stats, xs []int) {\np.F_submit(func() {\nfor range xs {\n${w.inc("s.f_a")}\n}\n})\np.F_submit(func() {\nfor range xs {\n${w.inc("s.f_b")}\n}\n})\n}`],
  };
}

function waitGroupGo(kit: Kit, how: string): Program {
  const p = how === "padded" ? kit.pads() : { after: () => "" };
  const work = how === "once" ? "total := 0\nfor x := range 1000 {\ntotal += x\n}\nslots[i].f_n = total\n" : "for x := range 1000 {\nslots[i].f_n += x\n}\n";
  return { rules: elements, type: "T_slot", container: "slots", fields: how === "flag" ? ["f_n"] : [], decls: [`type T_slot struct {\nf_n int\n${p.after(8)}}`, `func F_run(n int) []T_slot {\nslots := make([]T_slot, n)\nvar wg sync.WaitGroup\nfor i := range n {\nwg.Go(func() {\n${work}})\n}\nwg.Wait()\nreturn slots\n}`] };
}

function handed(kit: Kit, how: string): Program {
  const about = { type: "T_job", fields: ["f_done", "f_size"] } as const;
  switch (how) {
    case "flag":
      return { ...about, decls: ["type T_job struct {\nf_done int\nf_size int\nf_in, f_out chan int\n}", "func (j *T_job) m_first() {\nfor v := range j.f_in {\nj.f_done++\nj.f_out <- v\n}\n}", "func (j *T_job) m_second() {\nfor v := range j.f_out {\nj.f_size += v\n}\n}", "func F_start() *T_job {\nj := &T_job{f_in: make(chan int), f_out: make(chan int)}\ngo j.m_first()\ngo j.m_second()\nreturn j\n}"] };
    case "local":
    case "padded": {
      const pad = how === "padded" ? "_ [64]byte\n" : "";
      return { type: "st", also: ["st.struct"], fields: ["f_done", "f_size"], decls: [`func F_run(in, out chan int) {\nvar st struct {\nf_done int\n${pad}f_size int\n}\nvar wg sync.WaitGroup\nwg.Add(2)\ngo func() {\ndefer wg.Done()\nfor range in {\nst.f_done++\n}\n}()\ngo func() {\ndefer wg.Done()\nfor v := range out {\nst.f_size += v\n}\n}()\nwg.Wait()\n}`] };
    }
    // Whoever received the job is its only writer.
    case "owner":
      return { ...about, decls: ["type T_job struct {\nf_done int\nf_size int\n}", "func F_first(jobs <-chan *T_job, next chan<- *T_job) {\nfor j := range jobs {\nj.f_done++\nnext <- j\n}\n}", "func F_second(next <-chan *T_job) {\nfor j := range next {\nj.f_size += 2\n}\n}"] };
    case "turn":
      return { ...about, decls: ["type T_job struct {\nf_done int\nf_size int\n}", "func F_run(j *T_job, xs []int) {\nfirst := make(chan struct{})\ngo func() {\nfor range xs {\nj.f_done++\n}\nclose(first)\n}()\n<-first\nfor _, x := range xs {\nj.f_size += x\n}\n}"] };
    default: {
      const w = kit.word();
      // Each worker writes its own object; others only read it now and then.
      return {
        ...about,
        decls: [`type T_job struct {\nf_done ${w.type}\nf_size ${w.type}\n_ [64]byte\n}`, "type T_pool struct {\nf_all []*T_job\nf_jobs chan int\n}", "func F_start(n int) *T_pool {\np := &T_pool{f_jobs: make(chan int)}\nfor i := 0; i < n; i++ {\nj := &T_job{}\np.f_all = append(p.f_all, j)\ngo j.m_loop(p.f_jobs)\n}\nreturn p\n}", `func (j *T_job) m_loop(jobs <-chan int) {\nfor v := range jobs {\nj.m_one()\nj.m_two(v)\n}\n}`, `func (j *T_job) m_one() {\n${w.inc("j.f_done")}\n}`, `func (j *T_job) m_two(v int) {\n${w.add("j.f_size", `${w.value}(v)`)}\n}`],
      };
    }
  }
}

function pipeline(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: true });
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  const about = { type: "T_conn", fields: ["f_in", "f_out"] } as const;
  switch (how) {
    case "seqlock":
      return { type: "T_cell", decls: [`type T_cell struct {\nf_seq atomic.Uint64\nf_x, f_y atomic.Int64\n}`, "func (c *T_cell) F_write(x, y int64) {\nc.f_seq.Add(1)\nc.f_x.Store(x)\nc.f_y.Store(y)\nc.f_seq.Add(1)\n}", "func (c *T_cell) F_read() (x, y int64) {\nfor {\nseq := c.f_seq.Load()\nif seq&1 == 1 {\nruntime.Gosched()\ncontinue\n}\nx, y = c.f_x.Load(), c.f_y.Load()\nif c.f_seq.Load() == seq {\nreturn x, y\n}\n}\n}"] };
    case "cond":
      return { type: "T_queue", decls: ["type T_queue struct {\nmu sync.Mutex\nf_ready *sync.Cond\nf_items []int\nf_puts, f_takes uint64\n}", "func F_make() *T_queue {\nq := &T_queue{}\nq.f_ready = sync.NewCond(&q.mu)\nreturn q\n}", "func (q *T_queue) F_put(v int) {\nq.mu.Lock()\nq.f_items = append(q.f_items, v)\nq.f_puts++\nq.mu.Unlock()\nq.f_ready.Signal()\n}", "func (q *T_queue) F_take() int {\nq.mu.Lock()\ndefer q.mu.Unlock()\nfor len(q.f_items) == 0 {\nq.f_ready.Wait()\n}\nv := q.f_items[0]\nq.f_items = q.f_items[1:]\nq.f_takes++\nreturn v\n}"] };
    case "tick":
      return { ...about, decls: [`type T_conn struct {\n${kit.cold(1)}f_in ${w.type}\nf_out ${w.type}\nf_stop chan struct{}\n}`, `func (c *T_conn) m_spin() {\nfor {\nselect {\ncase <-c.f_stop:\nreturn\ndefault:\n}\n${w.inc("c.f_in")}\n}\n}`, `func (c *T_conn) m_work(jobs <-chan ${w.value}) {\nfor j := range jobs {\n${w.add("c.f_out", "j")}\n}\n}`, `func F_start(jobs <-chan ${w.value}) *T_conn {\nc := &T_conn{f_stop: make(chan struct{})}\ngo c.m_spin()\ngo c.m_work(jobs)\nreturn c\n}`] };
    default: {
      const type = `type T_conn struct {\nf_rw net.Conn\n${p.full}f_in ${w.type}\n${p.after(w.sizeBytes)}f_out ${w.type}\n${p.after(w.sizeBytes)}}`;
      const read = `func (c *T_conn) m_readLoop(buf []byte) {\nfor {\nn, err := c.f_rw.Read(buf)\nif err != nil {\nreturn\n}\n${w.add("c.f_in", `${w.value}(n)`)}\n}\n}`;
      const write = `func (c *T_conn) m_writeLoop(ch <-chan []byte) {\nfor b := range ch {\nn, err := c.f_rw.Write(b)\nif err != nil {\nreturn\n}\n${w.add("c.f_out", `${w.value}(n)`)}\n}\n}`;
      if (how === "one") return { ...about, decls: [type, `func (c *T_conn) m_loop(buf []byte) {\nfor {\nn, err := c.f_rw.Read(buf)\nif err != nil {\nreturn\n}\n${w.add("c.f_in", `${w.value}(n)`)}\nif n, err = c.f_rw.Write(buf[:n]); err != nil {\nreturn\n}\n${w.add("c.f_out", `${w.value}(n)`)}\n}\n}`, "func F_start(rw net.Conn) {\nc := &T_conn{f_rw: rw}\ngo c.m_loop(make([]byte, 1024))\n}"] };
      return { ...about, decls: [type, "var v_uplink T_conn", read, write, "func F_start(rw net.Conn, ch <-chan []byte) {\nv_uplink.f_rw = rw\ngo v_uplink.m_readLoop(make([]byte, 1024))\ngo v_uplink.m_writeLoop(ch)\n}"] };
    }
  }
}
