import { isKnownArchitecture, isKnownSystem } from "./known-names.js";

/** What a file name asks of the build: tags that must all be true. */
export type NameTags = readonly string[];

/**
 * The GOOS and GOARCH in a file name (go/build goodOSArchFile): the name is cut at its first dot, what stands before its
 * first `_` never counts (`linux.go` is unconstrained), a last `_test` is dropped, and then the last one or two words
 * decide. `x_amd64_windows.go` is for Windows on every architecture.
 */
export function nameTags(fileName: string, goMinor: number): NameTags {
  const dot = fileName.indexOf(".");
  const stem = dot < 0 ? fileName : fileName.slice(0, dot);
  const underscore = stem.indexOf("_");
  if (underscore < 0) return NONE;
  const words = stem.slice(underscore).split("_");
  if (words.at(-1) === "test") words.pop();
  const last = words.at(-1) ?? "";
  const before = words.at(-2) ?? "";
  if (isKnownArchitecture(last, goMinor)) return isKnownSystem(before, goMinor) ? [before, last] : [last];
  return isKnownSystem(last, goMinor) ? [last] : NONE;
}

/** Go files the go command looks at: names starting with `_` or `.` are ignored. */
export function isGoFileName(name: string): boolean {
  return name.endsWith(".go") && !name.startsWith("_") && !name.startsWith(".");
}

export function isTestFileName(name: string): boolean {
  return name.endsWith("_test.go");
}

const NONE: NameTags = [];
