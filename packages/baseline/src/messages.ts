import type { DamageKind } from "./read.js";

/*
 * What can be wrong with a baseline file, and what mends it. `mends` names the command for the file at hand.
 */

/** A merge that nobody finished. */
export const conflicted = "This baseline holds the marks of a merge conflict.";

/** A mark without those that belong to it. */
export function halfConflict(line: string): string {
  return `This mark of a merge conflict, ${line.slice(0, 7)}, stands without the others: a conflict is <<<<<<<, =======, >>>>>>>, each on a line of its own.`;
}

/** The text stops in the middle. */
export const truncated = "This baseline ends before it is complete.";

/** Something stands behind the last brace. */
export const trailing = "This baseline goes on after its end.";

/** As some editors put it before a text. */
export const byteOrderMark = "This baseline begins with a byte order mark, which JSON has not; save it as UTF-8 without one.";

/** Not JSON. */
export function notJson(what: string): string {
  return `This baseline is no JSON: ${what}.`;
}

/** Written by a cachelint to come. */
export function newerSchema(found: number, known: number): string {
  return `This baseline has schema version ${found}; this cachelint reads up to ${known}.`;
}

/** Another value than the one that belongs there. */
export function wrongValue(name: string, expected: string): string {
  return `${name} must be ${expected}.`;
}

/** A key that is missing. */
export function missingKey(name: string, key: string): string {
  return `${name} has no "${key}".`;
}

/** A key that nobody knows. */
export function unknownKey(name: string, key: string): string {
  return `${name} has a key "${key}" that no baseline has.`;
}

/** One key twice, as merges by hand leave it. */
export function duplicateKey(key: string, line: number): string {
  return `"${key}" is here a second time; the first one is on line ${line}.`;
}

/** No port of Go. */
export function unknownTarget(name: string): string {
  return `"${name}" is no target that Go has a port for.`;
}

/** A target that the header does not have. */
export function strayTarget(name: string): string {
  return `The layout is for ${name}, which "targets" does not name.`;
}

/** What to do about a file that cannot be read. */
export function mendOf(kind: DamageKind, file: string): string {
  switch (kind) {
    case "conflicted":
      return "`cachelint baseline update` writes it anew from the sources.";
    case "newer":
      return "Use the version of cachelint that wrote it, or a newer one.";
    case "torn":
      return `There is more wrong than the conflict, so nothing is written. Mend the line, or have git write the conflict anew while the merge is under way (git checkout --merge -- ${file}); then \`cachelint baseline update\` does the rest. To record all layouts anew, delete the file first.`;
    case "damaged":
      return `Mend the line, or take the file back from git (git checkout HEAD -- ${file}). To record all layouts anew, delete it and run \`cachelint baseline update\`.`;
  }
}
