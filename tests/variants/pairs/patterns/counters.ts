import { drawAtomic, plainWord } from "../../atomics.js";
import type { Sketch } from "../../sketch.js";
import type { PairPlan, PlanFunction, Treatment } from "../plan.js";

export const statsForms = {
  flag: ["two-adders", "add-and-reader", "three-counters", "sum-and-count", "gauge-both-ways"],
  silent: ["padded", "far", "one-lock", "one-goroutine", "together", "error-path", "closed-flag", "cold-function", "many", "constructor-only"],
};

/** Statistics that different functions write. */
export function statsPlan(sketch: Sketch, form: string): PairPlan {
  const style = drawAtomic(sketch, { isSized: form === "padded" || form === "far", isSigned: form === "gauge-both-ways" });
  const treatments: Readonly<Record<string, Treatment>> = { padded: "padded", far: "far", "one-lock": "one-lock", "one-goroutine": "one-goroutine", many: "many" };
  const [a, b] = [{ key: "a", style }, { key: "b", style }];
  const value = style.value;
  const one: PlanFunction = { key: "one", params: [], results: [], args: "", body: (o) => o.inc("a") };
  const other: PlanFunction = { key: "other", params: [["n", value]], results: [], args: "1", body: (o) => o.add("b", "n") };
  const read: PlanFunction = { key: "read", params: [], results: [value, value], args: "", body: (o) => `return ${o.load("a")}, ${o.load("b")}`, isBare: true, isApart: true };
  const common = { form, words: [a, b], fields: [], decls: [], types: {}, treatment: treatments[form] ?? "none" } as const;
  const flag = { ...common, kind: "flag", allows: ["other-package", "generic"] } as const;
  const silent = { ...common, kind: "silent", allows: ["generic"] } as const;
  switch (form) {
    case "two-adders":
      return { ...flag, functions: sketch.draw.chance(0.5) ? [one, other] : [one, other, read] };
    case "add-and-reader":
      return { ...flag, functions: [{ ...one, results: [value], body: (o) => `return ${o.inc("a")}` }, { ...other, results: [value], body: (o) => `return ${o.add("b", "n")}` }] };
    case "three-counters":
      return { ...flag, words: [a, b, { key: "c", style }], functions: [one, other, { ...one, key: "third", body: (o) => o.inc("c") }] };
    case "sum-and-count":
      return { ...flag, functions: [{ key: "one", params: [["values", `[]${value}`]], results: [], args: "nil", body: (o) => `for _, v := range values {\n${o.add("a", "v")}\n}` }, { key: "other", params: [["n", value]], results: [], args: "1", body: (o) => `for i := 0; i < 3; i++ {\n${o.add("b", "n")}\n}` }] };
    case "gauge-both-ways":
      return { ...flag, functions: [one, { ...one, key: "down", body: (o) => o.add("a", "-1") }, other] };
    case "padded":
    case "far":
    case "one-lock":
    case "one-goroutine":
    case "many":
      return { ...silent, functions: [one, other, ...(form === "many" ? [] : [read])] };
    case "together":
      return { ...silent, functions: [{ key: "both", params: [["n", value]], results: [], args: "1", body: (o) => `${o.inc("a")}\n${o.add("b", "n")}` }, read] };
    case "error-path":
      return {
        ...silent,
        functions: [{ key: "do", params: [["run", "func() error"]], results: ["error"], args: "func() error { return nil }", body: (o) => `${o.inc("a")}\nif err := run(); err != nil {\n${o.inc("b")}\nreturn err\n}\nreturn nil` }, read],
      };
    case "closed-flag":
      return { ...silent, functions: [{ ...one, body: (o) => `if ${o.load("b")} != 0 {\nreturn\n}\n${o.inc("a")}` }, { key: "stop", name: "Shutdown", params: [], results: [], args: "", isBare: true, isApart: true, body: (o) => o.store("b", "1") }] };
    case "cold-function":
      return { ...silent, functions: [one, { key: "cold", name: sketch.draw.pick(["Close", "Reset", "Shutdown", "Resize"]), params: [["n", value]], results: [], args: "1", isBare: true, isApart: true, body: (o) => o.add("b", "n") }, read] };
    default:
      return { ...silent, words: [a, { key: "b", style: plainWord(value), init: "100" }], functions: [{ ...one, results: ["bool"], body: (o) => `return ${o.inc("a")} > ${o.load("b")}` }], fields: [] };
  }
}
