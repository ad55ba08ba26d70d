import { judgedLineBytes } from "@cachelint/layout";
import type { Rule } from "@cachelint/lint";
import { buildContext, type BuildContext, Disk, type FileSystem, openWorkspaces, type ProjectProblem, type Workspace } from "@cachelint/project";
import type { GoParser } from "@cachelint/syntax";
import { type BodyCounts, countBodies, createSources, createWorld, type Sources, type World } from "@cachelint/types";
import { builtInStd } from "./built-in-std.js";
import { Clock } from "./clock.js";
import { CodeProblems } from "./code-problems.js";
import type { Configuration } from "./config/configuration.js";
import { configurationIn, findConfiguration, type FoundFile, type ReadConfiguration } from "./config/find-configuration.js";
import { resolvePath, slashed } from "./display.js";
import { decideCgo, type ProcessEnv } from "./environment.js";
import { goVersionHint, isGoVersion } from "./go-version.js";
import { loadParser } from "./load-parser.js";
import * as messages from "./messages.js";
import { nodeFileSystem } from "./node-file-system.js";
import { overlay } from "./overlay-file-system.js";
import { decideTargets, type Target } from "./targets.js";
import { gitTopLevel } from "./top-level.js";
import { joinErrors, UsageError } from "./usage-error.js";

/** What every command that reads Go code is asked. */
export type RunOptions = {
  /** Absolute. */
  readonly cwd: string;
  readonly env: ProcessEnv;
  readonly patterns: readonly string[];
  /** Of `--target`; commas are split here. */
  readonly targets?: readonly string[];
  readonly tags?: readonly string[];
  readonly goVersion?: string | undefined;
  readonly tests?: boolean | undefined;
  /** `--config`, as given. */
  readonly configFile?: string | undefined;
  /** Rules that the configuration may name; null where their settings are not wanted. */
  readonly rules?: readonly Rule[] | null;
  /** Texts that stand in for those on the disk, by absolute path. */
  readonly overlay?: ReadonlyMap<string, string>;
  readonly fs?: FileSystem;
  readonly clock?: Clock;
  /** Hears how many packages were looked at, of how many. */
  readonly onProgress?: Progress | undefined;
  /** What several runs over the same files share. */
  readonly shared?: Shared;
};

export type Progress = (nDone: number, nPackages: number) => void;

/** `sources` is there once the parser is. */
export type Shared = { readonly disk: Disk; readonly parser: () => Promise<GoParser>; sources: Sources | undefined };

/** Workspaces opened, targets decided; no package read yet. */
export type Run = {
  readonly env: ProcessEnv;
  readonly fs: FileSystem;
  readonly patterns: readonly string[];
  readonly clock: Clock;
  /** What file names in reports are relative to. */
  readonly base: string;
  readonly cwd: string;
  readonly places: readonly Place[];
  readonly problems: readonly ProjectProblem[];
  /** Of files of the packages loaded so far. */
  readonly packageProblems: ProjectProblem[];
  readonly code: CodeProblems;
  /** To be waited for before any world is asked for: the parser is compiled while packages are looked up. */
  readonly ready: () => Promise<void>;
  /** Of the files read so far. */
  readonly countBodies: () => BodyCounts;
};

/** One workspace of a run, with the patterns that concern it. */
export type Place = {
  readonly workspace: Workspace;
  readonly patterns: readonly string[];
  readonly configuration: Configuration;
  readonly targets: readonly PlaceTarget[];
  readonly tests: boolean;
};

export type PlaceTarget = { readonly target: Target; readonly context: BuildContext; readonly world: World; readonly lineBytes: number };

/** Begins what several runs over the same files can share. */
export function shareRuns(options: Pick<RunOptions, "fs" | "overlay">): Shared {
  let parser: Promise<GoParser> | undefined;
  return { disk: new Disk(overlay(options.fs ?? nodeFileSystem, options.overlay ?? new Map())), parser: () => (parser ??= loadParser()), sources: undefined };
}

/** Opens what the patterns concern. A usage error is thrown, everything else becomes a problem. */
export async function openRun(options: RunOptions): Promise<Run> {
  const opening = beginRun(options);
  const needsReader = opening.located.some(({ file }) => file !== null);
  const read = needsReader ? await opening.clock.timeAsync("settings", async () => (await import("./config/configuration-of.js")).configurationOf) : null;
  return finishRun(options, opening, read);
}

/** The same for those who cannot wait, and have loaded beforehand what reads configurations. */
export function openRunNow(options: RunOptions & { readonly shared: Shared }, read: ReadConfiguration): Run {
  return finishRun(options, beginRun(options), read);
}

type Opening = {
  readonly clock: Clock;
  readonly shared: Shared;
  readonly cwd: string;
  readonly top: string | undefined;
  readonly workspaceOptions: Parameters<typeof openWorkspaces>[1] & { readonly disk: Disk };
  readonly located: readonly Located[];
  /** Of opening, and of settings. */
  readonly problems: ProjectProblem[];
};
type Opened = { readonly workspace: Workspace; readonly patterns: readonly string[] };
/** A workspace with the file that configures it. */
type Located = Opened & { readonly file: FoundFile | null };
type Configured = Opened & { readonly configuration: Configuration };

function beginRun(options: RunOptions): Opening {
  const { env, patterns, clock = new Clock(), shared = shareRuns(options), configFile, rules = null } = options;
  const { disk } = shared;
  const cwd = slashed(options.cwd);
  const top = gitTopLevel(disk.fs, cwd);
  const workspaceOptions = { cwd, env, patterns, disk, goVersion: options.goVersion, tagsExtra: options.tags, stdTable: builtInStd };
  // Before anything is read, so that a wrong flag is told at once.
  decideTargets({ flags: options.targets ?? [], configured: [], env });
  if (options.goVersion !== undefined && !isGoVersion(options.goVersion)) throw messages.badGoVersion(options.goVersion, goVersionHint);
  if (patterns.some((pattern) => pattern.trim() === "")) throw messages.emptyPattern();
  const opened = clock.time("workspaces", () => openWorkspaces(disk.fs, workspaceOptions));
  const problems = [...opened.problems];
  const file = configFile === undefined ? undefined : resolvePath(cwd, configFile);
  const located = clock.time("settings", () => opened.workspaces.map((one): Located => {
    const root = moduleRoot(one.workspace);
    const last = top ?? gitTopLevel(disk.fs, root) ?? (root.startsWith(`${cwd}/`) ? cwd : root);
    return { ...one, file: findConfiguration({ fs: disk.fs, cwd, env, file, top: last, rules, problems }, root) };
  }));
  return { clock, shared, cwd, top, workspaceOptions, located, problems };
}

function finishRun(options: RunOptions, { clock, shared, cwd, top, workspaceOptions, located, problems }: Opening, read: ReadConfiguration | null): Run {
  const { env, patterns } = options;
  const configured = clock.time("settings", () => configureAll(located, (one) => configure(options, workspaceOptions, one, read)));
  // Whoever waits for it hears of its failure.
  shared.parser().catch(() => undefined);
  const ready = async (): Promise<void> => {
    shared.sources ??= await clock.timeAsync("parser", async () => createSources(await shared.parser()));
  };
  const places = configured.map((place) => makePlace(options, place, shared));
  return { env, fs: shared.disk.fs, patterns, clock, base: top ?? cwd, cwd, places, problems: [...problems, ...places.flatMap(({ workspace }) => workspace.problems)], packageProblems: [], code: new CodeProblems(), ready, countBodies: () => countBodies(shared.sources ?? noSources) };
}

const noSources: Pick<Sources, "files" | "bodies"> = { files: new Map(), bodies: new Map() };

/** What is wrong in the files of several modules is told at once. */
function configureAll(located: readonly Located[], configureOne: (one: Located) => readonly Configured[]): readonly Configured[] {
  const errors: UsageError[] = [];
  const configured = located.flatMap((one) => {
    try {
      return configureOne(one);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      errors.push(error);
      return [];
    }
  });
  const joined = joinErrors(errors);
  if (joined !== undefined) throw joined;
  return configured;
}

/** A workspace with its configuration; one whose Go version or tags that sets is opened once more. */
function configure(options: RunOptions, workspaceOptions: Opening["workspaceOptions"], { workspace, patterns, file }: Located, read: ReadConfiguration | null): readonly Configured[] {
  const { cwd } = workspaceOptions;
  const configuration = configurationIn(file, { cwd, rules: options.rules ?? null }, { workspaceRoot: workspace.root, read });
  const goVersion = options.goVersion ?? configuration.goVersion;
  const isAsOpened = goVersion === options.goVersion && configuration.tags.length === 0;
  const tagsExtra = [...configuration.tags, ...(options.tags ?? [])];
  const again = isAsOpened ? [{ workspace, patterns }] : openWorkspaces(workspaceOptions.disk.fs, { ...workspaceOptions, cwd: workspace.cwd, patterns, goVersion, tagsExtra }).workspaces;
  return again.map((own) => ({ ...own, configuration }));
}

/** Of a go.work, the module that the working directory lies in. */
function moduleRoot({ cwd, root, mainModules }: Workspace): string {
  const own = mainModules.filter(({ directory }) => cwd === directory || cwd.startsWith(`${directory}/`));
  return own.sort((a, b) => b.directory.length - a.directory.length)[0]?.directory ?? root;
}

function makePlace(options: RunOptions, { workspace, patterns, configuration }: Configured, shared: Shared): Place {
  const { env } = options;
  const tests = options.tests ?? configuration.tests ?? false;
  const cgo = decideCgo(env, configuration.cgo);
  const targets = decideTargets({ flags: options.targets ?? [], configured: configuration.targets, env }).map((target): PlaceTarget => {
    const { name, goos, goarch } = target;
    const context = buildContext(workspace, { goos, goarch, cgo });
    let world: World | undefined;
    return {
      target,
      context,
      lineBytes: configuration.lineSize[name] ?? judgedLineBytes(goos, goarch),
      get world() {
        return (world ??= newWorld({ context, workspace, withTests: tests }, shared));
      },
    };
  });
  return { workspace, patterns, configuration, targets, tests };
}

/** A world without any package, of the sources that runs share; they have to be ready. */
export function newWorld(options: Omit<Parameters<typeof createWorld>[0], "sources">, { sources }: Pick<Shared, "sources">): World {
  const world = sources === undefined ? null : createWorld({ ...options, sources });
  // Targets were checked to be ports of Go, and every port has an architecture.
  if (world === null) throw new Error(`no world for ${options.context.goarch}`);
  return world;
}
