import { drawAtomic, plainWord, type WordStyle } from "./atomics.js";
import { drawLock } from "./locks.js";
import type { Expectation } from "./model.js";
import { small } from "./names.js";
import { drawPads } from "./pads.js";
import { conditionOf, conditions, type Condition } from "./pairs/conditions.js";
import { structText } from "./go-types.js";
import type { Sketch } from "./sketch.js";

export const globalForms = {
  flag: ["two-counters", "three-counters", "counter-and-lock", "two-locks", "cursors"],
  silent: ["padded", "padded-group", "together", "error-path", "set-up-only", "one-goroutine", "one-lock", "cold", "constant-flag"],
};

const reaches = ["direct", "direct", "direct", "alias", "helper", "helper-of-helper", "pointer-helper", "closure", "method-value", "method-of-other"] as const;

/** Package variables that different functions write. */
export function writeGlobals(sketch: Sketch, form: string): Expectation {
  const { draw, names, decls } = sketch;
  const isLocks = form === "two-locks" || form === "counter-and-lock";
  const style = drawAtomic(sketch, { isSized: true, isWide: isLocks });
  const lock = isLocks ? drawLock({ ...sketch, draw: { ...draw, weighed: (from) => from[0]![0] } }) : null;
  const reach = draw.pick(reaches);
  const condition = draw.weighed<Condition>(conditions.filter(([name]) => !name.includes("field") && (form !== "one-goroutine" || name !== "loop-select")));
  const wrap = conditionOf(sketch, condition);
  Object.assign(sketch.dimensions, { reach, condition });
  const [a, b, c] = [names.word(), names.word(), names.word()];
  const on = (name: string): Ops => opsOf(sketch, style, form === "padded" ? `${name}.v` : name, reach);
  const func = (body: string, { name = names.func(), params = "", results = [] as readonly string[] } = {}): string => {
    const host = reach === "method-of-other" ? `(s *${hostOf(sketch)}) ` : "";
    return `func ${host}${name}(${params})${results.length === 0 ? "" : ` ${results.join(", ")}`} {\n${wrap.wrap(body, results, "")}\n}`;
  };
  const flag = (...fields: readonly string[]): Expectation & { readonly kind: "flag" } => ({ kind: "flag", rules: ["false-sharing-globals"], type: "", alsoTypes: [], container: null, fields });
  const silent = (...fields: readonly string[]): Expectation => ({ kind: "silent", type: "", alsoTypes: [], container: null, fields });
  const declare = (list: readonly (readonly [string, string])[]): void => {
    const how = draw.pick(["group", "lines"]);
    sketch.dimensions["declared"] = how;
    if (how === "group") decls.push(`var (\n${list.map(([name, type]) => `${name} ${type}`).join("\n")}\n)`);
    else decls.push(...list.map(([name, type]) => `var ${name} ${type}`));
  };
  const type = style.type.text;
  const held = (name: string, body: string): string => `${lock!.lock(name)}\n${body}\n${lock!.unlock(name)}`;
  switch (form) {
    case "two-counters":
    case "three-counters": {
      const list = form === "two-counters" ? [a, b] : [a, b, c];
      declare(list.map((name) => [name, type]));
      decls.push(...list.map((name, i) => (i % 2 === 0 ? func(on(name).inc()) : func(on(name).add("n"), { params: `n ${style.value}` }))));
      return flag(...list);
    }
    case "cursors": {
      declare([[a, type], [b, type]]);
      for (const name of [a, b]) decls.push(func(`for {\nat := ${on(name).load()}\nif ${on(name).cas("at", "at+1")} {\nreturn at\n}\n}`, { results: [style.value] }));
      return flag(a, b);
    }
    case "counter-and-lock":
      declare([[a, lock!.type.text], [b, type], [c, "map[string]int"]]);
      decls.push(func(held(a, `${c}[k] = 1`), { params: "k string" }), func(on(b).inc()), `func init() {\n${c} = make(map[string]int)\n}`);
      return flag(a, b);
    case "two-locks": {
      const d = names.word();
      declare([[a, lock!.type.text], [b, lock!.type.text], [c, "map[string]int"], [d, "map[string]int"]]);
      decls.push(func(held(a, `${c}[k] = 1`), { params: "k string" }), func(held(b, `${d}[k] = 1`), { params: "k string" }), `func init() {\n${c} = make(map[string]int)\n${d} = make(map[string]int)\n}`);
      return { ...flag(a, b), isDoubtful: true };
    }
    case "padded": {
      const padded = names.type();
      const pads = drawPads(sketch);
      decls.push(`type ${padded} ${structText([{ name: "v", type: style.type }, pads.after(style.type)])}`);
      declare([[a, padded], [b, padded]]);
      decls.push(func(on(a).inc()), func(on(b).add("n"), { params: `n ${style.value}` }));
      return { ...silent(a, b), type: padded };
    }
    case "padded-group": {
      const pads = drawPads(sketch);
      const [one, other] = [names.field(), names.field()];
      decls.push(`var ${a} ${structText([{ name: one, type: style.type }, pads.after(style.type), { name: other, type: style.type }, pads.after(style.type)])}`);
      decls.push(func(on(`${a}.${one}`).inc()), func(on(`${a}.${other}`).inc()));
      return silent(a, one, other);
    }
    case "together":
      declare([[a, type], [b, type]]);
      decls.push(func(`${on(a).inc()}\n${on(b).add("n")}`, { params: `n ${style.value}` }));
      return silent(a, b);
    case "error-path":
      declare([[a, type], [b, type]]);
      decls.push(func(`${on(a).inc()}\nif err := run(); err != nil {\n${on(b).inc()}\nreturn err\n}\nreturn nil`, { params: "run func() error", results: ["error"] }));
      return silent(a, b);
    case "set-up-only":
      declare([[a, type], [b, style.value]]);
      decls.push(`func init() {\n${opsOf(sketch, plainWord(style.value), b, "direct").store("100")}\n}`, func(`return ${on(a).inc()} > ${b}`, { results: ["bool"] }));
      return silent(a, b);
    case "one-goroutine": {
      declare([[a, type], [b, type]]);
      const [one, other] = [small(names.func()), small(names.func())];
      const host = reach === "method-of-other" ? `new(${hostOf(sketch)}).` : "";
      decls.push(func(on(a).inc(), { name: one }), func(on(b).add("n"), { name: other, params: `n ${style.value}` }), `func init() {\ngo func() {\nfor {\n${host}${one}()\n${host}${other}(1)\n}\n}()\n}`);
      return silent(a, b);
    }
    case "one-lock": {
      const mu = names.word();
      declare([[a, type], [b, type], [mu, "sync.Mutex"]]);
      const locked = (body: string): string => `${mu}.Lock()\ndefer ${mu}.Unlock()\n${body}`;
      decls.push(func(locked(on(a).inc())), func(locked(on(b).add("n")), { params: `n ${style.value}` }));
      return silent(a, b, mu);
    }
    case "cold":
      declare([[a, type], [b, type]]);
      decls.push(func(on(a).inc()), func(on(b).inc(), { name: draw.pick(["Close", "Shutdown", "Reset"]) }));
      return silent(a, b);
    default:
      declare([[a, type], [b, type]]);
      decls.push(func(`if ${on(b).load()} != 0 {\nreturn\n}\n${on(a).inc()}`), func(on(b).store("1"), { name: draw.pick(["Close", "Shutdown"]) }));
      return silent(a, b);
  }
}

type Ops = { readonly load: () => string; readonly store: (value: string) => string; readonly add: (value: string) => string; readonly inc: () => string; readonly cas: (from: string, to: string) => string };

function opsOf(sketch: Sketch, style: WordStyle, name: string, reach: (typeof reaches)[number]): Ops {
  const { decls, names } = sketch;
  const made = (op: "load" | "store" | "add" | "inc" | "cas", args: readonly string[]): string => {
    const place = { text: name, isPointer: false } as const;
    const params = { load: [], store: ["x"], add: ["x"], inc: [], cas: ["from", "to"] }[op];
    const result = op === "cas" ? " bool" : op === "load" || op !== "store" ? ` ${style.value}` : "";
    const signature = (first: readonly string[]): string => `(${[...first, ...params.map((param) => `${param} ${style.value}`)].join(", ")})${result}`;
    const body = (own: { readonly text: string; readonly isPointer: boolean }): string => `${result === "" ? "" : "return "}${style.op(op, own, params)}`;
    switch (reach) {
      case "alias":
        return `${op === "load" || op === "cas" || op === "inc" || op === "add" ? `func() ${result.trim()} { p := &${name}; ${result === "" ? "" : "return "}${style.op(op, { text: "p", isPointer: true }, args)} }()` : style.op(op, place, args)}`;
      case "helper":
      case "helper-of-helper": {
        const first = small(names.func());
        decls.push(`func ${first}${signature([])} {\n${body(place)}\n}`);
        if (reach === "helper") return `${first}(${args.join(", ")})`;
        const second = small(names.func());
        decls.push(`func ${second}${signature([])} {\n${result === "" ? "" : "return "}${first}(${params.join(", ")})\n}`);
        return `${second}(${args.join(", ")})`;
      }
      case "pointer-helper": {
        const helper = small(names.func());
        decls.push(`func ${helper}${signature([`p *${style.type.text}`])} {\n${body({ text: "p", isPointer: true })}\n}`);
        return `${helper}(${[`&${name}`, ...args].join(", ")})`;
      }
      case "closure":
        return `func() ${result.trim()} { ${result === "" ? "" : "return "}${style.op(op, place, args)} }()`;
      case "method-value": {
        const bound = style.bound(op, place);
        return bound === null ? style.op(op, place, args) : `(${bound})(${args.join(", ")})`;
      }
      default:
        return style.op(op, place, args);
    }
  };
  return { load: () => made("load", []), store: (value) => made("store", [value]), add: (value) => made("add", [value]), inc: () => made("inc", []), cas: (from, to) => made("cas", [from, to]) };
}

const hosts = new WeakMap<object, string>();

/** A type whose methods write the variables. */
function hostOf(sketch: Sketch): string {
  const known = hosts.get(sketch.decls);
  if (known !== undefined) return known;
  const host = sketch.names.type();
  sketch.decls.push(`type ${host} struct {\nname string\n}`);
  hosts.set(sketch.decls, host);
  return host;
}
