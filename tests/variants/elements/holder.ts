import { coldFields } from "../cold.js";
import { type GoType, goTypes, type Member, placeMembers, structText } from "../go-types.js";
import { capital } from "../names.js";
import type { Sketch } from "../sketch.js";
import type { Element } from "./element.js";

/** What holds the elements. */
export type Holder = {
  /** As findings name it. */
  readonly container: string;
  readonly alsoTypes: readonly string[];
  /** The array or slice in a body; statements that a body begins with to have it. */
  readonly cells: string;
  readonly prologue: readonly string[];
  /** What stands between `func` and the results. */
  readonly receiverOf: (name: string, params: readonly (readonly [string, string])[]) => string;
  readonly owner: string;
  /** Whether functions are methods of what holds the elements. */
  readonly isMethod: boolean;
  /** How many there are, and a pointer to one where the holder hides them; null where they are in the open. */
  readonly length: string;
  readonly pointTo: ((index: string) => string) | null;
  readonly made: string;
  readonly call: (variable: string, name: string, args: string) => string;
  /** The type of the slice or array, and of one that a function is given. */
  readonly sliceType: string;
  /** Whether the elements begin where an allocation does. */
  readonly isAllocation: boolean;
};

export const holders = [
  ["field-slice", 8], ["field-array", 4], ["global-array", 2], ["global-slice", 2], ["pointer-array", 2], ["named-slice", 2], ["atomic-slice", 1], ["table", 2], ["atomic-table", 1], ["generic-holder", 2], ["anonymous-global", 1], ["pointer-slice", 0], ["lone-array", 0],
] as const;
export type HolderForm = (typeof holders)[number][0];

/** Declares what holds `nElements` of them; a slice is made of that many, or of as many as a constructor is told. */
export function elementHolder(sketch: Sketch, form: HolderForm, element: Element, nElements: number, { lock, isCounted }: { readonly lock: Member | null; /** The length stands in the source. */ readonly isCounted: boolean }): Holder {
  const { names, draw, decls } = sketch;
  const field = names.field();
  const text = element.type.text;
  const length = isCounted ? String(nElements) : draw.pick(["n", "n", "runtime.GOMAXPROCS(0)", "runtime.NumCPU()", String(nElements)]);
  const isTold = length === "n";
  const isArray = form.endsWith("array") || form === "anonymous-global";
  sketch.dimensions["length"] = isArray ? "array" : isTold ? "told" : /^\d/.test(length) ? "constant" : "processors";
  const sliceType = `[]${text}`;
  const paramText = (params: readonly (readonly [string, string])[]): string => params.map(([name, own]) => `${name} ${own}`).join(", ");
  const lead = form === "lone-array" ? [] : [...coldFields(sketch, 2), ...(lock === null ? [] : [lock])];
  const self = names.receiver();
  // As constructors do that may not be taken for traffic.
  const fill = (cells: string): readonly string[] => (element.init === undefined ? [] : [`for i := range ${cells} {`, element.init(`${cells}[i]`), "}"]);

  if (form === "global-array" || form === "global-slice" || form === "anonymous-global") {
    const variable = names.word();
    const arrayText = `[${nElements}]${text}`;
    if (form === "anonymous-global") {
      const inner = placeMembers([...lead, { name: field, type: { ...element.type, text: arrayText, sizeBytes: nElements * element.type.sizeBytes } }], "");
      decls.push(`var ${variable} ${structText([...lead, { name: field, type: { ...inner.type, text: arrayText } }])}`);
      return {
        container: `${variable}.${field}`, alsoTypes: [], cells: `${variable}.${field}`, prologue: [], isMethod: false, length: `len(${variable}.${field})`, pointTo: null, receiverOf: (name, params) => `${name}(${paramText(params)})`, owner: variable, made: "", call: (_, name, args) => `${name}(${args})`,
        sliceType: arrayText, isAllocation: false,
      };
    }
    decls.push(form === "global-array" ? `var ${variable} ${arrayText}` : `var ${variable} = make(${sliceType}, ${isTold ? nElements : length})`);
    if (lock !== null) decls.push(`var ${lock.name} ${lock.type.text}`);
    if (element.init !== undefined) decls.push(`func init() {\n${fill(variable).join("\n")}\n}`);
    return {
      container: variable, alsoTypes: [], cells: variable, prologue: [], isMethod: false, length: `len(${variable})`, pointTo: null, receiverOf: (name, params) => `${name}(${paramText(params)})`, owner: "", made: "", call: (_, name, args) => `${name}(${args})`,
      sliceType: form === "global-array" ? arrayText : sliceType, isAllocation: form === "global-slice",
    };
  }

  const type = names.type();
  const maker = `New${capital(type)}`;
  const params = isTold ? "n int" : "";
  const called = `${maker}(${isTold ? String(nElements) : ""})`;
  const method = (receiver: string): Pick<Holder, "receiverOf" | "owner" | "isMethod" | "pointTo" | "made" | "call"> => ({
    owner: self, isMethod: true, pointTo: null, made: called, receiverOf: (name, own) => `(${self} ${receiver}) ${name}(${paramText(own)})`, call: (variable, name, args) => `${variable}.${name}(${args})`,
  });
  if (form === "named-slice") {
    decls.push(`type ${type} ${sliceType}`, `func ${maker}(${params}) ${type} {\n${element.init === undefined ? `return make(${type}, ${length})` : [`made := make(${type}, ${length})`, ...fill("made"), "return made"].join("\n")}\n}`);
    return { ...method(type), container: type, alsoTypes: [type], cells: self, prologue: [], length: `len(${self})`, sliceType: type, isAllocation: true };
  }
  const made: GoType = { text: sliceType, sizeBytes: 24, alignBytes: 8, hasPointers: true };
  const declare = (fieldType: string, init: readonly string[], others: readonly string[] = [], generics = ""): void => {
    decls.push(`type ${type}${generics} ${structText([...lead, { name: field, type: { ...made, text: fieldType } }, ...(draw.chance(0.4) ? coldFields(sketch, 2) : [])])}`, ...others);
    const statements = init.length === 0 ? `return &${type}{}` : `${self} := &${type}{}\n${init.join("\n")}\nreturn ${self}`;
    decls.push(`func ${maker}(${params}) *${type} {\n${statements}\n}`);
  };
  const base = { ...method(`*${type}`), container: `${type}.${field}`, alsoTypes: [type], cells: `${self}.${field}`, length: `len(${self}.${field})`, prologue: [], sliceType, isAllocation: true };
  switch (form) {
    case "field-slice":
      declare(sliceType, [`${self}.${field} = make(${sliceType}, ${length})`, ...fill(`${self}.${field}`)]);
      return base;
    case "pointer-slice":
      declare(`[]*${text}`, [`${self}.${field} = make([]*${text}, ${length})`, `for i := range ${self}.${field} {`, `${self}.${field}[i] = ${draw.pick([`&${text}{}`, `new(${text})`])}`, ...(element.init === undefined ? [] : [element.init(`${self}.${field}[i]`)]), "}"]);
      return { ...base, pointTo: (index) => `${self}.${field}[${index}]` };
    case "lone-array":
    case "field-array": {
      const arrayText = `[${nElements}]${text}`;
      decls.push(`type ${type} ${structText([...lead, { name: field, type: { ...made, text: arrayText } }])}`, `func ${maker}() *${type} {\n${[`${self} := ${draw.pick([`&${type}{}`, `new(${type})`])}`, ...fill(`${self}.${field}`), `return ${self}`].join("\n")}\n}`);
      return { ...base, made: `${maker}()`, sliceType: arrayText, isAllocation: form === "lone-array" };
    }
    case "pointer-array":
      declare(`*[${nElements}]${text}`, [`${self}.${field} = new([${nElements}]${text})`, ...fill(`${self}.${field}`), ...(isTold ? ["_ = n"] : [])]);
      return { ...base, sliceType: `*[${nElements}]${text}` };
    case "atomic-slice":
      declare(`atomic.Pointer[${sliceType}]`, [`made := make(${sliceType}, ${length})`, ...fill("made"), `${self}.${field}.Store(&made)`]);
      return { ...base, cells: "cells", length: "len(cells)", prologue: [`cells := *${self}.${field}.Load()`] };
    case "table":
    case "atomic-table": {
      const table = names.type();
      const rows = names.field();
      const tableDecl = `type ${table} ${structText([{ name: rows, type: made }, { name: names.field(), type: goTypes.int }])}`;
      const value = `&${table}{${rows}: make(${sliceType}, ${length})}`;
      if (form === "table") declare(`*${table}`, [`${self}.${field} = ${value}`], [tableDecl]);
      else declare(`atomic.Pointer[${table}]`, [`${self}.${field}.Store(${value})`], [tableDecl]);
      const cells = form === "table" ? `${self}.${field}.${rows}` : `rows.${rows}`;
      return { ...base, container: `${table}.${rows}`, alsoTypes: [type, table], cells, length: `len(${cells})`, prologue: form === "table" ? [] : [`rows := ${self}.${field}.Load()`] };
    }
    case "generic-holder": {
      const box = names.type();
      const own = names.field();
      const at = names.func();
      const len = names.func();
      decls.push(
        `type ${box}[C any] ${structText([{ name: own, type: { ...made, text: "[]C" } }])}`, `func (s *${box}[C]) ${at}(i int) *C {\nreturn &s.${own}[i%len(s.${own})]\n}`, `func (s *${box}[C]) ${len}() int {\nreturn len(s.${own})\n}`,
      );
      declare(`${box}[${text}]`, [`${self}.${field}.${own} = make(${sliceType}, ${length})`, ...fill(`${self}.${field}.${own}`)]);
      return { ...base, container: `${box}.${own}`, alsoTypes: [type, box], cells: `${self}.${field}.${own}`, length: `${self}.${field}.${len}()`, pointTo: (index) => `${self}.${field}.${at}(int(${index}))` };
    }
  }
}
