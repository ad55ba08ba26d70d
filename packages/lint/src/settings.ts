import type { OptionSchema, OptionValue, Rule } from "./define-rule.js";
import type { Confidence, Finding, Severity, SourceRef } from "./model.js";

/** What a run reports, and how. */
export type LintSettings = {
  /** By rule id; a rule that is not named has its defaults. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** The least confidence that is reported. */
  readonly confidence: Confidence;
  /** The least severity that makes a run fail. */
  readonly failLevel: Severity | "never";
  /** Later ones win. */
  readonly overrides: readonly Override[];
  /** An `allow` without a reason silences nothing. */
  readonly requireReason: boolean;
  readonly generated: boolean;
  readonly tests: boolean;
};

/** What is left out stays as it was. */
export type RuleSetting = { readonly severity?: Severity | "off"; readonly options?: Readonly<Record<string, OptionValue>> };

/** Other settings for some files; whoever reads the configuration makes `matches` of its globs. */
export type Override = { readonly matches: (source: SourceRef) => boolean; readonly rules: Readonly<Record<string, RuleSetting>> };

export const defaultSettings: LintSettings = { rules: {}, confidence: "medium", failLevel: "warning", overrides: [], requireReason: false, generated: false, tests: false };

/** The setting of a rule for one file, defaults filled in. */
export type EffectiveSetting = { readonly severity: Severity | "off"; readonly options: Readonly<Record<string, OptionValue>> };

/** What holds for a rule in a file. */
export function settingFor(rule: Rule, settings: LintSettings, source: SourceRef): EffectiveSetting {
  const layers = [settings.rules[rule.id], ...settings.overrides.filter(({ matches }) => matches(source)).map(({ rules }) => rules[rule.id])];
  const start: EffectiveSetting = { severity: rule.defaultSeverity, options: defaultOptions(rule) };
  return layers.reduce<EffectiveSetting>((sum, layer) => ({ severity: layer?.severity ?? sum.severity, options: { ...sum.options, ...layer?.options } }), start);
}

/** The values that a rule's options have where nobody sets them. */
export function defaultOptions(rule: Rule): Readonly<Record<string, OptionValue>> {
  return Object.fromEntries(Object.entries(rule.options).map(([name, { default: value }]) => [name, value]));
}

/**
 * Reads a rule's setting as configurations write it: `off`, `warning`, or `{ severity: warning, minSavedBytes: 16 }`.
 * A problem says what is wrong and what may stand there, without a full stop.
 */
export function readRuleSetting(rule: Rule, value: unknown): { readonly setting: RuleSetting } | { readonly problem: string } {
  if (isSeverity(value)) return { setting: { severity: value } };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { problem: `${rule.id} must be ${severityList}, or an object with severity and options` };
  const options: Record<string, OptionValue> = {};
  let severity: Severity | "off" | undefined;
  for (const [name, given] of Object.entries(value as Record<string, unknown>)) {
    if (name === "severity") {
      if (!isSeverity(given)) return { problem: `severity of ${rule.id} must be ${severityList}` };
      severity = given;
      continue;
    }
    const schema = Object.hasOwn(rule.options, name) ? rule.options[name] : undefined;
    if (schema === undefined) return { problem: `${rule.id} has no option ${name}; it has ${["severity", ...Object.keys(rule.options)].join(", ")}` };
    if (!fits(schema, given)) return { problem: `${name} of ${rule.id} must be ${expectation(schema)}` };
    options[name] = given;
  }
  return { setting: severity === undefined ? { options } : { severity, options } };
}

/** The JSON Schema of a rule's setting. */
export function ruleSettingSchema(rule: Rule): object {
  const severity = { enum: severities };
  const properties = Object.fromEntries(Object.entries(rule.options).map(([name, schema]) => [name, optionJsonSchema(schema)]));
  return { description: rule.summary, anyOf: [severity, { type: "object", properties: { severity, ...properties }, additionalProperties: false }] };
}

/** Whether a severity is at or above a level. */
export function reachesLevel(severity: Severity, level: Severity | "never"): boolean {
  return level !== "never" && severities.indexOf(severity) <= severities.indexOf(level);
}

/** Whether any finding makes the run fail. */
export function failsRun(findings: readonly Pick<Finding, "severity">[], { failLevel }: Pick<LintSettings, "failLevel">): boolean {
  return findings.some(({ severity }) => reachesLevel(severity, failLevel));
}

/** Whether a confidence is at or above another. */
export function reachesConfidence(confidence: Confidence, least: Confidence): boolean {
  return confidences.indexOf(confidence) <= confidences.indexOf(least);
}

const severities: readonly (Severity | "off")[] = ["error", "warning", "info", "off"];
const severityList = "error, warning, info or off";
const confidences: readonly Confidence[] = ["high", "medium", "low"];

function isSeverity(value: unknown): value is Severity | "off" {
  return (severities as readonly unknown[]).includes(value);
}

function fits(schema: OptionSchema, value: unknown): value is OptionValue {
  switch (schema.type) {
    case "number":
      return typeof value === "number" && Number.isFinite(value) && schema.minimum <= value;
    case "boolean":
      return typeof value === "boolean";
    case "enum":
      return typeof value === "string" && schema.values.includes(value);
  }
}

function expectation(schema: OptionSchema): string {
  switch (schema.type) {
    case "number":
      return `a number from ${schema.minimum}`;
    case "boolean":
      return "true or false";
    case "enum":
      return schema.values.join(" or ");
  }
}

function optionJsonSchema(schema: OptionSchema): object {
  const { description, default: value } = schema;
  switch (schema.type) {
    case "number":
      return { type: "number", minimum: schema.minimum, default: value, description };
    case "boolean":
      return { type: "boolean", default: value, description };
    case "enum":
      return { enum: schema.values, default: value, description };
  }
}
