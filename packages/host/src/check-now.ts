import { type Finding, type Fix, selectFixes } from "@cachelint/lint";
import { Disk, type FileSystem } from "@cachelint/project";
import type { GoParser } from "@cachelint/syntax";
import { createSources } from "@cachelint/types";
import { configurationOf } from "./config/configuration-of.js";
import type { ReadConfiguration } from "./config/find-configuration.js";
import { type Fixing, fixedTexts, nextRound, nothingFixed } from "./fix/rounds.js";
import { inputFingerprint, record } from "./input-fingerprint.js";
import { loadParser } from "./load-parser.js";
import { openRunNow, type Run } from "./open-run.js";
import { overlay } from "./overlay-file-system.js";
import { type CheckOptions, checkPlace, wantedDrift } from "./run-check.js";
import { type Selected, selectQuietly } from "./select.js";
import { placeFacts } from "./target-packages.js";
import { parentFolder } from "./top-level.js";

/** Checks that answer at once. What was parsed is kept between them, as long as its text is the same. */
export type CheckNow = {
  /** Opens a run; nothing is judged yet. A usage error is thrown. */
  readonly open: (options: CheckNowOptions) => OpenCheck;
  /** A name for all that a check could read: where it is the same, so are the findings. Takes a fraction of a check. */
  readonly fingerprint: (options: CheckNowOptions) => string;
  /** What is found from one round of safe fixes to the next, as `cachelint check --fix` makes them; the last round leaves nothing to fix. */
  readonly fixRounds: (options: CheckNowOptions, which: FixedInRounds) => readonly FixRound[];
  readonly parser: GoParser;
  readonly readConfiguration: ReadConfiguration;
};

export type CheckNowOptions = Omit<CheckOptions, "overlay" | "shared" | "enable"> & { readonly fs: FileSystem };

/** What the rules find; `enable` has ids of rules that run though they are off. Judged when first asked for. */
export type OpenCheck = {
  readonly findings: (enable: readonly string[]) => readonly Finding[];
  /** Those in one file, by absolute path: the same, sooner than to find all, but for each file anew. */
  readonly findingsIn: (path: string, enable: readonly string[]) => readonly Finding[];
  /** Sizes in bytes of the structs in a file, by their names and targets; without those that are unknown. */
  readonly sizesIn: (path: string) => ReadonlyMap<string, number>;
};

/** `enable` as above; `isFixed` says of which findings the fixes are made. */
export type FixedInRounds = { readonly enable: readonly string[]; readonly isFixed: (finding: Finding) => boolean };

/** `texts`: of the files that were fixed before, by absolute path; `made`: the fixes that lead to the next round. */
export type FixRound = { readonly texts: ReadonlyMap<string, string>; readonly findings: readonly Finding[]; readonly made: ReadonlySet<Fix> };

/** Loads what a check needs that cannot be had at once: the parser, and what reads configurations. */
export async function loadCheckNow(): Promise<CheckNow> {
  const parser = await loadParser();
  const parsed = createSources(parser);
  // What is known of types hangs on the sources of a run, and goes with them; what was parsed stays.
  const openRun = (options: CheckNowOptions): Run => openRunNow({ ...options, shared: { disk: new Disk(options.fs), parser: () => Promise.resolve(parser), sources: { ...parsed } } }, configurationOf);
  const fingerprint = (options: CheckNowOptions): string => {
    const recorder = record(options.fs);
    return inputFingerprint({ open: () => openRun({ ...options, fs: recorder.fs }), env: options.env, recorder });
  };
  const open = (options: CheckNowOptions): OpenCheck => openCheck(openRun(options), options);
  return { open, fingerprint, fixRounds: (options, which) => fixRounds(open, options, which), parser, readConfiguration: configurationOf };
}

function fixRounds(open: CheckNow["open"], options: CheckNowOptions, { enable, isFixed }: FixedInRounds): readonly FixRound[] {
  const rounds: FixRound[] = [];
  for (let fixing: Fixing | null = nothingFixed; fixing !== null; ) {
    const texts = fixedTexts(fixing);
    const findings = open({ ...options, fs: overlay(options.fs, texts) }).findings(enable);
    const wanted = findings.filter(isFixed);
    const next = nextRound(fixing, wanted, { isUnsafe: false });
    rounds.push({ texts, findings, made: new Set(next === null ? [] : selectFixes(wanted, { isUnsafe: false })) });
    fixing = next;
  }
  return rounds;
}

function openCheck(run: Run, options: CheckNowOptions): OpenCheck {
  // A baseline that cannot be read is told now, as a wrong configuration is.
  for (const place of run.places) wantedDrift(run, place, options);
  const known = new Map<string, readonly Finding[]>();
  const check = (packages: readonly Selected[], enable: readonly string[]): readonly Finding[] => run.places.flatMap((place) => checkPlace(run, place, packages.filter((selected) => selected.place === place), { ...options, enable }).findings);
  const once = (key: readonly string[], find: () => readonly Finding[]): readonly Finding[] => {
    const name = key.join();
    const found = known.get(name) ?? find();
    known.set(name, found);
    return found;
  };
  return {
    findings: (enable) => once(["", ...[...enable].sort()], () => check(selectQuietly(run), enable)),
    findingsIn: (path, enable) => once([path, ...[...enable].sort()], () => check(selectQuietly(run).map((selected) => reportedIn(path, selected)), enable)),
    sizesIn: (path) => sizesIn(run, path),
  };
}

function sizesIn(run: Run, path: string): ReadonlyMap<string, number> {
  const packages = selectQuietly(run).filter(({ ref }) => ref.directory === parentFolder(path)).map((selected) => reportedIn(path, selected));
  const structs = run.places.flatMap((place) => placeFacts(run, place, packages.filter((selected) => selected.place === place), { withFixes: false }).structs);
  return new Map(structs.flatMap(({ name, functionName, layouts }) => layouts.flatMap(({ target, measure }) => (measure.kind === "known" ? [[JSON.stringify([functionName, name, target]), measure.layout.sizeBytes] as const] : []))));
}

/** What other packages hold and do counts all the same. */
function reportedIn(path: string, selected: Selected): Selected {
  return { ...selected, files: new Set(selected.ref.directory === parentFolder(path) ? [path] : []) };
}
