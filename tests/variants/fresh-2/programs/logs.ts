import type { Stage } from "../stage.js";
import { forms, type Story, type StorySet } from "../story.js";

/** What is written one after the other: journals, sequences, traces. */
export const logs: readonly StorySet[] = [
  {
    name: "journal",
    names: {
      T_wal: "Journal WAL RedoLog CommitLog", f_reserved: "reserved nextLSN writePos appendLSN", f_durable: "durable flushedLSN syncedTo stableLSN", f_buf: "buf ring arenaBytes", F_append: "Append Write Log Reserve",
      F_isDurable: "IsDurable Synced Stable Reached", F_wait: "WaitFor WaitDurable AwaitSync", F_complete: "Complete MarkSynced AdvanceTo", m_flushLoop: "flushLoop syncer runFlusher", F_recover: "Recover Replay",
    },
    flag: forms(journal, "polled", "spun-on", "completed-by-many"),
    silent: forms(journal, "padded", "apart", "locked", "one-loop", "set-by-recovery"),
  },
  {
    name: "sequencer",
    names: {
      T_seq: "Sequencer Disruptor Exchange EventRing", f_claim: "claimed next writeSeq", f_gate: "gating consumedTo readSeq", T_cursor: "Sequence Cursor Position", f_cursors: "cursors stages positions", F_publish: "Publish Claim Emit Next",
      m_consume: "consume handleEvents drain", F_lag: "Lag Depth Behind", F_run: "RunStage Handle Process", f_slots: "slots entries events",
    },
    flag: forms(sequencer, "producers-and-consumer", "cursor-type", "stages"),
    silent: forms(sequencer, "padded", "padded-cursor", "single-producer", "stages-padded"),
  },
  {
    name: "tracer",
    names: {
      T_tracer: "Tracer Logger Recorder EventLog", f_level: "level verbosity minLevel", f_seq: "seq nextID written", f_rate: "sampleEvery rate modulus", f_drained: "drained shipped exportedTo", F_enabled: "Enabled Wants Active", F_emit: "Emit Record Write Trace",
      F_sampled: "Sampled ShouldSample Keep", F_setLevel: "SetLevel Configure", m_export: "exportLoop ship", f_ring: "ring lines spans", T_span: "Span Segment", F_tag: "Tag Annotate", F_event: "Event AddEvent", F_handle: "Handle ServeOne",
    },
    flag: forms(tracer, "level-beside-sequence", "rate-beside-sequence", "exporter"),
    silent: forms(tracer, "padded", "level-in-emit", "dropped-when-full", "span-per-request"),
  },
];

function journal(stage: Stage, how: string): Story {
  const w = stage.word({ isWide: true });
  const about = { type: "T_wal", fields: ["f_reserved", "f_durable"] } as const;
  if (how === "locked") {
    return {
      ...about,
      text: `type T_wal struct {\nmu sync.Mutex\n${stage.fields(how, "f_reserved uint64", "f_durable uint64")}f_buf []byte\n}

        func (l *T_wal) F_append(rec []byte) uint64 {
        l.mu.Lock()
        defer l.mu.Unlock()
        l.f_buf = append(l.f_buf, rec...)
        l.f_reserved += uint64(len(rec))
        return l.f_reserved
        }

        func (l *T_wal) F_complete(lsn uint64) {
        l.mu.Lock()
        if l.f_durable < lsn {
        l.f_durable = lsn
        }
        l.mu.Unlock()
        }

        func (l *T_wal) F_isDurable(lsn uint64) bool {
        l.mu.Lock()
        defer l.mu.Unlock()
        return lsn <= l.f_durable
        }${stage.drive("new(T_wal)", "x.F_append(nil)", "x.F_complete(1)")}`,
    };
  }
  const type = `type T_wal struct {\n${stage.fields(how, `f_reserved ${w.type}`, `f_durable ${w.type}`)}f_buf []byte\n}

    func F_make(size int) *T_wal {
    return &T_wal{f_buf: make([]byte, size)}
    }`;
  if (how === "one-loop") {
    return {
      ...about,
      text: `${type}

        func (l *T_wal) m_flushLoop(records <-chan []byte, sink func([]byte) error) {
        for rec := range records {
        end := ${w.add("l.f_reserved", `${w.value}(len(rec))`)}
        if err := sink(rec); err != nil {
        return
        }
        ${w.store("l.f_durable", "end")}
        }
        }

        func F_drive(records <-chan []byte, sink func([]byte) error) *T_wal {
        l := F_make(4096)
        go l.m_flushLoop(records, sink)
        return l
        }`,
    };
  }
  const append = `func (l *T_wal) F_append(rec []byte) ${w.value} {
    n := ${w.value}(len(rec))
    end := ${w.add("l.f_reserved", "n")}
    copy(l.f_buf[int(end-n)%len(l.f_buf):], rec)
    return end
    }`;
  const max = `func (l *T_wal) F_complete(lsn ${w.value}) {
    for {
    old := ${w.load("l.f_durable")}
    if old >= lsn || ${w.cas("l.f_durable", "old", "lsn")} {
    return
    }
    }
    }`;
  const polled = `func (l *T_wal) F_isDurable(lsn ${w.value}) bool {\nreturn ${w.load("l.f_durable")} >= lsn\n}`;
  const loop = `func (l *T_wal) m_flushLoop(written <-chan ${w.value}) {
    for lsn := range written {
    if lsn > ${w.load("l.f_durable")} {
    ${w.store("l.f_durable", "lsn")}
    }
    }
    }`;
  switch (how) {
    case "polled":
      return { ...about, text: [type, append, loop, polled].join("\n\n") + stage.drive("F_make(1 << 20)", "x.F_append([]byte{1})", "x.F_isDurable(7)") };
    case "spun-on":
      return { ...about, text: [type, append, loop, `func (l *T_wal) F_wait(lsn ${w.value}) {\nfor ${w.load("l.f_durable")} < lsn {\nruntime.Gosched()\n}\n}`].join("\n\n") + stage.drive("F_make(1 << 20)", "x.F_append([]byte{1})", "x.F_wait(7)") };
    // Only who opens a journal says what it held.
    case "set-by-recovery":
      return { ...about, text: [type, append, `func F_recover(buf []byte, last ${w.value}) *T_wal {\nl := F_make(len(buf))\n${w.store("l.f_reserved", "last")}\n${w.store("l.f_durable", "last")}\nreturn l\n}`].join("\n\n") };
    default:
      return { ...about, text: [type, append, max, polled].join("\n\n") + stage.drive("F_make(1 << 20)", "x.F_append([]byte{1})", "x.F_complete(9)") };
  }
}

function sequencer(stage: Stage, how: string): Story {
  const w = stage.word({ isWide: true });
  const about = { type: "T_seq", fields: ["f_claim", "f_gate"] } as const;
  if (how.startsWith("stages")) {
    const pad = how === "stages" ? "" : stage.pad();
    return {
      rules: ["false-sharing-elements"], type: "T_cursor", container: "T_seq.f_cursors", also: how === "stages" ? ["T_seq", w.type] : [], fields: how === "stages" ? ["f_at"] : [],
      text: `type T_cursor struct {\nf_at ${w.type}\n${pad}}

        type T_seq struct {\n${stage.cold(16)}f_cursors []T_cursor\n}

        func F_make(stages int) *T_seq {
        return &T_seq{f_cursors: make([]T_cursor, stages+1)}
        }

        // Every stage runs in a goroutine of its own and follows the one before.
        func (s *T_seq) F_run(stage int, handle func(${w.value})) {
        behind, own := &s.f_cursors[stage-1], &s.f_cursors[stage]
        for at := ${w.value}(0); ; {
        limit := ${w.load("behind.f_at")}
        if at == limit {
        runtime.Gosched()
        continue
        }
        for ; at < limit; at++ {
        handle(at)
        ${w.store("own.f_at", "at+1")}
        }
        }
        }

        func F_drive(stages int, handle func(${w.value})) *T_seq {
        s := F_make(stages)
        for i := 1; i <= stages; i++ {
        go s.F_run(i, handle)
        }
        return s
        }`,
    };
  }
  if (how === "single-producer") {
    return {
      ...about,
      text: `type T_seq struct {\n${stage.fields(how, `f_claim ${w.type}`, `f_gate ${w.type}`)}f_slots []string\n}

        // One goroutine publishes.
        func (s *T_seq) F_publish(ev string) {
        at := ${w.inc("s.f_claim")}
        s.f_slots[int(at)%len(s.f_slots)] = ev
        ${w.store("s.f_gate", "at")}
        }

        func F_drive(events <-chan string) *T_seq {
        s := &T_seq{f_slots: make([]string, 1024)}
        go func() {
        for ev := range events {
        s.F_publish(ev)
        }
        }()
        return s
        }`,
    };
  }
  const isTyped = how.endsWith("cursor") || how === "cursor-type";
  const cursor = isTyped
    ? `type T_cursor struct {\n${how === "padded-cursor" ? stage.pad() : ""}f_at ${w.type}\n${how === "padded-cursor" ? stage.pad() : ""}}

      func (c *T_cursor) Advance() ${w.value} {
      return ${w.inc("c.f_at")}
      }

      func (c *T_cursor) MoveTo(n ${w.value}) {
      ${w.store("c.f_at", "n")}
      }

      func (c *T_cursor) Value() ${w.value} {
      return ${w.load("c.f_at")}
      }\n\n`
    : "";
  const type = isTyped ? "T_cursor" : w.type;
  const [claim, gate, lag] = isTyped ? ["s.f_claim.Advance()", "s.f_gate.MoveTo(at)", "s.f_claim.Value() - s.f_gate.Value()"] : [w.inc("s.f_claim"), w.store("s.f_gate", "at"), `${w.load("s.f_claim")} - ${w.load("s.f_gate")}`];
  return {
    ...about, also: how === "padded-cursor" ? ["T_cursor"] : [], fields: ["f_claim", "f_gate", "f_at"].slice(0, isTyped ? 3 : 2),
    text: `${cursor}type T_seq struct {\n${stage.fields(how, `f_claim ${type}`, `f_gate ${type}`)}f_slots []string\n}

      func F_make(size int) *T_seq {
      return &T_seq{f_slots: make([]string, size)}
      }

      // Old events are written over.
      func (s *T_seq) F_publish(ev string) {
      at := ${claim}
      s.f_slots[int(at)%len(s.f_slots)] = ev
      }

      func (s *T_seq) m_consume(handle func(string)) {
      for at := ${w.value}(0); ; at++ {
      handle(s.f_slots[int(at)%len(s.f_slots)])
      ${gate}
      }
      }

      func (s *T_seq) F_lag() ${w.value} {
      return ${lag}
      }

      func F_drive(handle func(string)) *T_seq {
      s := F_make(4096)
      go s.m_consume(handle)
      return s
      }`,
  };
}

function tracer(stage: Stage, how: string): Story {
  const w = stage.word();
  const about = { type: "T_tracer", fields: ["f_level", "f_seq"] } as const;
  const emit = `func (t *T_tracer) F_emit(line string) {\nat := ${w.inc("t.f_seq")}\nt.f_ring[int(at)%len(t.f_ring)] = line\n}`;
  const make = (more = ""): string => `func F_make(n int) *T_tracer {\nreturn &T_tracer{${more}f_ring: make([]string, n)}\n}`;
  const struct = (...hot: readonly string[]): string => `type T_tracer struct {\n${stage.fields(how, ...hot)}f_ring []string\n}`;
  switch (how) {
    case "rate-beside-sequence":
      return {
        type: "T_tracer", fields: ["f_rate", "f_seq"],
        text: [struct("f_rate uint64", `f_seq ${w.type}`), make("f_rate: 100, "), emit, "func (t *T_tracer) F_sampled(id uint64) bool {\nreturn id%t.f_rate == 0\n}", "func (t *T_tracer) m_filter(ids []uint64) (kept []uint64) {\nfor _, id := range ids {\nif id%t.f_rate == 0 {\nkept = append(kept, id)\n}\n}\nreturn kept\n}"].join("\n\n") + stage.drive("F_make(64)", "x.F_sampled(7)", 'x.F_emit("a")'),
      };
    case "exporter":
      return {
        type: "T_tracer", fields: ["f_drained", "f_seq"],
        text: [struct(`f_drained ${w.type}`, `f_seq ${w.type}`), make(), emit, `func (t *T_tracer) m_export(send func(string)) {\nfor {\nat := ${w.inc("t.f_drained")}\nsend(t.f_ring[int(at)%len(t.f_ring)])\n}\n}`, "func F_drive(send func(string)) *T_tracer {\nt := F_make(1024)\ngo t.m_export(send)\nreturn t\n}"].join("\n\n"),
      };
    case "level-in-emit":
      return { ...about, text: [struct("f_level atomic.Int32", `f_seq ${w.type}`), make(), `func (t *T_tracer) F_emit(level int32, line string) {\nat := ${w.inc("t.f_seq")}\nif level >= t.f_level.Load() {\nt.f_ring[int(at)%len(t.f_ring)] = line\n}\n}`].join("\n\n") + stage.drive("F_make(64)", 'x.F_emit(1, "a")') };
    case "dropped-when-full":
      return {
        type: "T_tracer", fields: ["f_drained", "f_seq"],
        text: [
          `type T_tracer struct {\n${stage.fields(how, `f_drained ${w.type}`, `f_seq ${w.type}`)}f_ring chan string\n}`, "var v_errFull = errors.New(\"full\")",
          `func (t *T_tracer) F_emit(line string) error {\n${w.inc("t.f_seq")}\nselect {\ncase t.f_ring <- line:\nreturn nil\ndefault:\n${w.inc("t.f_drained")}\nreturn v_errFull\n}\n}`,
        ].join("\n\n") + stage.drive("&T_tracer{f_ring: make(chan string, 64)}", '_ = x.F_emit("a")'),
      };
    // One request's span is written by those who serve it; there are as many as requests.
    case "span-per-request":
      return {
        type: "T_span", fields: ["f_tags", "f_events"],
        text: `type T_span struct {\n${stage.fields(how, `f_tags ${w.type}`, `f_events ${w.type}`)}}

          func (s *T_span) F_tag() {\n${w.inc("s.f_tags")}\n}

          func (s *T_span) F_event() {\n${w.inc("s.f_events")}\n}

          func F_handle(rw http.ResponseWriter, r *http.Request) {
          s := &T_span{}
          s.F_tag()
          done := make(chan struct{})
          go func() {
          defer close(done)
          s.F_event()
          }()
          <-done
          rw.WriteHeader(http.StatusOK)
          }`,
      };
    default:
      return {
        ...about,
        text: [
          struct("f_level atomic.Int32", `f_seq ${w.type}`), make(), emit, "func (t *T_tracer) F_enabled(level int32) bool {\nreturn level >= t.f_level.Load()\n}", "func (t *T_tracer) F_setLevel(level int32) {\nt.f_level.Store(level)\n}",
          "func (t *T_tracer) Debugf(format string, args ...any) {\nif t.F_enabled(0) {\nt.F_emit(fmt.Sprintf(format, args...))\n}\n}",
        ].join("\n\n") + stage.drive("F_make(64)", "x.F_enabled(3)", 'x.F_emit("a")'),
      };
  }
}
