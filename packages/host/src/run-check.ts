import { type CollectOptions, defaultSettings, failsRun, type Finding, type LintSettings, type Rule, type RuleSetting, type RunFacts, runRules, type RunStats, withoutFixes } from "@cachelint/lint";
import type { ProjectProblem } from "@cachelint/project";
import type { BodyCounts } from "@cachelint/types";
import { driftIn } from "./baseline/drift-in.js";
import type { Configuration } from "./config/configuration.js";
import { fileMatcher } from "./glob.js";
import * as messages from "./messages.js";
import type { NewFrom } from "./new-from.js";
import { openRun, type Place, type Run, type RunOptions } from "./open-run.js";
import { anticipate, readAhead } from "./read-ahead.js";
import { select, type Selected, selectQuietly } from "./select.js";
import { placeFacts } from "./target-packages.js";
import { type ToldProblem, toldProblems } from "./told-problems.js";

export type CheckOptions = RunOptions & {
  /** All rules there are. */
  readonly rules: readonly Rule[];
  /** Rule ids, which win over the configuration. */
  readonly enable?: readonly string[];
  readonly disable?: readonly string[];
  readonly confidence?: LintSettings["confidence"] | undefined;
  readonly failLevel?: LintSettings["failLevel"] | undefined;
  readonly generated?: boolean | undefined;
  /**
   * Findings come with their fixes, or with why there is none; that takes a look at the whole module. They do unless this says no;
   * `of-modules`: but for the standard library's own, of which few want fixes and all would have to be read.
   */
  readonly withFixes?: boolean | "of-modules" | undefined;
  /** Leaves out what was found at an earlier commit already. */
  readonly newFrom?: NewFrom | undefined;
};

export type CheckResult = {
  readonly findings: readonly Finding[];
  readonly stats: RunStats;
  /** At or above the fail level. */
  readonly fails: boolean;
  /** Of the places of the run, the strictest. */
  readonly failLevel: LintSettings["failLevel"];
  /** Of the run, in the order asked for. */
  readonly targets: readonly string[];
  readonly problems: readonly ToldProblem[];
  /** How much of the code had to be parsed. */
  readonly bodies: BodyCounts;
};

/** What the rules find in the packages and files that the patterns select. */
export async function runCheck(options: CheckOptions): Promise<CheckResult> {
  const { newFrom } = options;
  const whole = await runWholeCheck(options, select);
  if (newFrom === undefined || whole.findings.length === 0) return whole;
  const { foundBefore } = await import("./new-from.js");
  const isOld = await foundBefore(options, newFrom, async (past) => (await runWholeCheck({ ...past, withFixes: false }, (run) => ({ packages: selectQuietly(run), problems: [] }))).findings);
  const findings = whole.findings.filter((finding) => !isOld(finding));
  return { ...whole, findings, fails: failsRun(findings, whole) };
}

/** A check that has read what it needs; both answers rest on the same texts, and the second takes little once the first was asked for. */
export type BegunCheck = {
  /** Findings, with nothing said of fixes. */
  readonly withoutFixes: () => CheckResult;
  readonly whole: () => CheckResult;
};

/** Begins a check for who wants to hear what is found before it is known what can be fixed. */
export function beginCheck(options: CheckOptions): Promise<BegunCheck> {
  return begin(options, select);
}

async function runWholeCheck(options: CheckOptions, selectIn: typeof select): Promise<CheckResult> {
  return (await begin(options, selectIn)).whole();
}

async function begin(options: CheckOptions, selectIn: typeof select): Promise<BegunCheck> {
  const ids = options.rules.map(({ id }) => id);
  for (const id of [...(options.enable ?? []), ...(options.disable ?? [])]) if (!ids.includes(id)) throw messages.unknownRule(id, ids, null);
  const ahead = anticipate(options.patterns);
  const run = await openRun(options);
  const { packages, problems } = selectIn(run);
  await run.ready();
  await readAhead(run, packages, { ...ahead, withBodies: true });
  const prepared = run.places.map((place) => prepare(run, place, packages.filter((selected) => selected.place === place), options));
  const told = (checked: readonly Checked[]): CheckResult => resultOf(run, checked, problems);
  return { withoutFixes: () => told(prepared.map(({ facts, judge }) => judge(withoutFixes(facts)))), whole: () => told(prepared.map(({ facts, judge }) => judge(facts))) };
}

function resultOf(run: Run, checked: readonly Checked[], problems: readonly ProjectProblem[]): CheckResult {
  const findings = checked.flatMap((one) => one.findings);
  return {
    findings: 1 < checked.length ? [...findings].sort(byPlace) : findings,
    stats: checked.map(({ stats }) => stats).reduce(sum, { nPackages: 0, nStructs: 0, nUnknownStructs: 0, unknownByReason: {} }),
    fails: checked.some((one) => one.fails),
    failLevel: strictest(checked.map((one) => one.failLevel)),
    targets: [...new Set(run.places.flatMap(({ targets }) => targets.map(({ target }) => target.name)))],
    problems: toldProblems(run, [...run.problems, ...problems, ...run.packageProblems, ...run.code.all()]),
    bodies: run.countBodies(),
  };
}

type Checked = Pick<CheckResult, "findings" | "stats" | "fails" | "failLevel">;

/** What the rules find in some packages of one place. */
export function checkPlace(run: Run, place: Place, packages: readonly Selected[], options: CheckOptions): Checked {
  const { facts, judge } = prepare(run, place, packages, options);
  return judge(facts);
}

type Prepared = { readonly facts: RunFacts; readonly judge: (facts: RunFacts) => Checked };

function prepare(run: Run, place: Place, packages: readonly Selected[], options: CheckOptions): Prepared {
  const { clock } = run;
  const settings = settingsOf(place.configuration, place, options);
  const facts = placeFacts(run, place, packages, { isExhaustive: settings.confidence === "low", curesFrom: settings.confidence, withFixes: options.withFixes === "of-modules" ? !place.workspace.mainModules.some(({ path }) => path === "std") : options.withFixes, onProgress: options.onProgress, driftOf: wantedDrift(run, place, options) });
  const judge = (given: RunFacts): Checked => {
    const findings = clock.time("rules", () => runRules(given, options.rules, settings));
    return { findings, stats: given.stats, fails: failsRun(findings, settings), failLevel: settings.failLevel };
  };
  return { facts, judge };
}

function strictest(levels: readonly LintSettings["failLevel"][]): LintSettings["failLevel"] {
  return (["info", "warning", "error"] as const).find((level) => levels.includes(level)) ?? "never";
}

/** What differs from the baseline, where a rule asks for it. A baseline that cannot be read is a usage error. */
export function wantedDrift(run: Run, place: Place, options: CheckOptions): CollectOptions["driftOf"] {
  return isDriftWanted(settingsOf(place.configuration, place, options), options.rules) ? driftIn(run, place) : undefined;
}

/** A baseline is not read for a rule that is off everywhere. */
function isDriftWanted({ rules, overrides }: LintSettings, all: readonly Rule[]): boolean {
  const rule = all.find(({ id }) => id === "layout-drift");
  const isOn = (severity: string | undefined): boolean => severity !== undefined && severity !== "off";
  return rule !== undefined && (isOn(rules[rule.id]?.severity ?? rule.defaultSeverity) || overrides.some((override) => isOn(override.rules[rule.id]?.severity)));
}

export type SettingOptions = Pick<CheckOptions, "rules" | "enable" | "disable" | "confidence" | "failLevel" | "generated">;

/** Flags win over the configuration, which wins over the defaults. */
export function settingsOf(configuration: Configuration, { tests }: Place, options: SettingOptions): LintSettings {
  const disabled = new Set(options.disable ?? []);
  return {
    rules: withFlags(configuration.rules, options),
    confidence: options.confidence ?? configuration.confidence ?? defaultSettings.confidence,
    failLevel: options.failLevel ?? configuration.failLevel ?? defaultSettings.failLevel,
    overrides: configuration.overrides.map(({ files, rules }) => {
      const matches = fileMatcher(configuration.folder, files);
      // What is switched off by a flag stays off in all files.
      const kept = Object.fromEntries(Object.entries(rules).filter(([id]) => !disabled.has(id)));
      return { matches: ({ path }) => matches(path), rules: kept };
    }),
    requireReason: configuration.requireReason,
    generated: options.generated ?? configuration.generated ?? defaultSettings.generated,
    tests,
  };
}

function withFlags(configured: Readonly<Record<string, RuleSetting>>, { rules, enable = [], disable = [] }: SettingOptions): Readonly<Record<string, RuleSetting>> {
  const settings: Record<string, RuleSetting> = { ...configured };
  for (const rule of rules) {
    const own = settings[rule.id] ?? {};
    const severity = own.severity ?? rule.defaultSeverity;
    if (enable.includes(rule.id) && severity === "off") settings[rule.id] = { ...own, severity: rule.defaultSeverity === "off" ? "warning" : rule.defaultSeverity };
    if (disable.includes(rule.id)) settings[rule.id] = { ...own, severity: "off" };
  }
  return settings;
}

function sum(a: RunStats, b: RunStats): RunStats {
  const reasons: Record<string, number> = { ...a.unknownByReason };
  for (const [reason, n] of Object.entries(b.unknownByReason)) reasons[reason] = (reasons[reason] ?? 0) + n;
  const unknownByReason = Object.fromEntries(Object.entries(reasons).sort(([x], [y]) => (x < y ? -1 : 1)));
  return { nPackages: a.nPackages + b.nPackages, nStructs: a.nStructs + b.nStructs, nUnknownStructs: a.nUnknownStructs + b.nUnknownStructs, unknownByReason };
}

function byPlace(a: Finding, b: Finding): number {
  if (a.importPath !== b.importPath) return a.importPath < b.importPath ? -1 : 1;
  if (a.source.displayPath !== b.source.displayPath) return a.source.displayPath < b.source.displayPath ? -1 : 1;
  return a.span.start - b.span.start;
}
