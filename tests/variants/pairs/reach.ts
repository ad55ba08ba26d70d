import type { Target, WordOp, WordStyle } from "../atomics.js";
import type { LockStyle } from "../locks.js";
import { capital, small } from "../names.js";
import type { Sketch } from "../sketch.js";
import type { Ops, PairPlan } from "./plan.js";

/** By which way a body reaches a word. */
export const reaches = [
  ["direct", 10], ["alias", 3], ["inner-alias", 2], ["helper", 3], ["helper-of-helper", 2], ["inner-method", 2], ["pointer-helper", 2], ["closure", 2], ["method-value", 2], ["func-value", 1], ["accessor", 2],
] as const;
export type Reach = (typeof reaches)[number][0];

/** Where a word lies, seen from the judged type: `path` to it, and the struct that holds it directly where that is another one with a name. */
export type Spot = { readonly path: readonly string[]; readonly owner: { readonly type: string; readonly path: readonly string[]; readonly isPointer?: boolean } | null };

export type ReachContext = {
  readonly sketch: Sketch;
  readonly plan: PairPlan;
  readonly reach: Reach;
  readonly spots: ReadonlyMap<string, Spot>;
  /** Field names by key. */
  readonly fields: ReadonlyMap<string, string>;
  /** The judged type in a body, `q` or `srv.q`. */
  readonly base: string;
  /** `q *Queue[E]`, for methods that help. */
  readonly receiver: string;
  /** Helpers by name, made when first asked for. */
  readonly helpers: Map<string, string>;
  readonly helperNames: Map<string, string>;
};

const operands: Readonly<Record<WordOp, readonly string[]>> = { load: [], store: ["x"], add: ["x"], cas: ["from", "to"], inc: [], swap: ["x"] };

/** The ways of one function's body; `prologue` gathers what must stand before it. */
export function opsOf(context: ReachContext, prologue: string[]): Ops {
  const { plan, base, spots, fields } = context;
  const word = (op: WordOp, key: string, args: readonly string[]): string => wordText(context, prologue, op, key, args);
  return {
    load: (key) => word("load", key, []),
    store: (key, value) => word("store", key, [value]),
    add: (key, value) => word("add", key, [value]),
    inc: (key) => word("inc", key, []),
    swap: (key, value) => word("swap", key, [value]),
    cas: (key, from, to) => word("cas", key, [from, to]),
    lock: (key) => lockText(context, prologue, "lock", key),
    unlock: (key) => lockText(context, prologue, "unlock", key),
    at: (key) => [base, ...(spots.get(key)?.path ?? [fields.get(key)!])].join("."),
    type: (key) => plan.types[key]!,
    isBool: (key) => plan.words.some((own) => own.key === key && "value" in own.style && own.style.value === "bool"),
  };
}

function wordText(context: ReachContext, prologue: string[], op: WordOp, key: string, args: readonly string[]): string {
  const { reach, base, sketch } = context;
  const style = styleOf(context, key) as WordStyle;
  const spot = context.spots.get(key)!;
  const place: Target = { text: [base, ...spot.path].join("."), isPointer: false };
  const field = spot.path.join("");
  const result = resultOf(style, op);
  const text = (target: Target): string => style.op(op, target, args);
  const body = (target: Target): string => `${result === "" ? "" : "return "}${style.op(op, target, operands[op])}`;
  const signature = `(${operands[op].map((name) => `${name} ${style.value}`).join(", ")})${result === "" ? "" : ` ${result}`}`;
  const called = (name: string): string => `${name}(${args.join(", ")})`;
  switch (reach) {
    case "alias":
      return text({ text: local(prologue, `p${capital(field)}`, `&${place.text}`), isPointer: true });
    case "inner-alias": {
      if (spot.path.length < 2) return text(place);
      const [own] = spot.path.slice(-1);
      const owner = [base, ...spot.path.slice(0, -1)].join(".");
      return text({ text: `${local(prologue, `in${capital(spot.path.slice(0, -1).join(""))}`, `${spot.owner?.isPointer === true ? "" : "&"}${owner}`)}.${own!}`, isPointer: false });
    }
    case "inner-method": {
      if (spot.owner === null) return text(place);
      const name = helper(context, `${op} ${spot.owner.type}.${spot.path.at(-1)!}`, (given) => `func (w *${spot.owner!.type}) ${given}${signature} {\n${body({ text: `w.${spot.path.at(-1)!}`, isPointer: false })}\n}`);
      return called([base, ...spot.owner.path, name].join("."));
    }
    case "helper":
    case "helper-of-helper": {
      const [self = ""] = context.receiver.split(" ");
      const own = { text: [self, ...spot.path].join("."), isPointer: false };
      const first = helper(context, `${op} ${key}`, (given) => `func (${context.receiver}) ${given}${signature} {\n${body(own)}\n}`);
      if (reach === "helper") return called(`${base}.${first}`);
      const second = helper(context, `${op} ${key} again`, (given) => `func (${context.receiver}) ${given}${signature} {\n${result === "" ? "" : "return "}${self}.${first}(${operands[op].join(", ")})\n}`);
      return called(`${base}.${second}`);
    }
    case "pointer-helper": {
      const name = helper(context, `${op} at ${style.type.text}`, (given) => `func ${given}(${[`p *${style.type.text}`, ...operands[op].map((operand) => `${operand} ${style.value}`)].join(", ")})${result === "" ? "" : ` ${result}`} {\n${body({ text: "p", isPointer: true })}\n}`);
      return `${name}(${[`&${place.text}`, ...args].join(", ")})`;
    }
    case "closure":
      return called(local(prologue, `${op}${capital(field)}`, `func${signature} {\n${body(place)}\n}`));
    case "method-value": {
      const bound = style.bound(op, place);
      return bound === null ? text(place) : called(local(prologue, `${op}${capital(field)}`, bound));
    }
    case "func-value": {
      const call = /^(atomic\.\w+)(\(.*\))$/s.exec(text(place));
      return call === null ? text(place) : `${local(prologue, `${op}Func`, call[1]!)}${call[2]!}`;
    }
    case "accessor": {
      const [self = ""] = context.receiver.split(" ");
      const name = helper(context, `at ${key}`, (given) => `func (${context.receiver}) ${given}() *${style.type.text} {\nreturn &${[self, ...spot.path].join(".")}\n}`);
      return text({ text: `${base}.${name}()`, isPointer: true });
    }
    case "direct":
      sketch.dimensions["reach"] = "direct";
      return text(place);
  }
}

function lockText(context: ReachContext, prologue: string[], verb: "lock" | "unlock", key: string): string {
  const style = styleOf(context, key) as LockStyle;
  const spot = context.spots.get(key)!;
  const place = [context.base, ...spot.path].join(".");
  const [self = ""] = context.receiver.split(" ");
  if (context.reach === "alias" || context.reach === "pointer-helper") return style[verb](local(prologue, `p${capital(spot.path.join(""))}`, `&${place}`));
  if (context.reach === "helper" || context.reach === "helper-of-helper") {
    return `${context.base}.${helper(context, `${verb} ${key}`, (given) => `func (${context.receiver}) ${given}() {\n${style[verb]([self, ...spot.path].join("."))}\n}`)}()`;
  }
  if (context.reach === "accessor") return style[verb](`${context.base}.${helper(context, `at ${key}`, (given) => `func (${context.receiver}) ${given}() *${style.type.text} {\nreturn &${[self, ...spot.path].join(".")}\n}`)}()`);
  return style[verb](place);
}

function resultOf(style: WordStyle, op: WordOp): string {
  if (op === "cas") return "bool";
  if (op === "load") return style.value;
  return op === "store" || !style.addsAreValues ? "" : style.value;
}

function styleOf({ plan }: ReachContext, key: string): WordStyle | LockStyle {
  return plan.words.find((word) => word.key === key)!.style;
}

/** A local of the body, declared once. */
function local(prologue: string[], name: string, value: string): string {
  const line = `${small(name)} := ${value}`;
  if (!prologue.includes(line)) prologue.push(line);
  return small(name);
}

function helper({ helpers, helperNames, sketch }: ReachContext, what: string, make: (name: string) => string): string {
  const known = helperNames.get(what);
  if (known !== undefined) return known;
  const name = small(sketch.names.func());
  helperNames.set(what, name);
  helpers.set(name, make(name));
  return name;
}
