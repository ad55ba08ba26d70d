import type { Finding } from "@cachelint/lint";
import { Disk, type FileSystem } from "@cachelint/project";
import type { GoParser } from "@cachelint/syntax";
import { createSources } from "@cachelint/types";
import { configurationOf } from "./config/configuration-of.js";
import type { ReadConfiguration } from "./config/find-configuration.js";
import { loadParser } from "./load-parser.js";
import { openRunNow } from "./open-run.js";
import { type CheckOptions, checkPlace } from "./run-check.js";
import { selectQuietly } from "./select.js";

/** Checks that answer at once. What was parsed is kept between them, as long as its text is the same. */
export type CheckNow = {
  readonly check: (options: CheckNowOptions) => CheckedNow;
  readonly parser: GoParser;
  readonly readConfiguration: ReadConfiguration;
};

export type CheckNowOptions = Omit<CheckOptions, "overlay" | "shared"> & { readonly fs: FileSystem };

export type CheckedNow = {
  readonly findings: readonly Finding[];
  /** The folders of the packages that were looked at, absolute. */
  readonly folders: ReadonlySet<string>;
};

/** Loads what a check needs that cannot be had at once: the parser, and what reads configurations. */
export async function loadCheckNow(): Promise<CheckNow> {
  const parser = await loadParser();
  const sources = createSources(parser);
  const check = (options: CheckNowOptions): CheckedNow => {
    const shared = { disk: new Disk(options.fs), parser: () => Promise.resolve(parser), sources };
    const run = openRunNow({ ...options, shared }, configurationOf);
    const packages = selectQuietly(run);
    const findings = run.places.flatMap((place) => checkPlace(run, place, packages.filter((selected) => selected.place === place), options).findings);
    return { findings, folders: new Set(packages.map(({ ref }) => ref.directory)) };
  };
  return { check, parser, readConfiguration: configurationOf };
}
