import { plainWord, type WordStyle } from "../../atomics.js";
import { arrayOf, pointerLike, scalar } from "../../go-types.js";
import { drawAtomic } from "../../atomics.js";
import { drawPointer } from "../../pointers.js";
import type { Sketch } from "../../sketch.js";
import type { PairPlan, PlanFunction, Treatment } from "../plan.js";

export const listForms = {
  flag: ["pointer-stacks", "packed-stacks", "own-stacks", "put-and-get"],
  silent: ["padded", "far", "one-lock", "one-goroutine", "moved-together", "cold-list"],
};
export const queueForms = {
  flag: ["two-sided", "swap-and-walk", "stub", "swap-atomic"],
  silent: ["padded", "far", "one-lock", "one-goroutine", "closed-list"],
};

const treatments: Readonly<Record<string, Treatment>> = { padded: "padded", far: "far", "one-lock": "one-lock", "one-goroutine": "one-goroutine" };

/** Two stacks without locks, each with its own users. */
export function listsPlan(sketch: Sketch, form: string): PairPlan {
  const base = treatments[form] === undefined ? form : sketch.draw.pick(["pointer-stacks", "packed-stacks"]);
  const node = sketch.names.type();
  const nodes = sketch.names.field();
  const common = { kind: listForms.flag.includes(form) ? "flag" : "silent", form: base === form ? form : `${form}:${base}`, types: { node }, treatment: treatments[form] ?? "none", fields: [], decls: [nodeDecl(node)] } as const;
  const push = (key: string, style: WordStyle): PlanFunction => ({ key: `push ${key}`, params: [["n", style.value]], results: [], args: "nil", body: (o) => `for {\ntop := ${o.load(key)}\nn.next = top\nif ${o.cas(key, "top", "n")} {\nreturn\n}\n}` });
  const pop = (key: string, style: WordStyle): PlanFunction => ({ key: `pop ${key}`, params: [], results: [style.value], args: "", body: (o) => `for {\ntop := ${o.load(key)}\nif top == nil {\nreturn nil\n}\nif ${o.cas(key, "top", "top.next")} {\nreturn top\n}\n}` });
  const words = (style: WordStyle): PairPlan["words"] => ["full", "empty"].map((key) => ({ key, style }));
  switch (base) {
    case "packed-stacks": {
      const style = drawAtomic(sketch, { isWide: true, isSized: treatments[form] !== undefined });
      const packed = (key: string): readonly PlanFunction[] => [
        { key: `push ${key}`, params: [["at", "uint32"]], results: [], args: "1", body: (o) => `for {\ntop := ${o.load(key)}\n${o.at("links")}[at] = uint32(top)\nif ${o.cas(key, "top", `(top>>32+1)<<32 | ${style.value}(at)`)} {\nreturn\n}\n}` },
        { key: `pop ${key}`, params: [], results: ["uint32"], args: "", body: (o) => `for {\ntop := ${o.load(key)}\nif uint32(top) == 0 {\nreturn 0\n}\nif ${o.cas(key, "top", `top>>32<<32 | ${style.value}(${o.at("links")}[uint32(top)])`)} {\nreturn uint32(top)\n}\n}` },
      ];
      return { ...common, words: words(style), fields: [{ key: "links", type: pointerLike("*[4096]uint32"), init: "new([4096]uint32)" }], functions: [...packed("full"), ...packed("empty")] };
    }
    case "own-stacks": {
      const [stack, top] = [sketch.names.type(), sketch.names.field()];
      const [put, take] = [sketch.names.func(), sketch.names.func()];
      const style: WordStyle = { ...plainWord("int"), type: pointerLike(stack) };
      const decls = [
        `type ${stack} struct {\n${top} atomic.Pointer[${node}]\n}`, `func (s *${stack}) ${put}(n *${node}) {\nfor {\nold := s.${top}.Load()\nn.next = old\nif s.${top}.CompareAndSwap(old, n) {\nreturn\n}\n}\n}`,
        `func (s *${stack}) ${take}() *${node} {\nfor old := s.${top}.Load(); old != nil; old = s.${top}.Load() {\nif s.${top}.CompareAndSwap(old, old.next) {\nreturn old\n}\n}\nreturn nil\n}`,
      ];
      sketch.dimensions["atomics"] = "own-stack";
      const fill = (key: string): PlanFunction => ({ key: `put ${key}`, params: [["n", `*${node}`]], results: [], args: "nil", body: (o) => `${o.at(key)}.${put}(n)` });
      const empty = (key: string): PlanFunction => ({ key: `take ${key}`, params: [], results: [`*${node}`], args: "", body: (o) => `return ${o.at(key)}.${take}()` });
      return { ...common, decls: [...common.decls, ...decls], words: words(style), functions: [fill("full"), fill("empty"), empty("full"), empty("empty")] };
    }
    case "put-and-get": {
      const style = drawPointer(sketch, node);
      return { ...common, words: words(style), functions: [push("full", style), pop("empty", style)] };
    }
    case "moved-together": {
      const style = drawPointer(sketch, node);
      const move = (from: string, to: string): PlanFunction => ({
        key: `move ${from}`, params: [], results: [], args: "",
        body: (o) => `n := ${o.load(from)}\nfor n != nil && !${o.cas(from, "n", "n.next")} {\nn = ${o.load(from)}\n}\nfor {\ntop := ${o.load(to)}\nif ${o.cas(to, "top", "n")} {\nbreak\n}\n}`,
      });
      return { ...common, words: words(style), functions: [move("full", "empty"), move("empty", "full")] };
    }
    case "cold-list": {
      const style = drawPointer(sketch, node);
      return { ...common, words: words(style), functions: [push("full", style), pop("full", style), { ...pop("empty", style), name: sketch.draw.pick(["Close", "Shutdown", "Reset"]), isBare: true, isApart: true }] };
    }
    default: {
      const style = drawPointer(sketch, node);
      void nodes;
      return { ...common, words: words(style), functions: [push("full", style), pop("full", style), push("empty", style), pop("empty", style)] };
    }
  }
}

/** A linked queue: one end is moved by those who put, the other by those who take. */
export function queuePlan(sketch: Sketch, form: string): PairPlan {
  const base = treatments[form] === undefined ? form : sketch.draw.pick(["two-sided", "swap-and-walk", "swap-atomic"]);
  const node = sketch.names.type();
  const style = drawPointer(sketch, node);
  const plainHead = base === "swap-and-walk" || base === "stub";
  const head: WordStyle = plainHead ? { ...plainWord(`*${node}`), type: pointerLike(`*${node}`) } : style;
  const first = `&${node}{}`;
  const words: PairPlan["words"] = [{ key: "head", style: head, ...(plainHead ? { init: first } : {}) }, { key: "tail", style }];
  const put: PlanFunction = {
    key: "put", params: [["v", "int"]], results: [], args: "1",
    body: (o) => (base === "two-sided"
      ? `n := &${node}{v: v}\nfor {\nlast := ${o.load("tail")}\nif last.link.CompareAndSwap(nil, n) {\n${o.cas("tail", "last", "n")}\nreturn\n}\n${o.cas("tail", "last", "last.link.Load()")}\n}`
      : `n := &${node}{v: v}\nlast := ${o.swap("tail", "n")}\nlast.link.Store(n)`),
  };
  const take: PlanFunction = {
    key: "take", params: [], results: ["int", "bool"], args: "",
    body: (o) => (base === "two-sided" || base === "closed-list"
      ? `for {\nfirst := ${o.load("head")}\nafter := first.link.Load()\nif after == nil {\nreturn 0, false\n}\nif ${o.cas("head", "first", "after")} {\nreturn after.v, true\n}\n}`
      : `after := ${o.load("head")}.link.Load()\nif after == nil {\nreturn 0, false\n}\n${o.store("head", "after")}\nreturn after.v, true`),
  };
  const stub: PairPlan["fields"] = base === "stub" ? [{ key: "stub", type: arrayOf(2, scalar("uint64", 8)) }] : [];
  return {
    form: base === form ? form : `${form}:${base}`, kind: queueForms.flag.includes(form) ? "flag" : "silent", treatment: treatments[form] ?? "none", words, fields: stub, types: { node },
    decls: [`type ${node} struct {\nlink atomic.Pointer[${node}]\nv int\n}`], functions: form === "closed-list" ? [put, { ...take, name: "Close", isBare: true, isApart: true }] : [put, take],
  };
}

function nodeDecl(node: string): string {
  return `type ${node} struct {\nnext *${node}\nv int\n}`;
}
