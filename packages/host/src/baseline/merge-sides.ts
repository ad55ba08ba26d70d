import type { Conflict, Selection } from "@cachelint/baseline";
import * as messages from "../messages.js";
import type { ToldProblem } from "../told-problems.js";

/** Who decides what a new baseline holds: the command line, the configuration, or nobody but the file itself. */
export type Decider = "command" | "configuration" | "file";

/** What is recorded in place of two sides, and who decided it where they differ. */
export type Taken = { readonly targets: { readonly names: readonly string[]; readonly by: Decider }; readonly selection: Selection; readonly bySetting: Readonly<Record<"select" | "minSizeBytes" | "heat", Decider>> };

/** A selection that has all that either side has: a merge is no reason to guard less. */
export function widerSelection({ ours: { selection: a }, theirs: { selection: b } }: Conflict): Selection {
  const packages = [...new Set([...a.packages, ...b.packages])];
  return {
    // Below the working directory, nothing goes beyond this.
    packages: packages.includes("./...") ? packages.filter((pattern) => pattern === "./..." || !pattern.startsWith("./")) : packages,
    minSizeBytes: Math.min(a.minSizeBytes, b.minSizeBytes),
    heat: a.heat === b.heat ? a.heat : "any",
    tags: a.tags,
  };
}

/** The targets of both sides. */
export function allTargets({ ours, theirs }: Conflict): readonly string[] {
  return [...new Set([...ours.lineBytes.keys(), ...theirs.lineBytes.keys()])];
}

/** Says of each thing in which the heads of two sides differ what the new baseline has, and why. */
export function toldDifferences(shown: string, { ours, theirs }: Conflict, { targets, selection, bySetting }: Taken): readonly ToldProblem[] {
  const [mine, yours] = [ours, theirs].map(({ lineBytes, selection: { packages, minSizeBytes, heat, tags } }) => ({ targets: [...lineBytes.keys()].sort(), select: packages, minSizeBytes, heat, tags }));
  if (mine === undefined || yours === undefined) return [];
  const taken = {
    targets: { value: [...targets.names].sort(), by: targets.by },
    select: { value: selection.packages, by: bySetting.select },
    minSizeBytes: { value: selection.minSizeBytes, by: bySetting.minSizeBytes },
    heat: { value: selection.heat, by: bySetting.heat },
    tags: { value: selection.tags, by: "command" as const },
  };
  return (Object.keys(taken) as (keyof typeof taken)[]).flatMap((key): readonly ToldProblem[] => {
    const [a, b] = [JSON.stringify(mine[key]), JSON.stringify(yours[key])];
    const { value, by } = taken[key];
    return a === b ? [] : [{ severity: "note", file: shown, line: null, message: messages.sidesDiffer(key, [a, b], JSON.stringify(value), by) }];
  });
}
