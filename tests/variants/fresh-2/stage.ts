import { drawAtomic, type AtomicWish, type WordOp } from "../atomics.js";
import { importsErrgroup } from "../fresh-1/errgroup.js";
import { drawLock } from "../locks.js";
import { drawPads, type PadStyle } from "../pads.js";
import { small } from "../names.js";
import type { Draw } from "../random.js";
import type { Sketch } from "../sketch.js";

/** Atomic words of one kind: their type, and operations on a place. */
export type Word = {
  readonly type: string; readonly value: string;
  readonly inc: (place: string) => string; readonly add: (place: string, by: string) => string; readonly load: (place: string) => string; readonly store: (place: string, value: string) => string;
  readonly cas: (place: string, from: string, to: string) => string;
};

/** What a story is told with. */
export type Stage = {
  readonly sketch: Sketch;
  readonly draw: Draw;
  readonly word: (wish?: AtomicWish) => Word;
  /** A kind of lock. */
  readonly lock: () => { readonly type: string; readonly lock: (place: string) => string; readonly unlock: (place: string) => string };
  /** Fields of a struct: the hot ones beside each other, with pads between them, or apart by other fields; and some that nobody touches. */
  readonly fields: (how: string, ...hot: readonly string[]) => string;
  /** A line of padding. */
  readonly pad: () => string;
  /** Some fields that nobody touches, of so many bytes at most. */
  readonly cold: (nBytes: number) => string;
  /** At times, a function that makes an `x` and has each of some statements run by goroutines of its own. */
  readonly drive: (made: string, ...calls: readonly string[]) => string;
};

export function stageOf(sketch: Sketch): Stage {
  const { draw } = sketch;
  const used = new Set<string>();
  const cold = (nBytes: number): string => coldFields(sketch, used, nBytes);
  let pads: PadStyle | null = null;
  const pad = (): string => {
    pads ??= drawPads(sketch);
    const { name, type } = pads.full();
    return `${name} ${type.text}\n`;
  };
  return {
    sketch, draw, cold, pad, word: (wish) => drawWord(sketch, wish),
    lock: () => {
      const { type, lock, unlock } = drawLock(sketch);
      return { type: type.text, lock, unlock };
    },
    fields: (how, ...hot) => layFields(draw, cold, pad, how, hot), drive: (made, ...calls) => driveText(sketch, made, calls),
  };
}

const coldKinds: readonly (readonly [string, number])[] = [
  ["name string", 16], ["id int", 8], ["labels map[string]string", 8], ["onClose func()", 8], ["done chan struct{}", 8], ["created time.Time", 24], ["addr string", 16], ["debug bool", 8], ["interval time.Duration", 8],
  ["owner *string", 8], ["tags []string", 24], ["comment string", 16], ["capacity int", 8], ["lastErr error", 16],
];

function coldFields({ draw, names }: Sketch, used: Set<string>, nBytes: number): string {
  let [left, text] = [draw.int(nBytes + 1), ""];
  for (const [line, size] of draw.shuffle(coldKinds)) {
    if (left < size || used.has(line)) continue;
    used.add(line);
    left -= size;
    text += names.style === "domain" ? `${line}\n` : `${names.field()} ${line.slice(line.indexOf(" ") + 1)}\n`;
  }
  return text;
}

function layFields(draw: Draw, cold: Stage["cold"], pad: Stage["pad"], how: string, hot: readonly string[]): string {
  const lines = draw.shuffle(hot).map((line) => `${line}\n`);
  if (how === "padded") return `${cold(32)}${lines.map((line) => pad() + line).join("")}${pad()}${cold(24)}`;
  if (how === "apart") {
    // Of what stands between, nothing is touched; nor do those behind share with what follows, which may be read.
    const far = draw.shuffle(["history [8]string", "notes [16]string", "legend [6]struct{ key, text string }", "archive [24]int64"]);
    return `${cold(32)}${lines.map((line, i) => `${line}${far[i]!}\n`).join("")}${cold(24)}`;
  }
  // The first words of an object lie together wherever it begins, most of the time.
  const gap = draw.int(lines.length);
  return `${cold(16)}${lines.map((line, i) => line + (i === gap && i + 1 < lines.length ? cold(16) : "")).join("")}${cold(48)}`;
}

function drawWord(sketch: Sketch, wish: AtomicWish = {}): Word {
  const { draw, decls, names, dimensions } = sketch;
  // The size of what is declared elsewhere is nobody's to know.
  const style = drawAtomic(sketch, { ...wish, isSized: true });
  const { value } = style;
  const type = style.type.text;
  const reach = draw.weighed([["direct", 7], ["helpers", 2]]);
  dimensions["reach"] = reach;
  const shapes: Readonly<Record<WordOp, readonly [readonly string[], string]>> = { load: [[], value], store: [["a"], ""], add: [["a"], value], inc: [[], value], cas: [["a", "b"], "bool"], swap: [["a"], value] };
  const helpers = new Map<WordOp, string>();
  const helper = (name: WordOp): string => {
    const known = helpers.get(name);
    if (known !== undefined) return known;
    const [own, [params, result]] = [small(names.func()), shapes[name]];
    helpers.set(name, own);
    const text = style.op(name, { text: "p", isPointer: true }, params);
    decls.push(`func ${own}(${[`p *${type}`, ...params.map((param) => `${param} ${value}`)].join(", ")}) ${result} {\n${result === "" ? "" : "return "}${text}\n}`);
    return own;
  };
  const op = (name: WordOp, place: string, ...args: readonly string[]): string =>
    reach === "helpers" ? `${helper(name)}(${[`&${place}`, ...args].join(", ")})` : style.op(name, { text: place, isPointer: false }, args);
  return {
    type, value, inc: (place) => op("inc", place), add: (place, by) => op("add", place, by), load: (place) => op("load", place), store: (place, to) => op("store", place, to), cas: (place, from, to) => op("cas", place, from, to),
  };
}

function driveText(sketch: Sketch, made: string, calls: readonly string[]): string {
  const form = sketch.draw.weighed([["none", 4], ["loops", 2], ["workers", 2], ["context", 2], ["errgroup", 1]] as const);
  sketch.dimensions["drive"] = form;
  const goes = (before: string, loop: (call: string) => string): string => calls.map((call) => `${before}${loop(call)}`).join("\n");
  switch (form) {
    case "none":
      return "";
    case "loops":
      return `\n\nfunc F_drive() {\nx := ${made}\n${goes("", (call) => `go func() {\nfor {\n${call}\n}\n}()`)}\nselect {}\n}`;
    case "workers":
      return `\n\nfunc F_drive(workers int) {\nx := ${made}\nvar wg sync.WaitGroup\nfor i := 0; i < workers; i++ {\n${goes("wg.Add(1)\n", (call) => `go func() {\ndefer wg.Done()\nfor n := 0; n < 1<<20; n++ {\n${call}\n}\n}()`)}\n}\nwg.Wait()\n}`;
    case "context":
      return `\n\nfunc F_drive(ctx context.Context) {\nx := ${made}\n${goes("", (call) => `go func() {\nfor ctx.Err() == nil {\n${call}\n}\n}()`)}\n<-ctx.Done()\n}`;
    case "errgroup":
      importsErrgroup(sketch);
      return `\n\nfunc F_drive() error {\nx := ${made}\nvar g errgroup.Group\n${goes("", (call) => `g.Go(func() error {\nfor n := 0; n < 1<<20; n++ {\n${call}\n}\nreturn nil\n})`)}\nreturn g.Wait()\n}`;
  }
}
