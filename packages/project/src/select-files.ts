import { evaluate } from "./constraint.js";
import { compileContext } from "./context.js";
import type { SourceFile } from "./disk.js";
import { isTestFileName, nameTags } from "./file-name.js";
import * as messages from "./messages.js";
import type { BuildContext, FileProblem, GoFile, ProjectProblem } from "./model.js";
import { joinPath } from "./paths.js";
import type { CompiledContext, Workspace } from "./workspace.js";

/** The Go files of one folder that a context builds, in byte order of their names. */
export type FileSelection = { readonly name: string; readonly files: readonly GoFile[]; readonly imports: ReadonlyMap<GoFile, readonly string[]>; readonly problems: readonly ProjectProblem[] };

export type SelectOptions = { readonly tests: boolean };

/** Selects the files of a folder as go/build Context.Import does; remembered per folder and context. Tests that are not asked for are not even read. */
export function selectFiles(workspace: Workspace, directory: string, context: BuildContext, { tests }: SelectOptions): FileSelection {
  const compiled = compileContext(workspace, context);
  const { selections } = workspace.inner;
  const key = `${tests ? "tests " : ""}${compiled.key}`;
  const ofContext = selections.get(key) ?? new Map<string, FileSelection>();
  selections.set(key, ofContext);
  const known = ofContext.get(directory);
  if (known !== undefined) return known;
  const names = goFileNames(workspace, directory);
  const own = names.filter((name) => !isTestFileName(name));
  const selection = select(workspace, directory, { compiled, context, names: tests ? [...own, ...names.filter(isTestFileName)] : own });
  ofContext.set(directory, selection);
  return selection;
}

/** Whether a context builds anything in a folder, tests included; reads no more files than it takes to know. */
export function hasBuiltFiles(workspace: Workspace, directory: string, context: BuildContext): boolean {
  const build = { compiled: compileContext(workspace, context), context };
  const isBuilt = (name: string): boolean => built(workspace, joinPath(directory, name), build) === "built";
  const names = goFileNames(workspace, directory);
  return names.some((name) => !isTestFileName(name) && isBuilt(name)) || names.some((name) => isTestFileName(name) && isBuilt(name));
}

/** Why a file is or is not part of a build. */
export type FileVerdict = "built" | "file-name" | "constraint" | "cgo" | "documentation" | "bad-constraint" | FileProblem;

export function fileVerdict(workspace: Workspace, path: string, context: BuildContext): FileVerdict {
  return built(workspace, path, { compiled: compileContext(workspace, context), context });
}

type Build = { readonly compiled: CompiledContext; readonly context: BuildContext };

function built(workspace: Workspace, path: string, build: Build): FileVerdict {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!nameTags(name, build.context.goMinor).every((tag) => build.compiled.tags.has(tag))) return "file-name";
  const source = workspace.inner.disk.source(path);
  return typeof source === "string" ? source : sourceVerdict(source, build);
}

function sourceVerdict({ header }: SourceFile, { compiled, context }: Build): FileVerdict {
  if ("problem" in header.constraint) return "bad-constraint";
  if (!evaluate(header.constraint.constraint, (tag) => compiled.tags.has(tag))) return "constraint";
  if (header.packageName === "documentation") return "documentation";
  return !context.cgo && header.imports.includes("C") ? "cgo" : "built";
}

function goFileNames({ inner }: Workspace, directory: string): readonly string[] {
  const listing = inner.disk.listing(directory);
  return typeof listing === "string" ? [] : listing.goFiles;
}

type NamedBuild = Build & { readonly names: readonly string[] };

/** The package's own files come before its tests, so that they decide its name. */
function select(workspace: Workspace, directory: string, build: NamedBuild): FileSelection {
  const files: GoFile[] = [];
  const imports = new Map<GoFile, readonly string[]>();
  const problems: ProjectProblem[] = [];
  let first: GoFile | undefined;
  let name = "";
  for (const fileName of build.names) {
    const path = joinPath(directory, fileName);
    const verdict = built(workspace, path, build);
    const source = verdict === "built" || verdict === "bad-constraint" ? workspace.inner.disk.source(path) : verdict;
    if (typeof source === "string") {
      if (source === "not-readable") problems.push(messages.unreadableFile(path));
      continue;
    }
    const { header, text } = source;
    if ("problem" in header.constraint) {
      problems.push(messages.badConstraint(path, header.constraint.problem));
      continue;
    }
    const isTest = isTestFileName(fileName);
    // go/build takes `p_test` for an external test unless the package itself is so called.
    const isExternal = isTest && header.packageName.endsWith("_test") && header.packageName !== name;
    const packageName = isExternal ? header.packageName.slice(0, -"_test".length) : header.packageName;
    const file: GoFile = { path, name: fileName, text, usesCgo: header.imports.includes("C"), test: isTest ? (isExternal ? "external" : "in-package") : "none" };
    if (first === undefined || name === "") {
      first = file;
      name = packageName;
    } else if (packageName !== name && packageName !== "") {
      problems.push(messages.mixedPackages(path, { name: packageName, other: first.name, otherName: name }));
      continue;
    }
    files.push(file);
    imports.set(file, header.imports);
  }
  return { name, files: files.sort((a, b) => (a.name < b.name ? -1 : 1)), imports, problems };
}
