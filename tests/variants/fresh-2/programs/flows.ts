import type { Stage } from "../stage.js";
import { forms, type Story, type StorySet } from "../story.js";

/** What flows both ways: limits on traffic, totals of links, rings of devices. */
export const flows: readonly StorySet[] = [
  {
    name: "shaper",
    names: {
      T_bucket: "Bucket TokenBucket Allowance", T_shaper: "Shaper Limiter Throttle Governor", f_in: "ingress readSide down", f_out: "egress writeSide up", f_tokens: "tokens credit available", F_take: "TryTake Consume AllowN",
      F_allowIn: "AllowRead AdmitIngress AllowDown", F_allowOut: "AllowWrite AdmitEgress AllowUp", F_refill: "Refill Replenish TopUp", F_allow: "Allow Admit Acquire", T_conn: "Session Client Peer", F_accept: "Accept Handshake Attach",
    },
    flag: forms(shaper, "two-buckets", "embedded-buckets", "arrival-times"),
    silent: forms(shaper, "padded", "both-taken", "one-lock", "per-connection"),
  },
  {
    name: "link-totals",
    names: {
      T_hub: "Hub Transport Router Switch", T_link: "Link Port Endpoint Stream", f_rx: "received inBytes rxBytes", f_tx: "sent outBytes txBytes", f_hub: "parent hub owner", F_recv: "Receive Read Recv", F_send: "Send Write Transmit", F_link: "NewLink Attach Dial",
      f_onRecv: "onReceive recvHook rxHook", f_onSend: "onSend sendHook txHook", F_close: "Close Shutdown Detach", T_group: "Group Zone Rack", f_group: "group zone rack",
    },
    flag: forms(totals, "through-parent", "through-grandparent", "through-hooks"),
    silent: forms(totals, "padded", "apart", "in-link", "at-close"),
  },
  {
    name: "device-rings",
    names: {
      T_ring: "Ring Queue DescRing", T_nic: "NIC Device Adapter VirtDev", f_rx: "rx in recvRing", f_tx: "tx out sendRing", f_prod: "prod avail next", f_done: "processed polled handled", F_transmit: "Transmit Xmit Enqueue", F_poll: "Poll Receive Harvest",
      f_desc: "desc frames packets", f_txNext: "txNext sendIdx outPos", f_rxNext: "rxNext recvIdx inPos", T_tx: "txHalf sender outbound", T_rx: "rxHalf receiver inbound", m_loop: "loop pump service", T_ops: "DeviceOps Ops Driver",
    },
    flag: forms(rings, "two-rings", "embedded-halves", "table-of-operations"),
    silent: forms(rings, "padded", "apart", "half-duplex", "per-request"),
  },
];

function shaper(stage: Stage, how: string): Story {
  const w = stage.word({ isSigned: true, isWide: true });
  const about = { type: "T_shaper", also: ["T_bucket"], fields: ["f_in", "f_out", "f_tokens"] } as const;
  const bucket = `type T_bucket struct {\nf_tokens ${w.type}\n${how === "padded" ? stage.pad() : ""}}

    func (b *T_bucket) F_take(n ${w.value}) bool {
    for {
    have := ${w.load("b.f_tokens")}
    if have < n {
    return false
    }
    if ${w.cas("b.f_tokens", "have", "have-n")} {
    return true
    }
    }
    }

    func (b *T_bucket) F_refill(n ${w.value}) {
    ${w.add("b.f_tokens", "n")}
    }`;
  const struct = `type T_shaper struct {\n${stage.fields(how === "padded" ? "plain" : how, "f_in T_bucket", "f_out T_bucket")}}`;
  const refill = (places: readonly string[]): string => `func (s *T_shaper) Run(ctx context.Context) {\nt := time.NewTicker(10 * time.Millisecond)\ndefer t.Stop()\nfor {\nselect {\ncase <-ctx.Done():\nreturn\ncase <-t.C:\n${places.map((place) => `${place}.F_refill(100)`).join("\n")}\n}\n}\n}`;
  switch (how) {
    case "embedded-buckets":
      return {
        ...about, also: ["T_bucket", "f_reads", "f_writes"], fields: ["f_reads", "f_writes", "f_tokens"],
        text: [
          bucket, `type f_reads struct {\nT_bucket\n}`, "type f_writes struct {\nT_bucket\n}", `type T_shaper struct {\nf_reads\nf_writes\n${stage.cold(48)}}`, "func (s *T_shaper) F_allowIn(n int) bool {\nreturn s.f_reads.F_take(VALUE(n))\n}",
          "func (s *T_shaper) F_allowOut(n int) bool {\nreturn s.f_writes.F_take(VALUE(n))\n}", refill(["s.f_reads", "s.f_writes"]),
        ].join("\n\n").replaceAll("VALUE", w.value) + stage.drive("new(T_shaper)", "x.F_allowIn(1)", "x.F_allowOut(2)"),
      };
    // Cells on a schedule: the time at which the next may go.
    case "arrival-times": {
      const allow = (name: string, field: string): string => `func (s *T_shaper) ${name}(n int64) bool {
        now := ${w.value}(time.Now().UnixNano())
        for {
        tat := ${w.load(`s.${field}`)}
        next := tat
        if next < now {
        next = now
        }
        next += ${w.value}(n * 1000)
        if next-now > 1e9 {
        return false
        }
        if ${w.cas(`s.${field}`, "tat", "next")} {
        return true
        }
        }
        }`;
      return { ...about, also: [], fields: ["f_in", "f_out"], text: [`type T_shaper struct {\n${stage.fields(how, `f_in ${w.type}`, `f_out ${w.type}`)}}`, allow("F_allowIn", "f_in"), allow("F_allowOut", "f_out")].join("\n\n") + stage.drive("new(T_shaper)", "x.F_allowIn(1)", "x.F_allowOut(2)") };
    }
    case "both-taken":
      return { ...about, text: [bucket, struct, `func (s *T_shaper) F_allow(n ${w.value}) bool {\nreturn s.f_in.F_take(n) && s.f_out.F_take(2*n)\n}`, refill(["s.f_in", "s.f_out"])].join("\n\n") };
    case "one-lock":
      return {
        ...about, also: [],
        text: [
          `type T_shaper struct {\nmu sync.Mutex\n${stage.fields(how, "f_in int64", "f_out int64")}}`, "func (s *T_shaper) F_allowIn(n int64) bool {\ns.mu.Lock()\ndefer s.mu.Unlock()\nif s.f_in < n {\nreturn false\n}\ns.f_in -= n\nreturn true\n}",
          "func (s *T_shaper) F_allowOut(n int64) bool {\ns.mu.Lock()\ndefer s.mu.Unlock()\nif s.f_out < n {\nreturn false\n}\ns.f_out -= n\nreturn true\n}", "func (s *T_shaper) F_refill(n int64) {\ns.mu.Lock()\ns.f_in += n\ns.f_out += n\ns.mu.Unlock()\n}",
        ].join("\n\n") + stage.drive("new(T_shaper)", "x.F_allowIn(1)", "x.F_allowOut(2)"),
      };
    case "per-connection":
      return {
        ...about, also: ["T_bucket", "T_conn"],
        text: [
          bucket, struct, `func (s *T_shaper) F_allowIn(n ${w.value}) bool {\nreturn s.f_in.F_take(n)\n}`, `func (s *T_shaper) F_allowOut(n ${w.value}) bool {\nreturn s.f_out.F_take(n)\n}`,
          "type T_conn struct {\nnet.Conn\nlimits *T_shaper\n}", "func F_accept(ln net.Listener, serve func(*T_conn)) error {\nfor {\nc, err := ln.Accept()\nif err != nil {\nreturn err\n}\ngo serve(&T_conn{Conn: c, limits: &T_shaper{}})\n}\n}",
          "func (c *T_conn) Read(p []byte) (int, error) {\nfor !c.limits.F_allowIn(1) {\ntime.Sleep(time.Millisecond)\n}\nreturn c.Conn.Read(p)\n}", "func (c *T_conn) Write(p []byte) (int, error) {\nfor !c.limits.F_allowOut(1) {\ntime.Sleep(time.Millisecond)\n}\nreturn c.Conn.Write(p)\n}",
        ].join("\n\n"),
      };
    default:
      return { ...about, text: [bucket, struct, `func (s *T_shaper) F_allowIn(n ${w.value}) bool {\nreturn s.f_in.F_take(n)\n}`, `func (s *T_shaper) F_allowOut(n ${w.value}) bool {\nreturn s.f_out.F_take(n)\n}`, refill(["s.f_in", "s.f_out"])].join("\n\n") + stage.drive("new(T_shaper)", "x.F_allowIn(1)", "x.F_allowOut(2)") };
  }
}

function totals(stage: Stage, how: string): Story {
  const w = stage.word();
  const about = { type: "T_hub", fields: ["f_rx", "f_tx"] } as const;
  const hub = `type T_hub struct {\n${stage.fields(how, `f_rx ${w.type}`, `f_tx ${w.type}`)}}`;
  const methods = (rx: string, tx: string): string => `func (l *T_link) F_recv(p []byte) int {
    n := copy(p, l.inbox)
    l.inbox = l.inbox[n:]
    ${rx}
    return n
    }

    func (l *T_link) F_send(p []byte) {
    l.outbox = append(l.outbox, p...)
    ${tx}
    }`;
  switch (how) {
    case "through-grandparent":
      return {
        ...about,
        text: [
          hub, "type T_group struct {\nf_hub *T_hub\nmembers []*T_link\n}", "type T_link struct {\nf_group *T_group\ninbox, outbox []byte\n}", methods(w.add("l.f_group.f_hub.f_rx", `${w.value}(n)`), w.add("l.f_group.f_hub.f_tx", `${w.value}(len(p))`)),
          "func (g *T_group) F_link() *T_link {\nl := &T_link{f_group: g}\ng.members = append(g.members, l)\nreturn l\n}", "func F_make() *T_group {\nreturn &T_group{f_hub: new(T_hub)}\n}",
        ].join("\n\n"),
      };
    case "through-hooks":
      return {
        ...about,
        text: [
          hub, `func (h *T_hub) m_countRx(n int) {\n${w.add("h.f_rx", `${w.value}(n)`)}\n}`, `func (h *T_hub) m_countTx(n int) {\n${w.add("h.f_tx", `${w.value}(n)`)}\n}`, "type T_link struct {\nf_onRecv, f_onSend func(int)\ninbox, outbox []byte\n}", methods("l.f_onRecv(n)", "l.f_onSend(len(p))"),
          "func (h *T_hub) F_link() *T_link {\nreturn &T_link{f_onRecv: h.m_countRx, f_onSend: h.m_countTx}\n}",
        ].join("\n\n"),
      };
    // Every link counts for itself, and there are many.
    case "in-link":
      return {
        type: "T_link", fields: ["f_rx", "f_tx"],
        text: [
          `type T_link struct {\n${stage.fields(how, `f_rx ${w.type}`, `f_tx ${w.type}`)}inbox, outbox []byte\n}`, methods(w.add("l.f_rx", `${w.value}(n)`), w.add("l.f_tx", `${w.value}(len(p))`)), "type T_hub struct {\nmu sync.Mutex\nlinks map[string]*T_link\n}",
          "func (h *T_hub) F_accept(ln net.Listener) error {\nfor {\nc, err := ln.Accept()\nif err != nil {\nreturn err\n}\nl := &T_link{}\nh.mu.Lock()\nh.links[c.RemoteAddr().String()] = l\nh.mu.Unlock()\ngo l.F_send(nil)\ngo l.F_recv(nil)\n}\n}",
        ].join("\n\n"),
      };
    case "at-close":
      return {
        ...about,
        text: [
          hub, "type T_link struct {\nf_hub *T_hub\nrx, tx int\ninbox, outbox []byte\n}", methods("l.rx += n", "l.tx += len(p)"), `func (l *T_link) F_close() error {\n${w.add("l.f_hub.f_rx", `${w.value}(l.rx)`)}\n${w.add("l.f_hub.f_tx", `${w.value}(l.tx)`)}\nl.inbox, l.outbox = nil, nil\nreturn nil\n}`,
          "func (h *T_hub) F_link() *T_link {\nreturn &T_link{f_hub: h}\n}",
        ].join("\n\n"),
      };
    default:
      return {
        ...about,
        text: [hub, "type T_link struct {\nf_hub *T_hub\ninbox, outbox []byte\n}", methods(w.add("l.f_hub.f_rx", `${w.value}(n)`), w.add("l.f_hub.f_tx", `${w.value}(len(p))`)), "func (h *T_hub) F_link() *T_link {\nreturn &T_link{f_hub: h}\n}"].join("\n\n"),
      };
  }
}

function rings(stage: Stage, how: string): Story {
  const w = stage.word();
  const about = { type: "T_nic", also: ["T_ring"], fields: ["f_rx", "f_tx", "f_prod", "f_done"] } as const;
  const ring = `type T_ring struct {\nf_prod ${w.type}\n${how === "padded" ? stage.pad() : ""}}`;
  const transmit = (place: string): string => `at := ${w.inc(place)}\nd.f_desc[int(at)%len(d.f_desc)] = frame`;
  const poll = (place: string): string => `at := ${w.inc(place)}\nreturn d.f_desc[int(at)%len(d.f_desc)]`;
  const halves = (tx: string, rx: string): readonly string[] => [`func (d *T_nic) F_transmit(frame []byte) {\n${transmit(tx)}\n}`, `func (d *T_nic) F_poll() []byte {\n${poll(rx)}\n}`];
  const make = "func F_make(n int) *T_nic {\nreturn &T_nic{f_desc: make([][]byte, n)}\n}";
  const body = `${stage.fields(how === "padded" ? "plain" : how, "f_rx T_ring", "f_tx T_ring")}f_desc [][]byte\n`;
  const drive = stage.drive("F_make(512)", "x.F_transmit(nil)", "x.F_poll()");
  switch (how) {
    case "embedded-halves":
      return {
        type: "T_nic", also: ["T_tx", "T_rx"], fields: ["f_txNext", "f_rxNext", "T_tx", "T_rx"],
        text: [`type T_tx struct {\nf_txNext ${w.type}\n}`, `type T_rx struct {\nf_rxNext ${w.type}\n}`, `type T_nic struct {\n${stage.draw.shuffle(["T_tx\n", "T_rx\n"]).join("")}${stage.cold(24)}f_desc [][]byte\n}`, make, ...halves("d.f_txNext", "d.f_rxNext")].join("\n\n") + drive,
      };
    case "table-of-operations":
      return {
        ...about,
        text: [
          ring, `type T_nic struct {\n${body}}`, make, "type T_ops struct {\nxmit func([]byte)\npoll func() []byte\n}", ...halves("d.f_tx.f_prod", "d.f_rx.f_prod").map((text) => text.replace("F_transmit", "m_transmit").replace("F_poll", "m_poll")), "func (d *T_nic) Ops() *T_ops {\nreturn &T_ops{xmit: d.m_transmit, poll: d.m_poll}\n}",
          "func F_drive(ops *T_ops, out <-chan []byte, deliver func([]byte)) {\ngo func() {\nfor frame := range out {\nops.xmit(frame)\n}\n}()\nfor {\ndeliver(ops.poll())\n}\n}",
        ].join("\n\n"),
      };
    // One goroutine turns round, sending and receiving.
    case "half-duplex":
      return {
        ...about,
        text: [
          ring, `type T_nic struct {\n${body}}`, make, ...halves("d.f_tx.f_prod", "d.f_rx.f_prod").map((text) => text.replace("F_transmit", "m_transmit").replace("F_poll", "m_poll")), "func (d *T_nic) m_loop(out <-chan []byte, deliver func([]byte)) {\nfor frame := range out {\nd.m_transmit(frame)\ndeliver(d.m_poll())\n}\n}",
          "func F_drive(out <-chan []byte, deliver func([]byte)) {\nd := F_make(256)\ngo d.m_loop(out, deliver)\n}",
        ].join("\n\n"),
      };
    case "per-request":
      return {
        ...about,
        text: [ring, `type T_nic struct {\n${body}}`, make, ...halves("d.f_tx.f_prod", "d.f_rx.f_prod"), "func F_handle(rw http.ResponseWriter, r *http.Request) {\nd := F_make(4)\ngo d.F_transmit([]byte(r.URL.Path))\nif _, err := rw.Write(d.F_poll()); err != nil {\nreturn\n}\n}"].join("\n\n"),
      };
    default:
      return { ...about, text: [ring, `type T_nic struct {\n${body}}`, make, ...halves("d.f_tx.f_prod", "d.f_rx.f_prod")].join("\n\n") + drive };
  }
}
