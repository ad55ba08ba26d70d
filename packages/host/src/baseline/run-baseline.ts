import { baselineText, compareSnapshots, type Drift, type Selection, type Snapshot, spelledAs } from "@cachelint/baseline";
import type { ProjectProblem } from "@cachelint/project";
import { relative } from "../display.js";
import * as messages from "../messages.js";
import { openRun, type Run, type RunOptions, shareRuns, type Shared } from "../open-run.js";
import { importPathsOf, select } from "../select.js";
import { type ToldProblem, toldProblems } from "../told-problems.js";
import { allTargets, type Decider, type Taken, toldDifferences, widerSelection } from "./merge-sides.js";
import { record, type Recorded } from "./record.js";
import { readSite, type Site, sitesOf, soundSnapshot } from "./site.js";

/** Patterns restrict a run to some packages; none means all that is recorded. */
export type BaselineOptions = RunOptions;

export type CheckedBaseline = {
  /** As shown. */
  readonly file: string;
  readonly drift: readonly Drift[];
  /** Types that are recorded on other terms now. */
  readonly terms: readonly ChangedTerms[];
  /** The file is what `update` would write; of a check of some packages only their structs count. */
  readonly isCurrent: boolean;
};

/** `thawed`, `frozen`: `//cachelint:frozen` went, or came; `unchosen`: no `//cachelint:track` stands on it, and the selection does not have it. */
export type ChangedTerms = { readonly title: string; readonly how: "thawed" | "frozen" | "unchosen" };

export type BaselineCheck = {
  readonly baselines: readonly CheckedBaseline[];
  /** The patterns name packages, and the selection has none of these. */
  readonly isOutside: boolean;
  readonly problems: readonly ToldProblem[];
};

export type UpdatedBaseline = {
  readonly file: string;
  /** Absolute, to be written. */
  readonly path: string;
  readonly text: string;
  readonly isChanged: boolean;
  readonly nTypes: number;
  readonly nPackages: number;
  /** What the new file accepts. */
  readonly drift: readonly Drift[];
  /** Types that were recorded and are still there, but that the selection does not have any more: they are too small now, or cold. */
  readonly dropped: readonly string[];
};

export type BaselineUpdate = { readonly baselines: readonly UpdatedBaseline[]; readonly problems: readonly ToldProblem[] };

/** Judges what became of the recorded layouts. Writes nothing. */
export async function checkBaseline(options: BaselineOptions): Promise<BaselineCheck> {
  const { first, sites, only, shared } = await findSites(options);
  const baselines: CheckedBaseline[] = [];
  const problems: ToldProblem[] = [];
  const held = new Set<string>();
  for (const site of sites) {
    const file = readSite(first.fs, site);
    if (file === null) continue;
    const before = soundSnapshot(site, file);
    const targets = targetsToCheck(options, site, before);
    const now = await record({ options: { ...options, shared }, first, site, selection: before.selection, targets, only, before, mayBeEmpty: true });
    const drift = driftBetween(before, now, { site, only });
    const isWhole = only === null && targets.length === before.lineBytes.size;
    const terms = changedTerms(before, now, only);
    const isSame = !isWhole || isCanonical(file.text, before, { ...now.snapshot, goVersion: before.goVersion });
    baselines.push({ file: site.shown, drift, terms, isCurrent: drift.length === 0 && terms.length === 0 && isSame });
    problems.push(...told(now.run, [...now.problems, ...differences(site, before, now.snapshot)]));
    for (const importPath of [...before.packages.keys(), ...now.snapshot.packages.keys()]) held.add(importPath);
  }
  if (baselines.length === 0) throw messages.noBaseline(sites.map(({ shown }) => shown));
  const isOutside = only !== null && ![...only].some((importPath) => held.has(importPath));
  return { baselines, isOutside, problems: unique([...problems, ...outside(first, sites, only, held)]) };
}

/** Whether a text is what `update` would write, but for line ends and for types that are spelled otherwise. */
function isCanonical(text: string, before: Snapshot, now: Snapshot): boolean {
  const own = text.replaceAll("\r\n", "\n");
  return own === baselineText(now) || own === baselineText(spelledAs(now, before));
}

/** Recorded types on which `frozen` stands no longer, or now, and those that `update` would leave out. */
function changedTerms(before: Snapshot, { snapshot, unchosen }: Recorded, only: ReadonlySet<string> | null): readonly ChangedTerms[] {
  return [...snapshot.packages].filter(([importPath]) => only === null || only.has(importPath)).flatMap(([importPath, types]) => [...types].flatMap(([name, now]): readonly ChangedTerms[] => {
    const old = before.packages.get(importPath)?.get(name);
    if (old === undefined) return [];
    const title = `${importPath}.${name}`;
    if (unchosen.has(title)) return [{ title, how: "unchosen" }];
    return old.isFrozen === now.isFrozen ? [] : [{ title, how: now.isFrozen ? "frozen" : "thawed" }];
  }));
}

/** Patterns for packages that no baseline of the run holds. Hooks name whatever files changed, so of files nothing is said. */
function outside(run: Run, sites: readonly Site[], only: ReadonlySet<string> | null, held: ReadonlySet<string>): readonly ToldProblem[] {
  if (only === null || [...only].every((importPath) => held.has(importPath))) return [];
  const patterns = [...new Set(run.places.flatMap((place) => place.patterns))].filter((pattern) => !pattern.endsWith(".go"));
  return patterns.flatMap((pattern): readonly ToldProblem[] => {
    const own = sites.map(({ shown, places }) => ({ shown, importPaths: places.flatMap((place) => importPathsOf(place, pattern)) })).filter(({ importPaths }) => 0 < importPaths.length);
    if (own.length === 0 || own.some(({ importPaths }) => importPaths.some((importPath) => held.has(importPath)))) return [];
    // Above several modules, each has its patterns by their places on the disk.
    const name = pattern.startsWith("/") ? relative(run.cwd, pattern) : pattern;
    return [{ severity: "note", file: null, line: null, message: messages.outsideSelection(name, own.map(({ shown }) => shown)) }];
  });
}

/** What the baselines have to be for a check to find nothing. The caller writes them; a damaged file is a usage error, one in conflict is made anew. */
export async function updateBaseline(options: BaselineOptions): Promise<BaselineUpdate> {
  const { first, sites, only: asked, shared } = await findSites(options);
  const baselines: UpdatedBaseline[] = [];
  const problems: ToldProblem[] = [];
  const held = new Set<string>();
  for (const site of sites) {
    const file = readSite(first.fs, site);
    const conflict = file !== null && "damage" in file ? file.conflict : undefined;
    const before = conflict?.ours ?? (file === null ? null : soundSnapshot(site, file));
    const selection = selectionOf(options, site, conflict === undefined ? (before?.selection ?? null) : widerSelection(conflict));
    const known = conflict === undefined ? [...(before?.lineBytes.keys() ?? [])] : allTargets(conflict);
    const wanted = namesOf(options.targets);
    // Some packages are recorded for the targets that all others are; of a file in conflict, or for a new target, all are.
    const only = conflict !== undefined || before === null || wanted.some((name) => !known.includes(name)) ? null : asked;
    const isOwn = 0 < wanted.length || site.places.some(({ configuration }) => 0 < configuration.targets.length);
    const targets = only !== null || !isOwn ? known : asked !== null && 0 < wanted.length ? [...new Set([...known, ...wanted])] : wanted;
    const now = await record({ options: { ...options, shared }, first, site, selection, targets, only, before: null, mayBeEmpty: false });
    const snapshot = only === null || before === null ? now.snapshot : merged(before, now.snapshot, only);
    const text = baselineText(snapshot);
    const types = [...snapshot.packages.values()];
    baselines.push({
      file: site.shown, path: site.file, text, isChanged: file?.text.replaceAll("\r\n", "\n") !== text, nPackages: types.length, nTypes: types.reduce((n, { size }) => n + size, 0),
      drift: before === null ? [] : driftBetween(before, now, { site, only }),
      dropped: before === null ? [] : droppedFrom(before, snapshot, now),
    });
    problems.push(...told(now.run, now.problems), ...(conflict === undefined ? [] : toldDifferences(site.shown, conflict, { selection, bySetting: settingDeciders(site), targets: { names: [...now.snapshot.lineBytes.keys()], by: 0 < wanted.length ? "command" : isOwn ? "configuration" : "file" } })));
    for (const importPath of snapshot.packages.keys()) held.add(importPath);
  }
  return { baselines, problems: unique([...problems, ...outside(first, sites, asked, held)]) };
}

type Sites = { readonly first: Run; readonly sites: readonly Site[]; readonly only: ReadonlySet<string> | null; readonly shared: Shared };

async function findSites(options: BaselineOptions): Promise<Sites> {
  const shared = options.shared ?? shareRuns(options);
  // Which targets count is known once the file is read; until then the environment has no say.
  const env = { ...options.env, GOOS: undefined, GOARCH: undefined };
  const first = await openRun({ ...options, env, shared, patterns: options.patterns.length === 0 ? ["./..."] : options.patterns });
  const only = options.patterns.length === 0 ? null : new Set(select(first).packages.map(({ ref }) => ref.importPath));
  return { first, sites: sitesOf(first), only, shared };
}

function targetsToCheck({ targets = [] }: BaselineOptions, site: Site, { lineBytes }: Snapshot): readonly string[] {
  const asked = namesOf(targets);
  for (const name of asked) if (!lineBytes.has(name)) throw messages.targetNotRecorded(name, site.shown, [...lineBytes.keys()]);
  return asked.length === 0 ? [...lineBytes.keys()] : asked;
}

/** The configuration's, then what the file was recorded with, then the defaults. */
function selectionOf({ patterns, tags = [] }: BaselineOptions, { places }: Site, before: Selection | null): Selection {
  const configuration = places[0]?.configuration;
  const { select: configured, minSizeBytes, heat } = configuration?.baseline ?? {};
  return {
    packages: configured ?? before?.packages ?? (0 < patterns.length ? patterns : ["./..."]),
    minSizeBytes: minSizeBytes ?? before?.minSizeBytes ?? 0,
    heat: heat ?? before?.heat ?? "any",
    tags: [...new Set([...(configuration?.tags ?? []), ...tags])].sort(),
  };
}

function settingDeciders({ places }: Site): Taken["bySetting"] {
  const configured = places[0]?.configuration.baseline;
  const by = (value: unknown): Decider => (value === undefined ? "file" : "configuration");
  return { select: by(configured?.select), minSizeBytes: by(configured?.minSizeBytes), heat: by(configured?.heat) };
}

function droppedFrom(before: Snapshot, after: Snapshot, { structOf }: Recorded): readonly string[] {
  return [...before.packages].flatMap(([importPath, types]) => [...types.keys()].filter((name) => after.packages.get(importPath)?.has(name) !== true && structOf(importPath, name) !== undefined).map((name) => `${importPath}.${name}`));
}

function driftBetween(before: Snapshot, { snapshot, structOf, uses }: Recorded, { site, only }: { readonly site: Site; readonly only: ReadonlySet<string> | null }): readonly Drift[] {
  const failing = new Set(site.places.flatMap(({ configuration }) => configuration.baseline.fail));
  return compareSnapshots(before, snapshot, { failing, covers: (importPath) => only === null || only.has(importPath), structOf, uses, moduleVersionBefore: () => null });
}

function namesOf(targets: readonly string[] = []): readonly string[] {
  return targets.flatMap((list) => list.split(",")).map((name) => name.trim()).filter((name) => name !== "");
}

/** Some packages anew, all others as they were. */
function merged(before: Snapshot, now: Snapshot, only: ReadonlySet<string>): Snapshot {
  const others = [...before.packages].filter(([importPath]) => !only.has(importPath));
  return { ...now, selection: { ...now.selection, packages: before.selection.packages }, lineBytes: new Map([...before.lineBytes, ...now.lineBytes]), packages: new Map([...others, ...now.packages]) };
}

function differences({ shown, places }: Site, before: Snapshot, now: Snapshot): readonly ProjectProblem[] {
  const texts: string[] = [];
  if (before.goVersion !== now.goVersion) texts.push(messages.otherGoVersion(shown, before.goVersion, now.goVersion));
  const configured = places[0]?.configuration.baseline;
  const settings = [["select", before.selection.packages, configured?.select], ["minSizeBytes", before.selection.minSizeBytes, configured?.minSizeBytes], ["heat", before.selection.heat, configured?.heat]] as const;
  for (const [name, recorded, own] of settings) if (own !== undefined && JSON.stringify(own) !== JSON.stringify(recorded)) texts.push(messages.otherSelection(shown, `baseline.${name}`, JSON.stringify(recorded), JSON.stringify(own)));
  for (const [target, bytes] of now.lineBytes) {
    const recorded = before.lineBytes.get(target);
    if (recorded !== undefined && recorded !== bytes) texts.push(messages.otherSelection(shown, `the cache line of ${target}`, `${recorded} bytes`, `${bytes}`));
  }
  const targets = places[0]?.configuration.targets.map(({ name }) => name).sort() ?? [];
  if (0 < targets.length && targets.join() !== [...before.lineBytes.keys()].sort().join()) texts.push(messages.otherSelection(shown, "targets", [...before.lineBytes.keys()].join(", "), targets.join(", ")));
  return texts.map((message) => ({ severity: "warning", path: null, line: null, message }));
}

function told(run: Run, problems: readonly ProjectProblem[]): readonly ToldProblem[] {
  return toldProblems(run, [...run.problems, ...problems, ...run.packageProblems, ...run.code.all()]);
}

function unique(problems: readonly ToldProblem[]): readonly ToldProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
