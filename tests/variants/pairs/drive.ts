import { small } from "../names.js";
import type { Sketch } from "../sketch.js";
import type { PairPlan, PlanFunction } from "./plan.js";
import type { Holder } from "./receiver.js";

export type Callable = { readonly fn: PlanFunction; readonly name: string };

/** What calls the functions: nobody in the module, goroutines of their own, one goroutine for all, or the handler of one request. */
export function drive(sketch: Sketch, { treatment, isStarted = false }: PairPlan, form: "none" | "goroutines", holder: Holder, functions: readonly Callable[], instead?: (holder: Holder, calls: readonly string[]) => readonly string[]): readonly string[] {
  const { names, draw } = sketch;
  const variable = draw.pick(["unit", "item", "host"]);
  const start = holder.made === "" ? "" : `${variable} := ${holder.made}\n`;
  const called = functions.filter(({ fn }) => fn.isApart !== true).map(({ fn, name }) => holder.call(variable, name, fn.args));
  if (treatment === "one-goroutine") {
    const run = small(names.func());
    const quit = "quit <-chan struct{}";
    const form = draw.pick(["forever", "stop", "ticker"]);
    const body = form === "forever" ? `for {\n${called.join("\n")}\n}` : form === "stop" ? `for {\nselect {\ncase <-quit:\nreturn\ndefault:\n}\n${called.join("\n")}\n}` : `tick := time.NewTicker(time.Millisecond)\ndefer tick.Stop()\nfor {\nselect {\ncase <-quit:\nreturn\ncase <-tick.C:\n${called.join("\n")}\n}\n}`;
    sketch.dimensions["drive"] = `one-${form}`;
    const param = form === "forever" ? "" : quit;
    return [`func ${holder.receiverOf(run, param === "" ? [] : [["quit", "<-chan struct{}"]], false)} {\n${body.replaceAll(new RegExp(`\\b${variable}\\b`, "g"), holder.owner)}\n}`, `func ${names.func()}(${param}) {\n${start}go ${holder.call(variable, run, param === "" ? "" : "quit")}\n}`];
  }
  if (treatment === "many") {
    sketch.dimensions["drive"] = "request";
    return [`func ${names.func()}(requests <-chan int) {\nfor range requests {\n${start}${called.join("\n")}\n}\n}`];
  }
  if (called.length === 0) return [];
  if (isStarted) {
    sketch.dimensions["drive"] = "go-statements";
    return [`func ${holder.receiverOf(names.func(), [], false)} {\n${called.map((call) => `go ${call}`).join("\n").replaceAll(new RegExp(`\\b${variable}\\b`, "g"), holder.owner)}\n}`];
  }
  if (instead !== undefined) return instead(holder, called.map((call) => call.replaceAll(new RegExp(`\\b${variable}\\b`, "g"), "unit")));
  if (form === "none") return [];
  const goroutines = called.map((call) => `go func() {\nfor {\n${call}\n}\n}()`);
  return [`func ${names.func()}() {\n${start}${goroutines.join("\n")}\n}`];
}
