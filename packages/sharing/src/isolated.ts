import type { Access, Program } from "@cachelint/access";
import { sharedFraction } from "@cachelint/layout";
import { evidenceOfWord } from "./evidence.js";
import { type Candidate, isInnermost, startsOf, withoutDoubles } from "./fields.js";
import { isLive, isWrite } from "./heat.js";
import { hintsOfWord, isIsolatedFrom, relationOf, type WordHint } from "./hints.js";
import type { ConflictWord, FieldConflict } from "./model.js";
import { shortName, type Word, wordsOf } from "./words.js";

type Isolated = { readonly word: Word; readonly other: Word; readonly writes: readonly Access[]; readonly fraction: number };

/** Written words on the line of a part of a struct that users want to have for itself; null where there is none. */
export function judgeIsolated(candidate: Candidate): FieldConflict | null {
  const { program, world, root, type, place, judged, hints } = candidate;
  if (hints.roots.size === 0) return null;
  const taken = wordsOf(world, type, candidate.isOwn);
  if (taken === null) return null;
  const words = taken.words.filter(({ isPad }) => !isPad).map((word) => ({ word, said: hintsOfWord(hints, root, word) }));
  if (!words.some(({ said }) => said.some((hint) => hint.word === "isolate"))) return null;
  const starts = startsOf(candidate, taken.extent.sizeBytes, 0 < taken.extent.pointerBytes);
  const found = words.flatMap(({ word, said }) => words.flatMap((other): readonly Isolated[] => {
    if (!isMeantApart(said, other.said) || !isInnermost({ candidate }, word, other.word)) return [];
    const fraction = sharedFraction(word, other.word, starts, judged.lineBytes);
    const writes = fraction === 0 ? [] : writesOf(program, root, other.word, word);
    return writes.length === 0 ? [] : [{ word, other: other.word, writes, fraction }];
  }));
  const [first] = found.sort((a, b) => b.fraction - a.fraction || distance(a) - distance(b));
  if (first === undefined) return null;
  const own = found.filter(({ word }) => word === first.word);
  return {
    kind: "fields", place, reason: "isolated", confidence: taken.isAssumed ? "medium" : "high", score: isolatedScore, lineBytes: judged.lineBytes, isAssumed: taken.isAssumed, fraction: first.fraction, pad: null, isMany: candidate.count !== "few",
    fields: [...new Set([first.word, ...own.map(({ other }) => other)].map(shortName))], pair: [first.word, first.other].sort((a, b) => a.offsetBytes - b.offsetBytes).map(wordOf) as [ConflictWord, ConflictWord],
    evidence: withoutDoubles(own.flatMap(({ other, writes }) => evidenceOfWord(program, other, writes, 2)).slice(0, 8)),
  };
}

/** Above all scores of what is only judged. */
export const isolatedScore = 10;

function isMeantApart(said: readonly WordHint[], others: readonly WordHint[]): boolean {
  return isIsolatedFrom(said, others) && relationOf(said, others) !== "together";
}

/** Writes of a word that are none of the other: through the struct, and through the methods of the types around the word. */
function writesOf(program: Program, root: string, word: Word, other: Word): readonly Access[] {
  const found = new Set<Access>();
  for (const { root: own, prefix } of [{ root, prefix: "" }, ...word.inside]) {
    const path = word.path.slice(prefix.length);
    for (const access of program.byRoot.get(own) ?? []) {
      if (!isWrite(access) || !isLive(program, access)) continue;
      const paths = access.ref.views.filter((view) => view.root === own).map((view) => view.path.replaceAll("[]", ""));
      const isWritten = paths.some((each) => leadsTo(each, path)) && !paths.some((each) => other.path.startsWith(prefix) && leadsTo(each, other.path.slice(prefix.length)));
      if (isWritten) found.add(access);
    }
  }
  return [...found];
}

/** Whether writing at `path` writes the word at `to`: it, a part of it, or a struct around it. */
function leadsTo(path: string, to: string): boolean {
  return path === to || path.startsWith(`${to}.`) || to.startsWith(`${path}.`);
}

function distance({ word, other }: Isolated): number {
  return Math.abs(word.offsetBytes - other.offsetBytes);
}

function wordOf(word: Word): ConflictWord {
  return { name: shortName(word), offsetBytes: word.offsetBytes, sizeBytes: word.sizeBytes };
}
