import type { Stage } from "../stage.js";
import { forms, type Story, type StorySet } from "../story.js";

/** What everybody asks before he goes on: breakers, quotes, clocks, locks. */
export const guards: readonly StorySet[] = [
  {
    name: "breaker",
    names: {
      T_breaker: "Breaker CircuitBreaker Fuse Backend", f_state: "state mode phase", f_total: "requests calls outcomes", f_trips: "trips opened rejections", F_ready: "Ready Healthy Closed", F_record: "Record Observe Report", F_trip: "Trip Open ForceOpen", F_allow: "Allow Admit Permit",
      T_picker: "Picker Balancer Selector", f_backends: "backends targets endpoints", F_pick: "Pick Choose Select", f_ejected: "ejected tripped disabled", T_attempt: "attempt tryState hedge", F_do: "Do Call Fetch",
    },
    flag: forms(breaker, "state-beside-outcomes", "picked-from-list", "plain-flag"),
    silent: forms(breaker, "padded", "apart", "asked-and-counted", "counted-on-change"),
  },
  {
    name: "quotes",
    names: {
      T_side: "side quote cell level", T_book: "Book Market Ticker Instrument", f_bid: "bid buy best", f_ask: "ask sell worst", f_ver: "version stamp gen", F_set: "Set Update Write", F_get: "Get Read Snapshot", F_setBid: "SetBid UpdateBid OnBid", F_setAsk: "SetAsk UpdateAsk OnAsk",
      F_feed: "Feed Replay Attach", f_venues: "venues exchanges books",
    },
    flag: forms(quotes, "two-feeds", "generic-cells", "venue-each"),
    silent: forms(quotes, "padded", "one-feed", "both-sides-at-once", "venues-padded"),
  },
  {
    name: "clock",
    names: {
      T_clock: "Clock Wheel TimerWheel CoarseClock", f_now: "now nanos tick", f_pending: "pending armed active", F_now: "Now Nanos Millis", F_schedule: "Schedule AfterFunc Arm", F_cancel: "Cancel Disarm StopTimer", m_tick: "tickLoop runTicker turn", T_entry: "cacheItem leaseRecord connState",
      F_expired: "Expired IsStale PastDue", f_start: "start zero bootTime", f_ticks: "ticks rounds turns", f_lists: "lists buckets spokes", T_list: "list bucketOf spoke", f_timers: "timers waiting due", F_since: "Since Elapsed Uptime", F_touch: "Touch Renew KeepAlive",
    },
    flag: forms(clock, "now-beside-pending", "asked-by-others", "wheel-of-lists"),
    silent: forms(clock, "padded", "start-beside-now", "both-by-ticker", "wheel-padded"),
  },
  {
    name: "two-ends",
    names: {
      T_queue: "Queue LinkedQueue BlockingQueue Pipe", T_node: "qnode link cell", f_putMu: "putMu tailMu inLock", f_takeMu: "takeMu headMu outLock", f_first: "first head front", f_last: "last tail back", F_put: "Put Push Enqueue Offer", F_take: "Take Pop Dequeue Poll", m_atHead: "withHead underTake locked",
      F_reload: "Reload Reconfigure SetOptions", f_after: "after next following", F_move: "Transfer Rotate Swap",
    },
    flag: forms(twoEnds, "generic", "with-conditions", "run-under-lock"),
    silent: forms(twoEnds, "padded", "apart", "always-nested", "second-on-reload"),
  },
];

function breaker(stage: Stage, how: string): Story {
  const w = stage.word();
  const about = { type: "T_breaker", fields: ["f_state", "f_total"] } as const;
  const [state, total] = ["f_state atomic.Int32", `f_total ${w.type}`];
  const struct = (...hot: readonly string[]): string => `type T_breaker struct {\n${stage.fields(how, ...hot)}}`;
  const ready = "func (b *T_breaker) F_ready() bool {\nreturn b.f_state.Load() == 0\n}";
  const record = `func (b *T_breaker) F_record(latency time.Duration) {\n${w.inc("b.f_total")}\nif latency > 30*time.Second {\nb.F_trip()\n}\n}`;
  const trip = "func (b *T_breaker) F_trip() {\nb.f_state.Store(1)\ntime.AfterFunc(time.Minute, func() {\nb.f_state.Store(0)\n})\n}";
  switch (how) {
    case "picked-from-list":
      return {
        ...about,
        text: [
          struct(state, total), ready, record, trip, "type T_picker struct {\nf_backends []*T_breaker\n}", "func (p *T_picker) F_pick(hash uint64) *T_breaker {\nfor i := range p.f_backends {\nb := p.f_backends[(hash+uint64(i))%uint64(len(p.f_backends))]\nif b.F_ready() {\nreturn b\n}\n}\nreturn nil\n}",
          "func F_make(addrs ...string) *T_picker {\np := &T_picker{}\nfor range addrs {\np.f_backends = append(p.f_backends, &T_breaker{})\n}\nreturn p\n}", "func (p *T_picker) F_do(hash uint64, call func()) {\nb := p.F_pick(hash)\nif b == nil {\nreturn\n}\nstart := time.Now()\ngo func() {\ncall()\nb.F_record(time.Since(start))\n}()\n}",
        ].join("\n\n"),
      };
    case "plain-flag":
      return {
        type: "T_breaker", fields: ["f_ejected", "f_total"],
        text: [
          struct("f_ejected float64", total), "func F_make(limit float64) *T_breaker {\nreturn &T_breaker{f_ejected: limit}\n}", "func (b *T_breaker) F_ready(errorRate float64) bool {\nreturn errorRate < b.f_ejected\n}", `func (b *T_breaker) F_record() {\n${w.inc("b.f_total")}\n}`,
          "func (b *T_breaker) F_pick(rates []float64) int {\nfor i, rate := range rates {\nif rate < b.f_ejected {\nreturn i\n}\n}\nreturn -1\n}",
        ].join("\n\n") + stage.drive("F_make(0.5)", "x.F_ready(0.1)", "x.F_record()"),
      };
    case "asked-and-counted":
      return { ...about, text: [struct(state, total), `func (b *T_breaker) F_allow() bool {\n${w.inc("b.f_total")}\nreturn b.f_state.Load() == 0\n}`, trip].join("\n\n") + stage.drive("new(T_breaker)", "x.F_allow()") };
    case "counted-on-change":
      return {
        type: "T_breaker", fields: ["f_state", "f_trips"],
        text: [struct(state, `f_trips ${w.type}`), ready, `func (b *T_breaker) F_do(call func() error) error {\nif !b.F_ready() {\nreturn context.DeadlineExceeded\n}\nif err := call(); err != nil {\nb.f_state.Store(1)\n${w.inc("b.f_trips")}\nreturn err\n}\nreturn nil\n}`].join("\n\n") + stage.drive("new(T_breaker)", "x.F_ready()"),
      };
    default:
      return { ...about, text: [struct(state, total), ready, record, trip].join("\n\n") + stage.drive("new(T_breaker)", "x.F_ready()", "x.F_record(time.Second)") };
  }
}

function quotes(stage: Stage, how: string): Story {
  const isGeneric = how === "generic-cells";
  const pad = how === "padded" || how === "venues-padded" ? stage.pad() : "";
  const [decl, of, px] = isGeneric ? ["[P ~int64]", "[P]", "P"] : ["", "", "int64"];
  const side = `type T_side${decl} struct {\nf_ver atomic.Uint32\npx, qty atomic.Int64\n${pad}}

    // One goroutine writes; odd versions are being written.
    func (s *T_side${of}) F_set(px ${px}, qty int64) {
    s.f_ver.Add(1)
    s.px.Store(int64(px))
    s.qty.Store(qty)
    s.f_ver.Add(1)
    }

    func (s *T_side${of}) F_get() (px ${px}, qty int64) {
    for {
    before := s.f_ver.Load()
    px, qty = ${px}(s.px.Load()), s.qty.Load()
    if before&1 == 0 && s.f_ver.Load() == before {
    return px, qty
    }
    }
    }`;
  if (how.startsWith("venue")) {
    const isFlagged = how === "venue-each";
    return {
      rules: ["false-sharing-elements"], type: "T_side", container: "T_book.f_venues", also: isFlagged ? ["T_book"] : [], fields: isFlagged ? ["f_ver", "px", "qty"] : [],
      text: [
        side, `type T_book struct {\n${stage.cold(24)}f_venues []T_side\n}`, "func F_make(venues int) *T_book {\nreturn &T_book{f_venues: make([]T_side, venues)}\n}", "func (b *T_book) F_feed(venue int, prices <-chan int64) {\nfor px := range prices {\nb.f_venues[venue].F_set(px, 1)\n}\n}",
        "func F_drive(feeds []<-chan int64) *T_book {\nb := F_make(len(feeds))\nfor i, feed := range feeds {\ngo b.F_feed(i, feed)\n}\nreturn b\n}",
      ].join("\n\n"),
    };
  }
  const type = isGeneric ? "T_side[int64]" : "T_side";
  const struct = `type T_book struct {\n${stage.fields("plain", `f_bid ${type}`, `f_ask ${type}`)}}`;
  const sets = ["func (b *T_book) F_setBid(px, qty int64) {\nb.f_bid.F_set(px, qty)\n}", "func (b *T_book) F_setAsk(px, qty int64) {\nb.f_ask.F_set(px, qty)\n}"];
  const spread = "func (b *T_book) Spread() int64 {\nbid, _ := b.f_bid.F_get()\nask, _ := b.f_ask.F_get()\nreturn ask - bid\n}";
  const about = { type: "T_book", also: ["T_side"], fields: ["f_bid", "f_ask", "f_ver", "px", "qty"] } as const;
  switch (how) {
    case "one-feed":
      return { ...about, text: [side, struct, ...sets.map((text) => text.replace("F_setBid", "m_setBid").replace("F_setAsk", "m_setAsk")), spread, "func F_drive(prices <-chan int64) *T_book {\nb := &T_book{}\ngo func() {\nfor px := range prices {\nif px > 0 {\nb.m_setBid(px, 1)\n} else {\nb.m_setAsk(-px, 1)\n}\n}\n}()\nreturn b\n}"].join("\n\n") };
    case "both-sides-at-once":
      return { ...about, text: [side, struct, "func (b *T_book) F_set(bid, ask int64) {\nb.f_bid.F_set(bid, 1)\nb.f_ask.F_set(ask, 1)\n}", spread].join("\n\n") + stage.drive("new(T_book)", "x.F_set(1, 2)", "x.Spread()") };
    default:
      return { ...about, text: [side, struct, ...sets, "func F_drive(bids, asks <-chan int64) *T_book {\nb := &T_book{}\ngo func() {\nfor px := range bids {\nb.F_setBid(px, 1)\n}\n}()\ngo func() {\nfor px := range asks {\nb.F_setAsk(px, 1)\n}\n}()\nreturn b\n}"].join("\n\n") };
  }
}

function clock(stage: Stage, how: string): Story {
  const w = stage.word({ isSigned: true, isWide: true });
  if (how.startsWith("wheel")) {
    const isFlagged = how === "wheel-of-lists";
    return {
      rules: ["false-sharing-elements"], type: "T_list", container: "T_clock.f_lists", also: isFlagged ? ["T_clock"] : [], fields: isFlagged ? ["mu", "f_timers"] : [],
      text: [
        `type T_list struct {\nmu sync.Mutex\nf_timers []func()\n${isFlagged ? "" : stage.pad()}}`, "type T_clock struct {\nf_lists [64]T_list\n}", "func (c *T_clock) F_schedule(deadline int64, f func()) {\nl := &c.f_lists[deadline>>20&63]\nl.mu.Lock()\nl.f_timers = append(l.f_timers, f)\nl.mu.Unlock()\n}",
        "func (c *T_clock) m_tick(ctx context.Context) {\nt := time.NewTicker(time.Millisecond)\ndefer t.Stop()\nfor at := 0; ; at++ {\nselect {\ncase <-ctx.Done():\nreturn\ncase <-t.C:\n}\nl := &c.f_lists[at&63]\nl.mu.Lock()\ndue := l.f_timers\nl.f_timers = nil\nl.mu.Unlock()\nfor _, f := range due {\nf()\n}\n}\n}",
      ].join("\n\n") + stage.drive("new(T_clock)", "x.F_schedule(time.Now().UnixNano(), nil)"),
    };
  }
  const now = `f_now ${w.type}`;
  const struct = (...hot: readonly string[]): string => `type T_clock struct {\n${stage.fields(how, ...hot)}}`;
  const tick = (more = ""): string => `func (c *T_clock) m_tick(ctx context.Context) {\nt := time.NewTicker(time.Millisecond)\ndefer t.Stop()\nfor {\nselect {\ncase <-ctx.Done():\nreturn\ncase at := <-t.C:\n${w.store("c.f_now", `${w.value}(at.UnixNano())`)}\n${more}}\n}\n}`;
  const make = "func F_make(ctx context.Context) *T_clock {\nc := &T_clock{}\ngo c.m_tick(ctx)\nreturn c\n}";
  const read = `func (c *T_clock) F_now() ${w.value} {\nreturn ${w.load("c.f_now")}\n}`;
  const arm = [`func (c *T_clock) F_schedule(d time.Duration, f func()) *time.Timer {\n${w.inc("c.f_pending")}\nreturn time.AfterFunc(d, f)\n}`, `func (c *T_clock) F_cancel(t *time.Timer) {\nt.Stop()\n${w.add("c.f_pending", "-1")}\n}`];
  const about = { type: "T_clock", fields: ["f_now", "f_pending"] } as const;
  switch (how) {
    case "asked-by-others":
      return {
        ...about,
        text: [
          struct(now, `f_pending ${w.type}`), make, tick(), ...arm, `type T_entry struct {\nclock *T_clock\nuntil ${w.value}\n}`, `func (e *T_entry) F_expired() bool {\nreturn e.until < ${w.load("e.clock.f_now")}\n}`,
          "func Sweep(all []*T_entry) (alive []*T_entry) {\nfor _, e := range all {\nif !e.F_expired() {\nalive = append(alive, e)\n}\n}\nreturn alive\n}",
        ].join("\n\n"),
      };
    case "start-beside-now":
      return { type: "T_clock", fields: ["f_now", "f_start"], text: [struct(now, `f_start ${w.value}`), "func F_make(ctx context.Context) *T_clock {\nc := &T_clock{f_start: VALUE(time.Now().UnixNano())}\ngo c.m_tick(ctx)\nreturn c\n}".replace("VALUE", w.value), tick(), `func (c *T_clock) F_since() ${w.value} {\nreturn ${w.load("c.f_now")} - c.f_start\n}`].join("\n\n") };
    case "both-by-ticker":
      return { type: "T_clock", fields: ["f_now", "f_ticks"], text: [struct(now, `f_ticks ${w.type}`), make, tick(`${w.inc("c.f_ticks")}\n`), read, `func (c *T_clock) Ticks() ${w.value} {\nreturn ${w.load("c.f_ticks")}\n}`].join("\n\n") };
    default:
      return { ...about, text: [struct(now, `f_pending ${w.type}`), make, tick(), read, ...arm].join("\n\n") };
  }
}

function twoEnds(stage: Stage, how: string): Story {
  const isGeneric = how === "generic";
  const [decl, of, item] = isGeneric ? ["[E any]", "[E]", "E"] : ["", "", "string"];
  const { type, lock, unlock } = stage.lock();
  const about = { type: "T_queue", fields: ["f_putMu", "f_takeMu"] } as const;
  const node = `type T_node${decl} struct {\nvalue ${item}\nf_after atomic.Pointer[T_node${of}]\n}`;
  const [first, last] = [`f_first *T_node${of}`, `f_last *T_node${of}`];
  // Every end goes with its lock where the locks are far from each other.
  const isApart = how === "padded" || how === "apart";
  const body = isApart ? stage.fields(how, `f_putMu ${type}\n${last}`, `f_takeMu ${type}\n${first}`) : `${stage.fields(how, `f_putMu ${type}`, `f_takeMu ${type}`)}${first}\n${last}\n`;
  const struct = `type T_queue${decl} struct {\n${body}}`;
  const make = `func F_make${decl}() *T_queue${of} {\nstub := &T_node${of}{}\nreturn &T_queue${of}{f_first: stub, f_last: stub}\n}`;
  const put = `func (q *T_queue${of}) F_put(value ${item}) {\nn := &T_node${of}{value: value}\n${lock("q.f_putMu")}\nq.f_last.f_after.Store(n)\nq.f_last = n\n${unlock("q.f_putMu")}\n}`;
  const take = `func (q *T_queue${of}) F_take() (value ${item}, ok bool) {\n${lock("q.f_takeMu")}\nif n := q.f_first.f_after.Load(); n != nil {\nq.f_first = n\nvalue, ok = n.value, true\n}\n${unlock("q.f_takeMu")}\nreturn value, ok\n}`;
  switch (how) {
    case "with-conditions":
      return {
        ...about,
        text: [
          node, `type T_queue struct {\n${stage.fields(how, "f_putMu sync.Mutex", "f_takeMu sync.Mutex")}ready *sync.Cond\nf_first *T_node\nf_last *T_node\n}`, "func F_make() *T_queue {\nstub := &T_node{}\nq := &T_queue{f_first: stub, f_last: stub}\nq.ready = sync.NewCond(&q.f_takeMu)\nreturn q\n}",
          "func (q *T_queue) F_put(value string) {\nn := &T_node{value: value}\nq.f_putMu.Lock()\nq.f_last.f_after.Store(n)\nq.f_last = n\nq.f_putMu.Unlock()\nq.ready.Signal()\n}", "func (q *T_queue) F_take() string {\nq.f_takeMu.Lock()\ndefer q.f_takeMu.Unlock()\nfor q.f_first.f_after.Load() == nil {\nq.ready.Wait()\n}\nq.f_first = q.f_first.f_after.Load()\nreturn q.f_first.value\n}",
        ].join("\n\n") + stage.drive("F_make()", 'x.F_put("a")', "x.F_take()"),
      };
    case "run-under-lock":
      return {
        ...about,
        text: [
          node, struct, make, `func (q *T_queue) m_atHead(f func()) {\n${lock("q.f_takeMu")}\nf()\n${unlock("q.f_takeMu")}\n}`, put,
          "func (q *T_queue) F_take() (value string, ok bool) {\nq.m_atHead(func() {\nif n := q.f_first.f_after.Load(); n != nil {\nq.f_first = n\nvalue, ok = n.value, true\n}\n})\nreturn value, ok\n}",
        ].join("\n\n") + stage.drive("F_make()", 'x.F_put("a")', "x.F_take()"),
      };
    case "always-nested":
      return { ...about, text: [node, struct, make, `func (q *T_queue) F_move() {\n${lock("q.f_takeMu")}\n${lock("q.f_putMu")}\nif n := q.f_first.f_after.Load(); n != nil {\nq.f_first = n\nm := &T_node{value: n.value}\nq.f_last.f_after.Store(m)\nq.f_last = m\n}\n${unlock("q.f_putMu")}\n${unlock("q.f_takeMu")}\n}`].join("\n\n") + stage.drive("F_make()", "x.F_move()") };
    case "second-on-reload":
      return { ...about, text: [`type T_queue struct {\n${stage.fields(how, `f_putMu ${type}`, `f_takeMu ${type}`)}items []string\noptions map[string]string\n}`, `func (q *T_queue) F_put(value string) {\n${lock("q.f_putMu")}\nq.items = append(q.items, value)\n${unlock("q.f_putMu")}\n}`, `func (q *T_queue) F_reload(options map[string]string) {\n${lock("q.f_takeMu")}\nq.options = options\n${unlock("q.f_takeMu")}\n}`].join("\n\n") + stage.drive("new(T_queue)", 'x.F_put("a")') };
    default:
      return { ...about, text: [node, struct, make, put, take].join("\n\n") + stage.drive(isGeneric ? "F_make[string]()" : "F_make()", 'x.F_put("a")', "x.F_take()") };
  }
}
