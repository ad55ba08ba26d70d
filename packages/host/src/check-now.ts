import type { Finding } from "@cachelint/lint";
import { Disk, type FileSystem } from "@cachelint/project";
import type { GoParser } from "@cachelint/syntax";
import { createSources } from "@cachelint/types";
import { configurationOf } from "./config/configuration-of.js";
import type { ReadConfiguration } from "./config/find-configuration.js";
import { inputFingerprint, record } from "./input-fingerprint.js";
import { loadParser } from "./load-parser.js";
import { openRunNow, type Run } from "./open-run.js";
import { type CheckOptions, checkPlace, wantedDrift } from "./run-check.js";
import { type Selected, selectQuietly } from "./select.js";
import { parentFolder } from "./top-level.js";

/** Checks that answer at once. What was parsed is kept between them, as long as its text is the same. */
export type CheckNow = {
  /** Opens a run; nothing is judged yet. A usage error is thrown. */
  readonly open: (options: CheckNowOptions) => OpenCheck;
  /** A name for all that a check could read: where it is the same, so are the findings. Takes a fraction of a check. */
  readonly fingerprint: (options: CheckNowOptions) => string;
  readonly parser: GoParser;
  readonly readConfiguration: ReadConfiguration;
};

export type CheckNowOptions = Omit<CheckOptions, "overlay" | "shared" | "enable"> & { readonly fs: FileSystem };

/** What the rules find; `enable` has ids of rules that run though they are off. Judged when first asked for. */
export type OpenCheck = {
  readonly findings: (enable: readonly string[]) => readonly Finding[];
  /** Those in one file, by absolute path: the same, sooner than to find all, but for each file anew. */
  readonly findingsIn: (path: string, enable: readonly string[]) => readonly Finding[];
};

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
  return { open: (options) => openCheck(openRun(options), options), fingerprint, parser, readConfiguration: configurationOf };
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
  };
}

/** What other packages hold and do counts all the same. */
function reportedIn(path: string, selected: Selected): Selected {
  return { ...selected, files: new Set(selected.ref.directory === parentFolder(path) ? [path] : []) };
}
