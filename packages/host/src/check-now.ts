import type { Finding } from "@cachelint/lint";
import { Disk, type FileSystem } from "@cachelint/project";
import type { GoParser } from "@cachelint/syntax";
import { createSources } from "@cachelint/types";
import { configurationOf } from "./config/configuration-of.js";
import type { ReadConfiguration } from "./config/find-configuration.js";
import { inputFingerprint, record } from "./input-fingerprint.js";
import { loadParser } from "./load-parser.js";
import { openRunNow, type Run } from "./open-run.js";
import { type CheckOptions, checkPlace } from "./run-check.js";
import { selectQuietly } from "./select.js";

/** Checks that answer at once. What was parsed is kept between them, as long as its text is the same. */
export type CheckNow = {
  /** What the rules find. A usage error is thrown. */
  readonly check: (options: CheckNowOptions) => readonly Finding[];
  /** A name for all that a check could read: where it is the same, so are the findings. Takes a fraction of a check. */
  readonly fingerprint: (options: CheckNowOptions) => string;
  readonly parser: GoParser;
  readonly readConfiguration: ReadConfiguration;
};

export type CheckNowOptions = Omit<CheckOptions, "overlay" | "shared"> & { readonly fs: FileSystem };

/** Loads what a check needs that cannot be had at once: the parser, and what reads configurations. */
export async function loadCheckNow(): Promise<CheckNow> {
  const parser = await loadParser();
  const sources = createSources(parser);
  const open = (options: CheckNowOptions): Run => openRunNow({ ...options, shared: { disk: new Disk(options.fs), parser: () => Promise.resolve(parser), sources } }, configurationOf);
  const check = (options: CheckNowOptions): readonly Finding[] => {
    const run = open(options);
    const packages = selectQuietly(run);
    return run.places.flatMap((place) => checkPlace(run, place, packages.filter((selected) => selected.place === place), options).findings);
  };
  const fingerprint = (options: CheckNowOptions): string => {
    const recorder = record(options.fs);
    return inputFingerprint({ open: () => open({ ...options, fs: recorder.fs }), env: options.env, recorder });
  };
  return { check, fingerprint, parser, readConfiguration: configurationOf };
}
