import type { Rule } from "@cachelint/lint";
import { type Paint, plain } from "./paint.js";
import { wrap } from "./wrap.js";

/** The list of rules, one a line. */
export function rulesText(rules: readonly Rule[], paint: Paint = plain): string {
  const widest = Math.max(...rules.map(({ id }) => id.length));
  const colours = { error: paint.red, warning: paint.yellow, info: paint.blue, off: paint.dim };
  return rules.map(({ id, defaultSeverity, summary }) => {
    const [first = "", ...rest] = wrap(summary, 98 - widest - 11);
    const lines = [`${paint.bold(id.padEnd(widest))}  ${colours[defaultSeverity](defaultSeverity.padEnd(7))}  ${first}`, ...rest.map((line) => " ".repeat(widest + 11) + line)];
    return `${lines.join("\n")}\n`;
  }).join("");
}

/** The rules as data, options with their defaults. */
export function rulesJson(rules: readonly Rule[]): string {
  const wire = rules.map(({ id, summary, category, since, defaultSeverity, confidence, fix, options }) => ({ id, summary, category, since, severity: defaultSeverity, confidence, fix, options }));
  return `${JSON.stringify({ schemaVersion: 1, rules: wire }, null, 2)}\n`;
}
