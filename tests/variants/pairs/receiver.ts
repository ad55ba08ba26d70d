import { coldFields } from "../cold.js";
import { goTypes, type GoType, type Member, type Placed, placeMembers, pointerLike, structText } from "../go-types.js";
import { capital } from "../names.js";
import type { Sketch } from "../sketch.js";

/** What functions get at the judged type by. */
export const receivers = [
  ["method", 10], ["function", 2], ["generic", 2], ["outer-pointer", 2], ["outer-value", 2], ["global-value", 2], ["global-pointer", 1], ["other-package", 3],
] as const;
export type Receiver = (typeof receivers)[number][0];

export type Holder = {
  /** The judged type in a body. */
  readonly base: string;
  /** What functions are called on, in a body. */
  readonly owner: string;
  /** The name that methods of the judged type use for themselves. */
  readonly self: string;
  /** What stands between `func` and the results. */
  readonly receiverOf: (name: string, params: readonly (readonly [string, string])[], isFunction: boolean) => string;
  readonly decls: readonly string[];
  /** The object around the judged one. */
  readonly outer: { readonly object: GoType; readonly offsetBytes: number; readonly kind: "heap" | "global" } | null;
  readonly outerType: string | null;
  /** An expression for a new object, and the text of a call on a variable that holds it. */
  readonly made: string;
  readonly call: (variable: string, name: string, args: string) => string;
};

/** Declares what holds the judged type and how it is made. `init` are statements that fill a new one. */
export function holderOf(sketch: Sketch, receiver: Receiver, { type, placed, init }: { readonly type: string; readonly placed: Placed; readonly init: (base: string) => readonly string[] }): Holder {
  const { names, draw } = sketch;
  const self = names.receiver();
  const isGeneric = receiver === "generic";
  const text = isGeneric ? `${type}[E]` : type;
  const maker = `${draw.pick(["New", "new", "Make", "Open"])}${capital(type)}`;
  const statements = init(self);
  const make = `func ${maker}${isGeneric ? "[E any]" : ""}() *${text} {\n${statements.length === 0 ? `return &${text}{}` : `${self} := ${draw.pick([`&${text}{}`, `new(${text})`])}\n${statements.join("\n")}\nreturn ${self}`}\n}`;
  const paramText = (params: readonly (readonly [string, string])[]): string => params.map(([name, own]) => `${name} ${own}`).join(", ");
  const method: Holder = {
    base: self, owner: self, self, decls: [make], outer: null, outerType: null, made: `${maker}${isGeneric ? "[int]" : ""}()`, call: (variable, name, args) => `${variable}.${name}(${args})`,
    receiverOf: (name, params, isFunction) => (isFunction ? `${name}(${paramText([[self, `*${text}`], ...params])})` : `(${self} *${text}) ${name}(${paramText(params)})`),
  };
  if (receiver === "method" || receiver === "generic" || receiver === "other-package") return method;
  if (receiver === "function") return { ...method, receiverOf: (name, params) => method.receiverOf(name, params, true), call: (variable, name, args) => `${name}(${[variable, ...(args === "" ? [] : [args])].join(", ")})` };
  if (receiver === "global-value" || receiver === "global-pointer") {
    const variable = names.word();
    const statementsOfIt = init(variable);
    const isValue = receiver === "global-value";
    const decls = isValue ? [`var ${variable} ${type}`, ...(statementsOfIt.length === 0 ? [] : [`func init() {\n${statementsOfIt.join("\n")}\n}`])] : [make, `var ${variable} = ${maker}()`];
    return {
      base: variable, owner: variable, self, decls, outer: isValue ? { object: placed.type, offsetBytes: 0, kind: "global" } : null, outerType: null, made: "", call: (_, name, args) => `${name}(${args})`,
      receiverOf: (name, params) => `${name}(${paramText(params)})`,
    };
  }
  const outerType = names.type();
  const isValue = receiver === "outer-value";
  const held: Member = { name: names.field(), type: isValue ? placed.type : pointerLike(`*${type}`) };
  const lead = coldFields(sketch, 2);
  const members: readonly Member[] = [...lead, held, ...coldFields(sketch, 2), { name: names.field(), type: goTypes.string }];
  const outer = placeMembers(members, outerType);
  const outerSelf = names.receiver();
  const outerMaker = `New${capital(outerType)}`;
  const own = isValue ? init(`${outerSelf}.${held.name}`) : [`${outerSelf}.${held.name} = ${maker}()`];
  const outerMake = `func ${outerMaker}() *${outerType} {\n${outerSelf} := &${outerType}{}\n${own.join("\n")}\nreturn ${outerSelf}\n}`;
  return {
    ...method, base: `${outerSelf}.${held.name}`, owner: outerSelf, decls: [`type ${outerType} ${structText(members)}`, ...(isValue ? [] : [make]), outerMake], outerType, made: `${outerMaker}()`,
    outer: isValue ? { object: outer.type, offsetBytes: outer.offsets[lead.length]!, kind: "heap" } : null,
    receiverOf: (name, params) => `(${outerSelf} *${outerType}) ${name}(${paramText(params)})`,
  };
}
