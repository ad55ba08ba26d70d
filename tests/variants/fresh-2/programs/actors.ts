import type { Stage } from "../stage.js";
import { forms, type Story, type StorySet } from "../story.js";

/** Those that send and those that receive: mailboxes, topics, batches. */
export const actors: readonly StorySet[] = [
  {
    name: "mailbox",
    names: {
      T_box: "CommandQueue EventQueue InboundQueue TaskQueue", T_node: "node message envelope", f_head: "head last pushEnd", f_tail: "tail first popEnd", f_link: "next link succ", F_push: "Push Send Post Tell", F_pop: "Pop Receive TryNext", f_handled: "handled processed nDone",
      m_run: "run mainLoop dispatch", T_actor: "actor sessionActor agent", F_spawn: "Spawn Attend ServeConns", f_sent: "posted accepted nSent",
    },
    flag: forms(mailbox, "intrusive", "generic", "handled-count"),
    silent: forms(mailbox, "padded", "locked", "channel-loop", "per-connection"),
  },
  {
    name: "topic",
    names: {
      T_topic: "Topic Broker Bus Exchange", f_published: "published seq produced", f_acked: "acked confirmed consumed", f_subs: "subscribers sinks listeners", F_publish: "Publish Broadcast Emit", F_ack: "Ack Confirm Commit", F_subscribe: "Subscribe Register AddSink",
      T_source: "Publisher Source Producer", T_sink: "Acker Consumer Sink", f_changes: "version epochNo revision",
    },
    flag: forms(topic, "behind-interfaces", "list-beside-acks", "generic"),
    silent: forms(topic, "padded", "apart", "counted-together", "changes-on-subscribe"),
  },
  {
    name: "batcher",
    names: {
      T_batcher: "Batcher Collector Aggregator Coalescer", f_accepted: "accepted queued enqueued", f_flushed: "flushed shipped committed", f_most: "maxBatch threshold batchSize", F_add: "Add Submit Enqueue Collect", m_flushLoop: "flushLoop drainLoop shipper", F_full: "IsLarge Oversized Exceeds",
      f_closed: "closed stopped sealed", F_close: "Close Stop Shutdown", T_half: "half buffer page", f_halves: "halves buffers pages", f_n: "n filled used", F_flush: "Flush Swap Rotate", f_active: "active current front", F_count: "Count Note Observe",
    },
    flag: forms(batcher, "flusher-and-producers", "several-flushers", "limit-beside-count"),
    silent: forms(batcher, "padded", "double-buffer", "one-loop", "closed-flag"),
  },
];

function mailbox(stage: Stage, how: string): Story {
  const about = { type: "T_box", fields: ["f_head", "f_tail"] } as const;
  const isGeneric = how === "generic";
  const [decl, of, message] = isGeneric ? ["[M any]", "[M]", "M"] : ["", "", "func()"];
  const zero = isGeneric ? "*new(M)" : "nil";
  const node = `type T_node${decl} struct {\nf_link atomic.Pointer[T_node${of}]\nvalue ${message}\n}`;
  const push = `func (q *T_box${of}) F_push(value ${message}) {
    n := &T_node${of}{value: value}
    prev := q.f_head.Swap(n)
    prev.f_link.Store(n)
    }`;
  const pop = `// Only one goroutine receives.
    func (q *T_box${of}) F_pop() (${message}, bool) {
    next := q.f_tail.f_link.Load()
    if next == nil {
    return ${zero}, false
    }
    q.f_tail = next
    return next.value, true
    }`;
  const type = `type T_box${decl} struct {\n${stage.fields(how, `f_head atomic.Pointer[T_node${of}]`, `f_tail *T_node${of}`)}}

    func F_make${decl}() *T_box${of} {
    stub := &T_node${of}{}
    q := &T_box${of}{f_tail: stub}
    q.f_head.Store(stub)
    return q
    }`;
  const run = `func (q *T_box${of}) m_run(handle func(${message})) {\nfor {\nvalue, ok := q.F_pop()\nif !ok {\nruntime.Gosched()\ncontinue\n}\nhandle(value)\n}\n}`;
  switch (how) {
    case "generic":
      return { ...about, text: [node, type, push, pop, run, "func F_drive(handle func(string)) *T_box[string] {\nq := F_make[string]()\ngo q.m_run(handle)\nreturn q\n}"].join("\n\n") };
    // Senders swap the head; the receiver counts what it has handled.
    case "handled-count": {
      const w = stage.word();
      return {
        type: "T_box", fields: ["f_sent", "f_handled"],
        text: [
          `type T_box struct {\n${stage.fields(how, `f_sent ${w.type}`, "f_handled uint64")}inbox chan func()\n}`, "func F_make() *T_box {\nq := &T_box{inbox: make(chan func(), 1024)}\ngo q.m_run()\nreturn q\n}", `func (q *T_box) F_push(value func()) {\n${w.inc("q.f_sent")}\nq.inbox <- value\n}`,
          "func (q *T_box) m_run() {\nfor value := range q.inbox {\nvalue()\nq.f_handled++\n}\n}",
        ].join("\n\n"),
      };
    }
    case "locked":
      return {
        ...about,
        text: [
          `type T_box struct {\nmu sync.Mutex\n${stage.fields(how, "f_head int", "f_tail int")}items [1024]func()\n}`, "func (q *T_box) F_push(value func()) bool {\nq.mu.Lock()\ndefer q.mu.Unlock()\nif q.f_head-q.f_tail == len(q.items) {\nreturn false\n}\nq.items[q.f_head%len(q.items)] = value\nq.f_head++\nreturn true\n}",
          "func (q *T_box) F_pop() (value func(), ok bool) {\nq.mu.Lock()\ndefer q.mu.Unlock()\nif q.f_head == q.f_tail {\nreturn nil, false\n}\nvalue = q.items[q.f_tail%len(q.items)]\nq.f_tail++\nreturn value, true\n}",
        ].join("\n\n") + stage.drive("new(T_box)", "x.F_push(nil)", "x.F_pop()"),
      };
    case "channel-loop":
      return {
        type: "T_box", fields: ["f_sent", "f_handled"],
        text: [
          `type T_box struct {\n${stage.fields(how, "f_sent uint64", "f_handled uint64")}${stage.pad()}inbox chan func() error\nasks chan chan uint64\n}`, "func F_make() *T_box {\nq := &T_box{inbox: make(chan func() error, 256), asks: make(chan chan uint64)}\ngo q.m_run()\nreturn q\n}", "func (q *T_box) F_push(value func() error) {\nq.inbox <- value\n}",
          "func (q *T_box) m_run() {\nfor {\nselect {\ncase value := <-q.inbox:\nq.f_handled++\nif value() == nil {\nq.f_sent++\n}\ncase reply := <-q.asks:\nreply <- q.f_handled\n}\n}\n}", "func (q *T_box) F_count() uint64 {\nreply := make(chan uint64)\nq.asks <- reply\nreturn <-reply\n}",
        ].join("\n\n"),
      };
    case "per-connection":
      return { ...about, text: [node, type, push, pop, run, "func F_spawn(ln net.Listener) error {\nfor {\nc, err := ln.Accept()\nif err != nil {\nreturn err\n}\nq := F_make()\ngo q.m_run(func(f func()) { f() })\ngo func() {\nbuf := make([]byte, 512)\nfor {\nif _, err := c.Read(buf); err != nil {\nreturn\n}\nq.F_push(func() {})\n}\n}()\n}\n}"].join("\n\n") };
    default:
      return { ...about, text: [node, type, push, pop, run, "func F_drive() *T_box {\nq := F_make()\ngo q.m_run(func(f func()) { f() })\nreturn q\n}"].join("\n\n") };
  }
}

function topic(stage: Stage, how: string): Story {
  const w = stage.word();
  const about = { type: "T_topic", fields: ["f_published", "f_acked"] } as const;
  const isGeneric = how === "generic";
  const [decl, of, message] = isGeneric ? ["[M any]", "[M]", "M"] : ["", "", "[]byte"];
  const struct = (...hot: readonly string[]): string => `type T_topic${decl} struct {\n${stage.fields(how, ...hot)}sinks []chan ${message}\n}`;
  const publish = (more = ""): string => `func (t *T_topic${of}) F_publish(m ${message}) ${w.value} {
    at := ${w.inc("t.f_published")}
    ${more}for _, sink := range t.sinks {
    select {
    case sink <- m:
    default:
    }
    }
    return at
    }`;
  const ack = `func (t *T_topic${of}) F_ack(n int) {\n${w.add("t.f_acked", `${w.value}(n)`)}\n}`;
  const make = `func F_make${decl}(sinks ...chan ${message}) *T_topic${of} {\nreturn &T_topic${of}{sinks: sinks}\n}`;
  const [published, acked] = [`f_published ${w.type}`, `f_acked ${w.type}`];
  switch (how) {
    case "behind-interfaces":
      return {
        ...about,
        text: [
          `type T_source interface {\nF_publish(m []byte) ${w.value}\n}`, "type T_sink interface {\nF_ack(n int)\n}", struct(published, acked), publish(), ack, "func F_make(sinks ...chan []byte) (T_source, T_sink) {\nt := &T_topic{sinks: sinks}\nreturn t, t\n}",
          "func F_drive(in <-chan []byte, out <-chan []byte) {\nsource, sink := F_make()\ngo func() {\nfor m := range in {\nsource.F_publish(m)\n}\n}()\ngo func() {\nfor range out {\nsink.F_ack(1)\n}\n}()\n}",
        ].join("\n\n"),
      };
    case "list-beside-acks":
      return {
        type: "T_topic", fields: ["f_subs", "f_acked"],
        text: [
          `type T_topic struct {\n${stage.fields(how, "f_subs atomic.Pointer[[]chan []byte]", acked)}}`, "func F_make() *T_topic {\nt := &T_topic{}\nt.f_subs.Store(new([]chan []byte))\nreturn t\n}",
          "func (t *T_topic) F_publish(m []byte) {\nfor _, sink := range *t.f_subs.Load() {\nselect {\ncase sink <- m:\ndefault:\n}\n}\n}", ack,
          "func (t *T_topic) F_subscribe(sink chan []byte) {\nfor {\nold := t.f_subs.Load()\nlist := append(append([]chan []byte{}, *old...), sink)\nif t.f_subs.CompareAndSwap(old, &list) {\nreturn\n}\n}\n}",
        ].join("\n\n") + stage.drive("F_make()", "x.F_publish(nil)", "x.F_ack(1)"),
      };
    case "counted-together":
      return { ...about, text: [struct(published, acked), make, publish(`${w.add("t.f_acked", `${w.value}(len(m))`)}\n`)].join("\n\n") + stage.drive("F_make()", "x.F_publish(nil)") };
    case "changes-on-subscribe":
      return {
        type: "T_topic", fields: ["f_subs", "f_changes"],
        text: [
          `type T_topic struct {\nmu sync.Mutex\n${stage.fields(how, "f_subs atomic.Pointer[[]chan []byte]", `f_changes ${w.type}`)}}`, "func F_make() *T_topic {\nt := &T_topic{}\nt.f_subs.Store(new([]chan []byte))\nreturn t\n}",
          "func (t *T_topic) F_publish(m []byte) {\nfor _, sink := range *t.f_subs.Load() {\nselect {\ncase sink <- m:\ndefault:\n}\n}\n}", `func (t *T_topic) F_subscribe(sink chan []byte) {\nt.mu.Lock()\ndefer t.mu.Unlock()\nlist := append(append([]chan []byte{}, *t.f_subs.Load()...), sink)\nt.f_subs.Store(&list)\n${w.inc("t.f_changes")}\n}`,
        ].join("\n\n") + stage.drive("F_make()", "x.F_publish(nil)"),
      };
    default:
      return { ...about, text: [struct(published, acked), make, publish(), ack].join("\n\n") + stage.drive(isGeneric ? "F_make[string]()" : "F_make()", isGeneric ? 'x.F_publish("a")' : "x.F_publish(nil)", "x.F_ack(1)") };
  }
}

function batcher(stage: Stage, how: string): Story {
  const w = stage.word();
  const about = { type: "T_batcher", fields: ["f_accepted", "f_flushed"] } as const;
  const struct = (...hot: readonly string[]): string => `type T_batcher struct {\n${stage.fields(how, ...hot)}items chan string\n}`;
  const make = (more = ""): string => `func F_make() *T_batcher {\nreturn &T_batcher{${more}items: make(chan string, 4096)}\n}`;
  const add = `func (b *T_batcher) F_add(item string) {\n${w.inc("b.f_accepted")}\nb.items <- item\n}`;
  const loop = `func (b *T_batcher) m_flushLoop(send func([]string)) {
    var batch []string
    for item := range b.items {
    if batch = append(batch, item); len(batch) < 64 {
    ${w.inc("b.f_flushed")}
    continue
    }
    send(batch)
    batch = batch[:0]
    }
    }`;
  const [accepted, flushed] = [`f_accepted ${w.type}`, `f_flushed ${w.type}`];
  switch (how) {
    case "several-flushers":
      return {
        ...about,
        text: [
          struct(accepted, flushed), make(), add, `func (b *T_batcher) m_flushLoop(send func(string) error) {\nfor item := range b.items {\nif err := send(item); err == nil {\n${w.inc("b.f_flushed")}\n}\n}\n}`,
          "func F_drive(n int, send func(string) error) *T_batcher {\nb := F_make()\nfor i := 0; i < n; i++ {\ngo b.m_flushLoop(send)\n}\nreturn b\n}",
        ].join("\n\n"),
      };
    case "limit-beside-count":
      return {
        type: "T_batcher", fields: ["f_most", "f_accepted"],
        text: [struct("f_most int", accepted), make("f_most: 512, "), `func (b *T_batcher) F_count(n int) {\n${w.add("b.f_accepted", `${w.value}(n)`)}\n}`, "func (b *T_batcher) F_full(batch []string) bool {\nreturn len(batch) >= b.f_most\n}", "func (b *T_batcher) Split(batch []string) (parts [][]string) {\nfor len(batch) > b.f_most {\nparts = append(parts, batch[:b.f_most])\nbatch = batch[b.f_most:]\n}\nreturn append(parts, batch)\n}"].join("\n\n")
          + stage.drive("F_make()", "x.F_count(1)", "x.F_full(nil)", "x.Split(nil)"),
      };
    // Producers fill one half at a time; the other is flushed by whoever turns them.
    case "double-buffer":
      return {
        type: "T_half", container: "T_batcher.f_halves", also: ["T_batcher"], fields: ["f_n"],
        text: [
          "type T_half struct {\nf_n int\nitems [16]string\n}", `type T_batcher struct {\nmu sync.Mutex\nf_active int\nf_halves [2]T_half\n${stage.cold(24)}}`,
          "func (b *T_batcher) F_add(item string) bool {\nb.mu.Lock()\ndefer b.mu.Unlock()\nh := &b.f_halves[b.f_active]\nif h.f_n == len(h.items) {\nreturn false\n}\nh.items[h.f_n] = item\nh.f_n++\nreturn true\n}",
          "func (b *T_batcher) F_flush(send func([]string)) {\nb.mu.Lock()\nh := &b.f_halves[b.f_active]\nb.f_active = 1 - b.f_active\nb.mu.Unlock()\nsend(h.items[:h.f_n])\nh.f_n = 0\n}",
        ].join("\n\n") + stage.drive("new(T_batcher)", 'x.F_add("a")'),
      };
    case "one-loop":
      return {
        ...about,
        text: [
          `type T_batcher struct {\n${stage.fields(how, "f_accepted uint64", "f_flushed uint64")}${stage.pad()}items chan string\n}`, "func (b *T_batcher) F_add(item string) {\nb.items <- item\n}", "func (b *T_batcher) m_flushLoop(send func([]string)) {\nvar batch []string\nfor item := range b.items {\nb.m_note()\nif batch = append(batch, item); len(batch) == 64 {\nb.m_ship(batch, send)\nbatch = nil\n}\n}\n}",
          "func (b *T_batcher) m_note() {\nb.f_accepted++\n}", "func (b *T_batcher) m_ship(batch []string, send func([]string)) {\nsend(batch)\nb.f_flushed += uint64(len(batch))\n}", "func F_make(send func([]string)) *T_batcher {\nb := &T_batcher{items: make(chan string, 64)}\ngo b.m_flushLoop(send)\nreturn b\n}",
        ].join("\n\n"),
      };
    case "closed-flag":
      return {
        type: "T_batcher", fields: ["f_closed", "f_accepted"],
        text: [struct("f_closed atomic.Bool", accepted), make(), `func (b *T_batcher) F_add(item string) bool {\nif b.f_closed.Load() {\nreturn false\n}\n${w.inc("b.f_accepted")}\nb.items <- item\nreturn true\n}`, "func (b *T_batcher) F_close() {\nb.f_closed.Store(true)\n}"].join("\n\n") + stage.drive("F_make()", 'x.F_add("a")'),
      };
    default:
      return { ...about, text: [struct(accepted, flushed), make(), add, loop, "func F_drive(send func([]string)) *T_batcher {\nb := F_make()\ngo b.m_flushLoop(send)\nreturn b\n}"].join("\n\n") };
  }
}
