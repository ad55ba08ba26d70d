import { compareSnapshots, type Drift, fieldUses, recordedName, type Snapshot, snapshotOf } from "@cachelint/baseline";
import type { StructFacts } from "@cachelint/lint";
import { Disk, moduleVersion } from "@cachelint/project";
import { findCommit, type Repository } from "./git/git.js";
import { openHistory, repositoryOf, type Side, sidesOf } from "./git/revisions.js";
import * as messages from "./messages.js";
import { nodeFileSystem } from "./node-file-system.js";
import { openRun, type Run, type RunOptions, shareRuns, type Shared } from "./open-run.js";
import { readAhead } from "./read-ahead.js";
import { selectQuietly } from "./select.js";
import { placeFacts } from "./target-packages.js";
import { type ToldProblem, toldProblems } from "./told-problems.js";

export type DiffOptions = RunOptions & {
  /** `REV`, `A..B` or `A...B`. */
  readonly range: string;
};

export type DiffResult = { readonly drift: readonly Drift[]; readonly before: string; readonly after: string; readonly problems: readonly ToldProblem[] };

/** What became of the layouts of some packages from one revision to another, or to the work tree. Nothing is checked out. */
export async function runDiff(options: DiffOptions): Promise<DiffResult> {
  const repository = repositoryOf(options.cwd, options.env);
  const [before, after] = sidesOf(repository, options.range);
  const history = openHistory(repository);
  try {
    const shared = options.shared ?? shareRuns(options);
    const fileSystem = ({ commit }: Side): Shared["disk"]["fs"] => (commit === null ? nodeFileSystem : history.at(commit));
    const now = await readSide(options, fileSystem(after), shared);
    // Both sides are compared under the targets of the later one.
    const targets = [...now.snapshot.lineBytes.keys()];
    const was = await readSide({ ...options, targets }, fileSystem(before), shared);
    if (now.nPackages + was.nPackages === 0) throw nothingToCompare(options, repository);
    const failing = new Set(now.run.places.flatMap(({ configuration }) => configuration.baseline.fail));
    const drift = compareSnapshots(guarded(was, now), guarded(now, was), {
      failing, covers: () => true, uses: fieldUses(),
      structOf: (importPath, name) => now.structs.get(`${importPath}\n${name}`),
      moduleVersionBefore: (module) => was.run.places.map(({ workspace }) => moduleVersion(workspace, module)).find((version) => version !== "") ?? null,
    });
    return { drift, before: before.title, after: after.title, problems: now.problems };
  } finally {
    history.stop();
  }
}

/** git takes two revisions as two words, and so may whoever types them here. */
function nothingToCompare({ range, patterns }: DiffOptions, repository: Repository): Error {
  const [other] = patterns;
  if (other !== undefined && patterns.length === 1 && !range.includes("..") && findCommit(repository, other) !== null) return messages.twoRevisions(range, other);
  return messages.nothingMatched([], patterns);
}

type SideRead = { readonly run: Run; readonly snapshot: Snapshot; readonly structs: ReadonlyMap<string, StructFacts>; /** Types that are no structs, as their directives guard them or not; by `import/path\nname`. */ readonly others: ReadonlyMap<string, boolean>; readonly nPackages: number; readonly problems: readonly ToldProblem[] };

async function readSide(options: RunOptions, fs: Shared["disk"]["fs"], { parser }: Shared): Promise<SideRead> {
  const run = await openRun({ ...options, fs, shared: { disk: new Disk(fs), parser, sources: undefined } });
  const packages = selectQuietly(run).filter(({ ref }) => ref.origin === "main");
  await run.ready();
  await readAhead(run, packages);
  const facts = run.places.flatMap((place) => {
    const { structs: own, otherTypes } = placeFacts(run, place, packages.filter((selected) => selected.place === place), { onProgress: options.onProgress, wantsType: () => true });
    return [...own, ...otherTypes];
  });
  const lineBytes = new Map(run.places.flatMap((place) => place.targets.map(({ target, lineBytes: bytes }) => [target.name, bytes] as const)));
  const others = new Map(facts.filter(({ isStruct }) => !isStruct).map((one) => [keyOf(one), one.directives.some(({ word }) => word === "frozen" || word === "track")]));
  const snapshot = snapshotOf(facts, {
    goVersion: `1.${run.places[0]?.workspace.goVersion.minor ?? 0}`, lineBytes, importPaths: packages.map(({ ref }) => ref.importPath),
    selection: { packages: options.patterns, minSizeBytes: 0, heat: "any", tags: [] }, isRecorded: (one) => others.has(keyOf(one)), isHot: () => true,
  });
  const structs = new Map(facts.map((one) => [keyOf(one), one]));
  return { run, snapshot, structs, others, nPackages: packages.length, problems: toldProblems(run, [...run.problems, ...run.packageProblems, ...run.code.all()]) };
}

function keyOf(facts: StructFacts): string {
  return `${facts.importPath}\n${recordedName(facts) ?? ""}`;
}

/** One side without what is no struct, unless a directive guards it on either side. */
function guarded({ snapshot, others }: SideRead, other: SideRead): Snapshot {
  const isGuarded = (importPath: string, name: string): boolean => {
    const key = `${importPath}\n${name}`;
    return others.get(key) !== false || other.others.get(key) === true;
  };
  return { ...snapshot, packages: new Map([...snapshot.packages].map(([importPath, types]) => [importPath, new Map([...types].filter(([name]) => isGuarded(importPath, name)))])) };
}
