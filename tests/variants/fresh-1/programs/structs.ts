import type { Kit, Program, ProgramSet } from "../template.js";

/** Structs that hold their words in ways that the usual programs do not have. */
export const structs: readonly ProgramSet[] = [
  {
    name: "far-down",
    flag: { "three-levels": (kit) => deep(kit, "flag"), "embedded-pointers": (kit) => embeddedPointer(kit, "flag"), "handle-by-value": (kit) => handle(kit, "flag") },
    silent: { "three-levels-padded": (kit) => deep(kit, "padded"), "embedded-pointers-together": (kit) => embeddedPointer(kit, "together"), "handle-padded": (kit) => handle(kit, "padded") },
  },
  {
    name: "named-by-index",
    flag: { "array-of-cursors": (kit) => indexed(kit, "flag"), "array-of-locks": (kit) => indexed(kit, "locks") },
    silent: { "array-of-padded": (kit) => indexed(kit, "padded"), "array-together": (kit) => indexed(kit, "together") },
  },
  {
    name: "loops-of-old",
    flag: { goto: (kit) => loops(kit, "goto"), labelled: (kit) => loops(kit, "labelled"), "method-expressions": (kit) => loops(kit, "expressions"), "recursive-retry": (kit) => loops(kit, "recursive") },
    silent: { "goto-padded": (kit) => loops(kit, "padded"), "labelled-locked": (kit) => loops(kit, "locked") },
  },
  {
    name: "views",
    flag: { "struct-of-pointers": (kit) => views(kit, "flag"), "returned-pointers": (kit) => views(kit, "returned"), "global-anonymous": (kit) => views(kit, "global"), "visitor": (kit) => views(kit, "visitor") },
    silent: { "struct-of-pointers-padded": (kit) => views(kit, "padded"), "separate-objects": (kit) => views(kit, "objects"), "global-anonymous-padded": (kit) => views(kit, "global-padded") },
  },
  {
    name: "resizable",
    flag: { "table-and-count": (kit) => resizable(kit, "flag"), "hint-beside-head": (kit) => resizable(kit, "hint") },
    silent: { "size-on-grow": (kit) => resizable(kit, "grow"), "table-and-count-padded": (kit) => resizable(kit, "padded"), "copy-on-write": (kit) => resizable(kit, "cow") },
  },
];

function deep(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: how === "padded" });
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  return {
    type: "T_c", also: how === "padded" ? ["T_a", "T_b", "T_top"] : ["T_b", "T_a", "T_top"], fields: ["f_in", "f_out"],
    decls: [
      `type T_c struct {\n${p.full}f_in ${w.type}\n${p.after(w.sizeBytes)}f_out ${w.type}\n${p.after(w.sizeBytes)}}`, `type T_b struct {\nf_c T_c\n${kit.cold(1)}}`, `type T_a struct {\n${kit.cold(1)}f_b T_b\n}`, "type T_top struct {\nf_a *T_a\nname string\n}",
      `func (c *T_c) m_in() {\n${w.inc("c.f_in")}\n}`, `func (c *T_c) m_out(n ${w.value}) {\n${w.add("c.f_out", "n")}\n}`, "func (b *T_b) m_enter() {\nb.f_c.m_in()\n}", `func (b *T_b) m_leave(n ${w.value}) {\nb.f_c.m_out(n)\n}`,
      "func (a *T_a) m_begin() {\na.f_b.m_enter()\n}", `func (a *T_a) m_end(n ${w.value}) {\na.f_b.m_leave(n)\n}`, "func (t *T_top) F_open() {\nt.f_a.m_begin()\n}", `func (t *T_top) F_shut(n ${w.value}) {\nt.f_a.m_end(n)\n}`,
      `func F_make() *T_top {\nreturn &T_top{f_a: new(T_a)}\n}`,
    ],
  };
}

function embeddedPointer(kit: Kit, how: string): Program {
  const w = kit.word();
  const both = how === "together";
  return {
    type: "T_stats", fields: ["f_in", "f_out"],
    decls: [
      `type T_stats struct {\nf_in ${w.type}\n${kit.cold(1)}f_out ${w.type}\n}`, "type T_base struct {\n*T_stats\nname string\n}", "type T_conn struct {\nT_base\nid int\n}", `func F_make(id int) *T_conn {\nreturn &T_conn{T_base: T_base{T_stats: &T_stats{}}, id: id}\n}`,
      `func (c *T_conn) F_recv(n ${w.value}) {\n${w.add("c.f_in", "n")}\n${both ? `${w.inc("c.f_out")}\n` : ""}}`, ...(both ? [] : [`func (c *T_conn) F_sent(n ${w.value}) {\n${w.add("c.f_out", "n")}\n}`]),
    ],
  };
}

function handle(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: how === "padded" });
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  return {
    type: "T_core", fields: ["f_in", "f_out"],
    decls: [
      `type T_core struct {\n${p.full}f_in ${w.type}\n${p.after(w.sizeBytes)}f_out ${w.type}\n${p.after(w.sizeBytes)}}`, "type Sender struct {\nc *T_core\n}", "type Receiver struct {\nc *T_core\n}", "func F_pair() (Sender, Receiver) {\nc := new(T_core)\nreturn Sender{c}, Receiver{c}\n}",
      `func (s Sender) F_send() {\n${w.inc("s.c.f_in")}\n}`, `func (r Receiver) F_receive() ${w.value} {\nreturn ${w.inc("r.c.f_out")}\n}`,
    ],
  };
}

function indexed(kit: Kit, how: string): Program {
  const rules = ["false-sharing", "false-sharing-elements"];
  const constants = "const (\nv_rd = iota\nv_wr\n)";
  if (how === "locks") {
    // Whether two locks are contended cannot be seen.
    return { rules, isDoubtful: true, type: "T_map", also: ["sync.Mutex"], container: "T_map.f_mu", fields: ["f_mu"], decls: [constants, "type T_map struct {\nf_mu [2]sync.Mutex\nf_rd map[string]int\nf_wr map[string]int\n}", "func F_make() *T_map {\nreturn &T_map{f_rd: map[string]int{}, f_wr: map[string]int{}}\n}", "func (m *T_map) F_see(k string) {\nm.f_mu[v_rd].Lock()\nm.f_rd[k]++\nm.f_mu[v_rd].Unlock()\n}", "func (m *T_map) F_set(k string) {\nm.f_mu[v_wr].Lock()\nm.f_wr[k]++\nm.f_mu[v_wr].Unlock()\n}"] };
  }
  const w = kit.word({ isSized: true });
  const cell = how === "padded" ? "T_cell" : w.type;
  const field = how === "padded" ? ".f_v" : "";
  const p = how === "padded" ? kit.pads() : { after: () => "" };
  const declare = how === "padded" ? [`type T_cell struct {\nf_v ${w.type}\n${p.after(w.sizeBytes)}}`] : [];
  const put = `func (q *T_ring) F_put(v int) {\nat := ${w.inc(`q.f_at[v_wr]${field}`)}\n${how === "together" ? `${w.inc(`q.f_at[v_rd]${field}`)}\n` : ""}q.f_buf[uint64(at)%1024] = v\n}`;
  const take = `func (q *T_ring) F_take() int {\nat := ${w.inc(`q.f_at[v_rd]${field}`)}\nreturn q.f_buf[uint64(at)%1024]\n}`;
  return { rules, type: "T_ring", also: how === "padded" ? ["T_cell"] : [w.type], container: "T_ring.f_at", decls: [constants, ...declare, `type T_ring struct {\nf_buf *[1024]int\n${how === "padded" ? "_ [64]byte\n" : ""}f_at [2]${cell}\n}`, "func F_make() *T_ring {\nreturn &T_ring{f_buf: new([1024]int)}\n}", put, ...(how === "together" ? [] : [take])] };
}

function loops(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: how === "padded" });
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  const mu = how === "locked" ? "mu sync.Mutex\n" : "";
  const hold = how === "locked" ? "q.mu.Lock()\ndefer q.mu.Unlock()\n" : "";
  const type = `type T_q struct {\n${mu}${p.full}f_rd ${w.type}\n${p.after(w.sizeBytes)}f_wr ${w.type}\n${p.after(w.sizeBytes)}}`;
  const about = { type: "T_q", fields: ["f_rd", "f_wr"] } as const;
  const move = (name: string, word: string): string => {
    const place = `q.${word}`;
    switch (how) {
      case "goto":
      case "padded":
        return `func (q *T_q) ${name}() ${w.value} {\nagain:\nat := ${w.load(place)}\nif !${w.cas(place, "at", "at+1")} {\ngoto again\n}\nreturn at\n}`;
      case "recursive":
        return `func (q *T_q) ${name}() ${w.value} {\nat := ${w.load(place)}\nif ${w.cas(place, "at", "at+1")} {\nreturn at\n}\nruntime.Gosched()\nreturn q.${name}()\n}`;
      case "expressions":
        return `func (q *T_q) m_${word}() ${w.value} {\nreturn ${w.inc(place)}\n}\n\nfunc ${name}(q *T_q) ${w.value} {\nf := (*T_q).m_${word}\nreturn f(q)\n}`;
      default:
        return `func (q *T_q) ${name}(tries int) (${w.value}, bool) {\n${hold}outer:\nfor i := 0; i < tries; i++ {\nfor {\nat := ${w.load(place)}\nif at == 0 && i > 0 {\ncontinue outer\n}\nif ${w.cas(place, "at", "at+1")} {\nreturn at, true\n}\nif i == tries-1 {\nbreak outer\n}\n}\n}\nreturn 0, false\n}`;
    }
  };
  return { ...about, decls: [type, move("F_take", "f_rd"), move("F_put", "f_wr")] };
}

function views(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: how.endsWith("padded") });
  const p = how.endsWith("padded") ? kit.pads() : { full: "", after: () => "" };
  const type = `type T_both struct {\n${p.full}f_in ${w.type}\n${p.after(w.sizeBytes)}f_out ${w.type}\n${p.after(w.sizeBytes)}}`;
  const about = { type: "T_both", fields: ["f_in", "f_out"] } as const;
  const by = w.incAt;
  switch (how) {
    case "global":
    case "global-padded":
      return { type: "v_all", also: ["v_all.struct"], fields: ["f_in", "f_out"], decls: [`var v_all struct {\n${p.full}f_in ${w.type}\n${p.after(w.sizeBytes)}f_out ${w.type}\n${p.after(w.sizeBytes)}}`, `func F_enter() {\n${w.inc("v_all.f_in")}\n}`, `func F_leave() {\n${w.inc("v_all.f_out")}\n}`] };
    case "returned":
      return { ...about, decls: [type, `func (b *T_both) F_words() (in, out *${w.type}) {\nreturn &b.f_in, &b.f_out\n}`, `func F_enter(b *T_both) {\nin, _ := b.F_words()\n${by("in")}\n}`, `func F_leave(b *T_both) {\n_, out := b.F_words()\n${by("out")}\n}`] };
    case "visitor":
      return { ...about, decls: [type, `func (b *T_both) m_with(isIn bool, f func(*${w.type})) {\nif isIn {\nf(&b.f_in)\n} else {\nf(&b.f_out)\n}\n}`, `func (b *T_both) F_enter() {\nb.m_with(true, func(x *${w.type}) {\n${by("x")}\n})\n}`, `func (b *T_both) F_leave() {\nb.m_with(false, func(x *${w.type}) {\n${by("x")}\n})\n}`] };
    // Two objects of an allocator's choice: no layout of a struct can part them.
    case "objects":
      return { type: "T_both", decls: [`type T_both struct {\nf_in *${w.type}\nf_out *${w.type}\n}`, `func F_make() *T_both {\nreturn &T_both{f_in: new(${w.type}), f_out: new(${w.type})}\n}`, `func (b *T_both) F_enter() {\n${by("b.f_in")}\n}`, `func (b *T_both) F_leave() {\n${by("b.f_out")}\n}`] };
    default:
      return { ...about, decls: [type, `type T_view struct {\np *${w.type}\nname string\n}`, "func (b *T_both) F_source() T_view {\nreturn T_view{p: &b.f_in, name: \"in\"}\n}", "func (b *T_both) F_sink() T_view {\nreturn T_view{p: &b.f_out, name: \"out\"}\n}", `func F_enter(b *T_both) {\nv := b.F_source()\n${by("v.p")}\n}`, `func F_leave(b *T_both) {\nv := b.F_sink()\n${by("v.p")}\n}`] };
  }
}

function resizable(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: how === "padded", isSigned: true });
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  const entry = "type T_entry struct {\nkey string\nvalue int\nlink *T_entry\n}";
  const table = "type T_table struct {\nheads []atomic.Pointer[T_entry]\n}";
  if (how === "hint") {
    return {
      type: "T_list", fields: ["f_head", "f_n"],
      decls: [entry, `type T_list struct {\nf_head atomic.Pointer[T_entry]\nf_n ${w.type}\n}`, "func (l *T_list) F_find(k string) *T_entry {\nfor e := l.f_head.Load(); e != nil; e = e.link {\nif e.key == k {\nreturn e\n}\n}\nreturn nil\n}", "func (l *T_list) F_any() bool {\nreturn l.f_head.Load() != nil\n}", `func (l *T_list) F_lost() {\n${w.inc("l.f_n")}\n}`, `func (l *T_list) F_back(n ${w.value}) {\n${w.add("l.f_n", "-n")}\n}`],
    };
  }
  if (how === "cow") {
    // Readers load a pointer, the writer replaces it under a lock: all that is written here is written seldom.
    return { type: "T_set", decls: ["type T_set struct {\nmu sync.Mutex\nf_now atomic.Pointer[map[string]int]\n}", "func F_make() *T_set {\ns := &T_set{}\ns.f_now.Store(&map[string]int{})\nreturn s\n}", "func (s *T_set) F_get(k string) int {\nreturn (*s.f_now.Load())[k]\n}", "func (s *T_set) Reset(k string, v int) {\ns.mu.Lock()\ndefer s.mu.Unlock()\nnext := make(map[string]int)\nfor k, v := range *s.f_now.Load() {\nnext[k] = v\n}\nnext[k] = v\ns.f_now.Store(&next)\n}"] };
  }
  const type = `type T_map struct {\n${p.full}f_table atomic.Pointer[T_table]\n${p.after(8)}f_n ${w.type}\n${p.after(w.sizeBytes)}}`;
  const get = "func (m *T_map) F_get(k string) *T_entry {\nt := m.f_table.Load()\nfor e := t.heads[len(k)%len(t.heads)].Load(); e != nil; e = e.link {\nif e.key == k {\nreturn e\n}\n}\nreturn nil\n}";
  const put = `func (m *T_map) F_put(e *T_entry) {\n${how === "grow" ? "" : `${w.inc("m.f_n")}\n`}t := m.f_table.Load()\nhead := &t.heads[len(e.key)%len(t.heads)]\nfor {\ne.link = head.Load()\nif head.CompareAndSwap(e.link, e) {\nreturn\n}\n}\n}`;
  const grow = `func (m *T_map) m_resize(n int) {\n${how === "grow" ? `${w.inc("m.f_n")}\n` : ""}m.f_table.Store(&T_table{heads: make([]atomic.Pointer[T_entry], n)})\n}`;
  const make = "func F_make() *T_map {\nm := &T_map{}\nm.m_resize(64)\nreturn m\n}";
  const has = "func (m *T_map) F_has(k string) bool {\nreturn m.f_table.Load().heads[len(k)%4].Load() != nil\n}";
  return { type: "T_map", fields: ["f_table", "f_n"], decls: [entry, table, type, get, put, grow, make, has] };
}
