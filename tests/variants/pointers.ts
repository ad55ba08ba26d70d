import { pointerLike } from "./go-types.js";
import { methodStyle, type WordStyle } from "./atomics.js";
import type { Sketch } from "./sketch.js";

/** Draws how a word that points to a node is made, and declares what that takes. */
export function drawPointer(sketch: Sketch, node: string): WordStyle {
  const form = sketch.draw.weighed<keyof typeof makers>([["pointer", 4], ["unsafe", 3], ["own-pointer", 2], ["own-generic-pointer", 1]]);
  sketch.dimensions["atomics"] = form;
  return makers[form](sketch, node);
}

const makers = { pointer: typed, unsafe: ofUnsafe, "own-pointer": own, "own-generic-pointer": ownGeneric };
const methods = { load: "Load", store: "Store", add: "Swap", cas: "CompareAndSwap", inc: null };

function typed(_: Sketch, node: string): WordStyle {
  return methodStyle("pointer", `*${node}`, pointerLike(`atomic.Pointer[${node}]`), methods);
}

function ofUnsafe(_: Sketch, node: string): WordStyle {
  const raw = (value: string): string => `unsafe.Pointer(${value})`;
  return {
    name: "unsafe", value: `*${node}`, type: pointerLike("unsafe.Pointer"), addsAreValues: true, bound: () => null,
    op: (op, { text, isPointer }, args) => {
      const at = isPointer ? text : `&${text}`;
      if (op === "load") return `(*${node})(atomic.LoadPointer(${at}))`;
      if (op === "swap") return `(*${node})(atomic.SwapPointer(${at}, ${raw(args[0]!)}))`;
      return op === "store" ? `atomic.StorePointer(${at}, ${raw(args[0]!)})` : `atomic.CompareAndSwapPointer(${at}, ${args.map(raw).join(", ")})`;
    },
  };
}

function own({ names, decls }: Sketch, node: string): WordStyle {
  const type = names.type();
  const on = `func (w *${type})`;
  decls.push(
    `type ${type} struct {\np atomic.Pointer[${node}]\n}`, `${on} Load() *${node} {\nreturn w.p.Load()\n}`, `${on} Store(n *${node}) {\nw.p.Store(n)\n}`,
    `${on} CompareAndSwap(from, to *${node}) bool {\nreturn w.p.CompareAndSwap(from, to)\n}`, `${on} Swap(n *${node}) *${node} {\nreturn w.p.Swap(n)\n}`,
  );
  return methodStyle("own-pointer", `*${node}`, pointerLike(type), methods);
}

function ownGeneric({ names, decls }: Sketch, node: string): WordStyle {
  const type = names.type();
  const on = `func (w *${type}[N])`;
  decls.push(
    `type ${type}[N any] struct {\np unsafe.Pointer\n}`, `${on} Load() *N {\nreturn (*N)(atomic.LoadPointer(&w.p))\n}`, `${on} Store(n *N) {\natomic.StorePointer(&w.p, unsafe.Pointer(n))\n}`,
    `${on} CompareAndSwap(from, to *N) bool {\nreturn atomic.CompareAndSwapPointer(&w.p, unsafe.Pointer(from), unsafe.Pointer(to))\n}`, `${on} Swap(n *N) *N {\nreturn (*N)(atomic.SwapPointer(&w.p, unsafe.Pointer(n)))\n}`,
  );
  return methodStyle("own-generic-pointer", `*${node}`, pointerLike(`${type}[${node}]`), methods);
}
