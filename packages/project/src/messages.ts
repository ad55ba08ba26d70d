import type { Installation } from "./goroot.js";
import type { BuildContext, MissingPackage, ProjectProblem } from "./model.js";
import { joinPath } from "./paths.js";
import type { FileVerdict } from "./select-files.js";
import type { Workspace } from "./workspace.js";

/*
 * Every text this room shows. Each says what was looked for, where, and what to do.
 */

export function unreadableFile(path: string): ProjectProblem {
  return { severity: "warning", path, line: null, message: "This file cannot be read and is left out of its package. Check its permissions." };
}

export function badConstraint(path: string, problem: string): ProjectProblem {
  return { severity: "warning", path, line: null, message: `The build constraint cannot be read, so that the go command leaves the file out: ${problem}.` };
}

export function mixedPackages(path: string, { name, other, otherName }: { readonly name: string; readonly other: string; readonly otherName: string }): ProjectProblem {
  return { severity: "warning", path, line: null, message: `This file is package ${name}, but ${other} beside it is package ${otherName}; it is left out. Move it, or constrain it with //go:build.` };
}

export function toolchainMissing(why: string, { needed, found }: { readonly needed: string; readonly found: Installation }): ProjectProblem {
  return warning(null, `${capital(why)} asks for Go ${needed}, which is not on this machine; Go ${found.version.text} in ${found.path} is used. Run \`go version\` in the module to download it.`);
}

export function switchingIsOff(why: string, { needed, found }: { readonly needed: string; readonly found: Installation }): ProjectProblem {
  return warning(null, `${capital(why)} asks for Go ${needed}, but GOTOOLCHAIN allows no switching; Go ${found.version.text} in ${found.path} is used. Set GOTOOLCHAIN=auto, or update Go.`);
}

export function askedVersionMissing(asked: string, found: Installation): ProjectProblem {
  return warning(null, `No Go ${asked} is on this machine: build tags are those of Go ${asked}, but the standard library is read from Go ${found.version.text} in ${found.path}.`);
}

export function tableOfOtherVersion(asked: string, table: string): ProjectProblem {
  return warning(null, `The built-in table of the standard library nearest to Go ${asked} is that of Go ${table}; layouts of standard types may differ.`);
}

export function noGoroot(): ProjectProblem {
  return warning(null, "No Go installation was found (looked at GOROOT, PATH and the usual places), so that nothing of the standard library is known. Install Go, or set GOROOT.");
}

export function badGoVersion(asked: string): ProjectProblem {
  return { severity: "error", path: null, line: null, message: `"${asked}" is no Go version. Write it as 1.26 or 1.26.8.` };
}

export function inconsistentVendor(path: string, { details, isWorkspace }: { readonly details: readonly string[]; readonly isWorkspace: boolean }): ProjectProblem {
  const [first = ""] = details;
  const more = details.length === 1 ? "" : ` (and ${details.length - 1} more)`;
  return warning(path, `The vendor folder is out of date: ${first}${more}. Run \`go ${isWorkspace ? "work" : "mod"} vendor\`.`);
}

export function noGoFlag(field: string): ProjectProblem {
  return warning(null, `GOFLAGS has ${JSON.stringify(field)}, which is no flag, so that the go command would stop; it is passed over. Write each flag as one word, -tags=x, or in quotes.`);
}

export function goFlagWithoutValue(name: string): ProjectProblem {
  return warning(null, `GOFLAGS has -${name} without a value, so that the go command would stop; it is passed over. Write -${name}=VALUE.`);
}

export function badModFlag(value: string): ProjectProblem {
  return warning(null, `GOFLAGS has -mod=${value}, so that the go command would stop; it is passed over. It can be mod, readonly or vendor.`);
}

export function overlayNotRead(): ProjectProblem {
  return warning(null, "GOFLAGS has -overlay, which cachelint does not read: files are taken as they are on the disk.");
}

export function unreadableGoMod(path: string): ProjectProblem {
  return { severity: "error", path, line: null, message: "This go.mod file cannot be read, so that its folder counts as one outside of any module. Check its permissions." };
}

/** What -modfile names is not there: the module is read by its own go.mod, or every import of it would be missing. */
export function noModfile(path: string): ProjectProblem {
  return { severity: "error", path, line: null, message: "GOFLAGS names this file with -modfile, and it cannot be read, so that the go command would stop; go.mod is read in its place. Check the path, which is relative to the working directory, or take -modfile out of GOFLAGS." };
}

export function unreadableGoWork(path: string): ProjectProblem {
  return { severity: "error", path, line: null, message: "This go.work file cannot be read. Check GOWORK, or set GOWORK=off." };
}

export function noModuleLine(path: string): ProjectProblem {
  return { severity: "error", path, line: null, message: "There is no module line. Write `module example.com/name`." };
}

export function modfileInWorkspace(path: string): ProjectProblem {
  return warning(path, "-modfile of GOFLAGS is ignored in a workspace. Set GOWORK=off to use it.");
}

type UseLine = { readonly line: number; readonly directory: string };

export function useOfNothing(path: string, { line, directory }: UseLine): ProjectProblem {
  return { severity: "warning", path, line, message: `The folder ${directory} does not exist; the other modules are used. Run \`go work edit -dropuse=${directory}\`.` };
}

export function useWithoutGoMod(path: string, { line, directory }: UseLine): ProjectProblem {
  return { severity: "warning", path, line, message: `The folder ${directory} has no go.mod; the other modules are used. Run \`go mod init\` there, or drop the line.` };
}

export function usedTwice(path: string, { line, module }: { readonly line: number; readonly module: string }): ProjectProblem {
  return { severity: "warning", path, line, message: `The module ${module} is used a second time, from another folder; this one is left out.` };
}

function warning(path: string | null, message: string): ProjectProblem {
  return { severity: "warning", path, line: null, message };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function missingPackage({ detail }: MissingPackage): ProjectProblem {
  return warning(null, detail);
}

export function noSuchPackage({ detail }: MissingPackage, path: string): ProjectProblem {
  return failure(null, `${detail} There is no folder ${path} either.`);
}

export function noSuchFile(path: string): ProjectProblem {
  return failure(path, `There is no file ${path}.`);
}

export function unreadableFolder(path: string): ProjectProblem {
  return warning(path, "This folder cannot be read, so that nothing below it is looked at. Check its permissions.");
}

export function badGoroot(): ProjectProblem {
  return warning(null, "GOROOT is set to a folder that holds no Go installation (no src with a VERSION file beside it), and is passed over. Correct it or unset it.");
}

export function noSuchFolder(path: string): ProjectProblem {
  return failure(path, `There is no folder ${path}.`);
}

export function notGo(path: string): ProjectProblem {
  return failure(path, `${path} is no Go file. Name Go files, folders or import paths.`);
}

export function noGoFiles(path: string, pattern: string): ProjectProblem {
  return failure(path, `There are no Go files in ${path} itself. For the packages below it, write ${pattern.replace(/\/$/, "")}/...`);
}

export function ignoredName(path: string): ProjectProblem {
  return warning(path, `The go command ignores files whose names begin with _ or ., such as ${path}. Rename it to have it read.`);
}

export function testFile(path: string): ProjectProblem {
  return warning(path, `${path} is a test file. Add --tests to have tests read.`);
}

export function allExcluded(path: string, context: BuildContext): ProjectProblem {
  return warning(path, `Build constraints exclude all Go files in ${path} for ${target(context)}. Choose another --target, or add --tags.`);
}

export function fileNotBuilt(path: string, { verdict, context }: { readonly verdict: FileVerdict; readonly context: BuildContext }): ProjectProblem {
  return warning(path, `${path} is not built for ${target(context)}: ${VERDICTS[verdict]}.`);
}

const VERDICTS: Readonly<Record<FileVerdict, string>> = {
  built: "it is built",
  "file-name": "its name is for another target",
  constraint: "its build constraint does not hold; choose another --target, or add --tags",
  "bad-constraint": "its build constraint cannot be read",
  cgo: "it uses cgo, which is off",
  documentation: "it is package documentation, which the go command ignores",
  "not-found": "it does not exist",
  "not-readable": "it cannot be read",
  "wrong-kind": "it is no regular file",
  "link-loop": "it is a symbolic link that leads back to itself",
};

export function outsideModules(path: string, { kind, root, mainModules }: Workspace): ProjectProblem {
  if (kind === "work") {
    return failure(path, `${path} is in no module that ${joinPath(root, "go.work")} uses (${mainModules.map((main) => main.path).join(", ") || "it uses none"}). Run \`go work use\` for its module, or set GOWORK=off.`);
  }
  return failure(path, `${path} is outside the module in ${root} and its dependencies. Run cachelint in its own module.`);
}

export function nothingMatched(pattern: string, { cwd }: Workspace): ProjectProblem {
  return warning(null, `The pattern ${pattern} matched no packages (from ${cwd}). Check the path; _*, .*, testdata, vendor and nested modules are not entered.`);
}

export function moduleNotThere(title: string, directory: string): ProjectProblem {
  return warning(null, `Module ${title} is not in the module cache (looked in ${directory}), so that its packages cannot match. Run \`go mod download\`.`);
}

export function noStandardList(pattern: string): ProjectProblem {
  return failure(null, `${pattern} needs a Go installation, and none was found. Install Go, or set GOROOT.`);
}

export function noMainModule({ cwd }: Workspace): ProjectProblem {
  return failure(null, `The pattern all needs a module, and there is no go.mod in ${cwd} or above it. Run \`go mod init\` there.`);
}

function failure(path: string | null, message: string): ProjectProblem {
  return { severity: "error", path, line: null, message };
}

function target({ goos, goarch, cgo }: BuildContext): string {
  return `${goos}/${goarch}${cgo ? "" : " without cgo"}`;
}

export function outsideWork(root: string): ProjectProblem {
  return warning(joinPath(root, "go.mod"), "The go.work above does not use this module, so that it is read by its own go.mod. Run `go work use` for it to build with the others.");
}
