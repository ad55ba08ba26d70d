import { plainWord } from "../../atomics.js";
import { goTypes, pointerLike } from "../../go-types.js";
import { drawLock } from "../../locks.js";
import type { Sketch } from "../../sketch.js";
import type { Ops, PairPlan, PlanFunction } from "../plan.js";

export const loopForms = {
  flag: ["channel-pair", "work-lists", "until-stopped", "sums"],
  silent: ["padded", "far", "locked", "same-goroutine", "local-sums"],
};

/** Plain counters, each written in the loop of a goroutine of its own. */
export function loopsPlan(sketch: Sketch, form: string): PairPlan {
  const value = sketch.draw.pick(["uint64", "int64", "int", "uint32"]);
  const style = plainWord(value);
  sketch.dimensions["atomics"] = "plain";
  const isLocked = form === "locked";
  const words: PairPlan["words"] = [{ key: "sent", style }, { key: "got", style }];
  const channels = [{ key: "in", type: pointerLike("chan int"), init: "make(chan int, 8)" }, { key: "out", type: pointerLike("chan int"), init: "make(chan int, 8)" }] as const;
  const treatment = form === "padded" || form === "far" ? form : "none";
  const common = { form, kind: loopForms.flag.includes(form) ? "flag" : "silent", treatment, words, fields: channels, types: {}, decls: [], isStarted: true } as const;
  const loop = (key: string, body: (o: Ops) => string): PlanFunction => ({ key, params: [], results: [], args: "", isBare: true, body });
  const stop = { key: "stop", type: pointerLike("chan struct{}"), init: "make(chan struct{})" } as const;
  switch (treatment === "none" ? form : "channel-pair") {
    case "work-lists":
      return { ...common, functions: [loop("one", (o) => `for v := range ${o.at("in")} {\nif v > 0 {\n${o.at("out")} <- v\n}\n${o.inc("sent")}\n}`), loop("two", (o) => `for {\nv, ok := <-${o.at("out")}\nif !ok {\nreturn\n}\n${o.add("got", `${value}(v)`)}\n}`)] };
    case "until-stopped":
      return { ...common, fields: [...channels, stop], functions: [loop("one", (o) => `for {\nselect {\ncase <-${o.at("stop")}:\nreturn\ndefault:\n${o.inc("sent")}\n}\n}`), loop("two", (o) => `for {\nselect {\ncase <-${o.at("stop")}:\nreturn\ncase <-${o.at("in")}:\n${o.inc("got")}\n}\n}`)] };
    case "sums":
      return { ...common, functions: [loop("one", (o) => `for i := 0; i < 1<<20; i++ {\n${o.add("sent", `${value}(i)`)}\n}`), loop("two", (o) => `for i := 0; i < 1<<20; i++ {\n${o.store("got", `${o.load("got")} ^ ${value}(i)`)}\n}`)] };
    case "locked": {
      const lock = drawLock(sketch);
      const held = (o: Ops, body: string): string => `${lock.lock(o.at("mu"))}\n${body}\n${lock.unlock(o.at("mu"))}`;
      return { ...common, fields: [...channels, { key: "mu", type: lock.type }], functions: [loop("one", (o) => `for range ${o.at("in")} {\n${held(o, o.inc("sent"))}\n}`), loop("two", (o) => `for range ${o.at("out")} {\n${held(o, o.inc("got"))}\n}`)] };
    }
    case "same-goroutine":
      return { ...common, functions: [loop("both", (o) => `for v := range ${o.at("in")} {\n${o.inc("sent")}\nif v%2 == 0 {\n${o.inc("got")}\n}\n}`)] };
    case "local-sums":
      return { ...common, functions: [loop("one", (o) => `var n ${value}\nfor range ${o.at("in")} {\nn++\n}\n${o.store("sent", "n")}`), loop("two", (o) => `var n ${value}\nfor v := range ${o.at("out")} {\nn += ${value}(v)\n}\n${o.store("got", "n")}`)] };
    default:
      void [isLocked, goTypes];
      return { ...common, functions: [loop("one", (o) => `for v := range ${o.at("in")} {\n${o.inc("sent")}\n${o.at("out")} <- v\n}`), loop("two", (o) => `for range ${o.at("out")} {\n${o.inc("got")}\n}`)] };
  }
}
