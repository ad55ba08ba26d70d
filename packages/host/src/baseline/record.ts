import { fieldUses, type FieldUses, recordedName, type Selection, type Snapshot, snapshotOf } from "@cachelint/baseline";
import type { StructFacts } from "@cachelint/lint";
import type { Shared, Run, RunOptions } from "../open-run.js";
import { openRun } from "../open-run.js";
import { readAhead } from "../read-ahead.js";
import { select, type Selected, selectQuietly } from "../select.js";
import { placeFacts } from "../target-packages.js";
import { baselineFile, type Site } from "./site.js";

export type RecordOptions = {
  readonly options: RunOptions & { readonly shared: Shared };
  /** The run that found the site: names in reports are as it has them. */
  readonly first: Run;
  readonly site: Site;
  readonly selection: Selection;
  /** Names of targets. */
  readonly targets: readonly string[];
  /** Import paths; null for all packages of the selection. */
  readonly only: ReadonlySet<string> | null;
  readonly isRecorded: (importPath: string, name: string) => boolean;
  /** A selection that matches nothing any more is wrong usage; of a check it means that all is gone. */
  readonly mayBeEmpty: boolean;
};

/** The layouts of a site as the sources have them now. */
export type Recorded = { readonly run: Run; readonly snapshot: Snapshot; readonly structOf: (importPath: string, name: string) => StructFacts | undefined; readonly uses: FieldUses; readonly problems: ReturnType<typeof select>["problems"] };

/** Reads the packages that a selection names, from the folder of the configuration, and takes down what is chosen of them. */
export async function record({ options, first, site, selection, targets, only, isRecorded, mayBeEmpty }: RecordOptions): Promise<Recorded> {
  const opened = await openRun({ ...options, cwd: site.folder, patterns: selection.packages, targets, tests: false, configFile: options.configFile === undefined ? undefined : absolute(first, options.configFile) });
  const run: Run = { ...opened, base: first.base, cwd: first.cwd };
  const { packages: found, problems } = mayBeEmpty ? { packages: selectQuietly(run), problems: [] } : select(run);
  // A module below may have a configuration, and so a baseline, of its own.
  const packages = found.filter(({ place, ref }) => baselineFile(place) === site.file && ref.origin === "main" && (only === null || only.has(ref.importPath)));
  await run.ready();
  await readAhead(run, packages);
  const uses = fieldUses();
  const structs = run.places.flatMap((place) => factsIn(run, place, packages, options).structs);
  const byName = new Map<string, StructFacts>();
  for (const facts of structs) {
    const key = `${facts.importPath}\n${recordedName(facts) ?? ""}`;
    const known = byName.get(key);
    byName.set(key, known === undefined ? facts : withLayouts(known, facts));
  }
  const lineBytes = new Map(run.places.flatMap((place) => place.targets.map(({ target, lineBytes: bytes }) => [target.name, bytes] as const)));
  const goMinor = run.places[0]?.workspace.goVersion.minor ?? 0;
  const snapshot = snapshotOf(structs, { goVersion: `1.${goMinor}`, lineBytes, selection, importPaths: packages.map(({ ref }) => ref.importPath), isRecorded, isHot: uses.isHot });
  return { run, snapshot, structOf: (importPath, name) => byName.get(`${importPath}\n${name}`), uses, problems };
}

function factsIn(run: Run, place: Run["places"][number], packages: readonly Selected[], { onProgress }: RunOptions): ReturnType<typeof placeFacts> {
  return placeFacts(run, place, packages.filter((selected) => selected.place === place), { onProgress });
}

/** One name declared in several files, each for its own targets. */
function withLayouts(facts: StructFacts, other: StructFacts): StructFacts {
  return Object.create(facts, { layouts: { value: [...facts.layouts, ...other.layouts] } }) as StructFacts;
}

function absolute({ cwd }: Run, path: string): string {
  return path.startsWith("/") ? path : `${cwd}/${path}`;
}
