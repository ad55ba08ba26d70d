import { importsErrgroup } from "./errgroup.js";
import type { WordOp, WordStyle } from "../atomics.js";
import type { Expectation } from "../model.js";
import type { Wrap } from "../pairs/conditions.js";
import type { Ops } from "../pairs/plan.js";
import { opsOf, type ReachContext } from "../pairs/reach.js";
import { choosePair, type PairExtras, renderPair } from "../pairs/render.js";
import type { PairPattern } from "../pairs/patterns/index.js";
import { small } from "../names.js";
import type { Sketch } from "../sketch.js";

const reaches = ["usual", "method-expression", "pointer-in-struct", "array-of-pointers", "called-at-once"] as const;
const wraps = ["usual", "goto", "labelled", "recover", "else-branch", "once-loop"] as const;
const drives = ["usual", "launcher", "errgroup", "table-of-functions", "results-channel"] as const;

/** Writes a usual plan in unusual ways. */
export function retell(sketch: Sketch, { plan }: PairPattern, form: string): Expectation | null {
  const { draw } = sketch;
  const made = plan(sketch, form);
  sketch.dimensions["form"] = made.form;
  const [reach, wrap, drive] = [draw.pick(reaches), draw.pick(wraps), draw.pick(drives)];
  const usual = choosePair(sketch, made);
  // Unusual ways name types that another package cannot.
  const choice = usual.receiver === "other-package" && reach !== "usual" ? { ...usual, receiver: "method" as const } : usual;
  const extras: PairExtras = {
    ...(reach === "usual" ? {} : { ops: (context: ReachContext, prologue: string[]) => freshOps(context, prologue, reach) }),
    ...(wrap === "usual" ? {} : { wrap: freshWrap(wrap) }),
    ...(drive === "usual" ? {} : { drive: (holder, calls) => freshDrive(sketch, drive, holder.made, calls) }),
  };
  const expect = renderPair(sketch, made, choice, extras);
  Object.assign(sketch.dimensions, { ...(reach === "usual" ? {} : { reach }), ...(wrap === "usual" ? {} : { condition: wrap }), driver: drive });
  respell(sketch);
  return expect;
}

/** Writes what a program says in other spellings that mean the same: sync/atomic by another name, fields of a type on one line. */
export function respell({ draw, decls, imports, dimensions }: Sketch): void {
  const [isImportRenamed, areNamesGrouped] = [draw.chance(0.3), draw.chance(0.5)];
  if (isImportRenamed) imports.set("renamed atomic", draw.pick(["stdatomic", "syncatomic", "atm"]));
  if (areNamesGrouped) decls.splice(0, decls.length, ...decls.map(groupNames));
  Object.assign(dimensions, { import: isImportRenamed ? "renamed" : "plain", fields: areNamesGrouped ? "grouped" : "lines" });
}

/** `a T` and `b T` on lines that follow each other become `a, b T`. */
function groupNames(decl: string): string {
  if (!/^type \w+(\[.*?\])? struct \{/.test(decl)) return decl;
  return decl.replaceAll(/^(\w+) ((?!struct\b)\S[^\n]*)\n(\w+) \2$/gm, "$1, $3 $2");
}

function freshOps(context: ReachContext, prologue: string[], reach: (typeof reaches)[number]): Ops {
  const usual = opsOf({ ...context, reach: "direct" }, prologue);
  const word = (op: WordOp, key: string, args: readonly string[]): string => {
    const style = context.plan.words.find((own) => own.key === key)!.style as WordStyle;
    const place = [context.base, ...context.spots.get(key)!.path].join(".");
    const direct = style.op(op, { text: place, isPointer: false }, args);
    const name = `x${context.plan.words.findIndex((own) => own.key === key)}`;
    const once = (line: string): void => {
      if (!prologue.includes(line)) prologue.push(line);
    };
    switch (reach) {
      case "method-expression": {
        const bound = style.bound(op, { text: place, isPointer: false });
        if (bound === null || !bound.startsWith(`${place}.`)) return direct;
        return `(*${style.type.text}).${bound.slice(place.length + 1)}(${[`&${place}`, ...args].join(", ")})`;
      }
      case "pointer-in-struct":
        once(`${name} := struct{ w *${style.type.text} }{&${place}}`);
        return style.op(op, { text: `${name}.w`, isPointer: true }, args);
      case "array-of-pointers":
        once(`${name} := [...]*${style.type.text}{&${place}}`);
        return style.op(op, { text: `${name}[0]`, isPointer: true }, args);
      case "called-at-once": {
        const result = op === "cas" ? "bool " : op === "store" || (op !== "load" && !style.addsAreValues) ? "" : `${style.value} `;
        return `func() ${result}{ ${result === "" ? "" : "return "}${direct} }()`;
      }
      case "usual":
        return direct;
    }
  };
  return {
    ...usual, load: (key) => word("load", key, []), store: (key, value) => word("store", key, [value]), add: (key, value) => word("add", key, [value]), inc: (key) => word("inc", key, []), swap: (key, value) => word("swap", key, [value]),
    cas: (key, from, to) => word("cas", key, [from, to]),
  };
}

function freshWrap(form: (typeof wraps)[number]): Wrap {
  const zeros = (results: readonly string[]): string => (results.length === 0 ? "" : `\nreturn ${results.map((type) => `*new(${type})`).join(", ")}`);
  const text = (body: string, results: readonly string[]): string => {
    switch (form) {
      case "goto":
        return `if runtime.NumGoroutine() > 0 {\ngoto run\n}\nruntime.Gosched()\nrun:\n{\n${body}\n}`;
      case "labelled":
        return `work:\nfor i := 0; i < 1; i++ {\nif runtime.NumGoroutine() == 0 {\nbreak work\n}\n${body}\n}${zeros(results)}`;
      case "recover":
        return `defer func() {\nif r := recover(); r != nil {\npanic(r)\n}\n}()\n${body}`;
      case "else-branch":
        return `if runtime.NumGoroutine() == 0 {\nruntime.Gosched()\n} else {\n${body}\n}${zeros(results)}`;
      default:
        return `for ok := true; ok; ok = false {\n${body}\n}${zeros(results)}`;
    }
  };
  return { field: null, wrap: text };
}

function freshDrive(sketch: Sketch, form: (typeof drives)[number], made: string, calls: readonly string[]): readonly string[] {
  const { names } = sketch;
  const start = made === "" ? "" : `unit := ${made}\n`;
  const loops = calls.map((call) => `for {\n${call}\n}`);
  const run = names.func();
  switch (form) {
    case "launcher": {
      const launch = small(names.func());
      return [`func ${launch}(f func()) {\ngo f()\n}`, `func ${run}() {\n${start}${loops.map((loop) => `${launch}(func() {\n${loop}\n})`).join("\n")}\n}`];
    }
    case "errgroup":
      importsErrgroup(sketch);
      return [`func ${run}() error {\n${start}var g errgroup.Group\n${calls.map((call) => `g.Go(func() error {\nfor i := 0; i < 1000; i++ {\n${call}\n}\nreturn nil\n})`).join("\n")}\nreturn g.Wait()\n}`];
    case "table-of-functions":
      return [`func ${run}() {\n${start}for _, f := range []func(){\n${loops.map((loop) => `func() {\n${loop}\n},`).join("\n")}\n} {\ngo f()\n}\n}`];
    case "results-channel":
      return [`func ${run}() <-chan int {\n${start}done := make(chan int)\n${calls.map((call) => `go func() {\nn := 0\nfor ; n < 1<<20; n++ {\n${call}\n}\ndone <- n\n}()`).join("\n")}\nreturn done\n}`];
    case "usual":
      return [];
  }
}
