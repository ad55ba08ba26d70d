import { goTypes, type Member } from "../go-types.js";
import type { Sketch } from "../sketch.js";

/** Puts a body under a condition that most calls meet; the last two need a field of the judged type. */
export const conditions = [
  ["none", 10], ["err-nil", 1], ["early-return", 1], ["switch", 1], ["loop-select", 1], ["defer", 1], ["if-field", 1], ["field-return", 1],
] as const;
export type Condition = (typeof conditions)[number][0];

export type Wrap = { /** What the condition reads of the judged type. */ readonly field: Member | null; readonly wrap: (body: string, results: readonly string[], base: string) => string };

/** Draws nothing but names. Conditions that give results need a value for the other way. */
export function conditionOf(sketch: Sketch, condition: Condition): Wrap {
  const { names, decls } = sketch;
  if (condition === "none") return { field: null, wrap: (body) => body };
  if (condition === "if-field" || condition === "field-return") {
    const field: Member = { name: names.field(), type: goTypes.bool };
    return {
      field,
      wrap: (body, results, base) => (condition === "if-field" ? `if !${base}.${field.name} {\n${body}\n}${otherwise(results)}` : `if ${base}.${field.name} {${otherwise(results) || "\nreturn"}\n}\n${body}`),
    };
  }
  if (condition === "defer") return { field: null, wrap: (body, results) => (results.length === 0 ? `defer func() {\n${body}\n}()` : body) };
  if (condition === "loop-select") {
    const channel = names.word();
    decls.push(`var ${channel} = make(chan struct{})`);
    return { field: null, wrap: (body, results) => (results.length === 0 ? `for {\nselect {\ncase <-${channel}:\nreturn\ndefault:\n${body}\n}\n}` : `select {\ncase <-${channel}:${otherwise(results)}\ndefault:\n}\n${body}`) };
  }
  const check = names.word();
  if (condition === "err-nil") {
    decls.push(`func ${check}() error {\nreturn nil\n}`);
    return { field: null, wrap: (body, results) => `if err := ${check}(); err == nil {\n${body}\n}${otherwise(results)}` };
  }
  decls.push(`func ${check}() int {\nreturn runtime.NumGoroutine()\n}`);
  if (condition === "early-return") return { field: null, wrap: (body, results) => `if ${check}() == 0 {${otherwise(results) || "\nreturn"}\n}\n${body}` };
  return { field: null, wrap: (body, results) => `switch mode := ${check}(); {\ncase mode > 0:\n${body}\ndefault:\n}${otherwise(results)}` };
}

function otherwise(results: readonly string[]): string {
  return results.length === 0 ? "" : `\nreturn ${results.map(zero).join(", ")}`;
}

function zero(type: string): string {
  if (type === "bool") return "false";
  if (type === "string") return '""';
  return /^[*[]|^(map|chan|func)\b|^error$|^any$/.test(type) ? "nil" : "0";
}
