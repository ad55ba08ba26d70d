import { parseModSyntax, type ModLine, type ModProblem } from "./mod-syntax.js";
import type { ModuleVersion } from "./module-path.js";
import { isSemver } from "./semver.js";

export type Requirement = ModuleVersion & { readonly isIndirect: boolean; readonly line: number };
/** `version` of the old side is empty where all versions are replaced; an empty version on the new side means a folder. */
export type Replacement = { readonly old: ModuleVersion; readonly with: ModuleVersion; readonly line: number };

/** A go.mod file. Absent directives are empty; an invalid line is left out and is a problem. */
export type GoMod = {
  readonly modulePath: string;
  /** `1.24`, `1.24.3`; empty where there is no go line. */
  readonly go: string;
  /** `go1.24.3`, `default`; empty where there is none. */
  readonly toolchain: string;
  readonly requires: readonly Requirement[];
  readonly replaces: readonly Replacement[];
  readonly excludes: readonly ModuleVersion[];
  readonly tools: readonly string[];
  /** Folders that package patterns skip (Go 1.25). */
  readonly ignores: readonly string[];
  readonly problems: readonly ModProblem[];
};

/** Reads a go.mod file (golang.org/ref/mod#go-mod-file). Never gives up: every line that can be read counts. */
export function parseGoMod(text: string): GoMod {
  const { lines, problems } = parseModSyntax(text);
  const builder: Builder = { modulePath: "", go: "", toolchain: "", requires: [], replaces: [], excludes: [], tools: [], ignores: [], problems: [...problems] };
  for (const line of lines) readLine(builder, line);
  return builder;
}

/** Reads the `replace` form that go.mod and go.work share: `old [version] => new [version]`. */
export function parseReplace({ words, line }: ModLine): Replacement | string {
  const arrow = words.indexOf("=>");
  const [oldPath = "", oldVersion = ""] = words.slice(0, Math.max(arrow, 0));
  const [newPath = "", newVersion = ""] = words.slice(arrow + 1);
  const isComplete = arrow === 1 || arrow === 2;
  const nNew = words.length - arrow - 1;
  if (!isComplete || (nNew !== 1 && nNew !== 2)) return 'usage: replace module/path [v1.2.3] => other/module v1.4, or replace module/path => ../local/directory';
  if (oldVersion !== "" && !isSemver(oldVersion)) return `invalid version ${oldVersion} of ${oldPath}`;
  if (nNew === 1 && !isFolder(newPath)) return `the replacement ${newPath} has no version; a folder must begin with ./ or ../ or be absolute`;
  if (nNew === 2 && isFolder(newPath)) return `the replacement folder ${newPath} cannot have a version`;
  return { old: { path: oldPath, version: oldVersion }, with: { path: newPath, version: newVersion }, line };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };
type Builder = Mutable<GoMod>;

function readLine(builder: Builder, line: ModLine): void {
  const problem = applyLine(builder, line);
  if (problem !== undefined) builder.problems.push({ line: line.line, message: problem });
}

function applyLine(builder: Builder, line: ModLine): string | undefined {
  const { verb, words, comment } = line;
  const [first = "", second = ""] = words;
  switch (verb) {
    case "module":
      if (builder.modulePath !== "") return "repeated module statement";
      if (words.length !== 1) return "usage: module module/path";
      builder.modulePath = first;
      return undefined;
    case "go":
    case "toolchain":
      if (builder[verb] !== "") return `repeated ${verb} statement`;
      if (words.length !== 1 || !VERSIONS[verb].test(first)) return `invalid ${verb} version ${first}: must be like ${verb === "go" ? "1.24 or 1.24.3" : "go1.24.3"}`;
      builder[verb] = first;
      return undefined;
    case "require":
      if (words.length !== 2) return "usage: require module/path v1.2.3";
      if (!isSemver(second)) return `invalid version ${second} of ${first}: must be like v1.2.3`;
      builder.requires.push({ path: first, version: second, isIndirect: /^indirect(?:;|$)/.test(comment), line: line.line });
      return undefined;
    case "exclude":
      if (words.length !== 2 || !isSemver(second)) return "usage: exclude module/path v1.2.3";
      builder.excludes.push({ path: first, version: second });
      return undefined;
    case "replace": {
      const replacement = parseReplace(line);
      if (typeof replacement === "string") return replacement;
      builder.replaces.push(replacement);
      return undefined;
    }
    case "tool":
    case "ignore":
      if (words.length !== 1) return `usage: ${verb} ${verb === "tool" ? "import/path" : "./folder"}`;
      builder[`${verb}s`].push(first);
      return undefined;
    case "retract":
    case "godebug":
      return undefined;
    default:
      return `unknown directive: ${verb}`;
  }
}

const VERSIONS = { go: /^[1-9][0-9]*\.[0-9]+(?:\.[0-9]+)?(?:(?:alpha|beta|rc)[0-9]+)?$/, toolchain: /^(?:default|(?:[^\s]*-)?go1\S*)$/ };

function isFolder(path: string): boolean {
  return /^\.{1,2}(?:[\\/]|$)/.test(path) || path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
}
