import type { FileProblem } from "@cachelint/project";
import { isUnparsed } from "@cachelint/syntax";
import { nearest } from "./nearest.js";
import { allPorts, architectures, systems } from "./ports.js";
import { type SourceRange, UsageError } from "./usage-error.js";

/*
 * Every usage error of this room. Each says what was looked for, where, and what to do.
 */

/** `--target` without a value of use. */
export function emptyTarget(): UsageError {
  return new UsageError("--target names no target.", { hint: "Write it as --target linux/amd64; several are separated by commas." });
}

/** A target that is no port of Go; `from` is where it was named. */
export function unknownTarget(name: string, from: string): UsageError {
  const hint = name.includes("/") ? portHint(name) : `A target is an operating system and an architecture, as in linux/amd64.${suggested(name)}`;
  return new UsageError(`${from} names ${name === "" ? "no target" : `"${name}"`}, which is no port of Go.`, { hint: hint || "See `go tool dist list` for the ports." });
}

/** For what is written as a port and is none: one whose system and architecture are both near, or those of the system. */
export function portHint(name: string): string {
  const [goos = "", goarch = ""] = name.split("/");
  const system = nearest(goos, systems);
  const ports = allPorts.filter((port) => port.startsWith(`${system ?? ""}/`));
  const near = nearest(goarch, ports.map((port) => port.slice(port.indexOf("/") + 1)));
  if (near !== undefined) return didYouMean(`${system ?? ""}/${near}`);
  return 0 < ports.length ? `Go's ports of ${system ?? ""} are ${ports.join(", ")}.` : "See `go tool dist list` for the ports.";
}

/** GOOS names no operating system of Go. */
export function unknownSystem(name: string): UsageError {
  return new UsageError(`GOOS is "${name}", which is no operating system that Go has a port for.`, { hint: didYouMean(nearest(name, systems)) || `Known are ${systems.join(", ")}.` });
}

/** GOARCH names no architecture of Go. */
export function unknownArchitecture(name: string): UsageError {
  return new UsageError(`GOARCH is "${name}", which is no architecture that Go has a port for.`, { hint: didYouMean(nearest(name, architectures)) || `Known are ${architectures.join(", ")}.` });
}

/** No pattern selects anything; `details` say why, one for each. */
export function nothingMatched(details: readonly string[], patterns: readonly string[]): UsageError {
  const message = 0 < details.length ? details.join("\n") : `Nothing matches ${patterns.join(" ")}.`;
  return new UsageError(message, { hint: "Patterns are those of the go command (./..., ./ring, net/http, std), folders, or Go files." });
}

/** `diff A B`. */
export function twoRevisions(before: string, after: string): UsageError {
  return new UsageError(`${after} is a revision, not a package.`, { hint: `Two revisions are one word: cachelint diff ${before}..${after}` });
}

/** `pkg.Type` where the package has no such struct, or could not be read: then `problem` says why. */
export function noSuchType(names: { readonly type: string; readonly importPath: string; readonly known: readonly string[]; readonly problem: string; readonly targets: readonly string[] }): UsageError {
  const { type, importPath, known, problem, targets } = names;
  if (known.length === 0 && problem !== "") return new UsageError(`The layout of ${importPath}.${type} is not known for ${targets.join(", ")}.`, { hint: problem });
  const hint = didYouMean(nearest(type, known)) || problem || (known.length === 0 ? "The package has no structs for this target." : `\`cachelint show ${importPath}\` lists them all.`);
  return new UsageError(`There is no struct ${type} in ${importPath}.`, { hint });
}

function didYouMean(name: string | undefined): string {
  return name === undefined ? "" : `Did you mean ${name}?`;
}

function suggested(name: string): string {
  const near = nearest(name, [...systems, ...architectures]) ?? "";
  const example = [`linux/${near}`, `${near}/amd64`].find((port) => allPorts.includes(port)) ?? allPorts.find((port) => port.split("/").includes(near));
  return example === undefined ? "" : ` Did you mean ${example}?`;
}

/** Not an error: what the standard library's types are taken from. */
export function builtInStd(version: string): string {
  return `No Go installation was found; types of the standard library are those of Go ${version}, from the table that comes with cachelint. Install Go, or set GOROOT, to have its sources read.`;
}

/** Not an error: code that types come from is not there. Details mostly say what mends that. */
export function missingCode(reason: "unresolved-import" | "std-table", detail: string): string {
  const what = /[.!?]$/.test(detail) ? detail : `${detail}.`;
  if (/\b(?:Run|Install|Check|Set|set|Unset)\b/.test(what)) return what;
  return reason === "std-table" ? `The built-in table of the standard library does not have ${what} Install Go, or set GOROOT, to have its sources read.` : `${what} Run \`go mod download\`.`;
}

/** The end of a long list of those. */
export function moreMissing(nMore: number): string {
  return `Imports lead nowhere for ${nMore} more ${nMore === 1 ? "reason" : "reasons"}. Run \`go mod download\`.`;
}

/** As the scanner says it where other text stands there. */
export const noPackageClause = "a package clause was expected";

/** More lines of one broken file help nobody. */
const mostLines = 10;

/** Not an error: a file that is not all Go, with the lines of the errors behind the first one. */
export function brokenCode(problem: string, otherLines: readonly number[]): string {
  const nOthers = otherLines.length;
  const what = isUnparsed(problem) ? `${problem.charAt(0).toUpperCase()}${problem.slice(1)}` : `Syntax error: ${problem}`;
  if (nOthers === 0) return `${what}.`;
  const lines = `${otherLines.slice(0, mostLines).join(", ")}${mostLines < nOthers ? ", …" : ""}`;
  return `${what}, and ${nOthers} more (${nOthers === 1 ? "line" : "lines"} ${lines}).`;
}

/** A pattern without any text, as an unset variable of a script leaves it. */
export function emptyPattern(): UsageError {
  return new UsageError("A pattern is empty.", { hint: "Leave it out to have ./... read." });
}

/** `--go-version` that is none. */
export function badGoVersion(text: string, hint: string): UsageError {
  return new UsageError(`--go-version names "${text}", which is no Go version.`, { hint });
}

/* Git. */

/** Revisions are asked for, and git is not installed. */
export function noGit(): UsageError {
  return new UsageError("Revisions are read with git, and no program git was found.", { hint: "Install git, or add its folder to PATH." });
}

/** Revisions are asked for outside of a repository. */
export function noRepository(): UsageError {
  return new UsageError("There is no git repository around the working directory.", { hint: "Run it inside of one." });
}

/** A revision that git does not know. */
export function noRevision(revision: string): UsageError {
  return new UsageError(`git knows no revision "${revision}" here.`, { hint: "In a shallow clone, fetch it first: git fetch --depth=1 origin COMMIT, or set fetch-depth: 0 in the CI's checkout." });
}

/** Two revisions without a common past. */
export function noMergeBase(a: string, b: string): UsageError {
  return new UsageError(`${a} and ${b} have no commit in common.`, { hint: "In a shallow clone, fetch more of the past: git fetch --unshallow, or set fetch-depth: 0 in the CI's checkout." });
}

/* Set-up. */

/** `init` outside of any module. */
export function noModule(): UsageError {
  return new UsageError("There is no Go module here: no go.mod in the working directory or above it.", { hint: "Run it in the folder of a go.mod; `go mod init` makes one." });
}

/** `init` above several modules. */
export function severalModules(roots: readonly string[]): UsageError {
  return new UsageError(`There are several Go modules here: ${roots.join(", ")}.`, { hint: "Run it in the folder of each that is to have a baseline." });
}

/* Files. */

const whyUnread: Readonly<Record<FileProblem, string>> = { "not-found": "", "not-readable": "", "wrong-kind": "; it is a folder", "link-loop": "; it is a symbolic link that leads back to itself" };

function mendOf(problem: FileProblem): string {
  return problem === "link-loop" ? "Let it link to a file, or write one in its place." : "Check its permissions.";
}

/* The baseline. */

/** A baseline that is there and cannot be opened. */
export function unreadableBaseline(shown: string, problem: FileProblem): UsageError {
  return new UsageError(`The baseline ${shown} cannot be read${whyUnread[problem]}.`, { hint: problem === "wrong-kind" ? "Name a file with `baseline: { path: … }` in cachelint.yaml." : mendOf(problem) });
}

/** A baseline whose text is wrong somewhere. */
export function badBaseline(message: string, hint: string, source: SourceRange): UsageError {
  return new UsageError(message, { hint, source });
}

/** Nothing was recorded yet. */
export function noBaseline(shown: readonly string[]): UsageError {
  return new UsageError(`There is no baseline ${shown.join(", ")}.`, { hint: "`cachelint baseline update` records the layouts as they are now." });
}

/** `--target` names what a baseline does not hold. */
export function targetNotRecorded(name: string, shown: string, recorded: readonly string[]): UsageError {
  return new UsageError(`The baseline ${shown} holds no layouts for ${name}; it has those for ${recorded.join(", ")}.`, { hint: `Record it too: cachelint baseline update --target ${[...recorded, name].join(",")}.` });
}

/** Not an error: a pattern for packages whose layouts are not recorded. */
export function outsideSelection(pattern: string, shown: readonly string[]): string {
  return `The selection of ${shown.join(", ")} holds nothing of ${pattern}, so that nothing of it is recorded or compared. To have it recorded, add it to \`baseline: { select: … }\` in cachelint.yaml and run \`cachelint baseline update\`.`;
}

/** Not an error: what is taken where the sides of a conflict say different things. */
export function sidesDiffer(key: string, [ours, theirs]: readonly [string, string], taken: string, by: "command" | "configuration" | "file"): string {
  const why = { command: "which are those of this command and the configuration", configuration: "which the configuration says", file: "which has all that either side guards" }[by];
  const mend = by === "file" ? ` To have something else, say it in cachelint.yaml and run \`cachelint baseline update\` again.` : "";
  return `The sides of this conflict differ in "${key}": ours has ${ours}, theirs ${theirs}. Taken is ${taken}, ${why}.${mend}`;
}

/** Not an error: a baseline of another Go version. */
export function otherGoVersion(shown: string, recorded: string, now: string): string {
  return `${shown} was recorded with Go ${recorded}, and this check goes by Go ${now}; types of the standard library and size classes may differ. \`cachelint baseline update\` records those of ${now}.`;
}

/** Not an error: the configuration would record something else now. */
export function otherSelection(shown: string, what: string, recorded: string, configured: string): string {
  return `The configuration sets ${what} to ${configured}, and ${shown} was recorded with ${recorded}. \`cachelint baseline update\` records it anew.`;
}

/** Not an error: a contract that `assert` writes no Go for. */
export function notAsserted(word: string, type: string, why: string): string {
  return `\`${word}\` of ${type} is not asserted: ${why}.`;
}

/* The configuration file. */

/** A configuration file that is not there, or cannot be read. */
export function unreadableConfiguration(shown: string, problem: FileProblem): UsageError {
  if (problem === "not-found") return new UsageError(`There is no configuration file ${shown}.`, { hint: "Check --config; a path is relative to the working directory." });
  return new UsageError(`The configuration file ${shown} cannot be read${whyUnread[problem]}.`, { hint: problem === "wrong-kind" ? "Write a file in its place, or name one with --config." : mendOf(problem) });
}

/** Not an error: a file that was meant as the configuration, by its name. */
export function ignoredConfiguration(name: string): string {
  return `This file is not read: the configuration is ${name}. Rename it.`;
}

/** Text that YAML has no reading of. */
export function badYaml(problem: string, { shown, text, start, end }: { readonly shown: string; readonly text: string; readonly start: number; readonly end: number }): UsageError {
  return new UsageError(`This is no YAML: ${problem}.`, { source: { file: shown, text, start, end } });
}

/** A key that the configuration does not know at this place. */
export function unknownKey(key: string, { name, keys }: { readonly name: string; readonly keys: readonly string[] }, source: SourceRange): UsageError {
  return new UsageError(`${name} has no key "${key}".`, { hint: didYouMean(nearest(key, keys)) || `Its keys are ${keys.join(", ")}.`, source });
}

/** A key that has to be there. */
export function missingKey(key: string, source: SourceRange): UsageError {
  return new UsageError(`The key "${key}" is missing here.`, { source });
}

/** A rule that does not exist, in a file or in a flag. */
export function unknownRule(id: string, ids: readonly string[], source: SourceRange | null): UsageError {
  return new UsageError(`There is no rule "${id}".`, { hint: didYouMean(nearest(id, ids)) || "`cachelint rules` lists them.", source });
}

/** A severity or option that the rule does not take, in the rule's own words. */
export function badRuleSetting(problem: string, source: SourceRange): UsageError {
  return new UsageError(`${problem}.`, { source });
}

/** A text that is not of the form it has to have. */
export function badText(problem: string, hint: string, source: SourceRange): UsageError {
  return new UsageError(`${capital(problem)}.`, { hint, source });
}

/** A value of the wrong kind. */
export function wrongValue(name: string, what: string, near: string | undefined, source: SourceRange): UsageError {
  return new UsageError(`${name} must be ${what}.`, { hint: didYouMean(near), source });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A file that somebody else wrote between reading and writing. */
export function changedOnDisk(): string {
  return "It changed on disk since it was read, and is not written. Run `cachelint check --fix` again.";
}

/** A file whose text cannot be written back as it was read. */
export function notUtf8(): string {
  return "It holds bytes that are no UTF-8, which a fix would lose, and is not written. Go source is UTF-8: convert the file first.";
}

/** A file that may not be written. */
export function readOnly(): string {
  return "It is read-only, and is not written. Make it writable, or leave it out of the run.";
}

/** A file that the disk does not take; `code` is the system's. */
export function writeRefused(code: string): string {
  return `It could not be written (${code}); it is as it was. Check that its folder can be written to and has space left.`;
}
