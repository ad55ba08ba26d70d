import { type Finding, selectEdits, withEdits } from "@cachelint/lint";
import { createTwoFilesPatch } from "diff";
import * as messages from "../messages.js";
import { shareRuns } from "../open-run.js";
import { type CheckOptions, type CheckResult, runCheck } from "../run-check.js";
import type { ToldProblem } from "../told-problems.js";
import { type ChangedFile, writeChanged, type WriteProblem } from "./write-file.js";

/** `isUnsafe`: fixes too that only their author can judge. */
export type FixOptions = CheckOptions & { readonly isUnsafe: boolean };

export type FixResult = {
  /** What remains once the fixes are made. */
  readonly check: CheckResult;
  /** By name. */
  readonly files: readonly FixedFile[];
};

export type FixedFile = ChangedFile & { readonly displayPath: string; readonly nFixes: number };

/** Structs lie in structs, and an edit may wait for another: five rounds were the most that were seen. */
const mostRounds = 10;

/**
 * Makes fixes in memory and looks again until nothing is left that a fix could change. What would go round in circles ends with the
 * texts as they were when they were first the same.
 */
export async function convergeFixes(options: FixOptions): Promise<FixResult & { readonly first: CheckResult }> {
  const overlay = new Map(options.overlay ?? []);
  const files = new Map<string, FixedFile>();
  const seen = new Set<string>();
  let shared = shareRuns(options);
  const first = await runCheck({ ...options, shared });
  let check = first;
  for (let round = 0; round < mostRounds; round++) {
    const selected = selectEdits(check.findings, options);
    const changed = selected.map((file): FixedFile => ({ path: file.path, before: file.text, after: withEdits(file), displayPath: displayPathIn(check.findings, file.path), nFixes: file.nFixes })).filter(({ before, after }) => before !== after);
    const state = changed.map(({ path, after }) => `${path}\n${after}`).join("\n");
    if (changed.length === 0 || seen.has(state)) break;
    seen.add(state);
    for (const file of changed) {
      overlay.set(file.path, file.after);
      const known = files.get(file.path);
      files.set(file.path, known === undefined ? file : { ...file, before: known.before, nFixes: known.nFixes + file.nFixes });
    }
    // Files are read anew; what was parsed of their texts stays.
    shared = { ...shareRuns({ ...options, overlay }), parser: shared.parser, sources: shared.sources };
    check = await runCheck({ ...options, overlay, shared });
  }
  const all = [...files.values()].filter(({ before, after }) => before !== after).sort((a, b) => (a.displayPath < b.displayPath ? -1 : 1));
  return { first, check, files: all };
}

/** Makes fixes and writes the files, each whole or not at all. Where one cannot be written, what remains is looked for once more. */
export async function runFix(options: FixOptions): Promise<FixResult> {
  const { check, files } = await convergeFixes(options);
  const problems: ToldProblem[] = [];
  const written = files.filter((file) => {
    const problem = writeChanged(file);
    if (problem !== null) problems.push({ severity: "error", file: file.displayPath, line: null, message: notWritten(problem) });
    return problem === null;
  });
  if (written.length === files.length) return { check, files };
  const again = await runCheck(options);
  return { check: { ...again, problems: [...problems, ...again.problems] }, files: written };
}

/** A unified diff of what fixes would change. */
export function diffOf(files: FixResult["files"]): string {
  return files.map(({ displayPath, before, after }) => createTwoFilesPatch(`a/${displayPath}`, `b/${displayPath}`, before, after, undefined, undefined, { context: 3 }).replace(/^=+\n/, "")).join("");
}

function notWritten({ problem, code }: WriteProblem): string {
  switch (problem) {
    case "changed":
      return messages.changedOnDisk();
    case "not-utf8":
      return messages.notUtf8();
    case "read-only":
      return messages.readOnly();
    case "refused":
      return messages.writeRefused(code);
  }
}

function displayPathIn(findings: readonly Finding[], path: string): string {
  return findings.flatMap(({ fix }) => fix?.edits ?? []).find(({ source }) => source.path === path)?.source.displayPath ?? path;
}

/** Of all files together. */
export function countFixes(files: FixResult["files"]): number {
  return files.reduce((sum, { nFixes }) => sum + nFixes, 0);
}
