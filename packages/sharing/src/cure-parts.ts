import type { Fn } from "@cachelint/access";
import type { CureParts, PathPair } from "./cure/model.js";
import { isInnermost, relationIn, type Struct, tempered } from "./fields.js";
import { judgePair, type Verdict } from "./pairs.js";
import type { Use } from "./use.js";

/** Enemies at least this strong are what a default run would report. */
const reportedScore = 3;

type Pair = { readonly written: Use; readonly other: Use; readonly verdict: Verdict; readonly score: number };

/** What a cure of a struct has to part, wherever its words lie now, and what it should keep together; the worst pair comes first. */
export function partsOf(struct: Struct, best: Pair, pairs: readonly Pair[]): CureParts {
  const { uses, candidate: { isGlobal, count } } = struct;
  const active = uses.filter(({ hotWrites, hotReads }) => 0 < hotWrites.length + hotReads.length);
  const limit = Math.min(reportedScore, best.score);
  const enemies = new Map<string, PathPair>();
  const doubts: PathPair[] = [];
  const friends: PathPair[] = [];
  const key = (a: Use, b: Use): string => [a.word.path, b.word.path].sort().join(" ");
  const fight = (a: Use, b: Use): void => void enemies.set(key(a, b), [a.word.path, b.word.path]);
  fight(best.written, best.other);
  for (const { written, other, score, verdict } of pairs) {
    if (score < limit) continue;
    fight(written, other);
    // One of several readers stands for all of them.
    if (verdict.reason === "readers") for (const reader of active) if (reader !== written && reader.hotWrites.length === 0 && reader.weakWrites.length === 0) fight(written, reader);
  }
  active.forEach((a, i) => active.slice(i + 1).forEach((b) => {
    if (enemies.has(key(a, b))) return;
    const score = weigh(struct, a, b);
    const pair: PathPair = [a.word.path, b.word.path];
    if (limit <= score) fight(a, b);
    else if (0 < score || haveOwnWriters(a, b)) doubts.push(pair);
    else if (areTogether(a, b)) friends.push(pair);
  }));
  return { enemies: [...enemies.values()], doubts, friends, isGlobal, isMany: count !== "few" };
}

/** What speaks against two words on one line, were they to share one. */
export function weigh(struct: Struct, a: Use, b: Use): number {
  const isWritten = 0 < a.hotWrites.length + b.hotWrites.length;
  if (!isWritten || !isInnermost(struct, a.word, b.word) || relationIn(struct, a.word, b.word) === "together") return 0;
  return Math.max(0, ...[[a, b], [b, a]].map(([written, other]) => {
    const verdict = written === undefined || other === undefined || written.hotWrites.length === 0 ? null : judgePair(struct.around, written, other);
    return verdict === null ? 0 : tempered(struct, a, b, verdict.score);
  }));
}

/** What is written belongs to what the same functions write; what is only read, to all that use it. */
function areTogether(a: Use, b: Use): boolean {
  const [one, other] = [writersOf(a), writersOf(b)];
  if (0 < one.size && 0 < other.size) return [...one].some((fn) => other.has(fn));
  return [...a.byFn.keys()].some((fn) => b.byFn.has(fn));
}

/** Different functions write the two, and not under locks only. */
export function haveOwnWriters(a: Use, b: Use): boolean {
  const [one, other] = [writersOf(a), writersOf(b)];
  return 0 < one.size && 0 < other.size && ![...one].some((fn) => other.has(fn)) && [a, b].every((use) => use.hotWrites.some(({ locks }) => locks.size === 0));
}

function writersOf({ hotWrites }: Use): ReadonlySet<Fn> {
  return new Set(hotWrites.map(({ fn }) => fn));
}

