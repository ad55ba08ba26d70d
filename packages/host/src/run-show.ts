import { isKnown, type ShownStruct, type UnknownCounts } from "@cachelint/report";
import { type RunOptions, shareRuns } from "./open-run.js";
import { anticipate, readAhead } from "./read-ahead.js";
import { showStructs } from "./show-structs.js";
import { type ToldProblem, toldProblems } from "./told-problems.js";
import { selectForShow } from "./type-patterns.js";

export type ShowResult = {
  /** Made while they are taken. */
  readonly structs: Iterable<ShownStruct>;
  /** Known in full once the structs are taken. */
  readonly problems: () => readonly ToldProblem[];
  /** null where not all structs were taken. */
  readonly unknowns: () => UnknownCounts | null;
};

/** The layouts of what the patterns select. */
export async function runShow(options: RunOptions): Promise<ShowResult> {
  const ahead = anticipate(options.patterns);
  const { run, packages, problems } = await selectForShow({ ...options, shared: options.shared ?? shareRuns(options) });
  await run.ready();
  await readAhead(run, packages, ahead);
  const { counting, unknowns } = countUnknowns();
  return { structs: counting(showStructs(run, packages, options.onProgress)), unknowns, problems: () => toldProblems(run, [...run.problems, ...problems, ...run.packageProblems, ...run.code.all()]) };
}

/** Counts structs as a check does: once for all targets, by the first reason of the first target that has one. */
function countUnknowns(): { readonly counting: (structs: Iterable<ShownStruct>) => Generator<ShownStruct>; readonly unknowns: () => UnknownCounts | null } {
  const reasons = new Map<string, string>();
  let isWhole = false;
  return {
    *counting(structs) {
      for (const struct of structs) {
        const { importPath, file, line, column, kind, name, layout } = struct;
        yield struct;
        if (isKnown(layout)) continue;
        const key = JSON.stringify([importPath, file, line, column, kind, name]);
        if (!reasons.has(key)) reasons.set(key, layout.unknowns[0]?.reason ?? "unresolved-name");
      }
      isWhole = true;
    },
    unknowns: () => {
      if (!isWhole) return null;
      const unknownByReason: Record<string, number> = {};
      for (const reason of [...reasons.values()].sort()) unknownByReason[reason] = (unknownByReason[reason] ?? 0) + 1;
      return { nUnknownStructs: reasons.size, unknownByReason };
    },
  };
}
