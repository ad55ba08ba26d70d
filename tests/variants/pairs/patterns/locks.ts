import { drawAtomic } from "../../atomics.js";
import { pointerLike } from "../../go-types.js";
import { drawLock } from "../../locks.js";
import type { Sketch } from "../../sketch.js";
import type { Ops, PairPlan, PlanFunction, Treatment } from "../plan.js";

export const lockBesideForms = {
  flag: ["counter", "identities", "two-locked-functions", "counter-in-loop"],
  silent: ["padded", "far", "one-goroutine", "under-lock", "same-path", "cold-word", "many", "cold-lock"],
};
export const twoLocksForms = {
  flag: ["two-maps", "map-and-list", "deferred"],
  silent: ["padded", "far", "one-goroutine", "nested", "cold-lock", "many"],
};

const treatments: Readonly<Record<string, Treatment>> = { padded: "padded", far: "far", "one-goroutine": "one-goroutine", many: "many" };
const table = { key: "table", type: pointerLike("map[string]int"), init: "make(map[string]int)" } as const;

/** A lock, what it guards, and a word that has nothing to do with it. */
export function lockBesidePlan(sketch: Sketch, form: string): PairPlan {
  const treatment = treatments[form] ?? "none";
  const style = drawAtomic(sketch, { isSized: treatment === "padded" || treatment === "far" });
  const lock = drawLock(sketch);
  const isDeferred = sketch.draw.chance(0.5);
  const guard = (o: Ops, body: string): string => guarded(o, "mu", body, isDeferred);
  const put: PlanFunction = { key: "put", params: [["k", "string"], ["v", "int"]], results: [], args: '"", 1', body: (o) => guard(o, `${o.at("table")}[k] = v`) };
  const get: PlanFunction = { key: "get", params: [["k", "string"]], results: ["int"], args: '""', body: (o) => `${o.lock("mu")}\nv := ${o.at("table")}[k]\n${o.unlock("mu")}\nreturn v` };
  const note: PlanFunction = { key: "note", params: [["k", style.value]], results: [], args: "1", body: (o) => o.add("n", "k") };
  const common = { form, kind: lockBesideForms.flag.includes(form) ? "flag" : "silent", treatment, words: [{ key: "mu", style: lock }, { key: "n", style }], fields: [table], types: {}, decls: [], allows: ["generic"] } as const;
  switch (form) {
    case "identities":
      return { ...common, functions: [put, { ...note, params: [], args: "", results: [style.value], body: (o) => `return ${o.inc("n")}` }] };
    case "counter-in-loop":
      return { ...common, functions: [get, put, { ...note, params: [["xs", "[]string"]], args: "nil", body: (o) => `for range xs {\n${o.inc("n")}\n}` }] };
    case "counter":
      return { ...common, functions: [put, note] };
    case "under-lock":
      return { ...common, functions: [get, { ...put, body: (o) => guard(o, `${o.at("table")}[k] = v\n${o.inc("n")}`) }, { ...note, body: (o) => guard(o, o.add("n", "k")) }] };
    case "same-path":
      return { ...common, functions: [{ ...put, body: (o) => `${o.inc("n")}\n${guard(o, `${o.at("table")}[k] = v`)}` }, { ...get, body: (o) => `${o.lock("mu")}\nv := ${o.at("table")}[k]\n${o.unlock("mu")}\n${o.inc("n")}\nreturn v` }] };
    case "cold-word":
      return { ...common, functions: [get, put, { ...note, name: sketch.draw.pick(["Close", "Reset", "Resize"]), isBare: true, isApart: true }] };
    case "cold-lock":
      return { ...common, functions: [{ ...put, name: "Setup", isBare: true, isApart: true }, { ...get, name: sketch.draw.pick(["Close", "Reset", "Shutdown"]), isBare: true, isApart: true }, note] };
    default:
      return { ...common, functions: [get, put, note] };
  }
}

/** Two locks that guard different things: whether both are contended cannot be seen. */
export function twoLocksPlan(sketch: Sketch, form: string): PairPlan {
  const treatment = treatments[form] ?? "none";
  const lock = drawLock(sketch);
  const other = sketch.draw.chance(0.7) ? lock : drawLock(sketch, "other-lock");
  const common = {
    form, kind: twoLocksForms.flag.includes(form) ? "flag" : "silent", isDoubtful: true, treatment, words: [{ key: "mu", style: lock }, { key: "nu", style: other }], types: {}, decls: [], allows: ["generic"],
    fields: [table, { key: "list", type: pointerLike("map[int]string"), init: "make(map[int]string)" }],
  } as const;
  const isDeferred = form === "deferred" || sketch.draw.chance(0.3);
  const put: PlanFunction = { key: "put", params: [["k", "string"], ["v", "int"]], results: [], args: '"", 1', body: (o) => guarded(o, "mu", `${o.at("table")}[k] = v`, isDeferred) };
  const add: PlanFunction = { key: "add", params: [["i", "int"], ["s", "string"]], results: [], args: '1, ""', body: (o) => guarded(o, "nu", `${o.at("list")}[i] = s`, isDeferred) };
  const get: PlanFunction = { key: "get", params: [["k", "string"]], results: ["int"], args: '""', body: (o) => `${o.lock("mu")}\nv := ${o.at("table")}[k]\n${o.unlock("mu")}\nreturn v` };
  const nested = (inner: PlanFunction, first: string, second: string, body: (o: Ops) => string): PlanFunction => ({ ...inner, body: (o) => `${o.lock(first)}\n${o.lock(second)}\n${body(o)}\n${o.unlock(second)}\n${o.unlock(first)}` });
  if (form === "nested") return { ...common, functions: [nested(put, "mu", "nu", (o) => `${o.at("table")}[k] = v\ndelete(${o.at("list")}, v)`), nested(add, "mu", "nu", (o) => `${o.at("list")}[i] = s\ndelete(${o.at("table")}, s)`)] };
  if (form === "cold-lock") return { ...common, functions: [put, get, { ...add, name: sketch.draw.pick(["Close", "Setup", "Reset"]), isBare: true, isApart: true }] };
  return { ...common, functions: form === "map-and-list" ? [put, add, get] : [put, add] };
}

function guarded(o: Ops, lock: string, body: string, isDeferred: boolean): string {
  return isDeferred ? `${o.lock(lock)}\ndefer ${o.unlock(lock)}\n${body}` : `${o.lock(lock)}\n${body}\n${o.unlock(lock)}`;
}
