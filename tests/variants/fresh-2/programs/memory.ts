import type { Stage } from "../stage.js";
import { forms, type Story, type StorySet } from "../story.js";

/** Who hands out memory and who takes it back: epochs and hazard pointers, arenas, caches. */
export const memory: readonly StorySet[] = [
  {
    name: "reclamation",
    names: {
      T_domain: "Domain Collector Reclaimer EBR", f_epoch: "epoch era globalEpoch", f_retired: "retired pending garbage", F_pin: "Pin Enter Guard", F_unpin: "Unpin Exit Leave", F_retire: "Retire Defer Discard", F_advance: "TryAdvance Collect Bump", T_slot: "participant localEpoch threadState",
      f_slots: "slots participants locals", f_hazards: "hazards guards protectedNodes", T_node: "node entry item", F_protect: "Protect Acquire Shield", F_clear: "Clear Drop Unprotect", F_scan: "Scan Reclaim InUse", f_at: "pinned active seen", F_register: "Register Join NewParticipant",
    },
    flag: forms(reclamation, "epoch-beside-retired", "participants", "hazards"),
    silent: forms(reclamation, "padded", "participants-padded", "participants-apart", "read-where-retired"),
  },
  {
    name: "arena",
    names: {
      T_arena: "Arena Allocator Slab Heap", f_allocs: "allocs mallocs handedOut", f_frees: "frees reclaimed returned", f_off: "offset brk cursor", f_base: "base start origin", f_limit: "limit end top", f_low: "low front bottom", f_high: "high back ceiling", F_alloc: "Alloc Malloc Grab",
      F_free: "Free Recycle Return", F_contains: "Contains Owns IsInside", F_allocLow: "AllocLow PushFront GrabLow", F_allocHigh: "AllocHigh PushBack GrabHigh", F_parse: "Parse Decode Eval",
    },
    flag: forms(arena, "allocs-and-frees", "bounds-beside-offset", "two-ended"),
    silent: forms(arena, "padded", "bounds-read-by-alloc", "locked", "per-request"),
  },
  {
    name: "cache",
    names: {
      T_cache: "Cache Store BlockCache Memo", T_shard: "shard segment partition", f_bytes: "bytes usedBytes footprint", f_mu: "mu lock guard", f_items: "items entries table", f_used: "used weight count", f_shards: "shards segments parts", F_get: "Get Lookup Fetch", F_put: "Put Set Insert Add",
      F_charge: "Charge Account Resize", m_shardFor: "shardFor pick segmentOf", f_lastClean: "lastClean expiries swept", F_over: "OverBudget IsFull NeedsEviction",
    },
    flag: forms(cache, "read-lock-beside-bytes", "embedded-lock-shards", "bytes-polled"),
    silent: forms(cache, "padded", "bytes-under-lock", "large-shards", "padded-shard-pointers"),
  },
];

function reclamation(stage: Stage, how: string): Story {
  const w = stage.word({ isWide: true });
  const elements = ["false-sharing-elements"];
  const epoch = `f_epoch ${w.type}`;
  if (how.startsWith("participants")) {
    // Every goroutine announces the epoch that it works in; only who collects looks at all.
    const rest = { participants: "", "participants-padded": stage.pad(), "participants-apart": "garbage [12]func()\n" }[how]!;
    const isFlagged = how === "participants";
    return {
      rules: elements, type: "T_slot", container: "T_domain.f_slots", also: isFlagged ? ["T_domain", w.type] : [], fields: isFlagged ? ["f_at"] : [],
      text: `type T_slot struct {\nf_at ${w.type}\n${rest}}

        type T_domain struct {\n${epoch}\n_ [64]byte\nf_slots []T_slot\n}

        func F_make(goroutines int) *T_domain {
        return &T_domain{f_slots: make([]T_slot, goroutines)}
        }

        func (d *T_domain) F_pin(worker int) {
        ${w.store("d.f_slots[worker].f_at", `${w.load("d.f_epoch")}+1`)}
        }

        func (d *T_domain) F_unpin(worker int) {
        ${w.store("d.f_slots[worker].f_at", "0")}
        }

        func F_drive(workers int, ops <-chan func()) *T_domain {
        d := F_make(workers)
        for i := 0; i < workers; i++ {
        go func(worker int) {
        for op := range ops {
        d.F_pin(worker)
        op()
        d.F_unpin(worker)
        }
        }(i)
        }
        return d
        }`,
    };
  }
  if (how === "hazards") {
    return {
      rules: elements, type: "atomic.Pointer", container: "T_domain.f_hazards", also: ["T_domain"], fields: [],
      text: `type T_node struct {\nkey, value uint64\n}

        type T_domain struct {\n${stage.cold(16)}f_hazards ${stage.draw.pick(["[32]atomic.Pointer[T_node]", "[64]atomic.Pointer[T_node]"])}\n}

        // Only the goroutine that has this number calls it so.
        func (d *T_domain) F_protect(worker int, src *atomic.Pointer[T_node]) *T_node {
        own := &d.f_hazards[worker]
        for {
        n := src.Load()
        own.Store(n)
        if src.Load() == n {
        return n
        }
        }
        }

        func (d *T_domain) F_clear(worker int) {
        d.f_hazards[worker].Store(nil)
        }

        func (d *T_domain) F_scan(n *T_node) bool {
        for i := range d.f_hazards {
        if d.f_hazards[i].Load() == n {
        return true
        }
        }
        return false
        }

        func F_drive(workers int, root *atomic.Pointer[T_node], keys <-chan uint64, found func(uint64)) *T_domain {
        d := new(T_domain)
        for i := 0; i < workers; i++ {
        go func(worker int) {
        for key := range keys {
        if n := d.F_protect(worker, root); n != nil && n.key == key {
        found(n.value)
        }
        d.F_clear(worker)
        }
        }(i)
        }
        return d
        }`,
    };
  }
  const struct = `type T_domain struct {\n${stage.fields(how, epoch, `f_retired ${w.type}`)}}`;
  const retire = how === "read-where-retired" ? `${w.inc("d.f_retired")}\nreturn ${w.load("d.f_epoch")}` : `return ${w.inc("d.f_retired")}`;
  return {
    type: "T_domain", fields: ["f_epoch", "f_retired"],
    text: [
      struct, `func (d *T_domain) F_retire() ${w.value} {\n${retire}\n}`, `func (d *T_domain) F_advance(seen ${w.value}) {\nif runtime.NumGoroutine() == 1 {\n${w.cas("d.f_epoch", "seen", "seen+1")}\n}\n}`,
      ...(how === "read-where-retired" ? [] : [`func (d *T_domain) F_pin() ${w.value} {\nreturn ${w.load("d.f_epoch")}\n}`, `func (d *T_domain) Visit(keys []string, f func(string)) {\nfor _, key := range keys {\nif d.F_pin() != 0 {\nf(key)\n}\n}\n}`]),
    ].join("\n\n") + stage.drive("new(T_domain)", ...(how === "read-where-retired" ? [] : ["x.F_pin()"]), "x.F_retire()"),
  };
}

function arena(stage: Stage, how: string): Story {
  const w = stage.word({ isWide: true });
  const offset = `f_off ${w.type}`;
  const bump = "func (a *T_arena) F_alloc(n int) []byte {\nend := int(INC)\nif end > len(a.buf) {\nreturn nil\n}\nreturn a.buf[end-n : end : end]\n}".replace("INC", w.add("a.f_off", `${w.value}(n)`));
  switch (how) {
    case "bounds-beside-offset":
      return {
        type: "T_arena", fields: ["f_off", "f_base", "f_limit"],
        text: [
          `type T_arena struct {\n${stage.fields(how, offset, "f_base uintptr", "f_limit uintptr")}}`, "func F_make(base, size uintptr) *T_arena {\nreturn &T_arena{f_base: base, f_limit: base + size}\n}", `func (a *T_arena) F_alloc(n ${w.value}) ${w.value} {\nreturn ${w.add("a.f_off", "n")} - n\n}`,
          "func (a *T_arena) F_contains(p uintptr) bool {\nreturn a.f_base <= p && p < a.f_limit\n}", "func (a *T_arena) Mark(ps []uintptr, mark func(uintptr)) {\nfor _, p := range ps {\nif a.f_base <= p && p < a.f_limit {\nmark(p)\n}\n}\n}",
        ].join("\n\n") + stage.drive("F_make(1<<20, 1<<16)", "x.F_alloc(16)", "x.F_contains(4096)"),
      };
    case "bounds-read-by-alloc":
      return {
        type: "T_arena", fields: ["f_off", "f_base", "f_limit"],
        text: [`type T_arena struct {\n${stage.fields(how, offset, "f_base uintptr", "f_limit uintptr")}}`, "func F_make(base, size uintptr) *T_arena {\nreturn &T_arena{f_base: base, f_limit: base + size}\n}", `func (a *T_arena) F_alloc(n uintptr) uintptr {\np := a.f_base + uintptr(${w.add("a.f_off", `${w.value}(n)`)}) - n\nif p+n > a.f_limit {\nreturn 0\n}\nreturn p\n}`].join("\n\n")
          + stage.drive("F_make(1<<20, 1<<16)", "x.F_alloc(16)"),
      };
    case "two-ended":
      return {
        type: "T_arena", fields: ["f_low", "f_high"],
        text: [
          `type T_arena struct {\n${stage.fields(how, `f_low ${w.type}`, `f_high ${w.type}`)}buf []byte\n}`, "func F_make(n int) *T_arena {\nreturn &T_arena{buf: make([]byte, n)}\n}", `func (a *T_arena) F_allocLow(n int) []byte {\nend := int(${w.add("a.f_low", `${w.value}(n)`)})\nreturn a.buf[end-n : end]\n}`,
          `func (a *T_arena) F_allocHigh(n int) []byte {\nat := len(a.buf) - int(${w.add("a.f_high", `${w.value}(n)`)})\nreturn a.buf[at : at+n]\n}`,
        ].join("\n\n") + stage.drive("F_make(1<<30)", "x.F_allocLow(16)", "x.F_allocHigh(8)"),
      };
    case "locked": {
      const both = (name: string, params: string, body: string): string => `func (a *T_arena) ${name}(${params}) {\na.mu.Lock()\ndefer a.mu.Unlock()\n${body}\n}`;
      return {
        type: "T_arena", fields: ["f_allocs", "f_frees"],
        text: [`type T_arena struct {\nmu sync.Mutex\n${stage.fields(how, `f_allocs ${w.type}`, `f_frees ${w.type}`)}free [][]byte\n}`, both("F_alloc", "n int", `${w.inc("a.f_allocs")}\nif k := len(a.free); k > n {\na.free = a.free[:k-n]\n}`), both("F_free", "b []byte", `${w.inc("a.f_frees")}\na.free = append(a.free, b)`)].join("\n\n") + stage.drive("new(T_arena)", "x.F_alloc(1)", "x.F_free(nil)"),
      };
    }
    case "per-request":
      return {
        type: "T_arena", fields: ["f_off", "f_frees"],
        text: [
          `type T_arena struct {\n${stage.fields(how, offset, `f_frees ${w.type}`)}buf []byte\n}`, bump, `func (a *T_arena) F_free(b []byte) {\n${w.inc("a.f_frees")}\n}`, "func F_parse(doc string) (n int) {\na := &T_arena{buf: make([]byte, 2*len(doc))}\nfor i := 0; i+8 <= len(doc); i += 8 {\nb := a.F_alloc(8)\nn += copy(b, doc[i:])\na.F_free(b)\n}\nreturn n\n}",
          "func F_handle(rw http.ResponseWriter, r *http.Request) {\nfmt.Fprintln(rw, F_parse(r.URL.RawQuery))\n}",
        ].join("\n\n"),
      };
    default:
      return {
        type: "T_arena", fields: ["f_allocs", "f_frees"],
        text: [
          `type T_arena struct {\n${stage.fields(how, `f_allocs ${w.type}`, `f_frees ${w.type}`)}pool sync.Pool\n}`, `func (a *T_arena) F_alloc(n int) []byte {\n${w.inc("a.f_allocs")}\nif b, ok := a.pool.Get().(*[]byte); ok && n <= cap(*b) {\nreturn (*b)[:n]\n}\nreturn make([]byte, n)\n}`,
          `func (a *T_arena) F_free(b []byte) {\n${w.inc("a.f_frees")}\na.pool.Put(&b)\n}`, `func (a *T_arena) Live() ${w.value} {\nreturn ${w.load("a.f_allocs")} - ${w.load("a.f_frees")}\n}`, "var v_buffers T_arena", "// One end decodes what the other has read.\nfunc F_drive(in <-chan []byte, decode func([]byte)) {\nfull := make(chan []byte, 64)\ngo func() {\nfor p := range in {\nb := v_buffers.F_alloc(len(p))\ncopy(b, p)\nfull <- b\n}\n}()\nfor b := range full {\ndecode(b)\nv_buffers.F_free(b)\n}\n}",
        ].join("\n\n"),
      };
  }
}

function cache(stage: Stage, how: string): Story {
  const w = stage.word({ isSigned: true, isWide: true });
  const about = { type: "T_cache", fields: ["f_mu", "f_bytes"] } as const;
  const struct = `type T_cache struct {\n${stage.fields(how, "f_mu sync.RWMutex", `f_bytes ${w.type}`)}f_items map[string][]byte\n}`;
  const make = "func F_make() *T_cache {\nreturn &T_cache{f_items: make(map[string][]byte)}\n}";
  const get = "func (c *T_cache) F_get(key string) ([]byte, bool) {\nc.f_mu.RLock()\ndefer c.f_mu.RUnlock()\nv, ok := c.f_items[key]\nreturn v, ok\n}";
  switch (how) {
    // Values grow in place, and those who let them grow say so.
    case "read-lock-beside-bytes":
    case "padded":
      return { ...about, text: [struct, make, get, `func (c *T_cache) F_charge(delta int) {\n${w.add("c.f_bytes", `${w.value}(delta)`)}\n}`].join("\n\n") + stage.drive("F_make()", 'x.F_get("a")', "x.F_charge(4)") };
    case "bytes-polled":
      return {
        type: "T_cache", fields: ["f_used", "f_bytes"],
        text: [
          `type T_cache struct {\n${stage.fields(how, `f_bytes ${w.type}`, `f_used ${w.type}`)}f_items sync.Map\n}`, `func (c *T_cache) F_get(key string) (any, bool) {\n${w.inc("c.f_used")}\nreturn c.f_items.Load(key)\n}`, `func (c *T_cache) F_charge(delta int) {\n${w.add("c.f_bytes", `${w.value}(delta)`)}\n}`,
          `func (c *T_cache) F_over(most ${w.value}) bool {\nreturn ${w.load("c.f_bytes")} > most\n}`, "func F_make() *T_cache {\nreturn &T_cache{}\n}",
        ].join("\n\n") + stage.drive("F_make()", 'x.F_get("a")', "x.F_charge(4)", "x.F_over(9)"),
      };
    case "bytes-under-lock":
      return { ...about, text: [struct, make, get, `func (c *T_cache) F_put(key string, v []byte) {\nc.f_mu.Lock()\ndefer c.f_mu.Unlock()\n${w.add("c.f_bytes", `${w.value}(len(v) - len(c.f_items[key]))`)}\nc.f_items[key] = v\n}`].join("\n\n") + stage.drive("F_make()", 'x.F_get("a")', 'x.F_put("a", nil)') };
    default: {
      const isFlagged = how === "embedded-lock-shards";
      const isPointer = how === "padded-shard-pointers";
      const rest = { "embedded-lock-shards": "", "large-shards": "banner [14]string\n", "padded-shard-pointers": stage.pad() }[how]!;
      const element = isPointer ? "*T_shard" : "T_shard";
      const fill = isPointer ? "c.f_shards[i] = &T_shard{f_items: make(map[string][]byte)}" : "c.f_shards[i].f_items = make(map[string][]byte)";
      return {
        rules: ["false-sharing-elements"], type: "T_shard", container: "T_cache.f_shards", also: isFlagged ? ["T_cache"] : [], fields: isFlagged ? ["RWMutex", "f_items", "f_used"] : [],
        text: [
          `type T_shard struct {\nsync.RWMutex\nf_items map[string][]byte\nf_used int\n${rest}}`, `type T_cache struct {\nf_shards []${element}\nseed maphash.Seed\n}`,
          `func F_make(n int) *T_cache {\nc := &T_cache{f_shards: make([]${element}, n), seed: maphash.MakeSeed()}\nfor i := range c.f_shards {\n${fill}\n}\nreturn c\n}`, `func (c *T_cache) m_shardFor(key string) *T_shard {\nat := maphash.String(c.seed, key) % uint64(len(c.f_shards))\nreturn ${isPointer ? "" : "&"}c.f_shards[at]\n}`,
          "func (c *T_cache) F_get(key string) ([]byte, bool) {\ns := c.m_shardFor(key)\ns.RLock()\ndefer s.RUnlock()\nv, ok := s.f_items[key]\nreturn v, ok\n}", "func (c *T_cache) F_put(key string, v []byte) {\ns := c.m_shardFor(key)\ns.Lock()\ndefer s.Unlock()\ns.f_used += len(v)\ns.f_items[key] = v\n}",
        ].join("\n\n") + stage.drive("F_make(16)", 'x.F_get("a")', 'x.F_put("b", nil)'),
      };
    }
  }
}
