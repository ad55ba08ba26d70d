import { funcWord, typedWord } from "../atomics.js";
import { arrayOf, goTypes, type GoType, type Member, pointerLike, scalar, sliceOf } from "../go-types.js";
import { drawPads, padNames } from "../pads.js";
import type { Sketch } from "../sketch.js";
import { bareCounter, bareLock, counterStruct, type Element, lockStruct, numberLock, shardStruct, structOf } from "./element.js";
import type { ElementPlan } from "./plan.js";

/** What a pattern about elements can look like. */
export type ElementPattern = { readonly name: string; readonly forms: { readonly flag: readonly string[]; readonly silent: readonly string[] }; readonly plan: (sketch: Sketch, form: string) => ElementPlan };

export const elementPatterns: readonly ElementPattern[] = [
  {
    name: "striped-counters",
    forms: { flag: ["bare", "struct", "struct-with-cold", "bare-number"], silent: ["padded", "one-lock", "one-goroutine", "cold", "ring-slots", "slot-table", "apart-by-size"] },
    plan: countersPlan,
  },
  { name: "shard-array", forms: { flag: ["map", "map-and-counts", "list"], silent: ["padded", "one-goroutine", "cold", "apart-by-size", "padded-pointers"] }, plan: shardsPlan },
  { name: "striped-locks", forms: { flag: ["bare", "number", "struct"], silent: ["padded", "one-goroutine", "cold", "padded-number"] }, plan: locksPlan },
  { name: "shifted-shards", forms: { flag: ["sixteen", "thirty-two", "pads-inside", "array-in-struct", "two-lines"], silent: ["eight", "page-aligned", "no-pointers", "slack", "pointer-to-large"] }, plan: shiftedPlan },
  { name: "misplaced-element-pads", forms: { flag: ["too-small", "words-as-bytes", "operand", "wrong-array"], silent: ["padded"] }, plan: badPadsPlan },
];

const flagged = ["bare", "struct", "struct-with-cold", "bare-number", "map", "map-and-counts", "list", "number"];

function planOf(sketch: Sketch, form: string, element: Element, more: Partial<ElementPlan> = {}): ElementPlan {
  const treatments: Readonly<Record<string, ElementPlan["treatment"]>> = { "one-lock": "one-lock", "one-goroutine": "one-goroutine", cold: "cold" };
  return { form, kind: flagged.includes(form) ? "flag" : "silent", element, treatment: treatments[form] ?? "none", nElements: sketch.draw.pick([8, 16, 32, 64]), ...more };
}

function countersPlan(sketch: Sketch, form: string): ElementPlan {
  const { draw } = sketch;
  switch (form) {
    case "bare":
    case "one-goroutine":
    case "one-lock":
    case "cold":
      return planOf(sketch, form, draw.chance(0.5) ? bareCounter(sketch) : counterStruct(sketch, {}, 0));
    case "bare-number": {
      const style = funcWord(sketch, draw.pick(["uint64", "int64", "uint32"]));
      sketch.dimensions["atomics"] = "func";
      const { type } = style;
      return planOf(sketch, form, { type, name: type.text, fields: [], live: { offsetBytes: 0, sizeBytes: type.sizeBytes }, isOwn: false, members: [], touches: [{ params: [], results: [], args: "", body: (element) => style.op("inc", element, []) }, { params: [], results: [type.text], args: "", body: (element) => `return ${style.op("add", element, ["2"])}` }] });
    }
    case "struct":
      return planOf(sketch, form, counterStruct(sketch, {}, 0));
    case "struct-with-cold":
      return planOf(sketch, form, counterStruct(sketch, {}, 2));
    case "padded":
      return planOf(sketch, form, counterStruct(sketch, { tail: tailOf(sketch), isSized: true }, 0), { treatment: "padded" });
    case "apart-by-size":
      return planOf(sketch, form, counterStruct(sketch, { tail: () => coldTail(sketch), isSized: true }, 0), { treatment: "padded" });
    case "ring-slots": {
      const seq: Member = { name: sketch.names.field(), type: scalar("atomic.Uint64", 8) };
      const value: Member = { name: sketch.names.field(), type: draw.pick<GoType>([goTypes.int, goTypes.string, pointerLike("*int")]) };
      const claim = (text: string): string => `for {\nif turn := ${text}.${seq.name}.Load(); turn == pos {\nbreak\n}\nruntime.Gosched()\n}`;
      const element = structOf(sketch, [seq, value], [seq, value], [
        { params: [["pos", "uint64"]], results: [], args: "1", body: ({ text }) => `${claim(text)}\n${text}.${seq.name}.Store(pos + 1)` },
        { params: [["pos", "uint64"]], results: [value.type.text], args: "1", body: ({ text }) => `for ${text}.${seq.name}.Load() != pos+1 {\nruntime.Gosched()\n}\nv := ${text}.${value.name}\n${text}.${seq.name}.Store(pos + 1024)\nreturn v` },
      ]);
      return planOf(sketch, form, element, { nElements: 1024, indexes: ["position"], holders: ["field-slice", "pointer-array", "field-array"], isCounted: true, isUndriven: true });
    }
    default: {
      const word = typedWord(sketch, draw.pick(["uint32", "int32"]));
      const state: Member = { name: sketch.names.field(), type: word.type };
      const data: Member = { name: sketch.names.field(), type: arrayOf(2, scalar("uint64", 8)) };
      const at = (text: string): { readonly text: string; readonly isPointer: false } => ({ text: `${text}.${state.name}`, isPointer: false });
      const element = structOf(sketch, [state, data], [state, data], [{ params: [], results: ["bool"], args: "", body: ({ text }) => `return ${word.op("cas", at(text), ["0", "1"])}` }]);
      return planOf(sketch, form, element, { nElements: 1 << 16, indexes: ["number"], holders: ["field-slice", "global-slice"], isCounted: true, isUndriven: true });
    }
  }
}

function shardsPlan(sketch: Sketch, form: string): ElementPlan {
  const { draw } = sketch;
  const guards = draw.pick(["map", "list", "map-and-counts"] as const);
  if (form === "padded" || form === "padded-pointers") return planOf(sketch, form, shardStruct(sketch, { tail: tailOf(sketch) }, guards), { treatment: "padded", ...(form === "padded" ? {} : { holders: ["pointer-slice"] }) });
  if (form === "apart-by-size") return planOf(sketch, form, shardStruct(sketch, { tail: () => coldTail(sketch) }, "map"), { treatment: "padded" });
  return planOf(sketch, form, shardStruct(sketch, {}, form === "map" || form === "map-and-counts" || form === "list" ? form : guards));
}

function locksPlan(sketch: Sketch, form: string): ElementPlan {
  const tail = form.startsWith("padded") ? tailOf(sketch) : undefined;
  if (form === "padded") return planOf(sketch, form, lockStruct(sketch, { tail: tail! }), { treatment: "padded" });
  if (form === "padded-number") {
    const value = sketch.draw.pick(["int32", "uint32"] as const);
    const word: Member = { name: sketch.names.field(), type: goTypes[value] };
    const [lock] = numberLock(sketch).touches;
    sketch.dimensions["lock"] = "number";
    const element = structOf(sketch, [word, ...tail!(word.type)], [word], [{ ...lock!, body: ({ text }) => `for !atomic.CompareAndSwap${value === "int32" ? "Int32" : "Uint32"}(&${text}.${word.name}, 0, 1) {\nruntime.Gosched()\n}\nf()\natomic.Store${value === "int32" ? "Int32" : "Uint32"}(&${text}.${word.name}, 0)` }]);
    return planOf(sketch, form, element, { treatment: "padded" });
  }
  const make = form === "number" ? numberLock : form === "bare" ? bareLock : form === "struct" ? (own: Sketch): Element => lockStruct(own, {}) : sketch.draw.pick([numberLock, bareLock, (own: Sketch): Element => lockStruct(own, {})]);
  return planOf(sketch, form, make(sketch), { ...(flagged.includes(form) ? { kind: "flag" } : {}) });
}

/** Shards of whole lines, which the header of an allocation moves off the lines, or does not. */
function shiftedPlan(sketch: Sketch, form: string): ElementPlan {
  const { names } = sketch;
  const lock = sketch.draw.pick([goTypes.mutex, goTypes.rwMutex]);
  const mu: Member = { name: names.field(), type: lock };
  const hasPointers = form !== "no-pointers";
  const table: Member = { name: names.field(), type: hasPointers ? pointerLike("map[uint64]uint64") : scalar("uint64", 8) };
  const last: Member = { name: names.field(), type: goTypes.uint64 };
  const nLines = form === "two-lines" || form === "slack" ? 2 : 1;
  const rest = 64 * nLines - lock.sizeBytes - 16;
  const isPadded = form === "pads-inside";
  const middle: Member = isPadded
    ? { name: padNames(sketch)(), type: arrayOf(rest, scalar("byte", 1)) }
    : { name: names.field(), type: hasPointers && rest % 24 === 0 ? { ...arrayOf(rest / 24, sliceOf("uint64")) } : arrayOf(rest / 8, scalar("uint64", 8)) };
  const members = form === "slack" ? [mu, table, last, { name: padNames(sketch)(), type: arrayOf(rest, scalar("byte", 1)) }] : [mu, table, middle, last];
  const live = form === "slack" ? [mu, table, last] : [mu, table, last];
  const held = (text: string, body: string): string => `${text}.${mu.name}.Lock()\n${body}\n${text}.${mu.name}.Unlock()`;
  const store = hasPointers ? (text: string): string => `${text}.${table.name}[v] = v` : (text: string): string => `${text}.${table.name} = v`;
  const element = structOf(sketch, members, live, [{ params: [["v", "uint64"]], results: [], args: "1", body: ({ text }) => held(text, `${store(text)}\n${text}.${last.name}++`) }]);
  const n = { sixteen: 16, "thirty-two": 32, "pads-inside": 16, "array-in-struct": 16, "two-lines": 16, eight: 8, "page-aligned": 512, "no-pointers": 16, slack: 16, "pointer-to-large": 512 }[form]!;
  const isSilent = ["eight", "page-aligned", "no-pointers", "slack", "pointer-to-large"].includes(form);
  const rules = ["false-sharing-elements", "ineffective-padding"];
  return {
    form, kind: isSilent ? "silent" : "flag", element, treatment: isSilent ? "padded" : "none", rules, nElements: n, isCounted: true,
    holders: form === "array-in-struct" ? ["lone-array"] : form === "pointer-to-large" ? ["pointer-array"] : ["field-slice", "table", "atomic-slice", "global-slice", "named-slice"],
    indexes: ["modulo", "mask", "hash-modulo", "hash-mask", "cpu", "random", "inline-hash"],
  };
}

/** Elements that somebody padded, wrongly or rightly. */
function badPadsPlan(sketch: Sketch, form: string): ElementPlan {
  const { draw } = sketch;
  if (form === "padded") return planOf(sketch, form, draw.chance(0.5) ? lockStruct(sketch, { tail: tailOf(sketch) }) : counterStruct(sketch, { tail: tailOf(sketch), isSized: true }, 0), { treatment: "padded" });
  const name = padNames(sketch);
  const byte = scalar("byte", 1);
  const pads: Readonly<Record<string, () => Member>> = {
    "too-small": () => ({ name: name(), type: arrayOf(draw.pick([8, 16, 24]), byte) }),
    "words-as-bytes": () => ({ name: name(), type: arrayOf(7, byte) }),
    operand: () => ({ name: name(), type: arrayOf(16, byte, "64 - unsafe.Sizeof([3]string{})") }),
    // Words of four bytes counted as if they had eight.
    "wrong-array": () => ({ name: name(), type: arrayOf(7, scalar("int32", 4)) }),
  };
  const tail = (): readonly Member[] => [pads[form]!()];
  const element = draw.pick([() => lockStruct(sketch, { tail }), () => counterStruct(sketch, { tail, isSized: true }, 0)])();
  return planOf(sketch, form, element, { kind: "flag", rules: ["false-sharing-elements", "ineffective-padding", "useless-padding"] });
}

/** Fields that fill the line that live ones begin, or a whole one. */
function tailOf(sketch: Sketch): (live: GoType) => readonly Member[] {
  const pads = drawPads(sketch);
  return (live) => [live.sizeBytes <= 8 || sketch.draw.chance(0.5) ? (live.sizeBytes <= 8 ? pads.after(live) : { name: padNames(sketch)(), type: arrayOf(64 - (live.sizeBytes % 64), scalar("byte", 1)) }) : pads.full()];
}

/** Fields of 64 bytes that no function touches. */
function coldTail({ names }: Sketch): readonly Member[] {
  return [{ name: names.field(), type: goTypes.string }, { name: names.field(), type: sliceOf("string") }, { name: names.field(), type: sliceOf("byte") }];
}
