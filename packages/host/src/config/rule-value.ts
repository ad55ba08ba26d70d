import { type OptionValue, readRuleSetting, type Rule, type RuleSetting } from "@cachelint/lint";

export type RulePart<N> = { readonly node: N; readonly keyNode: N; readonly value: unknown };

/** A rule's setting from its parts, each checked by the rule itself. `fail` makes the error to throw, at the part that is wrong. */
export function readRuleValue<N>(rule: Rule, parts: readonly RulePart<N>[], fail: (node: N, problem: string) => Error): RuleSetting {
  let setting: RuleSetting = {};
  let options: Readonly<Record<string, OptionValue>> = {};
  for (const { node, keyNode, value } of parts) {
    const read = readRuleSetting(rule, value);
    if ("problem" in read) throw fail(/ has no option /.test(read.problem) ? keyNode : node, read.problem);
    setting = { ...setting, ...read.setting };
    options = { ...options, ...read.setting.options };
  }
  return { ...setting, options };
}
