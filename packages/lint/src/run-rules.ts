import type { AlsoAt } from "./also-at.js";
import { compareTexts } from "./collect.js";
import { type AnyDraft, type DirectiveRule, isSharingRule, isStructRule, type Rule, wordingText } from "./define-rule.js";
import { fingerprintOf } from "./fingerprint.js";
import type { FileFacts, Finding, RunFacts, SourceRef, StructFacts } from "./model.js";
import { type EffectiveSetting, type LintSettings, reachesConfidence, settingFor } from "./settings.js";
import { Suppressions } from "./suppress.js";

export type RunOptions = {
  /** Ids of rules that do not run here, but that `allow` may name. */
  readonly otherRuleIds?: readonly string[];
};

/** What rules find, in the order of the source; what directives silence and what is below the wanted confidence is left out. */
export function runRules(facts: RunFacts, rules: readonly Rule[], settings: LintSettings, options: RunOptions = {}): readonly Finding[] {
  const ruleIds = [...new Set([...rules.map(({ id }) => id), ...(options.otherRuleIds ?? [])])].sort(compareTexts);
  const run: Run = { facts, rules, settings, ruleIds, suppressions: new Suppressions(facts.files, settings), settingOf: rememberSettings(settings) };
  const first = run.suppressions.remaining([...structFindings(run), ...sharingFindings(run), ...directiveFindings(run, "directives")]);
  const second = run.suppressions.remaining(directiveFindings(run, "allow-usage"));
  const kept = [...first, ...second].filter(({ confidence }) => reachesConfidence(confidence, settings.confidence));
  return withFingerprints(kept.sort(compareFindings));
}

type Run = {
  readonly facts: RunFacts;
  readonly rules: readonly Rule[];
  readonly settings: LintSettings;
  readonly ruleIds: readonly string[];
  readonly suppressions: Suppressions;
  readonly settingOf: (rule: Rule, source: SourceRef) => EffectiveSetting;
};

type Unsigned = Omit<Finding, "fingerprint"> & { readonly functionName: string | null; readonly alsoAt?: readonly AlsoAt[] };

function structFindings({ facts, rules, settings, settingOf }: Run): readonly Unsigned[] {
  const own = rules.filter(isStructRule);
  return [...facts.structs, ...facts.otherTypes].filter(({ source }) => isWanted(settings, source)).flatMap((struct) =>
    own.flatMap((rule) => {
      const { severity, options } = settingOf(rule, struct.source);
      if (severity === "off" || (!struct.isStruct && !rule.needs.some((need) => need === "other-types"))) return [];
      return rule.find(struct, { options }).map((draft) => ({ ...findingOf(rule, severity, draft, struct), type: struct.name, functionName: struct.functionName }));
    }),
  );
}

function sharingFindings({ facts, rules, settings, settingOf }: Run): readonly Unsigned[] {
  const own = rules.filter(isSharingRule);
  // Function bodies are read only if somebody wants to know.
  if (own.every((rule) => isOffEverywhere(rule, settings))) return [];
  return facts.sharing().filter(({ source }) => isWanted(settings, source)).flatMap((conflict) =>
    own.flatMap((rule) => {
      const { severity, options } = settingOf(rule, conflict.source);
      if (severity === "off") return [];
      return rule.find(conflict, { options }).map((draft) => ({ ...findingOf(rule, severity, draft, conflict), type: conflict.type, functionName: null, alsoAt: conflict.alsoAt }));
    }),
  );
}

function isOffEverywhere(rule: Rule, { rules, overrides }: LintSettings): boolean {
  const isOff = (severity: string | undefined): boolean => severity === "off";
  return isOff(rules[rule.id]?.severity ?? rule.defaultSeverity) && overrides.every((override) => isOff(override.rules[rule.id]?.severity ?? "off"));
}

function directiveFindings(run: Run, need: "directives" | "allow-usage"): readonly Unsigned[] {
  const { facts, rules, settings, settingOf, ruleIds } = run;
  const own = rules.filter((rule): rule is DirectiveRule => rule.needs[0] === need);
  const inFile = new Map<SourceRef, StructFacts[]>();
  for (const { source } of facts.files) inFile.set(source, []);
  for (const struct of facts.structs) inFile.get(struct.source)?.push(struct);
  return facts.files.filter(({ source }) => isWanted(settings, source)).flatMap((file) =>
    own.flatMap((rule) => {
      const { severity, options } = settingOf(rule, file.source);
      if (severity === "off") return [];
      const unused = need === "directives" ? [] : run.suppressions.unusedIn(file, { isJudged: (id) => isJudged(run, id, file), structs: inFile.get(file.source) ?? [] });
      return rule.find({ file, ruleIds, unused }, { options }).map((draft) => ({ ...findingOf(rule, severity, draft, { ...file, span: file.directives[0] ?? fileStart }), functionName: null }));
    }),
  );
}

const fileStart = { start: 0, end: 0 };

/** An `allow` of a rule that is off, or that runs elsewhere, may well be of use; and one of `unused-allow` is of use only later. */
function isJudged({ rules, settingOf }: Run, ruleId: string, { source }: FileFacts): boolean {
  const rule = rules.find(({ id }) => id === ruleId);
  return rule !== undefined && rule.needs[0] !== "allow-usage" && settingOf(rule, source).severity !== "off";
}

function isWanted({ generated, tests }: LintSettings, { isGenerated, isTest }: SourceRef): boolean {
  return (generated || !isGenerated) && (tests || !isTest);
}

function findingOf(rule: Rule, severity: Finding["severity"], draft: AnyDraft, place: Pick<StructFacts, "importPath" | "module" | "source" | "span">): Omit<Finding, "fingerprint"> {
  const { importPath, module, source } = place;
  const { start, end } = draft.span ?? place.span;
  return {
    ruleId: rule.id,
    severity: draft.isOnlyInfo === true ? "info" : severity,
    confidence: draft.confidence ?? rule.confidence,
    importPath,
    module,
    type: null,
    container: draft.container ?? null,
    fields: draft.fields ?? [],
    targets: draft.targets,
    source,
    span: { start, end },
    message: wordingText(rule, draft),
    notes: (draft.notes ?? []).map((note) => wordingText(rule, note)),
    evidence: draft.evidence ?? [],
    fix: draft.fix ?? null,
    fixWithheld: draft.fixWithheld ?? null,
  };
}

/** Counts what would otherwise be the same, such as two local types of one name. */
function withFingerprints(findings: readonly Unsigned[]): readonly Finding[] {
  const counts = new Map<string, number>();
  return findings.map(({ functionName, alsoAt: _, ...finding }) => {
    const { ruleId, importPath, type, container, fields, targets } = finding;
    const parts = [ruleId, importPath, functionName ?? "", type ?? "", container ?? "", [...fields].sort(compareTexts).join(","), targets.join(",")];
    const key = parts.join("\n");
    const nBefore = counts.get(key) ?? 0;
    counts.set(key, nBefore + 1);
    return { ...finding, fingerprint: fingerprintOf(nBefore === 0 ? parts : [...parts, String(nBefore)]) };
  });
}

function compareFindings(a: Unsigned, b: Unsigned): number {
  return compareTexts(a.importPath, b.importPath) || compareTexts(a.source.displayPath, b.source.displayPath)
    || a.span.start - b.span.start || compareTexts(a.ruleId, b.ruleId) || compareTexts(a.message, b.message);
}

function rememberSettings(settings: LintSettings): Run["settingOf"] {
  const known = new Map<Rule, Map<SourceRef, EffectiveSetting>>();
  return (rule, source) => {
    const ofRule = known.get(rule) ?? new Map<SourceRef, EffectiveSetting>();
    known.set(rule, ofRule);
    const setting = ofRule.get(source) ?? settingFor(rule, settings, source);
    ofRule.set(source, setting);
    return setting;
  };
}
