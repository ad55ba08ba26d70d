import { addToPackage } from "../../sketch.js";
import type { Stage } from "../../fresh-2/stage.js";
import { forms, type Story, type StorySet } from "../../fresh-2/story.js";
import { drawPointed } from "../pointed.js";

/** What serves others: connections, what they carry, and its totals. */
export const services: readonly StorySet[] = [
  {
    name: "service-totals",
    names: { T_server: "Server Gateway Listener Relay", T_totals: "totals traffic ioStats", v_totals: "totals traffic usage", f_in: "in received ingress", f_out: "out sent egress", m_readLoop: "readLoop pull receive", m_writeLoop: "writeLoop deliver transmit", F_serve: "ServeConn Handle Attach", F_in: "In Received Ingress", F_out: "Out Sent Egress" },
    flag: forms(serviceTotals, "other-package", "anonymous-variable", "by-accessor"),
    silent: forms(serviceTotals, "padded", "one-loop", "added-at-end"),
  },
  {
    name: "conn-pool",
    names: {
      T_pool: "Pool ConnPool Dialer Clients", T_conn: "Conn client session", T_lease: "Lease Handle Borrowed", f_gets: "gets acquired checkouts", f_puts: "puts returned checkins", f_idle: "idle spare ready", f_back: "back given", F_get: "Get Acquire Borrow", F_put: "Put Release GiveBack", m_recycle: "recycle restock sweepReturned",
      F_do: "Do Use Roundtrip", f_uses: "uses calls exchanges", f_moved: "moved bytes carried",
    },
    flag: forms(connPool, "gets-and-puts", "lease", "recycler"),
    silent: forms(connPool, "padded", "locked", "in-conn"),
  },
  {
    name: "proxy",
    names: { T_proxy: "Proxy Forwarder Tunnel Bridge", T_counting: "countingWriter meteredWriter tallyWriter", f_up: "up fromClient uplink", f_down: "down fromServer downlink", f_dirs: "bytes carried dirs", m_pipe: "pipe splice pump", F_forward: "Forward Relay Join", F_total: "Total Carried Sum" },
    flag: forms(proxy, "counting-writers", "closures", "direction-array"),
    silent: forms(proxy, "padded", "apart", "added-at-end"),
  },
];

function serviceTotals(stage: Stage, how: string): Story {
  const { sketch, draw } = stage;
  const p = drawPointed(draw);
  const serve = "func (s *T_server) F_serve(src <-chan []byte, send func([]byte)) {\nmid := make(chan []byte, 64)\ngo s.m_readLoop(src, mid)\ngo s.m_writeLoop(mid, send)\n}";
  const loops = (first: string, second: string): string =>
    [`func (s *T_server) m_readLoop(src <-chan []byte, mid chan<- []byte) {\ndefer close(mid)\nfor b := range src {\n${first}\nmid <- b\n}\n}`, `func (s *T_server) m_writeLoop(mid <-chan []byte, send func([]byte)) {\nfor b := range mid {\nsend(b)\n${second}\n}\n}`, serve].join("\n\n");
  const n = `${p.value}(len(b))`;
  const struct = `type T_totals struct {\n${stage.fields(how, `f_in ${p.type}`, `f_out ${p.type}`)}}`;
  const about = { type: "T_totals", also: ["T_server"], fields: ["f_in", "f_out"] } as const;
  switch (how) {
    case "other-package":
    case "padded": {
      const pad = how === "padded" ? "_ [64]byte\n" : "";
      addToPackage(sketch, "internal/telemetry", "telemetry", `// Totals are those of the process.\ntype Totals struct {\n${pad}Received ${p.type}\n${pad}Sent ${p.type}\n${pad}}`, "// New has nothing counted.\nfunc New() *Totals {\nreturn &Totals{}\n}");
      return { type: "Totals", also: ["T_server"], fields: ["Received", "Sent"], text: [`type T_server struct {\n${stage.cold(24)}shared *telemetry.Totals\n}`, "func F_make() *T_server {\nreturn &T_server{shared: telemetry.New()}\n}", loops(p.addAt("s.shared.Received", n), p.addAt("s.shared.Sent", n))].join("\n\n") };
    }
    case "anonymous-variable":
      return { rules: ["false-sharing", "false-sharing-globals"], type: "T_server", also: ["v_totals"], container: "v_totals", fields: ["f_in", "f_out", "v_totals"], text: [`var v_totals struct {\nf_in ${p.type}\nf_out ${p.type}\n}`, `type T_server struct {\n${stage.cold(24)}}`, loops(p.addAt("v_totals.f_in", n), p.addAt("v_totals.f_out", n))].join("\n\n") };
    case "by-accessor":
      return {
        ...about,
        text: [struct, `func (t *T_totals) F_in() *${p.type} {\nreturn &t.f_in\n}`, `func (t *T_totals) F_out() *${p.type} {\nreturn &t.f_out\n}`, "type T_server struct {\nshared T_totals\n}", loops(p.add("s.shared.F_in()", n), p.add("s.shared.F_out()", n))].join("\n\n"),
      };
    case "one-loop":
      return { ...about, text: [struct, "type T_server struct {\nshared T_totals\n}", `func (s *T_server) m_readLoop(src <-chan []byte, send func([]byte)) {\nfor b := range src {\n${p.addAt("s.shared.f_in", n)}\nsend(b)\n${p.addAt("s.shared.f_out", n)}\n}\n}`, "func F_drive(src <-chan []byte, send func([]byte)) *T_server {\ns := new(T_server)\ngo s.m_readLoop(src, send)\nreturn s\n}"].join("\n\n") };
    default: {
      const body = (act: string, word: string): string => `n := 0\nfor b := range src {\nn += len(b)\n${act}\n}\n${p.addAt(`s.shared.${word}`, `${p.value}(n)`)}`;
      return {
        ...about,
        text: [struct, "type T_server struct {\nshared T_totals\n}", `func (s *T_server) m_readLoop(src <-chan []byte, mid chan<- []byte) {\ndefer close(mid)\n${body("mid <- b", "f_in")}\n}`, `func (s *T_server) m_writeLoop(src <-chan []byte, send func([]byte)) {\n${body("send(b)", "f_out")}\n}`, serve].join("\n\n"),
      };
    }
  }
}

function connPool(stage: Stage, how: string): Story {
  const w = stage.word();
  const about = { type: "T_pool", fields: ["f_gets", "f_puts"] } as const;
  const conn = "type T_conn struct {\nnc net.Conn\nscratch [48]byte\n}";
  if (how === "in-conn") {
    return {
      type: "T_conn", fields: ["f_uses", "f_moved"],
      text: [
        "type T_conn struct {\nnc net.Conn\nf_uses, f_moved int\nscratch [64]byte\n}", "type T_pool struct {\nf_idle chan *T_conn\n}", "func F_make(n int) *T_pool {\nreturn &T_pool{f_idle: make(chan *T_conn, n)}\n}",
        "// Who holds a connection has it for himself.\nfunc (p *T_pool) F_do(req, resp []byte) (int, error) {\nc := <-p.f_idle\ndefer func() {\np.f_idle <- c\n}()\nc.f_uses++\nif _, err := c.nc.Write(req); err != nil {\nreturn 0, err\n}\nn, err := c.nc.Read(resp)\nc.f_moved += n\nreturn n, err\n}",
      ].join("\n\n"),
    };
  }
  const struct = `type T_pool struct {\n${how === "locked" ? "mu sync.Mutex\n" : ""}${stage.fields(how, `f_gets ${w.type}`, `f_puts ${w.type}`)}${how === "locked" ? "f_idle []*T_conn" : `f_idle chan *T_conn${how === "recycler" ? "\nf_back chan *T_conn" : ""}`}\n}`;
  if (how === "locked") {
    return {
      ...about,
      text: [
        conn, struct, `func (p *T_pool) F_get() (c *T_conn) {\np.mu.Lock()\ndefer p.mu.Unlock()\n${w.inc("p.f_gets")}\nif n := len(p.f_idle); n > 0 {\nc, p.f_idle = p.f_idle[n-1], p.f_idle[:n-1]\nreturn c\n}\nreturn &T_conn{}\n}`,
        `func (p *T_pool) F_put(c *T_conn) {\np.mu.Lock()\n${w.inc("p.f_puts")}\np.f_idle = append(p.f_idle, c)\np.mu.Unlock()\n}`,
      ].join("\n\n") + stage.drive("new(T_pool)", "_ = x.F_get()", "x.F_put(nil)"),
    };
  }
  const make = `func F_make(n int) *T_pool {\np := &T_pool{f_idle: make(chan *T_conn, n)${how === "recycler" ? ", f_back: make(chan *T_conn, n)" : ""}}\n${how === "recycler" ? "go p.m_recycle()\n" : ""}return p\n}`;
  const take = (made: string, made0: string): string => `${w.inc("p.f_gets")}\nselect {\ncase c := <-p.f_idle:\nreturn ${made}\ndefault:\nreturn ${made0}\n}`;
  const put = (back: string): string => `${w.inc("p.f_puts")}\nselect {\ncase p.f_idle <- ${back}:\ndefault:\n}`;
  switch (how) {
    case "lease":
      return {
        ...about,
        text: [conn, struct, make, "// T_lease is of one borrower.\ntype T_lease struct {\n*T_conn\nfrom *T_pool\n}", `func (p *T_pool) F_get() T_lease {\n${take("T_lease{c, p}", "T_lease{new(T_conn), p}")}\n}`, `func (l T_lease) F_put() {\np := l.from\n${put("l.T_conn")}\n}`].join("\n\n")
          + "\n\nfunc F_do(p *T_pool, jobs <-chan func(*T_conn)) {\nused := make(chan T_lease, 32)\ngo func() {\nfor l := range used {\nl.F_put()\n}\n}()\nfor job := range jobs {\nl := p.F_get()\njob(l.T_conn)\nused <- l\n}\n}",
      };
    case "recycler":
      return { ...about, text: [conn, struct, make, `func (p *T_pool) F_get() *T_conn {\n${take("c", "&T_conn{}")}\n}`, "func (p *T_pool) F_put(c *T_conn) {\np.f_back <- c\n}", `func (p *T_pool) m_recycle() {\nfor c := range p.f_back {\nc.scratch[0] = 0\n${put("c")}\n}\n}`].join("\n\n") };
    default:
      return { ...about, text: [conn, struct, make, `func (p *T_pool) F_get() *T_conn {\n${take("c", "&T_conn{}")}\n}`, `func (p *T_pool) F_put(c *T_conn) {\n${put("c")}\n}`].join("\n\n") + stage.drive("F_make(16)", "_ = x.F_get()", "x.F_put(new(T_conn))") };
  }
}

function proxy(stage: Stage, how: string): Story {
  const { sketch, draw } = stage;
  const p = drawPointed(draw);
  sketch.imports.set("io", "io");
  const about = { type: "T_proxy", fields: ["f_up", "f_down"] } as const;
  const struct = `type T_proxy struct {\n${stage.fields(how, `f_up ${p.type}`, `f_down ${p.type}`)}}`;
  const serve = "func (p *T_proxy) F_drive(l net.Listener, dial func() (net.Conn, error)) error {\nfor {\nclient, err := l.Accept()\nif err != nil {\nreturn err\n}\nserver, err := dial()\nif err != nil {\nclient.Close()\ncontinue\n}\np.F_forward(client, server)\n}\n}";
  const both = (up: string, down: string): string => `func (p *T_proxy) F_forward(client, server net.Conn) {\ngo ${up}\ngo ${down}\n}`;
  const n = `${p.value}(n)`;
  const writer = `// T_counting counts what passes.\ntype T_counting struct {\nio.Writer\nto *${p.type}\n}\n\nfunc (c T_counting) Write(b []byte) (int, error) {\nn, err := c.Writer.Write(b)\n${p.add("c.to", n)}\nreturn n, err\n}`;
  switch (how) {
    case "closures": {
      const count = (word: string): string => `func(n int) { ${p.addAt(`p.${word}`, n)} }`;
      return { ...about, text: [struct, "func m_pipe(dst io.Writer, src io.Reader, count func(int)) error {\nbuf := make([]byte, 4096)\nfor {\nn, err := src.Read(buf)\nif err != nil {\nreturn err\n}\ncount(n)\nif _, err = dst.Write(buf[:n]); err != nil {\nreturn err\n}\n}\n}", both(`m_pipe(server, client, ${count("f_up")})`, `m_pipe(client, server, ${count("f_down")})`), serve].join("\n\n") };
    }
    case "direction-array":
      return {
        rules: ["false-sharing", "false-sharing-elements"], type: "T_proxy", also: [p.type], container: "T_proxy.f_dirs", fields: [],
        text: [
          `type T_proxy struct {\n${stage.cold(16)}f_dirs [2]${p.type}\n}`, `func (p *T_proxy) m_pipe(dst io.Writer, src io.Reader, dir int) {\nbuf := make([]byte, 32<<10)\nfor {\nn, err := src.Read(buf)\nif err != nil {\nreturn\n}\n${p.addAt("p.f_dirs[dir]", n)}\nif _, err := dst.Write(buf[:n]); err != nil {\nreturn\n}\n}\n}`, both("p.m_pipe(server, client, 0)", "p.m_pipe(client, server, 1)"), serve,
        ].join("\n\n"),
      };
    case "added-at-end":
      return { ...about, text: [struct, "func m_pipe(dst io.Writer, src io.Reader, done func(int64)) {\nn, _ := io.Copy(dst, src)\ndone(n)\n}", both(`m_pipe(server, client, func(n int64) { ${p.addAt("p.f_up", n)} })`, `m_pipe(client, server, func(n int64) { ${p.addAt("p.f_down", n)} })`), serve].join("\n\n") };
    default:
      return { ...about, text: [struct, writer, "func m_pipe(dst io.Writer, src io.Reader) {\n_, _ = io.Copy(dst, src)\n}", both("m_pipe(T_counting{server, &p.f_up}, client)", "m_pipe(T_counting{client, &p.f_down}, server)"), serve, `func (p *T_proxy) F_total() ${p.value} {\nreturn ${p.loadAt("p.f_up")} + ${p.loadAt("p.f_down")}\n}`].join("\n\n") };
  }
}
