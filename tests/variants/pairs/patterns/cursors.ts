import { boolWord, drawAtomic, plainWord, type WordStyle } from "../../atomics.js";
import { scalar, sliceOf } from "../../go-types.js";
import type { Sketch } from "../../sketch.js";
import type { PairPlan, PlanField, PlanFunction, Treatment } from "../plan.js";

/** Forms of the pattern, as `forms` lists them; those that are right have `silent`. */
export const spscForms = {
  flag: ["both-loaded-spsc", "own-cursor-spsc", "cached-spsc", "mpsc", "mpsc-plain"],
  silent: ["padded", "far", "one-lock", "one-goroutine", "read-only-beside", "closed-flag", "cold-reset"],
};
export const mpmcForms = {
  flag: ["cas", "fetch-add", "three-cursors", "cas-no-slots"],
  silent: ["padded", "far", "one-lock", "one-goroutine", "both-loaded", "closed-flag", "cold-reset", "ring-slots"],
};

/** A queue whose two ends are moved by different goroutines. */
export function spscPlan(sketch: Sketch, form: string): PairPlan {
  const base = sketch.draw.pick(form === "padded" || form === "far" || form === "one-lock" || form === "one-goroutine" ? ["both-loaded-spsc", "own-cursor-spsc", "mpsc"] : [form]);
  return cursorPlan(sketch, form, base);
}

/** A queue whose ends are moved by many goroutines each. */
export function mpmcPlan(sketch: Sketch, form: string): PairPlan {
  const isTreated = ["padded", "far", "one-lock", "one-goroutine"].includes(form);
  // Waiting for a slot under a lock would be waiting forever.
  return cursorPlan(sketch, form, isTreated ? sketch.draw.pick(["cas", "cas-no-slots"]) : form);
}

function cursorPlan(sketch: Sketch, form: string, base: string): PairPlan {
  const style = drawAtomic(sketch, { isSized: form === "padded" || form === "far" });
  const slot = sketch.names.type();
  const item = sketch.draw.pick(["int", "string", "any", "[]byte"]);
  const ring: Ring = { style, item, fields: [{ key: "buf", type: sliceOf(slot), init: `make([]${slot}, 1024)` }, { key: "mask", type: scalar(style.value, style.type.sizeBytes), init: "1023" }] };
  const isSilent = spscForms.silent.includes(form) || mpmcForms.silent.includes(form);
  const treatments: Readonly<Record<string, Treatment>> = { padded: "padded", far: "far", "one-lock": "one-lock", "one-goroutine": "one-goroutine" };
  return {
    form: isSilent && base !== form ? `${form}:${base}` : form, kind: isSilent ? "silent" : "flag", treatment: treatments[form] ?? "none", types: { slot }, decls: [slotDecl(base, slot, item)],
    ...makers[base]!(ring, sketch),
  };
}

type Ring = { readonly style: WordStyle; readonly item: string; readonly fields: readonly PlanField[] };
type Made = Pick<PairPlan, "words" | "fields" | "functions"> & Partial<PairPlan>;

const makers: Readonly<Record<string, (ring: Ring, sketch: Sketch) => Made>> = {
  "both-loaded-spsc": (ring) => two(ring, [
    put(ring, (o) => `at := ${o.load("tail")}\nif at-${o.load("head")} > ${o.at("mask")} {\nreturn false\n}\n${o.at("buf")}[at&${o.at("mask")}].v = v\n${o.store("tail", "at+1")}\nreturn true`),
    take(ring, (o) => `at := ${o.load("head")}\nif at == ${o.load("tail")} {\nreturn v, false\n}\nv = ${o.at("buf")}[at&${o.at("mask")}].v\n${o.store("head", "at+1")}\nreturn v, true`),
  ]),
  "own-cursor-spsc": (ring) => two(ring, [
    put(ring, (o) => `at := ${o.load("tail")}\ns := &${o.at("buf")}[at&${o.at("mask")}]\nif s.full.Load() {\nreturn false\n}\ns.v = v\ns.full.Store(true)\n${o.store("tail", "at+1")}\nreturn true`),
    take(ring, (o) => `at := ${o.load("head")}\ns := &${o.at("buf")}[at&${o.at("mask")}]\nif !s.full.Load() {\nreturn v, false\n}\nv = s.v\ns.full.Store(false)\n${o.store("head", "at+1")}\nreturn v, true`),
  ]),
  "cached-spsc": (ring, { draw }) => ({
    ...two(ring, [
      put(ring, (o) => `at := ${o.load("tail")}\nif at-${o.at("seenHead")} > ${o.at("mask")} {\n${o.at("seenHead")} = ${o.load("head")}\nif at-${o.at("seenHead")} > ${o.at("mask")} {\nreturn false\n}\n}\n${o.at("buf")}[at&${o.at("mask")}].v = v\n${o.store("tail", "at+1")}\nreturn true`),
      take(ring, (o) => `at := ${o.load("head")}\nif at == ${o.at("seenTail")} {\n${o.at("seenTail")} = ${o.load("tail")}\nif at == ${o.at("seenTail")} {\nreturn v, false\n}\n}\nv = ${o.at("buf")}[at&${o.at("mask")}].v\n${o.store("head", "at+1")}\nreturn v, true`),
    ]),
    fields: draw.shuffle([...ring.fields, { key: "seenHead", type: ring.fields[1]!.type }, { key: "seenTail", type: ring.fields[1]!.type }]),
  }),
  mpsc: (ring) => two(ring, [
    put(ring, (o) => `at := ${o.inc("tail")} - 1\ns := &${o.at("buf")}[at&${o.at("mask")}]\ns.v = v\ns.full.Store(true)\nreturn true`),
    take(ring, (o) => `at := ${o.load("head")}\ns := &${o.at("buf")}[at&${o.at("mask")}]\nif !s.full.Load() {\nreturn v, false\n}\nv = s.v\ns.full.Store(false)\n${o.store("head", "at+1")}\nreturn v, true`),
  ]),
  "mpsc-plain": (ring) => two({ ...ring }, [
    put(ring, (o) => `at := ${o.inc("tail")} - 1\ns := &${o.at("buf")}[at&${o.at("mask")}]\ns.v = v\ns.full.Store(true)\nreturn true`),
    take(ring, (o) => `at := ${o.load("head")}\ns := &${o.at("buf")}[at&${o.at("mask")}]\nif !s.full.Load() {\nreturn v, false\n}\nv = s.v\ns.full.Store(false)\n${o.store("head", "at+1")}\nreturn v, true`),
  ], plainWord(ring.style.value)),
  cas: (ring) => two(ring, [
    put(ring, (o) => `for {\nat := ${o.load("tail")}\ns := &${o.at("buf")}[at&${o.at("mask")}]\nseq := s.seq.Load()\nif seq == uint64(at) {\nif ${o.cas("tail", "at", "at+1")} {\ns.v = v\ns.seq.Store(uint64(at) + 1)\nreturn true\n}\n} else if seq < uint64(at) {\nreturn false\n}\n}`),
    take(ring, (o) => `for {\nat := ${o.load("head")}\ns := &${o.at("buf")}[at&${o.at("mask")}]\nseq := s.seq.Load()\nif seq == uint64(at)+1 {\nif ${o.cas("head", "at", "at+1")} {\nv = s.v\ns.seq.Store(uint64(at) + 1024)\nreturn v, true\n}\n} else if seq <= uint64(at) {\nreturn v, false\n}\n}`),
  ]),
  "cas-no-slots": (ring) => two(ring, [
    put(ring, (o) => `at := ${o.load("tail")}\nfor !${o.cas("tail", "at", "at+1")} {\nat = ${o.load("tail")}\n}\n${o.at("buf")}[at&${o.at("mask")}].v = v\nreturn true`),
    take(ring, (o) => `at := ${o.load("head")}\nfor !${o.cas("head", "at", "at+1")} {\nat = ${o.load("head")}\n}\nreturn ${o.at("buf")}[at&${o.at("mask")}].v, true`),
  ]),
  "fetch-add": (ring) => two(ring, [
    put(ring, (o) => `at := ${o.inc("tail")} - 1\ns := &${o.at("buf")}[at&${o.at("mask")}]\nfor s.seq.Load() != uint64(at) {\nruntime.Gosched()\n}\ns.v = v\ns.seq.Store(uint64(at) + 1)\nreturn true`),
    take(ring, (o) => `at := ${o.add("head", "1")} - 1\ns := &${o.at("buf")}[at&${o.at("mask")}]\nfor s.seq.Load() != uint64(at)+1 {\nruntime.Gosched()\n}\nv = s.v\ns.seq.Store(uint64(at) + 1024)\nreturn v, true`),
  ]),
  "three-cursors": (ring) => {
    const next = (key: string): PlanFunction => ({ key, params: [], results: [`*${ring.fields[0]!.type.text.slice(2)}`], args: "", body: (o) => `at := ${o.inc(key)}\nreturn &${o.at("buf")}[at&${o.at("mask")}]` });
    return { words: ["put", "sent", "done"].map((key) => ({ key, style: ring.style })), fields: ring.fields, functions: ["put", "sent", "done"].map(next) };
  },
  "both-loaded": (ring) => two(ring, [
    put(ring, (o) => `for {\nhead, tail := ${o.load("head")}, ${o.load("tail")}\nif tail-head > ${o.at("mask")} {\nreturn false\n}\nif ${o.cas("tail", "tail", "tail+1")} {\n${o.at("buf")}[tail&${o.at("mask")}].v = v\nreturn true\n}\n}`),
    take(ring, (o) => `for {\nhead, tail := ${o.load("head")}, ${o.load("tail")}\nif head == tail {\nreturn v, false\n}\nif ${o.cas("head", "head", "head+1")} {\nreturn ${o.at("buf")}[head&${o.at("mask")}].v, true\n}\n}`),
  ]),
  "read-only-beside": (ring) => ({
    words: [{ key: "next", style: ring.style }, { key: "mask", style: plainWord(ring.style.value) }], fields: ring.fields.slice(0, 1),
    functions: [
      { key: "take", params: [], results: [`*${ring.fields[0]!.type.text.slice(2)}`], args: "", body: (o) => `at := ${o.inc("next")}\nreturn &${o.at("buf")}[at&${o.at("mask")}]` },
      { key: "at", params: [["v", ring.item]], results: [], args: `*new(${ring.item})`, body: (o) => `at := ${o.inc("next")}\n${o.at("buf")}[at&${o.at("mask")}].v = v` },
    ],
  }),
  "closed-flag": (ring, { draw }) => ({
    words: [{ key: "tail", style: ring.style }, { key: "closed", style: draw.chance(0.5) ? boolWord() : ring.style }], fields: ring.fields,
    functions: [
      put(ring, (o) => `if ${o.isBool("closed") ? o.load("closed") : `${o.load("closed")} == 1`} {\nreturn false\n}\nat := ${o.inc("tail")}\n${o.at("buf")}[at&${o.at("mask")}].v = v\nreturn true`),
      { key: "close", name: "Close", params: [], results: [], args: "", isBare: true, isApart: true, body: (o) => o.store("closed", o.isBool("closed") ? "true" : "1") },
    ],
  }),
  "cold-reset": (ring) => ({
    words: [{ key: "tail", style: ring.style }, { key: "base", style: ring.style }], fields: ring.fields,
    functions: [
      put(ring, (o) => `at := ${o.inc("tail")}\n${o.at("buf")}[at&${o.at("mask")}].v = v\nreturn true`),
      { key: "reset", name: "Reset", params: [], results: [], args: "", isBare: true, isApart: true, body: (o) => `${o.store("base", o.load("tail"))}\nclear := ${o.at("buf")}\nfor i := range clear {\nclear[i].v = *new(${ring.item})\n}` },
    ],
  }),
  // The sequence words of neighbouring slots share lines on purpose; the one cursor has no rival.
  "ring-slots": (ring) => ({
    words: [{ key: "tail", style: ring.style }, { key: "mask", style: plainWord(ring.style.value) }], fields: ring.fields.slice(0, 1),
    functions: [put(ring, (o) => `at := ${o.inc("tail")} - 1\ns := &${o.at("buf")}[at&${o.at("mask")}]\nfor s.seq.Load() != uint64(at) {\nruntime.Gosched()\n}\ns.v = v\ns.seq.Store(uint64(at) + 1)\nreturn true`)],
  }),
};

function slotDecl(base: string, slot: string, item: string): string {
  const word = ["cas", "fetch-add", "ring-slots"].includes(base) ? "seq atomic.Uint64\n" : ["own-cursor-spsc", "mpsc", "mpsc-plain"].includes(base) ? "full atomic.Bool\n" : "";
  return `type ${slot} struct {\n${word}v ${item}\n}`;
}

function two({ style, fields }: Ring, functions: readonly PlanFunction[], headStyle: WordStyle = style): Made {
  return { words: [{ key: "head", style: headStyle }, { key: "tail", style }], fields, functions };
}

function put({ item }: Ring, body: PlanFunction["body"]): PlanFunction {
  return { key: "put", params: [["v", item]], results: ["bool"], args: `*new(${item})`, body };
}

function take({ item }: Ring, body: PlanFunction["body"]): PlanFunction {
  return {
    key: "take", params: [], results: [item, "bool"], args: "",
    body: (ops) => {
      const text = body(ops);
      return /\bv\b(?! *:)/.test(text.replaceAll(".v", "")) ? `var v ${item}\n${text}` : text;
    },
  };
}
