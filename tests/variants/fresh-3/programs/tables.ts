import type { Stage } from "../../fresh-2/stage.js";
import { forms, type Story, type StorySet } from "../../fresh-2/story.js";

const elements = ["false-sharing-elements"];

/** What is looked up by key: locks, limits, filters. */
export const tables: readonly StorySet[] = [
  {
    name: "lock-table",
    names: { T_table: "Table Index KeyLocks Registry", T_stripe: "stripe lane row", f_locks: "locks guards mutexes", f_maps: "maps parts rows", f_stripes: "stripes lanes rows", m_lockOf: "lockOf guardFor lockFor", m_slot: "slot stripeOf hash", F_get: "Get Lookup Find", F_put: "Put Set Insert", F_lock: "Lock LockKey Hold", F_unlock: "Unlock UnlockKey Drop", F_with: "With Update Do" },
    flag: forms(lockTable, "locker-returned", "lock-by-key", "generic-stripes"),
    silent: forms(lockTable, "padded", "under-one-lock", "stripes-apart"),
  },
  {
    name: "rate-limits",
    names: { T_limiter: "Limiter Throttle RateLimiter", T_bucket: "bucket tokenBucket allowance", f_tokens: "tokens credit left", f_refilled: "refilled last updated", f_buckets: "buckets shards cells", F_allow: "Allow Take Admit", m_take: "take spend draw", m_bucket: "bucketFor shard pick", F_refill: "Refill Replenish TopUp" },
    flag: forms(rateLimits, "by-hash", "array-of-locked", "picked-by-random"),
    silent: forms(rateLimits, "padded", "one-lock", "per-client"),
  },
  {
    name: "filter",
    names: { T_filter: "Filter Bloom Membership CuckooFilter", f_adds: "adds inserted members", f_queries: "queries lookups tested", f_bits: "bits cells words", f_salt: "salt seed hashKey", F_add: "Add Insert Include", F_test: "Test Contains Has", F_rate: "FillRate Load Usage" },
    flag: forms(filter, "adds-and-queries", "bits-beside-adds", "salt-beside-adds"),
    silent: forms(filter, "padded", "locked", "built-once"),
  },
];

function lockTable(stage: Stage, how: string): Story {
  const { draw } = stage;
  const slot = (n: string): string => `func m_slot(key string) uint32 {\n${draw.pick([`return crc32.ChecksumIEEE([]byte(key)) % ${n}`, `h := fnv.New32a()\nh.Write([]byte(key))\nreturn h.Sum32() % ${n}`])}\n}`;
  const mutex = draw.pick(["sync.Mutex", "sync.RWMutex"]);
  const locks = { rules: elements, type: "", also: [mutex, "T_table"], container: "T_table.f_locks", fields: [] } as const;
  const maps = "type T_table struct {\nf_maps [32]map[string]int\nnotes [4]string\nf_locks [32]LOCK\n}".replace("LOCK", mutex);
  const make = "func F_make() *T_table {\nt := &T_table{}\nfor i := range t.f_maps {\nt.f_maps[i] = make(map[string]int)\n}\nreturn t\n}";
  const drive = stage.drive("F_make()", 'x.F_put("a", 1)', '_ = x.F_get("b")');
  switch (how) {
    case "locker-returned":
      return {
        ...locks,
        text: [
          maps, slot("32"), make, "func (t *T_table) m_lockOf(at uint32) sync.Locker {\nreturn &t.f_locks[at]\n}", "func (t *T_table) F_get(key string) int {\nat := m_slot(key)\nl := t.m_lockOf(at)\nl.Lock()\ndefer l.Unlock()\nreturn t.f_maps[at][key]\n}",
          "func (t *T_table) F_put(key string, v int) {\nat := m_slot(key)\nl := t.m_lockOf(at)\nl.Lock()\nt.f_maps[at][key] = v\nl.Unlock()\n}",
        ].join("\n\n") + drive,
      };
    case "lock-by-key":
      return {
        ...locks,
        text: [
          `// T_table locks keys that have no lock of their own.\ntype T_table struct {\nf_locks []${mutex}\n}`, slot("256"), `func F_make() *T_table {\nreturn &T_table{f_locks: make([]${mutex}, 256)}\n}`, "func (t *T_table) F_lock(key string) {\nt.f_locks[m_slot(key)].Lock()\n}", "func (t *T_table) F_unlock(key string) {\nt.f_locks[m_slot(key)].Unlock()\n}",
          "func (t *T_table) F_with(key string, f func()) {\nt.F_lock(key)\ndefer t.F_unlock(key)\nf()\n}",
        ].join("\n\n") + stage.drive("F_make()", 'x.F_with("a", func() {})'),
      };
    case "under-one-lock":
      return {
        rules: elements, type: "T_stripe", container: "T_table.f_stripes", fields: [],
        text: [
          "type T_stripe struct {\nm map[string]int\nused int\n}", "type T_table struct {\nmu sync.Mutex\nf_stripes [16]T_stripe\n}", slot("16"), "func (t *T_table) F_put(key string, v int) {\nt.mu.Lock()\ndefer t.mu.Unlock()\ns := &t.f_stripes[m_slot(key)]\nif s.m == nil {\ns.m = make(map[string]int)\n}\ns.m[key] = v\ns.used++\n}",
          "func (t *T_table) F_get(key string) int {\nt.mu.Lock()\ndefer t.mu.Unlock()\nreturn t.f_stripes[m_slot(key)].m[key]\n}",
        ].join("\n\n") + stage.drive("new(T_table)", 'x.F_put("a", 1)', '_ = x.F_get("b")'),
      };
    default: {
      const isFlagged = how === "generic-stripes";
      const rest = how === "padded" ? stage.pad() : how === "stripes-apart" ? "history [8]string\n" : "";
      return {
        rules: elements, type: "T_stripe", container: "T_table.f_stripes", also: isFlagged ? ["T_table"] : [], fields: isFlagged ? [mutex.replace("sync.", ""), "m"] : [],
        text: [
          `type T_stripe[V any] struct {\n${mutex}\nm map[string]V\n${rest}}`, "type T_table[V any] struct {\nf_stripes []T_stripe[V]\n}", slot("32"), "func F_make[V any]() *T_table[V] {\nt := &T_table[V]{f_stripes: make([]T_stripe[V], 32)}\nfor i := range t.f_stripes {\nt.f_stripes[i].m = make(map[string]V)\n}\nreturn t\n}",
          "func (t *T_table[V]) F_get(key string) V {\ns := &t.f_stripes[m_slot(key)]\ns.Lock()\ndefer s.Unlock()\nreturn s.m[key]\n}", "func (t *T_table[V]) F_put(key string, v V) {\ns := &t.f_stripes[m_slot(key)]\ns.Lock()\ns.m[key] = v\ns.Unlock()\n}",
        ].join("\n\n") + drive.replace("F_make()", "F_make[int]()"),
      };
    }
  }
}

function rateLimits(stage: Stage, how: string): Story {
  const w = stage.word({ isSigned: true, isWide: true });
  const isFlagged = ["by-hash", "array-of-locked", "picked-by-random"].includes(how);
  const about = { rules: elements, type: "T_bucket", container: "T_limiter.f_buckets", also: isFlagged ? ["T_limiter"] : [], fields: isFlagged ? ["f_tokens", "f_refilled", ...(how === "array-of-locked" ? ["Mutex"] : [])] : [] } as const;
  const plain = (embedded: string, rest: string): string => `type T_bucket struct {\n${embedded}f_tokens float64\nf_refilled time.Time\n${rest}}`;
  const take = (name: string): string => `func (b *T_bucket) m_take(now time.Time) bool {\n${name}b.f_tokens += now.Sub(b.f_refilled).Seconds() * 100\nb.f_refilled = now\nif b.f_tokens < 1 {\nreturn false\n}\nb.f_tokens--\nreturn true\n}`;
  const hash = "h := fnv.New64a()\nh.Write([]byte(key))\n";
  switch (how) {
    case "array-of-locked":
      return { ...about, text: [plain("sync.Mutex\n", ""), "type T_limiter struct {\nf_buckets [16]T_bucket\n}", take("b.Lock()\ndefer b.Unlock()\n"), `func (l *T_limiter) F_allow(key string) bool {\n${hash}return l.f_buckets[h.Sum64()&15].m_take(time.Now())\n}`].join("\n\n") + stage.drive("new(T_limiter)", 'x.F_allow("a")') };
    case "one-lock":
      return { ...about, text: [plain("", ""), "type T_limiter struct {\nmu sync.Mutex\nf_buckets [16]T_bucket\n}", take(""), `func (l *T_limiter) F_allow(key string) bool {\n${hash}l.mu.Lock()\ndefer l.mu.Unlock()\nreturn l.f_buckets[h.Sum64()&15].m_take(time.Now())\n}`].join("\n\n") + stage.drive("new(T_limiter)", 'x.F_allow("a")') };
    case "per-client":
      return {
        type: "T_bucket", fields: about.fields,
        text: [
          plain("sync.Mutex\n", "title [10]string\n"), "type T_limiter struct {\nclients sync.Map\n}", take("b.Lock()\ndefer b.Unlock()\n"), "func (l *T_limiter) F_allow(key string) bool {\nif b, ok := l.clients.Load(key); ok {\nreturn b.(*T_bucket).m_take(time.Now())\n}\nb, _ := l.clients.LoadOrStore(key, &T_bucket{f_tokens: 100, f_refilled: time.Now()})\nreturn b.(*T_bucket).m_take(time.Now())\n}",
        ].join("\n\n"),
      };
    default: {
      const pick = how === "picked-by-random" ? ["", "rand.Intn(len(l.f_buckets))"] : [hash, "h.Sum64()%uint64(len(l.f_buckets))"];
      return {
        ...about,
        text: [
          `type T_bucket struct {\nf_tokens ${w.type}\nf_refilled ${w.type}\n${how === "padded" ? stage.pad() : ""}}`, "type T_limiter struct {\nf_buckets []T_bucket\n}", `func F_make(n int) *T_limiter {\nl := &T_limiter{f_buckets: make([]T_bucket, n)}\nfor i := range l.f_buckets {\n${w.store("l.f_buckets[i].f_tokens", "100")}\n}\nreturn l\n}`,
          `func (b *T_bucket) m_take() bool {\nfor {\nleft := ${w.load("b.f_tokens")}\nif left <= 0 {\nreturn false\n}\nif ${w.cas("b.f_tokens", "left", "left-1")} {\nreturn true\n}\n}\n}`, `func (l *T_limiter) m_bucket(key string) *T_bucket {\n${pick[0]!}return &l.f_buckets[${pick[1]!}]\n}`, "func (l *T_limiter) F_allow(key string) bool {\nreturn l.m_bucket(key).m_take()\n}",
          `func (l *T_limiter) F_refill(by ${w.value}) {\nfor i := range l.f_buckets {\nb := &l.f_buckets[i]\n${w.add("b.f_tokens", "by")}\n${w.store("b.f_refilled", `${w.value}(time.Now().Unix())`)}\n}\n}`,
        ].join("\n\n") + stage.drive("F_make(32)", 'x.F_allow("a")'),
      };
    }
  }
}

function filter(stage: Stage, how: string): Story {
  const w = stage.word();
  const hash = "func m_hash(key, salt uint64) uint64 {\nkey ^= salt\nkey *= 0x9E3779B97F4A7C15\nreturn key ^ key>>29\n}";
  const make = (more = ""): string => `func F_make(words int) *T_filter {\nreturn &T_filter{f_bits: make([]uint32, words)${more}}\n}`;
  const struct = (...hot: readonly string[]): string => `type T_filter struct {\n${stage.fields(how, ...hot)}}`;
  const set = (salt: string): string => `h := m_hash(key, ${salt})\natomic.AddUint32(&f.f_bits[h%uint64(len(f.f_bits))], 1)\n`;
  const has = (salt: string): string => `h := m_hash(key, ${salt})\nreturn atomic.LoadUint32(&f.f_bits[h%uint64(len(f.f_bits))]) != 0`;
  const [adds, queries, bits] = [`f_adds ${w.type}`, `f_queries ${w.type}`, "f_bits []uint32"];
  const about = { type: "T_filter", fields: ["f_adds", "f_queries"] } as const;
  const add = (salt: string): string => `func (f *T_filter) F_add(key uint64) {\n${set(salt)}${w.inc("f.f_adds")}\n}`;
  const drive = stage.drive("F_make(4096)", "x.F_add(3)", "x.F_test(4)");
  switch (how) {
    case "bits-beside-adds":
      return { type: "T_filter", fields: ["f_adds", "f_bits"], text: [hash, struct(bits, adds), make(), add("7"), `func (f *T_filter) F_test(key uint64) bool {\n${has("7")}\n}`].join("\n\n") + drive };
    case "salt-beside-adds":
      return { type: "T_filter", fields: ["f_adds", "f_salt"], text: [hash, `${struct("f_salt uint64", adds).slice(0, -1)}sets [5]string\nf_bits []uint32\n}`, make(", f_salt: rand.Uint64()"), add("f.f_salt"), `func (f *T_filter) F_test(key uint64) bool {\n${has("f.f_salt")}\n}`, `func (f *T_filter) F_rate() float64 {\nreturn float64(${w.load("f.f_adds")}) / float64(len(f.f_bits))\n}`].join("\n\n") + drive };
    case "locked":
      return {
        ...about,
        text: [
          hash, `type T_filter struct {\nmu sync.Mutex\n${stage.fields(how, adds, queries)}${bits}\n}`, `func (f *T_filter) F_add(key uint64) {\nf.mu.Lock()\ndefer f.mu.Unlock()\n${w.inc("f.f_adds")}\nf.f_bits[m_hash(key, 1)%uint64(len(f.f_bits))]++\n}`,
          `func (f *T_filter) F_test(key uint64) bool {\nf.mu.Lock()\ndefer f.mu.Unlock()\n${w.inc("f.f_queries")}\nreturn f.f_bits[m_hash(key, 1)%uint64(len(f.f_bits))] != 0\n}`, make(),
        ].join("\n\n") + drive,
      };
    case "built-once":
      return {
        ...about,
        text: [
          hash, `type T_filter struct {\n${stage.fields(how, adds, queries)}${bits}\n}`, `func F_make(keys []uint64) *T_filter {\nf := &T_filter{f_bits: make([]uint32, 2*len(keys)+1)}\nfor _, key := range keys {\nf.f_bits[m_hash(key, 9)%uint64(len(f.f_bits))] = 1\n${w.inc("f.f_adds")}\n}\nreturn f\n}`,
          `func (f *T_filter) F_test(key uint64) bool {\n${w.inc("f.f_queries")}\nreturn f.f_bits[m_hash(key, 9)%uint64(len(f.f_bits))] != 0\n}`,
        ].join("\n\n") + stage.drive("F_make([]uint64{1, 2})", "x.F_test(4)"),
      };
    default:
      return { ...about, text: [hash, `type T_filter struct {\n${stage.fields(how, adds, queries)}${how === "padded" ? stage.pad() : ""}${bits}\n}`, make(), add("5"), `func (f *T_filter) F_test(key uint64) bool {\n${w.inc("f.f_queries")}\n${has("5")}\n}`].join("\n\n") + drive };
  }
}
