import type { ShownStruct } from "@cachelint/report";
import { openRun, type Run, type RunOptions } from "./open-run.js";
import { select } from "./select.js";
import { showStructs } from "./show-structs.js";
import { type ToldProblem, toldProblems } from "./told-problems.js";

export type ShowResult = {
  readonly run: Run;
  /** Made while it is taken. */
  readonly structs: Iterable<ShownStruct>;
  readonly problems: readonly ToldProblem[];
};

/** The layouts of what the patterns select. */
export async function runShow(options: RunOptions): Promise<ShowResult> {
  const run = await openRun(options);
  const { packages, problems } = select(run);
  return { run, structs: showStructs(run, packages), problems: toldProblems(run, [...run.problems, ...problems]) };
}
