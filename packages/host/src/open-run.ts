import { judgedLineBytes } from "@cachelint/layout";
import { buildContext, type BuildContext, Disk, type FileSystem, openWorkspaces, type ProjectProblem, type Workspace } from "@cachelint/project";
import type { GoParser } from "@cachelint/syntax";
import { createSources, createWorld, type Sources, type World } from "@cachelint/types";
import { Clock } from "./clock.js";
import { slashed } from "./display.js";
import { decideCgo, type ProcessEnv } from "./environment.js";
import { loadParser } from "./load-parser.js";
import { nodeFileSystem, withOverlay } from "./node-file-system.js";
import { decideTargets, type Target } from "./targets.js";
import { gitTopLevel } from "./top-level.js";

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
  /** Texts that stand in for those on the disk, by absolute path. */
  readonly overlay?: ReadonlyMap<string, string>;
  readonly fs?: FileSystem;
  readonly clock?: Clock;
  readonly parser?: GoParser;
};

/** Workspaces opened, targets decided; nothing read yet. */
export type Run = {
  readonly options: RunOptions;
  readonly fs: FileSystem;
  readonly clock: Clock;
  /** What file names in reports are relative to. */
  readonly base: string;
  readonly cwd: string;
  readonly places: readonly Place[];
  readonly problems: readonly ProjectProblem[];
  readonly sources: Sources;
};

/** One workspace of a run, with the patterns that concern it. */
export type Place = {
  readonly workspace: Workspace;
  readonly patterns: readonly string[];
  readonly targets: readonly PlaceTarget[];
  readonly tests: boolean;
};

export type PlaceTarget = { readonly target: Target; readonly context: BuildContext; readonly world: World; readonly lineBytes: number };

/** Opens what the patterns concern. A usage error is thrown, everything else becomes a problem. */
export async function openRun(options: RunOptions): Promise<Run> {
  const { env, patterns } = options;
  const clock = options.clock ?? new Clock();
  const parsing = options.parser ?? loadParser();
  const cwd = slashed(options.cwd);
  const fs = withOverlay(options.fs ?? nodeFileSystem, options.overlay ?? new Map());
  const targets = decideTargets({ flags: options.targets ?? [], configured: [], env });
  const cgo = decideCgo(env, undefined);
  const tests = options.tests ?? false;
  const disk = new Disk(fs);
  const opened = clock.time("workspaces", () => openWorkspaces(fs, { cwd, env, patterns, disk, goVersion: options.goVersion, tagsExtra: options.tags }));
  const start = performance.now();
  const sources = createSources(await parsing);
  clock.add("parser", performance.now() - start);
  const places = opened.workspaces.map(({ workspace, patterns: own }) => ({
    workspace,
    patterns: own,
    tests,
    targets: targets.map((target) => placeTarget({ workspace, target, cgo, tests, sources })),
  }));
  const problems = [...opened.problems, ...opened.workspaces.flatMap(({ workspace }) => workspace.problems)];
  return { options, fs, clock, base: gitTopLevel(fs, cwd) ?? cwd, cwd, places, problems, sources };
}

type NewPlaceTarget = { readonly workspace: Workspace; readonly target: Target; readonly cgo: boolean; readonly tests: boolean; readonly sources: Sources };

function placeTarget({ workspace, target, cgo, tests, sources }: NewPlaceTarget): PlaceTarget {
  const context = buildContext(workspace, { goos: target.goos, goarch: target.goarch, cgo });
  const world = createWorld({ context, workspace, sources, withTests: tests });
  // Targets were checked to be ports of Go, and every port has an architecture.
  if (world === null) throw new Error(`no architecture ${target.goarch}`);
  return { target, context, world, lineBytes: judgedLineBytes(target.goos, target.goarch) };
}
