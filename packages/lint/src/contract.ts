import { archOf } from "@cachelint/layout";
import type { TargetName } from "./model.js";

/** What a contract demands of a number: `64`, `<=64`. */
export type Bound = { readonly operator: "=" | "<=" | "<" | ">=" | ">"; readonly value: number };

/** `size <=64 linux/arm64:128`: a bound for all targets, and others for some. */
export type Contract = { readonly general: Bound | null; readonly byTarget: ReadonlyMap<TargetName, Bound> };

/** Reads what stands behind `size`, `lines` or `offset`, up to a reason; a problem says which word is wrong. */
export function readContract(argument: string): { readonly contract: Contract } | { readonly problem: string } {
  const words = withoutReason(argument).split(/[\s,]+/).filter((word) => word !== "");
  if (words.length === 0) return { problem: "no value stands behind it" };
  let general: Bound | null = null;
  const byTarget = new Map<TargetName, Bound>();
  for (const word of joinOperators(words)) {
    const [, target, operator, digits] = /^(?:([a-z0-9]+\/[a-z0-9]+):)?(<=|>=|<|>|==?)?([0-9]+)$/.exec(word) ?? [];
    if (digits === undefined) return { problem: `"${word}" is no bound` };
    const bound: Bound = { operator: operator === undefined || operator === "==" ? "=" : (operator as Bound["operator"]), value: Number(digits) };
    if (target === undefined) {
      if (general !== null) return { problem: `"${word}" is a second bound for all targets` };
      general = bound;
    } else if (archOf(target.slice(target.indexOf("/") + 1)) === undefined) return { problem: `"${target}" is no target that Go has a port for` };
    else byTarget.set(target, bound);
  }
  return { contract: { general, byTarget } };
}

/** The bound that holds under a target; null where none does. */
export function boundFor({ general, byTarget }: Contract, target: TargetName): Bound | null {
  return byTarget.get(target) ?? general;
}

/** Whether a number keeps a bound. */
export function keeps(n: number, { operator, value }: Bound): boolean {
  switch (operator) {
    case "=":
      return n === value;
    case "<=":
      return n <= value;
    case "<":
      return n < value;
    case ">=":
      return value <= n;
    case ">":
      return value < n;
  }
}

/** `64`, `at most 64`. */
export function boundText({ operator, value }: Bound): string {
  return `${{ "=": "", "<=": "at most ", "<": "less than ", ">=": "at least ", ">": "more than " }[operator]}${value}`;
}

/** What stands before `--`. */
export function withoutReason(argument: string): string {
  return argument.replace(/(?:^|\s)--(?:\s.*)?$/s, "").trim();
}

/** `<= 64` is what people write, too. */
function joinOperators(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && /(?:[<>=]|:)$/.test(last)) joined[joined.length - 1] = last + word;
    else joined.push(word);
  }
  return joined;
}
