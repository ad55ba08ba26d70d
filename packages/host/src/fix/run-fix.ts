import { createTwoFilesPatch } from "diff";
import * as messages from "../messages.js";
import { shareRuns } from "../open-run.js";
import { type CheckOptions, type CheckResult, runCheck } from "../run-check.js";
import type { ToldProblem } from "../told-problems.js";
import { type FixedFile, fixedTexts, nextRound, nothingFixed } from "./rounds.js";
import { writeChanged, type WriteProblem, writeProblemOf } from "./write-file.js";

/** `isUnsafe`: fixes too that only their author can judge. */
export type FixOptions = CheckOptions & { readonly isUnsafe: boolean };

export type FixResult = {
  /** What remains once the fixes are made. */
  readonly check: CheckResult;
  /** By name. */
  readonly files: readonly FixedFile[];
};

/** Makes fixes in memory and looks again until nothing is left that a fix could change. */
async function convergeFixes(options: FixOptions): Promise<FixResult & { readonly first: CheckResult }> {
  let shared = shareRuns(options);
  const first = await runCheck({ ...options, shared });
  let check = first;
  let fixing = nothingFixed;
  for (let next = nextRound(fixing, check.findings, options); next !== null; next = nextRound(fixing, check.findings, options)) {
    fixing = next;
    const overlay = new Map([...(options.overlay ?? []), ...fixedTexts(fixing)]);
    // Files are read anew; what was parsed of their texts stays.
    shared = { ...shareRuns({ ...options, overlay }), parser: shared.parser, sources: shared.sources };
    check = await runCheck({ ...options, overlay, shared });
  }
  const files = [...fixing.files.values()].filter(({ before, after }) => before !== after).sort((a, b) => (a.displayPath < b.displayPath ? -1 : 1));
  return { first, check, files };
}

/** Makes fixes and writes the files, each whole or not at all. Where one cannot be written, what remains is looked for once more. */
export async function runFix(options: FixOptions): Promise<FixResult> {
  const { check, files } = await convergeFixes(options);
  const { done, problems } = each(files, writeChanged);
  if (done.length === files.length) return { check, files };
  const again = await runCheck(options);
  return { check: { ...again, problems: [...problems, ...again.problems] }, files: done };
}

/** Makes fixes and writes nothing: what is found as things are, and the files that `runFix` would write. A text that was handed over needs no file. */
export async function runFixDry(options: FixOptions): Promise<FixResult> {
  const { first, files } = await convergeFixes(options);
  const { done, problems } = each(files, (file) => (options.overlay?.has(file.path) === true ? null : writeProblemOf(file)));
  return { check: { ...first, problems: [...problems, ...first.problems] }, files: done };
}

/** The files of which nothing keeps from being written, and what keeps the others. */
function each(files: readonly FixedFile[], write: (file: FixedFile) => WriteProblem | null): { readonly done: readonly FixedFile[]; readonly problems: readonly ToldProblem[] } {
  const problems: ToldProblem[] = [];
  const done = files.filter((file) => {
    const problem = write(file);
    if (problem !== null) problems.push({ severity: "error", file: file.displayPath, line: null, message: notWritten(problem) });
    return problem === null;
  });
  return { done, problems };
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

/** Of all files together. */
export function countFixes(files: FixResult["files"]): number {
  return files.reduce((sum, { nFixes }) => sum + nFixes, 0);
}
