import type { Rule } from "../define-rule.js";
import type { Confidence } from "../model.js";
import { defaultSettings, type LintSettings, readRuleSetting, type RuleSetting } from "../settings.js";
import type { TestRun } from "./lint-files.js";

/** What a page's `yaml` blocks may say: the keys of a configuration that matter to rules. */
export type PageConfig = Readonly<Record<string, unknown>>;

/** A section's configuration on top of that of the section around it. */
export function mergeConfig(outer: PageConfig, own: unknown): PageConfig {
  return typeof own === "object" && own !== null ? { ...outer, ...own } : outer;
}

/** The run that a configuration asks for; a page that is wrong in it is a mistake of the page's author, and throws. */
export function runOf(config: PageConfig, rules: readonly Rule[]): TestRun {
  const { targets = ["linux/amd64", "linux/arm64"], goVersion = "1.26", confidence, requireReason, generated, tests, concurrent = [], rules: own = {}, ...others } = config;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Error(`pages have no setting ${unknown}`);
  const settings: LintSettings = {
    ...defaultSettings,
    rules: Object.fromEntries(Object.entries(own as object).map(([id, value]) => [id, settingOf(id, value, rules)])),
    confidence: (confidence as Confidence | undefined) ?? defaultSettings.confidence,
    requireReason: requireReason === true,
    generated: generated === true,
    tests: tests === true,
  };
  // As in the command: who asks for low confidence has every function read.
  return { targets: targets as readonly string[], concurrent: concurrent as readonly string[], goVersion: String(goVersion), isExhaustive: settings.confidence === "low", settings };
}

function settingOf(id: string, value: unknown, rules: readonly Rule[]): RuleSetting {
  const rule = rules.find((candidate) => candidate.id === id);
  const read = rule === undefined ? { problem: `there is no rule ${id}` } : readRuleSetting(rule, value);
  if ("problem" in read) throw new Error(read.problem);
  return read.setting;
}
