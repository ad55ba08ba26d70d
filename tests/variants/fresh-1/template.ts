import { drawAtomic, type AtomicWish, type WordOp } from "../atomics.js";
import { scalar } from "../go-types.js";
import { drawLock } from "../locks.js";
import type { Expectation } from "../model.js";
import { small } from "../names.js";
import { drawPads } from "../pads.js";
import type { Draw } from "../random.js";
import type { Sketch } from "../sketch.js";

/**
 * A program written out. Names that begin with `T_` (types), `f_` (fields), `F_` and `m_` (functions, exported or not) and `v_` (package variables)
 * stand for names that are drawn.
 */
export type Program = {
  readonly decls: readonly string[];
  /** In the names of the text. */
  readonly type?: string;
  readonly also?: readonly string[];
  readonly container?: string;
  readonly fields?: readonly string[];
  readonly rules?: readonly string[];
  /** A flagged program of which only those hear who ask for low confidence. */
  readonly isDoubtful?: boolean;
};

/** What a program is written with. */
export type Kit = {
  readonly sketch: Sketch;
  readonly draw: Draw;
  /** Atomic words of one kind: their type, and operations on a place. */
  readonly word: (wish?: AtomicWish) => Word;
  /** A kind of lock. */
  readonly lock: () => { readonly type: string; readonly lock: (place: string) => string; readonly unlock: (place: string) => string };
  /** Up to so many lines of fields that nobody touches. */
  readonly cold: (nMost: number) => string;
  /** A line that holds a pad: a whole one, or what is left behind a word of `sizeBytes`. */
  readonly pads: () => { readonly full: string; readonly after: (sizeBytes: number) => string };
};

export type Word = {
  readonly type: string; readonly value: string; readonly sizeBytes: number;
  readonly incAt: (pointer: string) => string; readonly inc: (place: string) => string; readonly add: (place: string, by: string) => string; readonly load: (place: string) => string; readonly store: (place: string, value: string) => string;
  readonly cas: (place: string, from: string, to: string) => string;
};

/** Programs of one kind, by form. */
export type ProgramSet = { readonly name: string; readonly flag: Readonly<Record<string, (kit: Kit) => Program>>; readonly silent: Readonly<Record<string, (kit: Kit) => Program>>; readonly goVersions?: readonly string[] };

/** Adds a written program to a sketch, and says what is to be expected of it. */
export function writeProgram(sketch: Sketch, { flag, silent }: ProgramSet, form: string): Expectation {
  const program = (flag[form] ?? silent[form]!)(kitOf(sketch));
  const drawn = new Map<string, string>();
  const named = (text: string): string => text.replaceAll(/\b[TfFmv]_\w+/g, (token) => {
    const known = drawn.get(token);
    if (known !== undefined) return known;
    const name = nameFor(sketch, token);
    drawn.set(token, name);
    return name;
  });
  sketch.decls.push(...program.decls.map(named));
  const about = { type: named(program.type ?? ""), alsoTypes: (program.also ?? []).map(named), container: program.container === undefined ? null : named(program.container), fields: (program.fields ?? []).map(named) };
  return flag[form] === undefined ? { kind: "silent", ...about } : { kind: "flag", rules: program.rules ?? ["false-sharing"], ...about, ...(program.isDoubtful === true ? { isDoubtful: true } : {}) };
}

function nameFor({ names }: Sketch, token: string): string {
  switch (token[0]) {
    case "T":
      return names.type();
    case "f":
      return names.field();
    case "F":
      return names.func();
    case "m":
      return small(names.func());
    default:
      return names.word();
  }
}

function kitOf(sketch: Sketch): Kit {
  const { draw } = sketch;
  const coldLines = ["string", "int", "bool", "[]byte", "map[string]int", "func(string)", "error", "chan struct{}", "time.Duration"];
  return {
    sketch, draw,
    word: (wish) => {
      const style = drawAtomic(sketch, wish);
      const op = (name: WordOp, place: string, ...args: readonly string[]): string => style.op(name, { text: place, isPointer: false }, args);
      return {
        type: style.type.text, value: style.value, sizeBytes: style.type.sizeBytes, incAt: (pointer) => style.op("inc", { text: pointer, isPointer: true }, []), inc: (place) => op("inc", place), add: (place, by) => op("add", place, by), load: (place) => op("load", place),
        store: (place, value) => op("store", place, value), cas: (place, from, to) => op("cas", place, from, to),
      };
    },
    lock: () => {
      const { type, lock, unlock } = drawLock(sketch);
      return { type: type.text, lock, unlock };
    },
    cold: (nMost) => Array.from({ length: draw.int(nMost + 1) }, () => `${sketch.names.field()} ${draw.pick(coldLines)}\n`).join(""),
    pads: () => {
      const style = drawPads(sketch);
      const line = ({ name, type }: ReturnType<typeof style.full>): string => `${name} ${type.text}\n`;
      return { full: line(style.full()), after: (sizeBytes) => line(sizeBytes <= 8 ? style.after(scalar(sizeBytes === 8 ? "uint64" : "uint32", sizeBytes)) : style.full()) };
    },
  };
}
