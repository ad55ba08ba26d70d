import type { Stage } from "../../fresh-2/stage.js";
import { forms, type Story, type StorySet } from "../../fresh-2/story.js";

/** What is counted beside what others guard: spin locks, caches that evict, pacers of collectors. */
export const guarded: readonly StorySet[] = [
  {
    name: "pacer",
    names: { T_pacer: "Pacer Controller GCPacer", v_pacer: "pacer controller work", v_live: "live heapLive allocatedBytes", v_scanned: "scanned marked scanWork", f_live: "live heapLive allocatedBytes", f_scanned: "scanned marked scanWork", F_alloc: "Alloc Charge Account", m_scan: "scan markLoop drainMarks", F_start: "Start Begin Launch", F_debt: "Debt Ratio Remaining" },
    flag: forms(pacer, "two-variables", "struct-variable", "pointer-variable"),
    silent: forms(pacer, "padded", "one-goroutine", "together"),
  },
  {
    name: "spin-lock",
    names: { T_table: "Registry Store Directory Sessions", T_spin: "spinLock tas latch", f_spin: "spin held latch", f_ops: "ops seen lookups", f_items: "items entries rows", F_add: "Add Insert Join", F_count: "Count Saw Track", F_size: "Ops Seen Lookups" },
    flag: forms(spinLock, "lock-beside-count", "embedded", "inline"),
    silent: forms(spinLock, "padded", "counted-under-it", "counted-by-taker"),
  },
  {
    name: "evicting-cache",
    names: { T_cache: "LRU ClockCache BlockCache PageCache", f_hits: "hits found served", f_hand: "hand clockHand evictPos", f_mu: "mu lock guard", f_pages: "pages frames slots", F_get: "Get Lookup Fetch", F_put: "Put Insert Admit", m_evict: "evictLoop sweep reclaim", F_start: "Start Open Begin", F_misses: "Evictions Hand Turned" },
    flag: forms(evicting, "hits-beside-hand", "lock-beside-hits", "generic"),
    silent: forms(evicting, "padded", "hits-under-lock", "one-owner"),
  },
];

function pacer(stage: Stage, how: string): Story {
  const w = stage.word({ isSigned: true, isWide: true });
  const isVariables = how === "two-variables";
  const [live, scanned] = isVariables ? ["v_live", "v_scanned"] : ["v_pacer.f_live", "v_pacer.f_scanned"];
  const decl = isVariables ? `var (\nv_live ${w.type}\nv_scanned ${w.type}\n)` : `type T_pacer struct {\n${stage.fields(how, `f_live ${w.type}`, `f_scanned ${w.type}`)}}\n\n${how === "pointer-variable" ? "var v_pacer = new(T_pacer)" : "var v_pacer T_pacer"}`;
  const about = isVariables ? { rules: ["false-sharing-globals", "false-sharing"], type: "", fields: ["v_live", "v_scanned"] } : { rules: ["false-sharing", "false-sharing-globals"], type: "T_pacer", also: ["v_pacer"], container: "v_pacer", fields: ["f_live", "f_scanned"] };
  const debt = `func F_debt() ${w.value} {\nreturn ${w.load(live)} - ${w.load(scanned)}\n}`;
  const n = `${w.value}(len(b))`;
  switch (how) {
    case "one-goroutine":
      return { ...about, text: [decl, `func m_scan(work <-chan []byte, fresh <-chan []byte) {\nfor {\nselect {\ncase b := <-work:\n${w.add(scanned, n)}\ncase b := <-fresh:\n${w.add(live, n)}\n}\n}\n}`, "func F_start(work, fresh <-chan []byte) {\ngo m_scan(work, fresh)\n}", debt].join("\n\n") };
    case "together":
      return { ...about, text: [decl, `func F_alloc(b []byte) []byte {\n${w.add(live, n)}\n${w.add(scanned, n)}\nreturn append([]byte(nil), b...)\n}`, debt].join("\n\n") };
    default:
      return { ...about, text: [decl, `func F_alloc(n int) []byte {\n${w.add(live, `${w.value}(n)`)}\nreturn make([]byte, n)\n}`, `func m_scan(work <-chan []byte) {\nfor b := range work {\n${w.add(scanned, n)}\n}\n}`, "// F_start marks in the background.\nfunc F_start(workers int, work <-chan []byte) {\nfor i := 0; i < workers; i++ {\ngo m_scan(work)\n}\n}", debt].join("\n\n") };
  }
}

function spinLock(stage: Stage, how: string): Story {
  const w = stage.word();
  const spin = "type T_spin struct {\nv uint32\n}\n\nfunc (s *T_spin) Lock() {\nfor !atomic.CompareAndSwapUint32(&s.v, 0, 1) {\nruntime.Gosched()\n}\n}\n\nfunc (s *T_spin) Unlock() {\natomic.StoreUint32(&s.v, 0)\n}";
  const isInline = how === "inline";
  const [take, leave] = isInline ? ["for !t.f_spin.CompareAndSwap(0, 1) {\nruntime.Gosched()\n}", "t.f_spin.Store(0)"] : how === "embedded" ? ["t.Lock()", "t.Unlock()"] : ["t.f_spin.Lock()", "t.f_spin.Unlock()"];
  const lock = isInline ? "f_spin atomic.Int32" : how === "embedded" ? "T_spin" : "f_spin T_spin";
  const struct = `type T_table struct {\n${stage.fields(how, lock, `f_ops ${w.type}`)}f_items map[string]int\n}`;
  const about = { type: "T_table", also: ["T_spin"], fields: ["f_ops", "f_spin", "T_spin", "v"].slice(0, isInline ? 2 : 4) } as const;
  const make = "func F_make() *T_table {\nreturn &T_table{f_items: make(map[string]int)}\n}";
  const [under, before] = [how === "counted-under-it" ? `${w.inc("t.f_ops")}\n` : "", how === "counted-by-taker" ? `${w.inc("t.f_ops")}\n` : ""];
  const add = `func (t *T_table) F_add(key string) {\n${before}${take}\nt.f_items[key]++\n${under}${leave}\n}`;
  const read = `func (t *T_table) F_size() ${w.value} {\nreturn ${w.load("t.f_ops")}\n}`;
  const isTwin = under !== "" || before !== "";
  const count = `// F_count is of packets that concern nobody.\nfunc (t *T_table) F_count() {\n${w.inc("t.f_ops")}\n}`;
  return {
    ...about, also: isInline ? [] : about.also,
    text: [...(isInline ? [] : [spin]), struct, make, add, ...(isTwin ? [] : [count]), ...(how === "counted-under-it" ? [] : [read])].join("\n\n") + stage.drive("F_make()", 'x.F_add("a")', ...(isTwin ? [] : ["x.F_count()"])),
  };
}

function evicting(stage: Stage, how: string): Story {
  const w = stage.word({ isWide: true });
  const isGeneric = how === "generic";
  const [decl, of, value] = isGeneric ? ["[K comparable, V any]", "[K, V]", "V"] : ["", "", "[]byte"];
  const key = isGeneric ? "K" : "string";
  switch (how) {
    case "lock-beside-hits":
    case "hits-under-lock": {
      const isUnder = how === "hits-under-lock";
      const hit = w.inc("c.f_hits");
      return {
        type: "T_cache", fields: ["f_hits", "f_mu"],
        text: [
          `type T_cache struct {\n${stage.fields(how, "f_mu sync.Mutex", `f_hits ${w.type}`)}order []string\nf_pages ${isUnder ? "map[string][]byte" : "*sync.Map"}\n}`,
          isUnder
            ? `func (c *T_cache) F_get(key string) []byte {\nc.f_mu.Lock()\ndefer c.f_mu.Unlock()\nv, ok := c.f_pages[key]\nif ok {\n${hit}\n}\nreturn v\n}`
            : `func (c *T_cache) F_get(key string) []byte {\nv, ok := c.f_pages.Load(key)\nif !ok {\nreturn nil\n}\n${hit}\nreturn v.([]byte)\n}`,
          `func (c *T_cache) F_put(key string, v []byte) {\nc.f_mu.Lock()\nc.order = append(c.order, key)\n${isUnder ? "c.f_pages[key] = v" : "if len(c.order) > 1024 {\nc.f_pages.Delete(c.order[0])\nc.order = c.order[1:]\n}"}\nc.f_mu.Unlock()\n${isUnder ? "" : "c.f_pages.Store(key, v)\n"}}`,
          `func F_make() *T_cache {\nreturn &T_cache{f_pages: ${isUnder ? "make(map[string][]byte)" : "new(sync.Map)"}}\n}`,
        ].join("\n\n") + stage.drive("F_make()", '_ = x.F_get("a")', 'x.F_put("b", nil)'),
      };
    }
    default: {
      const struct = `type T_cache${decl} struct {\n${stage.fields(how, `f_hits ${w.type}`, `f_hand ${w.type}`)}f_pages *sync.Map\n}`;
      const get = `func (c *T_cache${of}) F_get(key ${key}) (value ${value}, ok bool) {\nv, ok := c.f_pages.Load(key)\nif !ok {\nreturn value, false\n}\n${w.inc("c.f_hits")}\nreturn v.(${value}), true\n}`;
      const evict = `func (c *T_cache${of}) m_evict(full <-chan ${key}) {\nfor key := range full {\nc.f_pages.Delete(key)\n${w.inc("c.f_hand")}\n}\n}`;
      const start = `func F_start${decl}(full <-chan ${key}) *T_cache${of} {\nc := &T_cache${of}{f_pages: new(sync.Map)}\ngo c.m_evict(full)\nreturn c\n}`;
      const misses = `func (c *T_cache${of}) F_misses() ${w.value} {\nreturn ${w.load("c.f_hand")}\n}`;
      const about = { type: "T_cache", fields: ["f_hits", "f_hand"] } as const;
      if (how !== "one-owner") return { ...about, text: [struct, get, evict, start, misses].join("\n\n") };
      const small = "c.f_pages.Delete(key)";
      return { ...about, text: [struct, `// Keys come in by one goroutine, which evicts as well.\nfunc m_evict(keys <-chan string, most int) {\nc := &T_cache{f_pages: new(sync.Map)}\nn := 0\nfor key := range keys {\nif _, ok := c.f_pages.Load(key); ok {\n${w.inc("c.f_hits")}\ncontinue\n}\nc.f_pages.Store(key, key)\nif n++; n > most {\n${small}\n${w.inc("c.f_hand")}\n}\n}\n}`, "func F_start(keys <-chan string) {\ngo m_evict(keys, 512)\n}"].join("\n\n") };
    }
  }
}
