import { directoryRef } from "./directory-ref.js";
import { isGoFileName, isTestFileName } from "./file-name.js";
import { findPackage } from "./find-package.js";
import { matchFolders } from "./match-folders.js";
import { matchNames, namedPackages } from "./match-names.js";
import * as messages from "./messages.js";
import type { BuildContext, PackageRef, ProjectProblem } from "./model.js";
import { allPackages } from "./pattern-all.js";
import { hasWildcard, isFolderPattern } from "./pattern-syntax.js";
import { baseName, cleanPath, parentPath, resolvePath } from "./paths.js";
import { fileVerdict, hasBuiltFiles } from "./select-files.js";
import type { Workspace } from "./workspace.js";

export type PatternMatch = {
  /** Without doubles, in the order of the patterns, by import path within one. */
  readonly packages: readonly PackageRef[];
  /**
   * Files named one by one. A package that holds one is in `packages`, is read whole, and is reported for these files
   * only. A file whose package another pattern selects is not listed.
   */
  readonly files: readonly { readonly path: string }[];
  readonly problems: readonly ProjectProblem[];
};

export type MatchOptions = { readonly tests: boolean };

/** What patterns of the go command select under a context: `./...`, folders, import paths, `std`, `cmd`, `all`, `work`, `tool`, and Go files. */
export function matchPatterns(workspace: Workspace, context: BuildContext, patterns: readonly string[], options: MatchOptions): PatternMatch {
  const whole = new Map<string, PackageRef>();
  const partial = new Map<string, PackageRef>();
  const files: { readonly path: string; readonly package: string }[] = [];
  const problems: ProjectProblem[] = [];
  for (const pattern of patterns) {
    const found = matchPattern(workspace, context, { pattern, options });
    problems.push(...found.problems);
    for (const ref of found.packages) (found.file === undefined ? whole : partial).set(ref.directory, ref);
    for (const { directory } of found.packages) if (found.file !== undefined) files.push({ path: found.file, package: directory });
  }
  const packages = [...new Map([...whole, ...partial]).values()];
  const listed = new Set(files.filter((file) => !whole.has(file.package)).map(({ path }) => path));
  return { packages, files: [...listed].map((path) => ({ path })), problems };
}

/** What one pattern selects; `file` is set for a pattern that names a file. */
export type Found = { readonly packages: readonly PackageRef[]; readonly problems: readonly ProjectProblem[]; readonly file?: string };

type Query = { readonly pattern: string; readonly options: MatchOptions };

function matchPattern(workspace: Workspace, context: BuildContext, { pattern, options }: Query): Found {
  const path = resolvePath(workspace.cwd, pattern);
  if (pattern.endsWith(".go") && workspace.inner.disk.hasFile(path)) return matchFile(workspace, context, { path, options });
  if (isFolderPattern(pattern)) return hasWildcard(pattern) ? matchFolders(workspace, context, pattern) : matchFolder(workspace, context, { pattern, path });
  const clean = cleanPath(pattern);
  if (hasWildcard(clean) || clean === "std" || clean === "cmd" || clean === "work") return orUnmatched(workspace, clean, matchNames(workspace, context, clean));
  if (clean === "all") return allPackages(workspace, context);
  if (clean === "tool") return namedPackages(workspace, workspace.mainModules.flatMap(({ goMod }) => goMod.tools));
  return matchImportPath(workspace, context, { pattern: clean, path });
}

function orUnmatched(workspace: Workspace, pattern: string, found: Found): Found {
  const isEmpty = found.packages.length === 0 && found.problems.length === 0;
  return isEmpty ? { packages: [], problems: [messages.nothingMatched(pattern, workspace)] } : found;
}

type Place = { readonly pattern: string; readonly path: string };

/** An import path; where none is so called, a folder: `internal/ring` for `./internal/ring`. */
function matchImportPath(workspace: Workspace, context: BuildContext, { pattern, path }: Place): Found {
  const from: PackageRef = { importPath: "", directory: workspace.cwd, module: "", origin: "main" };
  const found = findPackage(workspace, pattern, from);
  if ("origin" in found) return { packages: [found], problems: [] };
  if (workspace.inner.disk.isFolder(path)) return matchFolder(workspace, context, { pattern, path });
  if (pattern.endsWith(".go")) return { packages: [], problems: [messages.noSuchFile(path)] };
  return { packages: [], problems: [messages.noSuchPackage(found, path)] };
}

function matchFolder(workspace: Workspace, context: BuildContext, { pattern, path }: Place): Found {
  const { disk } = workspace.inner;
  const problem = (message: ProjectProblem): Found => ({ packages: [], problems: [message] });
  if (pattern.endsWith(".go") && !disk.isFolder(path)) return problem(messages.noSuchFile(path));
  if (disk.listing(path) === "not-readable") return problem(messages.unreadableFolder(path));
  if (!disk.isFolder(path)) return problem(disk.hasFile(path) ? messages.notGo(path) : messages.noSuchFolder(path));
  if (!disk.hasGoFiles(path)) return problem(messages.noGoFiles(path, pattern));
  const ref = directoryRef(workspace, path);
  if (ref === "outside") return problem(messages.outsideModules(path, workspace));
  const isBuilt = hasBuiltFiles(workspace, path, context);
  return isBuilt ? { packages: [ref], problems: [] } : problem(messages.allExcluded(path, context));
}

type FileQuery = { readonly path: string; readonly options: MatchOptions };

function matchFile(workspace: Workspace, context: BuildContext, { path, options }: FileQuery): Found {
  const problem = (message: ProjectProblem): Found => ({ packages: [], problems: [message] });
  if (!isGoFileName(baseName(path))) return problem(messages.ignoredName(path));
  const ref = directoryRef(workspace, parentPath(path));
  if (ref === "outside") return problem(messages.outsideModules(path, workspace));
  const verdict = fileVerdict(workspace, path, context);
  if (verdict !== "built") return problem(messages.fileNotBuilt(path, { verdict, context }));
  if (isTestFileName(path) && !options.tests) return problem(messages.testFile(path));
  return { packages: [ref], problems: [], file: path };
}
