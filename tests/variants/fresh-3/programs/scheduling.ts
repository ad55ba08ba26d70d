import type { Stage } from "../../fresh-2/stage.js";
import { forms, type Story, type StorySet } from "../../fresh-2/story.js";
import { drawPointed } from "../pointed.js";

const elements = ["false-sharing-elements"];

/** Who runs what: queues that others steal from, bounded executors, workers that sample. */
export const scheduling: readonly StorySet[] = [
  {
    name: "work-stealing",
    names: {
      T_deque: "Deque WorkQueue StealQueue RunQueue", T_task: "task job unit", T_sched: "Scheduler Executor ForkJoin", f_top: "top head stealAt", f_bottom: "bottom tail pushAt", f_deques: "deques queues locals", F_push: "Push PushBottom Spawn", F_steal: "Steal PopTop Rob", F_pop: "Pop PopBottom TakeOwn",
      m_own: "ownLoop produceLoop execute", m_thief: "thief stealLoop scavenge",
    },
    flag: forms(stealing, "owner-and-thieves", "generic", "deques-in-slice"),
    silent: forms(stealing, "padded", "owner-alone", "locked"),
  },
  {
    name: "executor",
    names: {
      T_exec: "Executor WorkerPool Runner Dispatcher", T_stats: "stats execStats tallies", f_submitted: "submitted enqueued accepted", f_finished: "finished completed executed", f_tasks: "tasks jobs queue", F_submit: "Submit Do Execute", m_work: "work workerLoop runTasks", m_spawn: "spawn launch fork", F_pending: "Pending Backlog InFlight",
    },
    flag: forms(executor, "embedded-statistics", "method-values", "generic"),
    silent: forms(executor, "padded", "locked", "summed-on-exit"),
  },
  {
    name: "sampler",
    names: { T_sampler: "Sampler Profiler Estimator Histogrammer", T_worker: "worker probe collector", T_slot: "slot tallyCell ownCount", f_counts: "counts samples hits", f_id: "id index lane", f_own: "own mine dest", m_run: "run sample observeAll", F_slot: "Slot Assign Register", F_sum: "Sum Total Merge", f_n: "n seen taken" },
    flag: forms(sampler, "index-in-worker", "pointer-in-worker", "handed-out"),
    silent: forms(sampler, "strided", "padded", "stored-once"),
  },
];

function stealing(stage: Stage, how: string): Story {
  const w = stage.word({ isSigned: true, isWide: true });
  const isGeneric = how === "generic";
  const [decl, of, item] = isGeneric ? ["[E any]", "[E]", "E"] : ["", "", "func()"];
  const zero = isGeneric ? "zero, false" : "nil, false";
  const about = { type: "T_deque", fields: ["f_top", "f_bottom"] } as const;
  const isTable = how === "deques-in-slice";
  const struct = `type T_deque${decl} struct {\n${how === "locked" ? "mu sync.Mutex\n" : ""}${isTable ? `f_top ${w.type}\nf_bottom ${w.type}\n` : stage.fields(how, `f_top ${w.type}`, `f_bottom ${w.type}`)}items []${item}\n}`;
  const make = `func F_make${decl}(n int) *T_deque${of} {\nreturn &T_deque${of}{items: make([]${item}, n)}\n}`;
  const guard = how === "locked" ? "d.mu.Lock()\ndefer d.mu.Unlock()\n" : "";
  const push = `// Only its owner pushes.\nfunc (d *T_deque${of}) F_push(task ${item}) {\n${guard}at := ${w.load("d.f_bottom")}\nd.items[int(at)%len(d.items)] = task\n${w.store("d.f_bottom", "at+1")}\n}`;
  const steal = `func (d *T_deque${of}) F_steal() (task ${item}, ok bool) {\n${guard}${isGeneric ? `var zero ${item}\n` : ""}at := ${w.load("d.f_top")}\nif at >= ${w.load("d.f_bottom")} {\nreturn ${zero}\n}\ntask = d.items[int(at)%len(d.items)]\nif !${w.cas("d.f_top", "at", "at+1")} {\nreturn ${zero}\n}\nreturn task, true\n}`;
  const pop = `func (d *T_deque${of}) F_pop() (task ${item}, ok bool) {\nat := ${w.load("d.f_bottom")}\nif at <= ${w.load("d.f_top")} {\nreturn nil, false\n}\n${w.store("d.f_bottom", "at-1")}\n${w.inc("d.f_top")}\nreturn d.items[int(at-1)%len(d.items)], true\n}`;
  switch (how) {
    case "owner-alone":
      return { ...about, text: [struct, make, push, pop, "func m_own(tasks <-chan func()) {\nd := F_make(64)\nfor task := range tasks {\nd.F_push(task)\nif next, ok := d.F_pop(); ok {\nnext()\n}\n}\n}", "func F_drive(n int, tasks <-chan func()) {\nfor i := 0; i < n; i++ {\ngo m_own(tasks)\n}\n}"].join("\n\n") };
    case "deques-in-slice":
      return {
        ...about, also: ["T_sched"], rules: ["false-sharing", ...elements], container: "T_sched.f_deques",
        text: [
          struct, push, steal, "type T_sched struct {\nf_deques []T_deque\n}", "func F_make(n int) *T_sched {\ns := &T_sched{f_deques: make([]T_deque, n)}\nfor i := range s.f_deques {\ns.f_deques[i].items = make([]func(), 1024)\n}\nreturn s\n}",
          "func (s *T_sched) m_own(id int, tasks <-chan func()) {\nfor task := range tasks {\ns.f_deques[id].F_push(task)\n}\n}", "func (s *T_sched) m_thief(id int) {\nfor victim := id; ; victim++ {\nif task, ok := s.f_deques[victim%len(s.f_deques)].F_steal(); ok {\ntask()\n}\n}\n}",
          "func F_drive(n int, tasks <-chan func()) {\ns := F_make(n)\nfor i := 0; i < n; i++ {\ngo s.m_own(i, tasks)\ngo s.m_thief(i)\n}\n}",
        ].join("\n\n"),
      };
    default: {
      const made = isGeneric ? "F_make[func()](1024)" : "F_make(1024)";
      return { ...about, text: [struct, make, push, steal, `func F_drive(thieves int, tasks <-chan func()) {\nd := ${made}\nfor i := 0; i < thieves; i++ {\ngo func() {\nfor {\nif task, ok := d.F_steal(); ok {\ntask()\n}\n}\n}()\n}\nfor task := range tasks {\nd.F_push(task)\n}\n}`].join("\n\n") };
    }
  }
}

function executor(stage: Stage, how: string): Story {
  const w = stage.word({ isSigned: true });
  const isGeneric = how === "generic";
  const [decl, of, task] = isGeneric ? ["[T any]", "[T]", "T"] : ["", "", "func()"];
  const stats = `type T_stats struct {\n${how === "locked" ? "mu sync.Mutex\n" : ""}${stage.fields(how, `f_submitted ${w.type}`, `f_finished ${w.type}`)}}`;
  const about = { type: "T_stats", also: ["T_exec"], fields: ["f_submitted", "f_finished", "T_stats"] } as const;
  const struct = `type T_exec${decl} struct {\n*T_stats\nf_tasks chan ${task}${isGeneric ? "\nhandle func(T)" : ""}\n}`;
  const run = isGeneric ? "e.handle(task)" : "task()";
  const guarded = (text: string): string => (how === "locked" ? `e.mu.Lock()\n${text}\ne.mu.Unlock()` : text);
  const submit = `func (e *T_exec${of}) F_submit(task ${task}) {\n${guarded(w.inc("e.f_submitted"))}\ne.f_tasks <- task\n}`;
  const work = `func (e *T_exec${of}) m_work() {\nfor task := range e.f_tasks {\n${run}\n${guarded(w.inc("e.f_finished"))}\n}\n}`;
  const start = how === "method-values" ? ["func m_spawn(n int, f func()) {\nfor i := 0; i < n; i++ {\ngo f()\n}\n}", "m_spawn(n, e.m_work)\n"] : ["", "for i := 0; i < n; i++ {\ngo e.m_work()\n}\n"];
  const make = `func F_make${decl}(n int${isGeneric ? ", handle func(T)" : ""}) *T_exec${of} {\ne := &T_exec${of}{T_stats: new(T_stats), f_tasks: make(chan ${task}, 4*n)${isGeneric ? ", handle: handle" : ""}}\n${start[1]!}return e\n}`;
  const pending = `func (s *T_stats) F_pending() ${w.value} {\nreturn ${w.load("s.f_submitted")} - ${w.load("s.f_finished")}\n}`;
  if (how === "summed-on-exit") {
    return {
      ...about,
      text: [stats, struct, make, `func (e *T_exec) F_submit(batch []func()) {\nfor _, task := range batch {\ne.f_tasks <- task\n}\nclose(e.f_tasks)\n${w.add("e.f_submitted", `${w.value}(len(batch))`)}\n}`, `func (e *T_exec) m_work() {\nn := 0\nfor task := range e.f_tasks {\ntask()\nn++\n}\n${w.add("e.f_finished", `${w.value}(n)`)}\n}`, pending].join("\n\n"),
    };
  }
  return { ...about, text: [stats, struct, start[0]!, make, submit, work, how === "locked" ? "" : pending].filter((part) => part !== "").join("\n\n") };
}

function sampler(stage: Stage, how: string): Story {
  const { draw } = stage;
  const p = drawPointed(draw);
  const about = { rules: elements, type: "", also: [p.type, "T_sampler"], container: "T_sampler.f_counts", fields: [] } as const;
  const struct = `type T_sampler struct {\n${stage.cold(16)}f_counts []${p.type}\n}`;
  const sum = (step: string): string => `func (s *T_sampler) F_sum() (sum ${p.value}) {\nfor i := 0; i < len(s.f_counts); i += ${step} {\nsum += ${p.loadAt("s.f_counts[i]")}\n}\nreturn sum\n}`;
  const drive = (body: string): string => `func F_drive(s *T_sampler, values <-chan float64, workers int) {\nfor i := 0; i < workers; i++ {\n${body}\n}\n}`;
  const loop = (act: string): string => `for v := range values {\nif v > 0.5 {\n${act}\n}\n}`;
  const silent = { ...about, also: ["T_sampler", "T_slot"], container: "T_sampler.f_counts" } as const;
  switch (how) {
    case "index-in-worker":
    case "strided": {
      const isStrided = how === "strided";
      const [step, at] = isStrided ? ["16", "w.f_id*16"] : ["1", "w.f_id"];
      return {
        ...(isStrided ? silent : about),
        text: [
          struct, `func F_make(workers int) *T_sampler {\nreturn &T_sampler{f_counts: make([]${p.type}, ${isStrided ? "16*workers" : "workers"})}\n}`, "type T_worker struct {\n*T_sampler\nf_id int\n}", `func (w *T_worker) m_run(values <-chan float64) {\n${loop(p.addAt(`w.f_counts[${at}]`, "1"))}\n}`, sum(step),
          drive("w := &T_worker{s, i}\ngo w.m_run(values)"),
        ].join("\n\n"),
      };
    }
    case "handed-out":
      return {
        ...about,
        text: [
          `type T_sampler struct {\nmu sync.Mutex\ngiven int\nf_counts [32]${p.type}\n}`, `// F_slot gives a worker a count of its own.\nfunc (s *T_sampler) F_slot() *${p.type} {\ns.mu.Lock()\ndefer s.mu.Unlock()\nat := &s.f_counts[s.given%len(s.f_counts)]\ns.given++\nreturn at\n}`,
          `func (s *T_sampler) m_run(values <-chan float64) {\nown := s.F_slot()\n${loop(p.add("own", "1"))}\n}`, sum("1"), drive("go s.m_run(values)"),
        ].join("\n\n"),
      };
    case "padded":
      return {
        ...silent, type: "T_slot",
        text: [`type T_slot struct {\nf_n ${p.type}\n${stage.pad()}}`, "type T_sampler struct {\nf_counts []T_slot\n}", `type T_worker struct {\nf_own *T_slot\n}`, `func (w T_worker) m_run(values <-chan float64) {\n${loop(p.addAt("w.f_own.f_n", "1"))}\n}`, "func F_make(n int) *T_sampler {\nreturn &T_sampler{f_counts: make([]T_slot, n)}\n}", drive("go T_worker{&s.f_counts[i]}.m_run(values)")].join("\n\n"),
      };
    case "stored-once":
      return { ...silent, text: [struct, `func F_make(n int) *T_sampler {\nreturn &T_sampler{f_counts: make([]${p.type}, n)}\n}`, `func (s *T_sampler) m_run(id int, values <-chan float64) {\nn := 0\n${loop("n++")}\n${p.addAt("s.f_counts[id]", `${p.value}(n)`)}\n}`, sum("1"), drive("go s.m_run(i, values)")].join("\n\n") };
    default:
      return { ...about, text: [struct, `func F_make(n int) *T_sampler {\nreturn &T_sampler{f_counts: make([]${p.type}, n)}\n}`, `type T_worker struct {\nname string\nf_own *${p.type}\n}`, `func (w *T_worker) m_run(values <-chan float64) {\n${loop(p.add("w.f_own", "1"))}\n}`, sum("1"), drive("w := &T_worker{f_own: &s.f_counts[i]}\ngo w.m_run(values)")].join("\n\n") };
  }
}
