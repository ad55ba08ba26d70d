import { drawAtomic, plainWord, type WordStyle } from "../../atomics.js";
import { goTypes, pointerLike, sliceOf } from "../../go-types.js";
import { drawPointer } from "../../pointers.js";
import type { Sketch } from "../../sketch.js";
import type { PairPlan, PlanFunction, Treatment } from "../plan.js";

export const readMostlyForms = {
  flag: ["limit", "table", "handler", "config-pointer", "two-limits"],
  silent: ["padded", "far", "one-lock", "one-goroutine", "reader-writes-too", "cold-readers", "reference-count", "cold-writer"],
};

/** A word that everybody reads beside one that somebody writes all the time. */
export function readMostlyPlan(sketch: Sketch, form: string): PairPlan {
  const treatments: Readonly<Record<string, Treatment>> = { padded: "padded", far: "far", "one-lock": "one-lock", "one-goroutine": "one-goroutine" };
  const treatment = treatments[form] ?? "none";
  const base = treatment === "none" ? form : sketch.draw.pick(["limit", "table", "handler"]);
  const style = drawAtomic(sketch, { isSized: treatment === "padded" || treatment === "far", isSigned: form === "reference-count" });
  const value = style.value;
  const common = { form: base === form ? form : `${form}:${base}`, kind: readMostlyForms.flag.includes(form) ? "flag" : "silent", treatment, types: {}, decls: [], fields: [] } as const;
  const plain = plainWord(value);
  const words = (read: WordStyle, init: string): PairPlan["words"] => [{ key: "n", style }, { key: "r", style: read, init }];
  const count: PlanFunction = sketch.draw.pick<PlanFunction>([
    { key: "count", params: [], results: [], args: "", body: (o) => o.inc("n") },
    { key: "count", params: [["k", value]], results: [value], args: "1", body: (o) => `return ${o.add("n", "k")}` },
  ]);
  const allowed: PlanFunction = { key: "allowed", params: [["x", value]], results: ["bool"], args: "1", body: (o) => `return x < ${o.load("r")}` };
  const clip: PlanFunction = { key: "clip", params: [["xs", `[]${value}`]], results: [value], args: "nil", body: (o) => `var sum ${value}\nfor _, x := range xs {\nif x < ${o.load("r")} {\nsum += x\n}\n}\nreturn sum` };
  switch (base) {
    case "limit":
      return { ...common, words: words(plain, "100"), functions: [count, allowed, clip], allows: ["other-package", "generic"] };
    case "two-limits": {
      const scaled: PlanFunction = { key: "scaled", params: [["x", value]], results: [value], args: "1", body: (o) => `return x*${o.load("w")} + ${o.load("r")}` };
      return { ...common, words: [...words(plain, "100"), { key: "w", style: plain, init: "3" }], functions: [count, allowed, scaled] };
    }
    case "table": {
      const table: WordStyle = { ...plainWord("[]string"), type: sliceOf("string") };
      const find: PlanFunction = { key: "find", params: [["i", "int"]], results: ["string"], args: "1", body: (o) => `return ${o.load("r")}[i]` };
      const scan: PlanFunction = { key: "scan", params: [["s", "string"]], results: ["bool"], args: '""', body: (o) => `for i := range ${o.load("r")} {\nif ${o.load("r")}[i] == s {\nreturn true\n}\n}\nreturn false` };
      return { ...common, words: words(table, "make([]string, 16)"), functions: [count, find, scan] };
    }
    case "handler": {
      const handler: WordStyle = { ...plainWord("func(int) int"), type: pointerLike("func(int) int") };
      const apply: PlanFunction = { key: "apply", params: [["x", "int"]], results: ["int"], args: "1", body: (o) => `return ${o.load("r")}(x)` };
      const each: PlanFunction = { key: "each", params: [["xs", "[]int"]], results: [], args: "nil", body: (o) => `for i, x := range xs {\nxs[i] = ${o.load("r")}(x)\n}` };
      return { ...common, words: words(handler, "func(x int) int { return x }"), functions: [count, apply, each] };
    }
    case "config-pointer": {
      const config = sketch.names.type();
      const pointer = drawPointer(sketch, config);
      sketch.dimensions["atomics"] = `${style.name}+${pointer.name}`;
      const get: PlanFunction = { key: "get", params: [], results: ["int"], args: "", body: (o) => `return ${o.load("r")}.most` };
      const check: PlanFunction = { key: "check", params: [["xs", "[]int"]], results: ["int"], args: "nil", body: (o) => `n := 0\nfor _, x := range xs {\nif x < ${o.load("r")}.most {\nn++\n}\n}\nreturn n` };
      return {
        ...common, words: [{ key: "n", style }, { key: "r", style: pointer }], types: { config }, decls: [`type ${config} struct {\nmost int\ntitle string\n}`],
        functions: [count, get, check, { key: "reload", name: "Setup", params: [["c", `*${config}`]], results: [], args: "nil", isBare: true, isApart: true, body: (o) => o.store("r", "c") }],
      };
    }
    case "reader-writes-too":
      return { ...common, words: words(plain, "100"), functions: [{ key: "take", params: [], results: ["bool"], args: "", body: (o) => `return ${o.inc("n")} < ${o.load("r")}` }, { key: "more", params: [["k", value]], results: [value], args: "1", body: (o) => `if ${o.add("n", "k")} > ${o.load("r")} {\nreturn ${o.load("r")}\n}\nreturn k` }] };
    case "cold-readers":
      return { ...common, words: words(plain, "100"), functions: [count, { ...allowed, name: "Close", params: [["x", value]], isBare: true, isApart: true }, { key: "text", name: "String", params: [], results: ["string"], args: "", isBare: true, isApart: true, body: (o) => `return fmt.Sprint(${o.load("r")})` }] };
    case "reference-count": {
      const data: WordStyle = { ...plainWord("[]byte"), type: sliceOf("byte") };
      return {
        ...common, words: words(data, "make([]byte, 64)"), fields: [{ key: "size", type: goTypes.int }],
        // Nobody hands one buffer to goroutines that do nothing but count its users.
        functions: ([
          { key: "retain", params: [], results: [], args: "", body: (o) => o.inc("n") },
          { key: "release", params: [], results: [], args: "", body: (o) => `if ${o.add("n", "-1")} == 0 {\n${o.at("r")} = nil\n}` },
          { key: "bytes", params: [], results: ["[]byte"], args: "", body: (o) => `return ${o.load("r")}` },
          { key: "len", params: [], results: ["int"], args: "", body: (o) => `return len(${o.load("r")})` },
        ] satisfies readonly PlanFunction[]).map((fn) => ({ ...fn, isApart: true })),
      };
    }
    default:
      return { ...common, words: words(plain, "100"), functions: [{ ...count, name: sketch.draw.pick(["Close", "Shutdown", "Reset"]), isBare: true, isApart: true }, allowed, clip] };
  }
}
