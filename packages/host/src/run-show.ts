import type { ShownStruct } from "@cachelint/report";
import { type RunOptions, shareRuns } from "./open-run.js";
import { readAhead } from "./read-ahead.js";
import { showStructs } from "./show-structs.js";
import { type ToldProblem, toldProblems } from "./told-problems.js";
import { selectForShow } from "./type-patterns.js";

export type ShowResult = {
  /** Made while they are taken. */
  readonly structs: Iterable<ShownStruct>;
  /** Known in full once the structs are taken. */
  readonly problems: () => readonly ToldProblem[];
};

/** The layouts of what the patterns select. */
export async function runShow(options: RunOptions): Promise<ShowResult> {
  const { run, packages, problems } = await selectForShow({ ...options, shared: options.shared ?? shareRuns(options) });
  await run.ready();
  await readAhead(run, packages);
  return { structs: showStructs(run, packages, options.onProgress), problems: () => toldProblems(run, [...run.problems, ...problems, ...run.packageProblems, ...run.code.all()]) };
}
