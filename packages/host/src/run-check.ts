import { collectFacts, defaultSettings, failsRun, type Finding, type LintSettings, type Rule, type RuleSetting, runRules, type RunStats, type TargetPackages } from "@cachelint/lint";
import { displayPath } from "@cachelint/project";
import type { BodyCounts } from "@cachelint/types";
import type { Configuration } from "./config/configuration.js";
import { fileMatcher } from "./glob.js";
import { loadPackages } from "./load-packages.js";
import * as messages from "./messages.js";
import { openRun, type Place, type Progress, type Run, type RunOptions } from "./open-run.js";
import { readAhead } from "./read-ahead.js";
import { select, type Selected } from "./select.js";
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
};

export type CheckResult = {
  readonly findings: readonly Finding[];
  readonly stats: RunStats;
  /** At or above the fail level. */
  readonly fails: boolean;
  /** Of the run, in the order asked for. */
  readonly targets: readonly string[];
  readonly problems: readonly ToldProblem[];
  /** How much of the code had to be parsed. */
  readonly bodies: BodyCounts;
};

/** What the rules find in the packages and files that the patterns select. */
export async function runCheck(options: CheckOptions): Promise<CheckResult> {
  const ids = options.rules.map(({ id }) => id);
  for (const id of [...(options.enable ?? []), ...(options.disable ?? [])]) if (!ids.includes(id)) throw messages.unknownRule(id, ids, null);
  const run = await openRun(options);
  const { packages, problems } = select(run);
  await run.ready();
  await readAhead(run, packages);
  const checked = run.places.map((place) => checkPlace(run, place, packages.filter((selected) => selected.place === place), options));
  const findings = checked.flatMap((one) => one.findings);
  return {
    findings: 1 < checked.length ? [...findings].sort(byPlace) : findings,
    stats: checked.map(({ stats }) => stats).reduce(sum, { nPackages: 0, nStructs: 0, nUnknownStructs: 0, unknownByReason: {} }),
    fails: checked.some((one) => one.fails),
    targets: [...new Set(run.places.flatMap(({ targets }) => targets.map(({ target }) => target.name)))],
    problems: toldProblems(run, [...run.problems, ...problems, ...run.packageProblems, ...run.code.all()]),
    bodies: run.countBodies(),
  };
}

type Checked = Pick<CheckResult, "findings" | "stats" | "fails">;

/** What the rules find in some packages of one place. */
export function checkPlace(run: Run, place: Place, packages: readonly Selected[], options: CheckOptions): Checked {
  const { clock } = run;
  const { workspace, configuration } = place;
  const settings = settingsOf(configuration, place, options);
  const isExcluded = fileMatcher(configuration.folder, configuration.exclude);
  const named = new Set(packages.flatMap(({ files }) => [...(files ?? [])]));
  const partial = new Set(packages.flatMap(({ ref, files }) => (files === null ? [] : [ref.directory])));
  const selects = (path: string): boolean => !isExcluded(path) && (named.has(path) || !partial.has(path.slice(0, path.lastIndexOf("/"))));
  const loaded = targetPackages(run, place, packages, options.onProgress);
  const facts = clock.time("facts", () => collectFacts(loaded, { selects, concurrent: configuration.concurrent, orderedEncoders: configuration.orderedEncoders, isExhaustive: settings.confidence === "low", curesFrom: settings.confidence, during: (phase, work) => clock.time(phase, work), displayPathOf: (path) => displayPath(workspace, run.base, path) }));
  for (const { packages: own } of loaded) for (const pkg of own) run.code.noteFiles(pkg, selects);
  for (const { layouts } of facts.structs) for (const { measure } of layouts) run.code.noteMeasure(measure);
  const findings = clock.time("rules", () => runRules(facts, options.rules, settings));
  return { findings, stats: facts.stats, fails: failsRun(findings, settings) };
}

function targetPackages(run: Run, place: Place, packages: readonly Selected[], onProgress: Progress | undefined): readonly TargetPackages[] {
  let nDone = 0;
  const nAll = packages.reduce((n, { targets }) => n + targets.length, 0);
  return place.targets.map((target) => {
    const { world } = target;
    const loaded = packages.filter(({ targets }) => targets.includes(target)).flatMap(({ ref }) => {
      onProgress?.(++nDone, nAll);
      return loadPackages(run, { place, ref, target });
    });
    return { world, packages: loaded, lineBytes: target.lineBytes };
  });
}

/** Flags win over the configuration, which wins over the defaults. */
function settingsOf(configuration: Configuration, { tests }: Place, options: CheckOptions): LintSettings {
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

function withFlags(configured: Readonly<Record<string, RuleSetting>>, { rules, enable = [], disable = [] }: CheckOptions): Readonly<Record<string, RuleSetting>> {
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
