import { goTypes, type GoType, type Member, placeMembers, scalar, structText } from "../go-types.js";
import type { Expectation } from "../model.js";
import { small } from "../names.js";
import { drawPads } from "../pads.js";
import type { Sketch } from "../sketch.js";

export const workerForms = {
  flag: ["captured-words", "captured-structs", "passed-pointer", "run-method", "looped-field", "aliased-before"],
  silent: ["padded", "result-once", "chunks", "local-sums", "one-goroutine", "in-turn", "padded-pointers"],
};

/** Slots of which every worker has one, written without locks. */
export function writeWorkers(sketch: Sketch, form: string): Expectation {
  const { draw, names, decls } = sketch;
  const value = draw.pick(["uint64", "int64", "int", "float64", "uint32"]);
  const word: GoType = scalar(value, value === "uint32" ? 4 : 8);
  const isStruct = !["captured-words", "result-once", "chunks", "local-sums", "one-goroutine", "in-turn"].includes(form) || draw.chance(0.3);
  const [seen, other] = [names.field(), names.field()];
  const pads = form.startsWith("padded") ? drawPads(sketch) : null;
  const members: readonly Member[] = [{ name: seen, type: word }, ...(pads === null ? (draw.chance(0.5) ? [{ name: other, type: goTypes.int64 }] : []) : [pads.after(word)])];
  const type = names.type();
  const slot = isStruct ? type : value;
  if (isStruct) {
    decls.push(`type ${type} ${structText(members)}`);
    sketch.claims.push(`var claimedLayout ${type}`, `var _ [${placeMembers(members, type).type.sizeBytes}]byte = [unsafe.Sizeof(claimedLayout)]byte{}`);
  }
  const context: Context = { sketch, value, slot, at: (place) => (isStruct ? `${place}.${seen}` : place), slots: names.word(), n: draw.pick(["n", "len(items)"]), step: draw.pick(["++", "+= "]) };
  sketch.dimensions["slot"] = isStruct ? "struct" : "word";
  sketch.dimensions["value"] = value;
  const { container, text } = writers[form]!(context);
  decls.push(...text);
  const about = { type: slot, alsoTypes: [], container };
  return workerForms.flag.includes(form) ? { kind: "flag", ...about, rules: ["false-sharing-elements"], fields: isStruct ? [seen] : [] } : { kind: "silent", ...about, fields: [] };
}

type Context = {
  readonly sketch: Sketch; readonly value: string; readonly slot: string; /** The counter of a slot. */ readonly at: (place: string) => string;
  /** The name of the slots, and how many there are. */
  readonly slots: string; readonly n: string; readonly step: string;
};
type Written = { readonly container: string; readonly text: readonly string[] };

const writers: Readonly<Record<string, (context: Context) => Written>> = {
  "captured-words": (c) => capturing(c, (w) => loopOver(c, c.at(`${c.slots}[${w}]`))),
  "captured-structs": (c) => capturing(c, (w) => loopOver(c, c.at(`${c.slots}[${w}]`))),
  "aliased-before": (c) => capturing(c, () => loopOver(c, c.at("s")), (w) => `s := &${c.slots}[${w}]\n`),
  padded: (c) => capturing(c, (w) => loopOver(c, c.at(`${c.slots}[${w}]`))),
  "passed-pointer": (c) => {
    const work = small(c.sketch.names.func());
    return launching(c, (w) => `go ${work}(&${c.slots}[${w}], items[${w}])`, [`func ${work}(s *${c.slot}, xs []int) {\n${countIn(c, c.at("s"), "xs")}\n}`]);
  },
  "run-method": (c) => {
    const run = small(c.sketch.names.func());
    return launching(c, (w) => `go ${c.slots}[${w}].${run}(items[${w}])`, [`func (s *${c.slot}) ${run}(xs []int) {\n${countIn(c, c.at("s"), "xs")}\n}`]);
  },
  "looped-field": (c) => pooled(c, `[]${c.slot}`, (field) => `s := &${field}[id]`, (field) => `${field} = make([]${c.slot}, n)`),
  "padded-pointers": (c) => pooled(c, `[]*${c.slot}`, (field) => `s := ${field}[id]`, (field) => `${field} = make([]*${c.slot}, n)\nfor i := range ${field} {\n${field}[i] = &${c.slot}{}\n}`),
  "result-once": (c) => capturing(c, (w) => `var sum ${c.value}\nfor _, x := range items[${w}] {\nsum += ${c.value}(x)\n}\n${c.at(`${c.slots}[${w}]`)} = sum`),
  "local-sums": (c) => capturing(c, (w) => `sum := ${c.at(`${c.slots}[${w}]`)}\nfor i := range items[${w}] {\nsum += ${c.value}(i)\n}\n${c.at(`${c.slots}[${w}]`)} = sum`),
  chunks: ({ sketch: { names }, slot, slots, at, value }) => ({
    container: slots,
    text: [`func ${names.func()}(${slots} []${slot}, workers int) {\nvar wg sync.WaitGroup\nsize := (len(${slots}) + workers - 1) / workers\nfor low := 0; low < len(${slots}); low += size {\nhigh := low + size\nif high > len(${slots}) {\nhigh = len(${slots})\n}\nwg.Add(1)\ngo func(low, high int) {\ndefer wg.Done()\nfor i := low; i < high; i++ {\n${at(`${slots}[i]`)} = ${value}(i) * 2\n}\n}(low, high)\n}\nwg.Wait()\n}`],
  }),
  "one-goroutine": (c) => ({
    container: c.slots,
    text: [`func ${c.sketch.names.func()}(items [][]int) []${c.slot} {\n${c.slots} := make([]${c.slot}, len(items))\ndone := make(chan struct{})\ngo func() {\ndefer close(done)\nfor w := range items {\n${loopOver(c, c.at(`${c.slots}[w]`))}\n}\n}()\n<-done\nreturn ${c.slots}\n}`],
  }),
  "in-turn": (c) => ({ container: c.slots, text: [`func ${c.sketch.names.func()}(items [][]int) []${c.slot} {\n${c.slots} := make([]${c.slot}, len(items))\nfor w := range items {\n${loopOver(c, c.at(`${c.slots}[w]`))}\n}\nreturn ${c.slots}\n}`] }),
};

/** A function whose goroutines capture the slots. */
function capturing(c: Context, body: (w: string) => string, before: (w: string) => string = () => ""): Written {
  const { draw, names } = c.sketch;
  const isPassed = draw.chance(0.6) || c.sketch.goVersion < "1.22";
  const launch = isPassed ? `go func(w int) {\ndefer wg.Done()\n${body("w")}\n}(w)` : `go func() {\ndefer wg.Done()\n${body("w")}\n}()`;
  c.sketch.dimensions["launch"] = isPassed ? "passed" : "captured";
  const isArray = draw.chance(0.2);
  const made = isArray ? `var ${c.slots} [16]${c.slot}` : `${c.slots} := make([]${c.slot}, len(items))`;
  return { container: c.slots, text: [`func ${names.func()}(items [][]int) []${c.slot} {\n${made}\nvar wg sync.WaitGroup\nfor w := range items {\n${before("w")}wg.Add(1)\n${launch}\n}\nwg.Wait()\nreturn ${c.slots}${isArray ? "[:]" : ""}\n}`] };
}

/** A function that starts named functions on the slots. */
function launching(c: Context, launch: (w: string) => string, others: readonly string[]): Written {
  return { container: c.slots, text: [`func ${c.sketch.names.func()}(items [][]int) []${c.slot} {\n${c.slots} := make([]${c.slot}, len(items))\nfor w := range items {\n${launch("w")}\n}\nreturn ${c.slots}\n}`, ...others] };
}

/** A pool with slots for its workers. */
function pooled(c: Context, type: string, find: (field: string) => string, make: (field: string) => string): Written {
  const { names } = c.sketch;
  const pool = names.type();
  const [field, jobs] = [names.field(), names.field()];
  const loop = small(names.func());
  const self = names.receiver();
  return {
    container: `${pool}.${field}`,
    text: [
      `type ${pool} struct {\n${field} ${type}\n${jobs} chan int\n}`, `func ${names.func()}(n int) *${pool} {\n${self} := &${pool}{${jobs}: make(chan int, 64)}\n${make(`${self}.${field}`)}\nfor i := 0; i < n; i++ {\ngo ${self}.${loop}(i)\n}\nreturn ${self}\n}`,
      `func (${self} *${pool}) ${loop}(id int) {\n${find(`${self}.${field}`)}\nfor job := range ${self}.${jobs} {\n${bump(c, c.at("s"), "job")}\n}\n}`,
    ],
  };
}

function loopOver(c: Context, place: string): string {
  return countIn(c, place, "items[w]");
}

function countIn(c: Context, place: string, list: string): string {
  return c.step !== "++" && c.sketch.draw.chance(0.3) ? `for _, x := range ${list} {\nif x > 0 {\n${bump(c, place, "x")}\n}\n}` : `for _, x := range ${list} {\n${bump(c, place, "x")}\n}`;
}

function bump({ step, value, slot }: Context, place: string, x: string): string {
  // A pointer to a bare word has to be followed.
  const target = place === "s" && slot === value ? "*s" : place;
  return step === "++" ? `if ${x} != 0 {\n${target === "*s" ? "(*s)" : target}++\n}` : `${target} += ${value}(${x})`;
}
