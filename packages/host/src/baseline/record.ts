import { fieldUses, type FieldUses, recordedName, type Selection, type Snapshot, snapshotOf, type SnapshotOptions, staysRecorded, unchosenIn } from "@cachelint/baseline";
import type { CollectOptions, StructFacts } from "@cachelint/lint";
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
  /** What is recorded already and stays so; null where all is chosen anew. */
  readonly before: Snapshot | null;
  /** A selection that matches nothing any more is wrong usage; of a check it means that all is gone. */
  readonly mayBeEmpty: boolean;
};

/** The layouts of a site as the sources have them now. */
export type Recorded = { readonly run: Run; readonly snapshot: Snapshot; /** Types that are recorded because they were, and that are not chosen any more: `import/path.Type`. */ readonly unchosen: ReadonlySet<string>; readonly structOf: (importPath: string, name: string) => StructFacts | undefined; readonly uses: FieldUses; readonly problems: ReturnType<typeof select>["problems"] };

/** Reads the packages that a selection names, from the folder of the configuration, and takes down what is chosen of them. */
export async function record({ options, first, site, selection, targets, only, before, mayBeEmpty }: RecordOptions): Promise<Recorded> {
  const open = async (patterns: readonly string[]): Promise<Run> => ({ ...(await openRun({ ...options, cwd: site.folder, patterns, targets, tests: false, configFile: options.configFile === undefined ? undefined : absolute(first, options.configFile) })), base: first.base, cwd: first.cwd });
  const chosen = await open(selection.packages);
  const { packages: named, problems } = mayBeEmpty ? { packages: selectQuietly(chosen), problems: [] } : select(chosen);
  const folders = new Set(named.map(({ ref }) => ref.directory));
  // What is tracked is recorded in packages that are not named, too.
  const run = selection.packages.includes("./...") ? chosen : await open([...selection.packages, "./..."]);
  const found = run === chosen ? named : selectQuietly(run).filter(({ ref }) => folders.has(ref.directory) || before?.packages.has(ref.importPath) === true || holdsTracked(options.shared.disk, ref.directory));
  // A module below may have a configuration, and so a baseline, of its own.
  const packages = found.filter(({ place, ref }) => baselineFile(place) === site.file && ref.origin === "main" && (only === null || only.has(ref.importPath)));
  await run.ready();
  await readAhead(run, packages);
  const uses = fieldUses();
  const structs = run.places.flatMap((place) => {
    const facts = factsIn(run, place, packages, { ...options, wantsType: (importPath, name) => before?.packages.get(importPath)?.has(name) === true });
    return [...facts.structs, ...facts.otherTypes];
  });
  const byName = new Map<string, StructFacts>();
  for (const facts of structs) {
    const key = `${facts.importPath}\n${recordedName(facts) ?? ""}`;
    const known = byName.get(key);
    byName.set(key, known === undefined ? facts : withLayouts(known, facts));
  }
  const lineBytes = new Map(run.places.flatMap((place) => place.targets.map(({ target, lineBytes: bytes }) => [target.name, bytes] as const)));
  const goMinor = run.places[0]?.workspace.goVersion.minor ?? 0;
  const choice: SnapshotOptions = { goVersion: `1.${goMinor}`, lineBytes, selection, importPaths: packages.map(({ ref }) => ref.importPath), isNamed: (facts) => folders.has(folderOf(facts.source.path)), isRecorded: ({ importPath, isStruct }, name) => staysRecorded({ isStruct }, before?.packages.get(importPath)?.get(name)), isHot: uses.isHot };
  const snapshot = snapshotOf(structs, choice);
  const unchosen = before === null ? new Set<string>() : unchosenIn(structs, snapshot, choice);
  return { run, snapshot, unchosen, structOf: (importPath, name) => byName.get(`${importPath}\n${name}`), uses, problems };
}

/** Whether the directive stands in a file of a folder; its package is read only then. */
function holdsTracked(disk: Shared["disk"], directory: string): boolean {
  const listing = disk.listing(directory);
  if (typeof listing === "string") return false;
  return listing.goFiles.some((name) => {
    const source = disk.source(`${directory}/${name}`);
    return typeof source !== "string" && source.text.includes("//cachelint:track");
  });
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function factsIn(run: Run, place: Run["places"][number], packages: readonly Selected[], { onProgress, wantsType }: RunOptions & Pick<CollectOptions, "wantsType">): ReturnType<typeof placeFacts> {
  return placeFacts(run, place, packages.filter((selected) => selected.place === place), { onProgress, wantsType });
}

/** One name declared in several files, each for its own targets. */
function withLayouts(facts: StructFacts, other: StructFacts): StructFacts {
  return Object.create(facts, { layouts: { value: [...facts.layouts, ...other.layouts] } }) as StructFacts;
}

function absolute({ cwd }: Run, path: string): string {
  return path.startsWith("/") ? path : `${cwd}/${path}`;
}
