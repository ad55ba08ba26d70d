import { type OptionValue, readRuleSetting, type Rule, type RuleSetting } from "@cachelint/lint";

export type RulePart<N> = { readonly node: N; readonly keyNode: N; readonly value: unknown };

/** A rule's setting from its parts, each checked by the rule itself. `tell` hears of each part that is wrong, which the setting then lacks. */
export function readRuleValue<N>(rule: Rule, parts: readonly RulePart<N>[], tell: (node: N, problem: string) => void): RuleSetting {
  let setting: RuleSetting = {};
  let options: Readonly<Record<string, OptionValue>> = {};
  for (const { node, keyNode, value } of parts) {
    const read = readRuleSetting(rule, value);
    if ("problem" in read) {
      tell(/ has no option /.test(read.problem) ? keyNode : node, read.problem);
      continue;
    }
    setting = { ...setting, ...read.setting };
    options = { ...options, ...read.setting.options };
  }
  return { ...setting, options };
}
