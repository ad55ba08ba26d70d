import { matchPatterns, type PackageRef, type PatternMatch, type ProjectProblem } from "@cachelint/project";
import * as messages from "./messages.js";
import type { Place, PlaceTarget, Run } from "./open-run.js";
import { toldProblems } from "./told-problems.js";

/** A package to report on, of one workspace, with the targets that it is built for. */
export type Selected = {
  readonly place: Place;
  readonly ref: PackageRef;
  readonly targets: readonly PlaceTarget[];
  /** Absolute paths of the files to report on; null for the whole package. */
  readonly files: ReadonlySet<string> | null;
  /** Names of the types to show; null for all. */
  readonly types: ReadonlySet<string> | null;
};

export type Selection = { readonly packages: readonly Selected[]; readonly problems: readonly ProjectProblem[] };

/** What the patterns of a run select, by import path. That nothing is selected at all is a usage error. */
export function select(run: Run): Selection {
  const perPlace = run.places.map((place) => run.clock.time("patterns", () => selectInPlace(place)));
  const packages = eachOnce(perPlace);
  const problems = perPlace.flatMap((found) => found.problems);
  if (packages.length === 0 && !perPlace.some(({ isExcused }) => isExcused)) throw nothing(run, problems);
  return { packages, problems };
}

/** Whether patterns select anything, without saying what is wrong if they do not. */
export function selectQuietly(run: Run): readonly Selected[] {
  return eachOnce(run.places.map(selectInPlace));
}

/** The packages that one pattern selects in a place, under any target. */
export function importPathsOf(place: Place, pattern: string): readonly string[] {
  return place.targets.flatMap(({ context }) => matchPatterns(place.workspace, context, [pattern], place).packages.map(({ importPath }) => importPath));
}

/** Two modules may share a dependency; it is reported once. */
function eachOnce(perPlace: readonly Selection[]): readonly Selected[] {
  const packages = new Map<string, Selected>();
  for (const { packages: found } of perPlace) for (const selected of found) if (!packages.has(selected.ref.directory)) packages.set(selected.ref.directory, selected);
  return [...packages.values()].sort(byImportPath);
}

/** The order of reports. */
export function byImportPath(a: Selected, b: Selected): number {
  if (a.ref.importPath !== b.ref.importPath) return a.ref.importPath < b.ref.importPath ? -1 : 1;
  return a.ref.directory < b.ref.directory ? -1 : 1;
}

function nothing(run: Run, problems: readonly ProjectProblem[]): Error {
  const details = toldProblems(run, problems).map(({ message }) => message);
  return messages.nothingMatched([...new Set(details)], run.patterns);
}

type InPlace = Selection & { readonly isExcused: boolean };

function selectInPlace(place: Place): InPlace {
  const matches = place.targets.map(({ context }) => matchPatterns(place.workspace, context, place.patterns, place));
  const packages = new Map<string, { readonly ref: PackageRef; readonly targets: PlaceTarget[] }>();
  matches.forEach((match, i) => {
    const target = place.targets[i];
    for (const ref of match.packages) {
      const known = packages.get(ref.directory) ?? { ref, targets: [] };
      packages.set(ref.directory, known);
      if (target !== undefined) known.targets.push(target);
    }
  });
  const files = matches.flatMap((match) => match.files.map(({ path }) => path));
  const { problems, isExcused } = problemsOf(place, matches);
  return { packages: [...packages.values()].map(({ ref, targets }) => ({ place, ref, targets, files: filesIn(ref, files), types: null })), problems, isExcused };
}

function filesIn({ directory }: PackageRef, files: readonly string[]): ReadonlySet<string> | null {
  const own = files.filter((file) => file.slice(0, file.lastIndexOf("/")) === directory);
  return own.length === 0 ? null : new Set(own);
}

/**
 * A pattern that selects something under one target is no problem because it selects nothing under another. `isExcused`:
 * a file that is there was named, only that it is not part of this build; hooks name whatever files changed.
 */
function problemsOf(place: Place, matches: readonly PatternMatch[]): { readonly problems: readonly ProjectProblem[]; readonly isExcused: boolean } {
  if (matches.every(({ problems }) => problems.length === 0)) return { problems: [], isExcused: false };
  let isExcused = false;
  const problems = place.patterns.flatMap((pattern) => {
    const own = place.targets.map(({ context }) => matchPatterns(place.workspace, context, [pattern], place));
    const successes = own.filter((match) => 0 < match.packages.length);
    if (0 < successes.length) return successes.flatMap((match) => match.problems);
    const found = own[0]?.problems ?? [];
    if (pattern.endsWith(".go") && found.every(({ severity }) => severity === "warning")) isExcused = true;
    return found;
  });
  return { problems: [...new Map(problems.map((problem) => [problem.message, problem])).values()], isExcused };
}
