import type { Kit, Program, ProgramSet } from "../template.js";

/** Servers, handlers, options, configuration: words that requests touch. */
export const servers: readonly ProgramSet[] = [
  {
    name: "http-handlers",
    flag: { "two-handlers": (kit) => handlers(kit, "apart"), "mux-and-closures": (kit) => handlers(kit, "closures"), "handler-types": (kit) => handlers(kit, "types") },
    silent: { "one-handler": (kit) => handlers(kit, "together"), padded: (kit) => handlers(kit, "padded"), "error-counter": (kit) => handlers(kit, "errors") },
  },
  {
    name: "options",
    flag: { "limit-by-option": (kit) => options(kit, "flag"), "hook-by-option": (kit) => options(kit, "hook") },
    silent: { padded: (kit) => options(kit, "padded"), "read-where-written": (kit) => options(kit, "together"), "copied-at-start": (kit) => options(kit, "copied"), "copied-value": (kit) => options(kit, "value") },
  },
  {
    name: "atomic-value",
    flag: { "value-beside-counter": (kit) => atomicValue(kit, "flag"), "two-readers": (kit) => atomicValue(kit, "readers") },
    silent: { padded: (kit) => atomicValue(kit, "padded"), "counted-with-load": (kit) => atomicValue(kit, "together"), "cold-load": (kit) => atomicValue(kit, "cold") },
  },
  {
    name: "registered",
    flag: { "init-handlers": (kit) => registered(kit, "init"), "field-closures": (kit) => registered(kit, "closures"), "table-of-methods": (kit) => registered(kit, "table") },
    silent: { "one-closure": (kit) => registered(kit, "together"), "padded-closures": (kit) => registered(kit, "padded") },
  },
];

function handlers(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: how === "padded" });
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  const body = { apart: "", closures: "", types: "", padded: "", together: `${w.inc("s.f_b")}\n`, errors: "" }[how]!;
  const type = `type T_server struct {\n${kit.cold(2)}${p.full}f_a ${w.type}\n${p.after(w.sizeBytes)}f_b ${w.type}\n${p.after(w.sizeBytes)}${kit.cold(1)}}`;
  const about = { type: "T_server", fields: ["f_a", "f_b"] } as const;
  if (how === "closures") {
    return { ...about, decls: [type, `func (s *T_server) F_routes() *http.ServeMux {\nmux := http.NewServeMux()\nmux.HandleFunc("/a", func(rw http.ResponseWriter, r *http.Request) {\n${w.inc("s.f_a")}\nrw.WriteHeader(http.StatusOK)\n})\nmux.HandleFunc("/b", func(rw http.ResponseWriter, r *http.Request) {\n${w.inc("s.f_b")}\nhttp.NotFound(rw, r)\n})\nreturn mux\n}`] };
  }
  if (how === "types") {
    return {
      ...about,
      decls: [
        type, "type T_first struct {\ns *T_server\n}", "type T_second struct {\ns *T_server\n}", `func (h T_first) ServeHTTP(rw http.ResponseWriter, r *http.Request) {\n${w.inc("h.s.f_a")}\nrw.WriteHeader(http.StatusOK)\n}`,
        `func (h T_second) ServeHTTP(rw http.ResponseWriter, r *http.Request) {\n${w.add("h.s.f_b", "2")}\nrw.WriteHeader(http.StatusOK)\n}`, `func F_serve(s *T_server) error {\nhttp.Handle("/a", T_first{s})\nhttp.Handle("/b", T_second{s})\nreturn http.ListenAndServe(":0", nil)\n}`,
      ],
    };
  }
  const first = `func (s *T_server) m_first(rw http.ResponseWriter, r *http.Request) {\n${w.inc("s.f_a")}\n${body}${how === "errors" ? `if err := r.ParseForm(); err != nil {\n${w.inc("s.f_b")}\nhttp.Error(rw, err.Error(), http.StatusBadRequest)\nreturn\n}\n` : ""}rw.WriteHeader(http.StatusOK)\n}`;
  const second = how === "together" || how === "errors" ? [] : [`func (s *T_server) m_second(rw http.ResponseWriter, r *http.Request) {\n${w.inc("s.f_b")}\nrw.WriteHeader(http.StatusOK)\n}`];
  const serve = `func F_serve(addr string) error {\ns := new(T_server)\nhttp.HandleFunc("/a", s.m_first)\n${second.length === 0 ? "" : 'http.HandleFunc("/b", s.m_second)\n'}return http.ListenAndServe(addr, nil)\n}`;
  return { ...about, decls: [type, first, ...second, serve] };
}

function options(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: how === "padded" });
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  const option = "type T_option func(*T_pool)";
  const about = { type: "T_pool", also: how === "copied" || how === "value" ? ["T_config"] : [], fields: ["f_n", "f_limit"] } as const;
  const make = `func F_make(opts ...T_option) *T_pool {\np := &T_pool{f_limit: ${how === "hook" ? "func(int) bool { return true }" : "10"}}\nfor _, o := range opts {\no(p)\n}\nreturn p\n}`;
  const count = `func (p *T_pool) F_done(k ${w.value}) {\n${w.add("p.f_n", "k")}\n}`;
  if (how === "copied" || how === "value") {
    // Each goroutine has the configuration for itself from its start on.
    const config = "type T_config struct {\nf_limit int\nf_name string\n}";
    const type = `type T_pool struct {\nf_conf T_config\nf_n ${w.type}\nf_jobs chan int\n}`;
    const run = how === "copied"
      ? "func (p *T_pool) m_run() {\nconf := p.f_conf\nfor job := range p.f_jobs {\nif job > conf.f_limit {\nm_handle(job)\n}\n}\n}"
      : "func m_run(conf T_config, jobs <-chan int) {\nfor job := range jobs {\nif job > conf.f_limit {\nm_handle(job)\n}\n}\n}";
    const start = `func F_start(conf T_config) *T_pool {\np := &T_pool{f_conf: conf, f_jobs: make(chan int)}\nfor i := 0; i < 4; i++ {\n${how === "copied" ? "go p.m_run()" : "go m_run(conf, p.f_jobs)"}\n}\nreturn p\n}`;
    return { ...about, decls: [config, type, run, start, count, "func m_handle(job int) {\n_ = job\n}"] };
  }
  if (how === "hook") {
    return {
      ...about,
      decls: [option, `type T_pool struct {\nf_limit func(int) bool\n${kit.cold(1)}f_n ${w.type}\n}`, "func F_with(f func(int) bool) T_option {\nreturn func(p *T_pool) {\np.f_limit = f\n}\n}", make, count, "func (p *T_pool) F_admit(x int) bool {\nreturn p.f_limit(x)\n}", "func (p *T_pool) F_filter(xs []int) int {\nn := 0\nfor _, x := range xs {\nif p.f_limit(x) {\nn++\n}\n}\nreturn n\n}"],
    };
  }
  const type = `type T_pool struct {\n${kit.cold(1)}f_limit ${w.value}\n${how === "padded" ? p.full : ""}f_n ${w.type}\n${p.after(w.sizeBytes)}}`;
  const set = `func F_with(limit ${w.value}) T_option {\nreturn func(p *T_pool) {\np.f_limit = limit\n}\n}`;
  if (how === "together") return { ...about, decls: [option, type, set, make, `func (p *T_pool) F_take() bool {\nreturn ${w.inc("p.f_n")} <= p.f_limit\n}`] };
  return { ...about, decls: [option, type, set, make, count, `func (p *T_pool) F_admit(x ${w.value}) bool {\nreturn x < p.f_limit\n}`, `func (p *T_pool) F_filter(xs []${w.value}) (out []${w.value}) {\nfor _, x := range xs {\nif x < p.f_limit {\nout = append(out, x)\n}\n}\nreturn out\n}`] };
}

function atomicValue(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: how === "padded" });
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  const type = `type T_cache struct {\n${p.full}f_conf atomic.Value\n${p.after(16)}${how === "padded" ? "" : kit.cold(1)}f_n ${w.type}\n${p.after(w.sizeBytes)}}`;
  const about = { type: "T_cache", fields: ["f_conf", "f_n"] } as const;
  const config = "type T_conf struct {\nf_most int\nf_name string\n}";
  const get = "func (c *T_cache) F_most() int {\nreturn c.f_conf.Load().(*T_conf).f_most\n}";
  const scan = "func (c *T_cache) F_scan(xs []int) int {\nn := 0\nfor _, x := range xs {\nif conf, ok := c.f_conf.Load().(*T_conf); ok && x < conf.f_most {\nn++\n}\n}\nreturn n\n}";
  const count = `func (c *T_cache) F_count() {\n${w.inc("c.f_n")}\n}`;
  const set = "func (c *T_cache) Configure(conf *T_conf) {\nc.f_conf.Store(conf)\n}";
  const make = "func F_make() *T_cache {\nc := &T_cache{}\nc.f_conf.Store(&T_conf{f_most: 3})\nreturn c\n}";
  if (how === "together") return { ...about, decls: [config, type, make, `func (c *T_cache) F_most() int {\n${w.inc("c.f_n")}\nreturn c.f_conf.Load().(*T_conf).f_most\n}`] };
  if (how === "cold") return { ...about, decls: [config, type, make, count, "func (c *T_cache) String() string {\nreturn c.f_conf.Load().(*T_conf).f_name\n}"] };
  return { ...about, decls: how === "readers" ? [config, type, make, get, scan, count] : [config, type, make, get, scan, count, set] };
}

function registered(kit: Kit, how: string): Program {
  const w = kit.word({ isSized: how === "padded" });
  if (how === "init") {
    return {
      rules: ["false-sharing-globals"], fields: ["v_a", "v_b"],
      decls: [`var (\nv_a ${w.type}\nv_b ${w.type}\n)`, "var v_table = map[string]func(){}", `func init() {\nv_table["a"] = func() {\n${w.inc("v_a")}\n}\nv_table["b"] = func() {\n${w.inc("v_b")}\n}\n}`, "func F_handle(name string) {\nif f := v_table[name]; f != nil {\nf()\n}\n}"],
    };
  }
  if (how === "table") {
    return {
      type: "T_disp", fields: ["f_a", "f_b"],
      decls: [
        `type T_disp struct {\n${kit.cold(1)}f_a ${w.type}\nf_b ${w.type}\nf_ops [2]func(*T_disp)\n}`, `func (d *T_disp) m_one() {\n${w.inc("d.f_a")}\n}`, `func (d *T_disp) m_two() {\n${w.inc("d.f_b")}\n}`,
        "func F_make() *T_disp {\nreturn &T_disp{f_ops: [2]func(*T_disp){(*T_disp).m_one, (*T_disp).m_two}}\n}", "func (d *T_disp) F_run(i int) {\nd.f_ops[i](d)\n}",
      ],
    };
  }
  const p = how === "padded" ? kit.pads() : { full: "", after: () => "" };
  const type = `type T_meter struct {\n${p.full}f_a ${w.type}\n${p.after(w.sizeBytes)}f_b ${w.type}\n${p.after(w.sizeBytes)}f_onA func()\nf_onB func()\n}`;
  const make = how === "together"
    ? `func F_make() *T_meter {\nm := &T_meter{}\nm.f_onA = func() {\n${w.inc("m.f_a")}\n${w.inc("m.f_b")}\n}\nreturn m\n}`
    : `func F_make() *T_meter {\nm := &T_meter{}\nm.f_onA = func() {\n${w.inc("m.f_a")}\n}\nm.f_onB = func() {\n${w.inc("m.f_b")}\n}\nreturn m\n}`;
  const use = how === "together" ? "func (m *T_meter) F_use() {\nm.f_onA()\n}" : "func (m *T_meter) F_use() {\nm.f_onA()\n}\n\nfunc (m *T_meter) F_other() {\nm.f_onB()\n}";
  // In the form without pads, the functions are read on the line that they write, by those who write it.
  return { type: "T_meter", fields: ["f_a", "f_b"], decls: [type, make, use] };
}
