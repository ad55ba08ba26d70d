import { type Finding, selectEdits, withEdits } from "@cachelint/lint";
import type { ChangedFile } from "./write-file.js";

export type FixedFile = ChangedFile & { readonly displayPath: string; readonly nFixes: number };

/** Fixes that were made in memory, round by round. */
export type Fixing = { readonly files: ReadonlyMap<string, FixedFile>; readonly seen: ReadonlySet<string>; readonly nRounds: number };

/** No round yet. */
export const nothingFixed: Fixing = { files: new Map(), seen: new Set(), nRounds: 0 };

/** Structs lie in structs, and an edit may wait for another: five rounds were the most that were seen. */
const mostRounds = 10;

/**
 * Makes what can be made together of the fixes of some findings, which were found once all fixes before were made. Null where nothing is
 * left that a fix could change; what would go round in circles ends with the texts as they were when they were first the same.
 */
export function nextRound({ files, seen, nRounds }: Fixing, findings: readonly Finding[], options: { readonly isUnsafe: boolean }): Fixing | null {
  const changed = selectEdits(findings, options).map((file): FixedFile => ({ path: file.path, before: file.text, after: withEdits(file), displayPath: displayPathIn(findings, file.path), nFixes: file.nFixes })).filter(({ before, after }) => before !== after);
  const state = changed.map(({ path, after }) => `${path}\n${after}`).join("\n");
  if (changed.length === 0 || seen.has(state) || nRounds === mostRounds) return null;
  const all = new Map(files);
  for (const file of changed) {
    const known = files.get(file.path);
    all.set(file.path, known === undefined ? file : { ...file, before: known.before, nFixes: known.nFixes + file.nFixes });
  }
  return { files: all, seen: new Set([...seen, state]), nRounds: nRounds + 1 };
}

/** The texts of the files that fixes changed, by absolute path. */
export function fixedTexts({ files }: Fixing): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, { after }]) => [path, after]));
}

function displayPathIn(findings: readonly Finding[], path: string): string {
  return findings.flatMap(({ fix }) => fix?.edits ?? []).find(({ source }) => source.path === path)?.source.displayPath ?? path;
}
