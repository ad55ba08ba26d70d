import type { Stage } from "../../fresh-2/stage.js";
import { forms, type Story, type StorySet } from "../../fresh-2/story.js";

const elements = ["false-sharing-elements"];

/** What databases are made of: memory tables, replicated logs, settings that are swapped. */
export const storage: readonly StorySet[] = [
  {
    name: "memtable",
    names: {
      T_table: "MemTable Memstore WriteBuffer SkipTable", T_arena: "arena nodeArena chunk", f_seq: "seq lastSeq nextSequence", f_size: "size allocated usage", f_visible: "visible published readable", F_next: "NextSeq Assign Stamp", F_alloc: "Alloc Reserve Grow", m_publish: "publishLoop makeVisible follow", F_visible: "Visible ReadSeq SnapshotSeq",
      F_put: "Put Apply Insert", F_open: "Open Recover Load",
    },
    flag: forms(memtable, "sequence-beside-size", "visible", "embedded-arena"),
    silent: forms(memtable, "padded", "together", "set-by-opening"),
  },
  {
    name: "raft",
    names: {
      T_node: "Node Replica Member Raft", T_peer: "peer follower progress", f_commit: "commit committed commitIndex", f_applied: "applied lastApplied appliedIndex", f_peers: "peers followers others", f_match: "match acked replicated", f_next: "next nextIndex toSend", m_ackLoop: "ackLoop leaderLoop collectAcks",
      m_applyLoop: "applyLoop applier runStateMachine", m_replicate: "replicate follow sendTo", F_start: "Start Boot Begin", F_behind: "Behind Lag Backlog", F_quorum: "Quorum Slowest LowestMatch",
    },
    flag: forms(raft, "commit-and-applied", "peer-indices", "peer-structs"),
    silent: forms(raft, "padded", "peers-padded", "one-loop", "locked"),
  },
  {
    name: "settings",
    names: { T_server: "Server Frontend Gateway Proxy", T_conf: "Config Settings Options", T_holder: "Holder Box RCU Snapshotter", f_conf: "conf settings current", f_served: "served requests handled", f_routes: "routes vhosts endpoints", f_reloads: "reloads generation swaps", F_conf: "Conf Settings Current", F_served: "Served Finish Done", F_reload: "Reload Apply Swap", F_route: "Route Match Resolve" },
    flag: forms(settings, "pointer-beside-count", "generic-holder", "routes-beside-count"),
    silent: forms(settings, "padded", "used-and-counted", "counts-reloads"),
  },
];

function memtable(stage: Stage, how: string): Story {
  const w = stage.word({ isWide: true });
  const about = { type: "T_table", fields: ["f_seq", "f_size"] } as const;
  const struct = `type T_table struct {\n${stage.fields(how, `f_seq ${w.type}`, `f_size ${w.type}`)}buf []byte\n}`;
  const make = "func F_make(n int) *T_table {\nreturn &T_table{buf: make([]byte, n)}\n}";
  const next = (n = "1"): string => `func (t *T_table) F_next() ${w.value} {\nreturn ${w.add("t.f_seq", n)}\n}`;
  switch (how) {
    case "visible":
      return {
        type: "T_table", fields: ["f_seq", "f_visible"],
        text: [
          `type T_table struct {\n${stage.fields(how, `f_seq ${w.type}`, `f_visible ${w.type}`)}written chan ${w.value}\n}`, `func F_make() *T_table {\nt := &T_table{written: make(chan ${w.value}, 128)}\ngo t.m_publish()\nreturn t\n}`, next(),
          `func (t *T_table) m_publish() {\nfor seq := range t.written {\n${w.store("t.f_visible", "seq")}\n}\n}`, `func (t *T_table) F_visible() ${w.value} {\nreturn ${w.load("t.f_visible")}\n}`, `func (t *T_table) F_put(insert func(${w.value})) {\nseq := t.F_next()\ninsert(seq)\nt.written <- seq\n}`,
        ].join("\n\n") + stage.drive("F_make()", `x.F_put(func(${w.value}) {})`, "x.F_visible()"),
      };
    case "embedded-arena":
      return {
        type: "T_table", also: ["T_arena"], fields: ["f_seq", "f_size", "T_arena"],
        text: [
          `type T_arena struct {\nf_size ${w.type}\n}`, `func (a *T_arena) F_alloc(n int) ${w.value} {\nreturn ${w.add("a.f_size", `${w.value}(n)`)}\n}`, `type T_table struct {\n${stage.cold(16)}T_arena\nf_seq ${w.type}\n${stage.cold(32)}}`, next(),
          "// Writers are numbered by one goroutine and inserted by others.\nfunc F_drive(batches <-chan []string, inserters int) *T_table {\nt := &T_table{}\nmid := make(chan string, 256)\ngo func() {\nfor batch := range batches {\nfor _, key := range batch {\nt.F_next()\nmid <- key\n}\n}\n}()\nfor i := 0; i < inserters; i++ {\ngo func() {\nfor key := range mid {\nt.F_alloc(len(key))\n}\n}()\n}\nreturn t\n}",
        ].join("\n\n"),
      };
    case "together":
      return { ...about, text: [struct, make, `func (t *T_table) F_put(key, value []byte) ${w.value} {\nn := len(key) + len(value)\nend := ${w.add("t.f_size", `${w.value}(n)`)}\ncopy(t.buf[int(end)-n:], key)\nreturn ${w.inc("t.f_seq")}\n}`].join("\n\n") + stage.drive("F_make(1 << 20)", "x.F_put(nil, nil)") };
    case "set-by-opening":
      return { ...about, text: [struct, make, next(), `func F_open(path string, last, used ${w.value}) (*T_table, error) {\nbuf, err := os.ReadFile(path)\nif err != nil {\nreturn nil, err\n}\nt := F_make(len(buf))\n${w.store("t.f_seq", "last")}\n${w.store("t.f_size", "used")}\nreturn t, nil\n}`].join("\n\n") };
    default:
      return { ...about, text: [struct, make, next(), `func (t *T_table) F_alloc(n int) []byte {\nend := int(${w.add("t.f_size", `${w.value}(n)`)})\nreturn t.buf[end-n : end]\n}`].join("\n\n") + stage.drive("F_make(1 << 30)", "x.F_next()", "x.F_alloc(24)") };
  }
}

function raft(stage: Stage, how: string): Story {
  const w = stage.word({ isWide: true });
  if (how === "peer-indices") {
    return {
      rules: elements, type: "", also: [w.type, "T_node"], container: "T_node.f_match", fields: [],
      text: [
        `type T_node struct {\n${stage.cold(24)}f_match []${w.type}\n}`, `func (n *T_node) m_replicate(id int, acks <-chan ${w.value}) {\nfor at := range acks {\n${w.store("n.f_match[id]", "at")}\n}\n}`,
        `func (n *T_node) F_quorum() (low ${w.value}) {\nfor i := range n.f_match {\nif at := ${w.load("n.f_match[i]")}; i == 0 || at < low {\nlow = at\n}\n}\nreturn low\n}`, `// Every follower has a goroutine.\nfunc F_start(acks []chan ${w.value}) *T_node {\nn := &T_node{f_match: make([]${w.type}, len(acks))}\nfor id := range acks {\ngo n.m_replicate(id, acks[id])\n}\nreturn n\n}`,
      ].join("\n\n"),
    };
  }
  if (how.startsWith("peer")) {
    const isFlagged = how === "peer-structs";
    return {
      rules: elements, type: "T_peer", container: "T_node.f_peers", also: isFlagged ? ["T_node"] : [], fields: isFlagged ? ["f_match", "f_next"] : [],
      text: [
        `type T_peer struct {\nf_match ${w.type}\nf_next ${w.type}\n${isFlagged ? "" : stage.pad()}}`, "type T_node struct {\nf_peers []T_peer\n}", `func (p *T_peer) m_replicate(send func(${w.value}) bool) {\nfor {\nat := ${w.inc("p.f_next")}\nif send(at) {\n${w.store("p.f_match", "at")}\n}\n}\n}`,
        `func F_start(sends ...func(${w.value}) bool) *T_node {\nn := &T_node{f_peers: make([]T_peer, len(sends))}\nfor i, send := range sends {\np := &n.f_peers[i]\ngo p.m_replicate(send)\n}\nreturn n\n}`, `func (n *T_node) F_quorum(at ${w.value}) (count int) {\nfor i := range n.f_peers {\nif ${w.load("n.f_peers[i].f_match")} >= at {\ncount++\n}\n}\nreturn count\n}`,
      ].join("\n\n"),
    };
  }
  const about = { type: "T_node", fields: ["f_commit", "f_applied"] } as const;
  if (how === "locked") {
    return {
      ...about,
      text: [
        `type T_node struct {\nmu sync.Mutex\n${stage.fields(how, "f_commit uint64", "f_applied uint64")}}`, "func (n *T_node) m_ackLoop(acks <-chan uint64) {\nfor at := range acks {\nn.mu.Lock()\nif n.f_commit < at {\nn.f_commit = at\n}\nn.mu.Unlock()\n}\n}",
        "func (n *T_node) m_applyLoop(apply func(uint64)) {\nfor {\nn.mu.Lock()\nif n.f_applied < n.f_commit {\nn.f_applied++\napply(n.f_applied)\n}\nn.mu.Unlock()\n}\n}", "func (n *T_node) F_start(acks <-chan uint64, apply func(uint64)) {\ngo n.m_ackLoop(acks)\ngo n.m_applyLoop(apply)\n}",
      ].join("\n\n"),
    };
  }
  const struct = `type T_node struct {\n${stage.fields(how, `f_commit ${w.type}`, `f_applied ${w.type}`)}}`;
  const behind = `func (n *T_node) F_behind() ${w.value} {\nreturn ${w.load("n.f_commit")} - ${w.load("n.f_applied")}\n}`;
  if (how === "one-loop") {
    return { ...about, text: [struct, `func (n *T_node) m_ackLoop(acks, done <-chan ${w.value}) {\nfor {\nselect {\ncase at := <-acks:\n${w.store("n.f_commit", "at")}\ncase at := <-done:\n${w.store("n.f_applied", "at")}\n}\n}\n}`, `func F_start(acks, done <-chan ${w.value}) *T_node {\nn := new(T_node)\ngo n.m_ackLoop(acks, done)\nreturn n\n}`, behind].join("\n\n") };
  }
  return {
    ...about,
    text: [
      struct, `func (n *T_node) m_ackLoop(acks <-chan ${w.value}) {\nfor at := range acks {\n${w.store("n.f_commit", "at")}\n}\n}`, `func (n *T_node) m_applyLoop(entries <-chan func()) {\nfor apply := range entries {\napply()\n${w.inc("n.f_applied")}\n}\n}`,
      `func F_start(acks <-chan ${w.value}, entries <-chan func()) *T_node {\nn := new(T_node)\ngo n.m_ackLoop(acks)\ngo n.m_applyLoop(entries)\nreturn n\n}`, behind,
    ].join("\n\n"),
  };
}

function settings(stage: Stage, how: string): Story {
  const w = stage.word();
  const conf = "// T_conf is never changed once it is current.\ntype T_conf struct {\nlimit int\nverbose bool\n}";
  const served = `func (s *T_server) F_served() {\n${w.inc("s.f_served")}\n}`;
  const about = { type: "T_server", fields: ["f_conf", "f_served"] } as const;
  const struct = `type T_server struct {\n${stage.fields(how, "f_conf atomic.Pointer[T_conf]", `f_served ${w.type}`)}}`;
  const current = "func (s *T_server) F_conf() *T_conf {\nreturn s.f_conf.Load()\n}";
  const make = "func F_make() *T_server {\ns := &T_server{}\ns.f_conf.Store(&T_conf{limit: 100})\nreturn s\n}";
  const reload = (more = ""): string => `func (s *T_server) F_reload(c T_conf) {\ns.f_conf.Store(&c)\n${more}}`;
  switch (how) {
    case "generic-holder":
      return {
        ...about, also: ["T_holder"],
        text: [
          conf, "type T_holder[C any] struct {\np atomic.Pointer[C]\n}", "func (h *T_holder[C]) Get() *C {\nreturn h.p.Load()\n}", "func (h *T_holder[C]) Set(c *C) {\nh.p.Store(c)\n}", `type T_server struct {\n${stage.fields(how, "f_conf T_holder[T_conf]", `f_served ${w.type}`)}}`, served,
          "func (s *T_server) F_conf(n int) bool {\nreturn n < s.f_conf.Get().limit\n}", "func (s *T_server) F_reload(c *T_conf) {\ns.f_conf.Set(c)\n}",
        ].join("\n\n") + stage.drive("new(T_server)", "x.F_conf(8)", "x.F_served()"),
      };
    case "routes-beside-count":
      return {
        type: "T_server", fields: ["f_routes", "f_served"],
        text: [
          `type T_server struct {\n${stage.fields(how, "f_routes map[string]int", `f_served ${w.type}`)}}`, "func F_make(hosts ...string) *T_server {\nroutes := make(map[string]int, len(hosts))\nfor i, host := range hosts {\nroutes[host] = i\n}\nreturn &T_server{f_routes: routes}\n}",
          "func (s *T_server) F_route(host string) (int, bool) {\nat, ok := s.f_routes[host]\nreturn at, ok\n}", served,
        ].join("\n\n") + stage.drive('F_make("a", "b")', 'x.F_route("a")', "x.F_served()"),
      };
    case "used-and-counted":
      return { ...about, text: [conf, struct, make, reload(), `func (s *T_server) F_served(n int) bool {\n${w.inc("s.f_served")}\nreturn n < s.f_conf.Load().limit\n}`].join("\n\n") + stage.drive("F_make()", "x.F_served(4)") };
    case "counts-reloads":
      return { type: "T_server", fields: ["f_conf", "f_reloads"], text: [conf, `type T_server struct {\n${stage.fields(how, "f_conf atomic.Pointer[T_conf]", `f_reloads ${w.type}`)}}`, make, current, reload(`${w.inc("s.f_reloads")}\n`)].join("\n\n") + stage.drive("F_make()", "x.F_conf()") };
    default:
      return { ...about, text: [conf, struct, make, current, reload(), served].join("\n\n") + stage.drive("F_make()", "x.F_conf()", "x.F_served()") };
  }
}
