import type { FixedInRounds, FixRound, OpenCheck, UsageError } from "@cachelint/host";
import type { Finding } from "@cachelint/lint";
import type { Root } from "./project-roots.js";

export type Project = OpenCheck | { readonly problem: UsageError };

/** A file with the text that it has now, and the one on the disk. */
type FileText = { readonly path: string; readonly text: string; readonly saved: string };

export type FixRunTools = {
  readonly rounds: (root: Root, which: FixedInRounds) => readonly FixRound[];
  /** A project in which some files have other texts than on the disk. */
  readonly open: (root: Root, texts: ReadonlyMap<string, string>) => Project;
  readonly savedOf: (root: Root) => Project;
};

/**
 * A run that fixes all files, each of which ESLint asks for until nothing is left to fix in it, with the others as they are on the disk
 * all the while. So all fixes are made beforehand, round by round, and each file is told what is found in the round that it has come to.
 */
export type FixRun = {
  /** What is found in a file once the others are fixed; undefined where that is not to be relied on. `enable`: of the rules that run those that are optional. */
  readonly findingsIn: (root: Root, file: FileText, rules: { readonly ruleIds: ReadonlySet<string>; readonly enable: readonly string[] }) => readonly Finding[] | undefined;
  /** The disk has changed. */
  readonly forget: () => void;
};

/** Nothing is read before a file is asked for. */
export function createFixRun({ rounds, open, savedOf }: FixRunTools): FixRun {
  const known = new Map<string, readonly FixRound[]>();

  /** Nobody promises that the other files are among those linted: what is fitted to them must not cost anything if they stay as they are. */
  function isHarmless(root: Root, path: string, text: string): boolean {
    const [then, before] = [open(root, new Map([[path, text]])), savedOf(root)];
    if ("problem" in then || "problem" in before) return false;
    const sizes = before.sizesIn(path);
    const wasFound = new Set(before.findingsIn(path, []).map(whatIsFound));
    return [...then.sizesIn(path)].every(([struct, size]) => size <= (sizes.get(struct) ?? 0)) && then.findingsIn(path, []).every((finding) => wasFound.has(whatIsFound(finding)));
  }

  return {
    forget: () => known.clear(),
    findingsIn(root, file, { ruleIds, enable }) {
      const key = JSON.stringify([root.folder, ...[...ruleIds].sort()]);
      const all = known.get(key) ?? rounds(root, { enable, isFixed: (finding) => ruleIds.has(finding.ruleId) && isWithinFile(finding) });
      known.set(key, all);
      const { path, text, saved } = file;
      const last = all.at(-1)?.texts;
      if (last === undefined || (isFittedToOthers(all, path) && !isHarmless(root, path, last.get(path) ?? saved))) return undefined;
      const found = findingsInRounds(all, file);
      if (found !== undefined) return found;
      // Somebody else has changed it, too: ESLint takes out comments that silence nothing.
      const project = open(root, new Map([...last, [path, text]]));
      return "problem" in project ? undefined : project.findingsIn(path, enable);
    },
  };
}

/** In the last round in which the file has the text; undefined where it never has. */
function findingsInRounds(rounds: readonly FixRound[], { path, text, saved }: FileText): readonly Finding[] | undefined {
  const round = rounds.findLast(({ texts }) => (texts.get(path) ?? saved) === text);
  // Of fixes in each other's way ESLint might make another, and go another way.
  return round?.findings.filter(({ source }) => source.path === path).map((finding) => (finding.fix?.safety === "safe" && !round.made.has(finding.fix) ? { ...finding, fix: null } : finding));
}

/** Whether a file changes again once others have. */
function isFittedToOthers([, first, ...later]: readonly FixRound[], path: string): boolean {
  return later.some(({ texts }) => texts.get(path) !== first?.texts.get(path));
}

/** The numbers in a message may differ, and what is suggested. */
function whatIsFound({ ruleId, type, container }: Finding): string {
  return JSON.stringify([ruleId, type, container]);
}

/** ESLint edits one file at a time; of an edit that spans several it could make a part only. */
export function isWithinFile({ fix, source }: Pick<Finding, "fix" | "source">): boolean {
  return fix !== null && fix.edits.every((edit) => edit.source.path === source.path);
}
