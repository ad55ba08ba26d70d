import type { Kit, Program, ProgramSet } from "../template.js";

const elements = ["false-sharing-elements"];

/** Elements reached in ways that the usual programs do not have. */
export const shards: readonly ProgramSet[] = [
  {
    name: "arrays-of-arrays",
    flag: { "kind-and-stripe": (kit) => matrix(kit, "flag"), "slice-of-arrays": (kit) => matrix(kit, "slice"), "struct-of-arrays": (kit) => matrix(kit, "struct") },
    silent: { "row-each": (kit) => matrix(kit, "rows"), "padded-stripe": (kit) => matrix(kit, "padded"), "slice-each": (kit) => matrix(kit, "slices") },
  },
  {
    name: "constraint-with-methods",
    flag: { "pointer-constraint": (kit) => constrained(kit, false), "function-over-elements": (kit) => overElements(kit, false) },
    silent: { "pointer-constraint-padded": (kit) => constrained(kit, true), "function-over-elements-padded": (kit) => overElements(kit, true) },
  },
  {
    name: "pooled-tokens",
    flag: { "token-picks": (kit) => tokens(kit, false), "local-slots": (kit) => locals(kit, "flag") },
    silent: { "token-picks-padded": (kit) => tokens(kit, true), "local-slots-padded": (kit) => locals(kit, "padded"), "local-slots-inner": (kit) => locals(kit, "inner") },
  },
  {
    name: "maps-of-pointers",
    flag: { "two-words-in-shard": (kit) => mapped(kit, "flag"), "sync-map": (kit) => mapped(kit, "sync") },
    silent: { "padded-shard": (kit) => mapped(kit, "padded"), "locked-shard": (kit) => mapped(kit, "locked") },
  },
  {
    name: "slots-of-a-kind",
    flag: { "locks-by-address": (kit) => byAddress(kit, "flag"), "flags-scanned": (kit) => byAddress(kit, "flags") },
    silent: { bitmap: (kit) => kinds(kit, "bitmap"), "pointer-slots": (kit) => kinds(kit, "pointers"), accounts: (kit) => kinds(kit, "accounts"), "filled-once": (kit) => kinds(kit, "once"), "locks-padded": (kit) => byAddress(kit, "padded") },
  },
];

function matrix(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: true });
  const add = (place: string): string => w.inc(place);
  switch (how) {
    case "flag":
      return { rules: elements, type: w.type, container: "T_stats.f_cells", also: ["T_stats"], decls: [`type T_stats struct {\nf_cells [4][16]${w.type}\n}`, `func (s *T_stats) F_add(kind int, id uint64) {\n${add("s.f_cells[kind][id%16]")}\n}`] };
    case "slice":
      return { rules: elements, type: w.type, container: "T_stats.f_cells", also: ["T_stats"], decls: [`type T_stats struct {\nf_cells [][3]${w.type}\n}`, "func F_make(n int) *T_stats {\nreturn &T_stats{f_cells: make([][3]" + w.type + ", n)}\n}", `func (s *T_stats) F_add(id int, kind int) {\nrow := &s.f_cells[id%len(s.f_cells)]\n${add("row[kind]")}\n}`] };
    case "struct":
      return { rules: elements, type: "T_row", container: "T_stats.f_rows", also: ["T_stats", w.type], decls: [`type T_row struct {\nf_by [2]${w.type}\n}`, "type T_stats struct {\nf_rows [32]T_row\n}", `func (s *T_stats) F_add(worker int, kind int) {\n${add("s.f_rows[worker&31].f_by[kind]")}\n}`] };
    // Each worker has a row of 256 words; rows meet in a line at most.
    case "rows":
      return { type: "uint64", container: "rows", decls: ["func F_count(items [][]byte) (total [256]uint64) {\nrows := make([][256]uint64, len(items))\nvar wg sync.WaitGroup\nfor w := range items {\nwg.Add(1)\ngo func(w int) {\ndefer wg.Done()\nfor _, b := range items[w] {\nrows[w][b]++\n}\n}(w)\n}\nwg.Wait()\nfor w := range rows {\nfor b, n := range rows[w] {\ntotal[b] += n\n}\n}\nreturn total\n}"] };
    case "padded": {
      return { type: "T_row", container: "T_stats.f_rows", also: ["T_stats"], decls: [`type T_row struct {\nf_by [2]${w.type}\n_ [${64 - 2 * w.sizeBytes}]byte\n_ [64]byte\n}`, "type T_stats struct {\nf_rows [32]T_row\n}", `func (s *T_stats) F_add(worker int) {\nrow := &s.f_rows[worker&31]\n${add("row.f_by[0]")}\n${add("row.f_by[1]")}\n}`] };
    }
    default:
      return { type: "uint64", container: "parts", decls: ["func F_count(items [][]byte) [][]uint64 {\nparts := make([][]uint64, len(items))\nvar wg sync.WaitGroup\nfor w := range items {\nwg.Add(1)\ngo func(w int) {\ndefer wg.Done()\nown := make([]uint64, 256)\nfor _, b := range items[w] {\nown[b]++\n}\nparts[w] = own\n}(w)\n}\nwg.Wait()\nreturn parts\n}"] };
  }
}

function constrained(kit: Kit, isPadded: boolean): Program {
  const w = kit.word({ isSized: true });
  const p = isPadded ? kit.pads() : { after: () => "" };
  return {
    rules: elements, type: "T_cell", container: "T_striped.f_cells", also: isPadded ? [] : ["T_striped"], fields: isPadded ? [] : ["f_n"],
    decls: [
      `type T_cell struct {\nf_n ${w.type}\n${p.after(w.sizeBytes)}}`, `func (c *T_cell) F_bump(by int) {\n${w.add("c.f_n", `${w.value}(by)`)}\n}`, "type T_bumper[C any] interface {\n*C\nF_bump(by int)\n}",
      "type T_striped[C any, P T_bumper[C]] struct {\nf_cells []C\n}", "func (s *T_striped[C, P]) F_at(i int, by int) {\nP(&s.f_cells[i%len(s.f_cells)]).F_bump(by)\n}",
      "type T_meter struct {\nf_all T_striped[T_cell, *T_cell]\n}", "func F_make(n int) *T_meter {\nreturn &T_meter{f_all: T_striped[T_cell, *T_cell]{f_cells: make([]T_cell, n)}}\n}", "func (m *T_meter) F_mark(key uint64) {\nm.f_all.F_at(int(key>>7), 1)\n}",
    ],
  };
}

function overElements(kit: Kit, isPadded: boolean): Program {
  const w = kit.word({ isSized: true });
  const p = isPadded ? kit.pads() : { after: () => "" };
  return {
    rules: elements, type: "T_cell", container: "T_meter.f_cells", also: isPadded ? [] : ["T_meter"], fields: isPadded ? [] : ["f_n"],
    decls: [
      `type T_cell struct {\nf_n ${w.type}\n${p.after(w.sizeBytes)}}`, "type T_meter struct {\nf_cells []T_cell\n}", "func F_make() *T_meter {\nreturn &T_meter{f_cells: make([]T_cell, runtime.GOMAXPROCS(0))}\n}",
      "func m_pick[E any, S ~[]E](list S, key uint64) *E {\nreturn &list[key%uint64(len(list))]\n}", `func (m *T_meter) F_mark(key uint64) {\nc := m_pick(m.f_cells, key)\n${w.inc("c.f_n")}\n}`,
    ],
  };
}

function tokens(kit: Kit, isPadded: boolean): Program {
  const w = kit.word({ isSized: true });
  const p = isPadded ? kit.pads() : { after: () => "" };
  return {
    rules: elements, type: "T_stripe", container: "T_sum.f_parts", also: isPadded ? [] : ["T_sum"], fields: isPadded ? [] : ["f_n"],
    decls: [
      "type T_token struct {\nidx uint32\n_ [60]byte\n}", "var v_tokens sync.Pool", `type T_stripe struct {\nf_n ${w.type}\n${p.after(w.sizeBytes)}}`, "type T_sum struct {\nf_parts []T_stripe\nf_mask uint32\n}",
      "func F_make() *T_sum {\nreturn &T_sum{f_parts: make([]T_stripe, 16), f_mask: 15}\n}",
      `func (s *T_sum) F_add(by ${w.value}) {\nt, ok := v_tokens.Get().(*T_token)\nif !ok {\nt = &T_token{idx: rand.Uint32()}\n}\nfor {\np := &s.f_parts[t.idx&s.f_mask]\nold := ${w.load("p.f_n")}\nif ${w.cas("p.f_n", "old", "old+by")} {\nbreak\n}\nt.idx = rand.Uint32()\n}\nv_tokens.Put(t)\n}`,
    ],
  };
}

function locals(kit: Kit, how: string): Program {
  const { type, lock, unlock } = kit.lock();
  const inner = `type T_inner struct {\nmu ${type}\nf_free []*T_object\nf_hits uint64\n}`;
  const object = `type T_object struct {\nbuf [${kit.draw.pick([32, 128, 4096])}]byte\n}`;
  const [take, give] = [lock("l.mu"), unlock("l.mu")];
  const local = { flag: "type T_local struct {\nT_inner\n}", padded: "type T_local struct {\nT_inner\n_ [64]byte\n}", inner: "type T_local struct {\nT_inner\npad [128 - unsafe.Sizeof(T_inner{})%128]byte\n}" }[how]!;
  return {
    rules: elements, type: "T_local", container: "T_pool.f_locals", also: how === "flag" ? ["T_pool", "T_inner"] : [], fields: how === "flag" ? ["T_inner", "mu", "f_free", "f_hits"] : [],
    decls: [
      object, inner, local, "type T_pool struct {\nf_locals []T_local\nf_make func() *T_object\n}", "func F_make(f func() *T_object) *T_pool {\nreturn &T_pool{f_locals: make([]T_local, runtime.GOMAXPROCS(0)), f_make: f}\n}",
      "func (p *T_pool) m_pin() *T_local {\nvar mark byte\nid := int(uintptr(unsafe.Pointer(&mark)) >> 12)\nreturn &p.f_locals[id%len(p.f_locals)]\n}",
      `func (p *T_pool) F_take() *T_object {\nl := p.m_pin()\n${take}\nif n := len(l.f_free); n > 0 {\nx := l.f_free[n-1]\nl.f_free = l.f_free[:n-1]\nl.f_hits++\n${give}\nreturn x\n}\n${give}\nreturn p.f_make()\n}`,
      `func (p *T_pool) F_give(x *T_object) {\nl := p.m_pin()\n${take}\nl.f_free = append(l.f_free, x)\n${give}\n}`,
    ],
  };
}

function mapped(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: true });
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  const mu = how === "locked" ? "mu sync.Mutex\n" : "";
  const hold = how === "locked" ? "s.mu.Lock()\ndefer s.mu.Unlock()\n" : "";
  const shard = `type T_shard struct {\n${mu}${p.full}f_a ${w.type}\n${p.after(w.sizeBytes)}f_b ${w.type}\n${p.after(w.sizeBytes)}}`;
  const isSync = how === "sync";
  return {
    // One for each key that comes along may be any number of objects.
    isDoubtful: isSync, type: "T_shard", fields: ["f_a", "f_b"],
    decls: [
      shard, isSync ? "type T_index struct {\nf_all sync.Map\n}" : "type T_index struct {\nmu sync.RWMutex\nf_all map[string]*T_shard\n}",
      isSync
        ? "func (x *T_index) m_get(k string) *T_shard {\nif s, ok := x.f_all.Load(k); ok {\nreturn s.(*T_shard)\n}\ns, _ := x.f_all.LoadOrStore(k, &T_shard{})\nreturn s.(*T_shard)\n}"
        : "func (x *T_index) m_get(k string) *T_shard {\nx.mu.RLock()\ndefer x.mu.RUnlock()\nreturn x.f_all[k]\n}",
      `func (x *T_index) F_in(k string) {\ns := x.m_get(k)\n${hold}${w.inc("s.f_a")}\n}`, `func (x *T_index) F_out(k string, n ${w.value}) {\ns := x.m_get(k)\n${hold}${w.add("s.f_b", "n")}\n}`,
      ...(isSync ? [] : ["func F_open(names ...string) *T_index {\nx := &T_index{f_all: make(map[string]*T_shard)}\nfor _, n := range names {\nx.f_all[n] = &T_shard{}\n}\nreturn x\n}"]),
    ],
  };
}

function byAddress(kit: Kit, how: string): Program {
  if (how === "flags") {
    // Every reader announces itself in a slot of its own; a writer looks at all.
    const n = kit.draw.pick(["n", "runtime.NumCPU()", "runtime.GOMAXPROCS(0)"]);
    return {
      rules: elements, type: "atomic.Bool", container: "T_lock.f_seen", also: ["T_lock"],
      decls: ["type T_lock struct {\nf_seen []atomic.Bool\nf_busy atomic.Bool\n}", `func F_make(n int) *T_lock {\nreturn &T_lock{f_seen: make([]atomic.Bool, ${n})}\n}`, "func (l *T_lock) F_enter(id int) {\nfor {\nl.f_seen[id].Store(true)\nif !l.f_busy.Load() {\nreturn\n}\nl.f_seen[id].Store(false)\nruntime.Gosched()\n}\n}", "func (l *T_lock) F_leave(id int) {\nl.f_seen[id].Store(false)\n}"],
    };
  }
  const isPadded = how === "padded";
  const n = kit.draw.pick([61, 128, 251, 1021]);
  return {
    rules: elements, type: isPadded ? "T_slot" : "sync.Mutex", container: "v_locks", also: isPadded ? [] : ["T_slot"],
    decls: [
      isPadded ? "type T_slot struct {\nsync.Mutex\n_ [56]byte\n}" : "type T_slot = sync.Mutex", `var v_locks [${n}]T_slot`, `func m_lockOf(p unsafe.Pointer) *T_slot {\nreturn &v_locks[uintptr(p)>>3%${n}]\n}`,
      "func F_swap(p *int, n int) int {\nl := m_lockOf(unsafe.Pointer(p))\nl.Lock()\ndefer l.Unlock()\nold := *p\n*p = n\nreturn old\n}",
    ],
  };
}

function kinds(kit: Kit, how: string): Program {
  const { type, lock, unlock } = kit.lock();
  switch (how) {
    case "bitmap":
      return { type: "atomic.Uint64", container: "T_set.f_words", decls: ["type T_set struct {\nf_words []atomic.Uint64\n}", "func F_make(n int) *T_set {\nreturn &T_set{f_words: make([]atomic.Uint64, (n+63)/64)}\n}", "func (s *T_set) F_put(i int) bool {\nw, bit := &s.f_words[i/64], uint64(1)<<(i%64)\nfor {\nold := w.Load()\nif old&bit != 0 {\nreturn false\n}\nif w.CompareAndSwap(old, old|bit) {\nreturn true\n}\n}\n}", "func (s *T_set) F_has(i int) bool {\nreturn s.f_words[i/64].Load()&(1<<(i%64)) != 0\n}"] };
    case "pointers":
      return { type: "atomic.Pointer", container: "T_table.f_slots", decls: ["type T_entry struct {\nkey uint64\nvalue int\n}", "type T_table struct {\nf_slots []atomic.Pointer[T_entry]\n}", "func F_make(capacity int) *T_table {\nreturn &T_table{f_slots: make([]atomic.Pointer[T_entry], capacity)}\n}", "func (t *T_table) F_put(e *T_entry) bool {\nat := e.key % uint64(len(t.f_slots))\nfor i := 0; i < 8; i++ {\nslot := &t.f_slots[(at+uint64(i))%uint64(len(t.f_slots))]\nif slot.CompareAndSwap(nil, e) {\nreturn true\n}\n}\nreturn false\n}"] };
    case "accounts":
      return { type: "T_account", container: "T_bank.f_rows", decls: [`type T_account struct {\nmu ${type}\nbalance int64\n}`, `const v_nRows = ${kit.draw.pick(["1 << 20", "100_000", "1 << 16"])}`, "type T_bank struct {\nf_rows []T_account\n}", "func F_make() *T_bank {\nreturn &T_bank{f_rows: make([]T_account, v_nRows)}\n}", `func (b *T_bank) F_move(id int, by int64) {\na := &b.f_rows[id]\n${lock("a.mu")}\na.balance += by\n${unlock("a.mu")}\n}`] };
    default:
      return { type: "T_once", container: "T_lazy.f_all", decls: ["type T_once struct {\nonce sync.Once\nvalue string\n}", "type T_lazy struct {\nf_all [32]T_once\n}", "func (l *T_lazy) F_get(i int, f func(int) string) string {\nx := &l.f_all[i]\nx.once.Do(func() {\nx.value = f(i)\n})\nreturn x.value\n}"] };
  }
}
