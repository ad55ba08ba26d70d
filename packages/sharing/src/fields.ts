import type { Access, Fn, Program } from "@cachelint/access";
import { sharedFraction, startResidues } from "@cachelint/layout";
import type { Package, Type, World } from "@cachelint/types";
import type { CureParts } from "./cure/model.js";
import { partsOf } from "./cure-parts.js";
import { evidenceOfWord } from "./evidence.js";
import { linkedOf } from "./heat.js";
import { type Hints, hintsOfWord, relationOf } from "./hints.js";
import { meetThemselves } from "./independence.js";
import type { ObjectCount } from "./many.js";
import { type Confidence, type ConflictWord, type Evidence, type FieldConflict, isLocalPlace, type Judged, type StructPlace } from "./model.js";
import { isSpokenOf, isToldHot, judgeOwned } from "./owned.js";
import { judgePair, type Neighbourhood, type Verdict } from "./pairs.js";
import { heaviest, type Use, usesOfWords } from "./use.js";
import { shortName, type Word, wordsOf } from "./words.js";

/** A struct to be judged, under one target. */
export type Candidate = {
  readonly program: Program;
  /** The target's own; its layouts count, the accesses are the program's. */
  readonly world: World;
  readonly root: string;
  readonly type: Type;
  readonly place: StructPlace;
  readonly isOwn: (pkg: Package | null) => boolean;
  /** It is one package variable and written as such. */
  readonly isGlobal: boolean;
  readonly count: ObjectCount;
  readonly judged: Judged;
  readonly hints: Hints;
};

/** A pair with what speaks against it. */
type Pair = { readonly written: Use; readonly other: Use; readonly verdict: Verdict; readonly score: number; readonly fraction: number };

const fewWords = 3;
/** What the number of objects takes off a score. */
const tooMany: Readonly<Record<ObjectCount, number>> = { few: 0, shards: 1, many: 3.5 };
const crowdedWords = 16;
const crowdedSegment = 8;

/** The worst conflict between fields of a struct; null where there is none. */
export function judgeFields(candidate: Candidate): FieldConflict | null {
  const struct = structOf(candidate);
  if (struct === null || struct.words.length < 2 || !isConcurrent(struct)) return null;
  const pairs = [...pairsOf(struct), ...crowdsOf(struct)].sort((a, b) => b.score - a.score);
  const [best] = pairs;
  return best === undefined ? null : conflictOf(struct, best, pairs);
}

/** What is done to the words of a struct; null where nothing is known to touch it. */
export function structOf(candidate: Candidate): Struct | null {
  const { program, world, root, type, judged } = candidate;
  const taken = program.byRoot.has(root) ? wordsOf(world, type, candidate.isOwn) : null;
  if (taken === null) return null;
  const uses = usesOfWords(program, root, taken.words);
  const starts = startsOf(candidate, taken.extent.sizeBytes, 0 < taken.extent.pointerBytes);
  const hasPads = taken.words.some(({ isPad, sizeBytes }) => isPad && minPadBytes <= sizeBytes);
  const isLockFree = hasPads || areGoroutinesOwn(program, uses) || areCursors(root, uses) || isSpokenOf(candidate.hints, root, uses) || uses.some(({ strength, isLock }) => strength === 3 && !isLock);
  const lines = new Map<Use, readonly Use[]>();
  const lineOf = (use: Use): readonly Use[] => {
    const known = lines.get(use) ?? uses.filter((other) => other !== use && 0.5 <= sharedFraction(use.word, other.word, starts, judged.lineBytes));
    lines.set(use, known);
    return known;
  };
  return { candidate, words: taken.words, uses, starts, hasPads, isAssumed: taken.isAssumed, around: { program, isLockFree, lineBytes: judged.lineBytes, uses, lineOf } };
}

/** Somebody synchronises, goroutines have words of their own, or a user says so. */
function isConcurrent({ candidate: { program, hints, root }, uses }: Struct): boolean {
  return uses.some(({ isSynchronised }) => isSynchronised) || areGoroutinesOwn(program, uses) || areCursors(root, uses) || isSpokenOf(hints, root, uses);
}

export type Struct = { readonly candidate: Candidate; readonly words: readonly Word[]; readonly uses: readonly Use[]; readonly starts: readonly number[]; readonly hasPads: boolean; /** A size had to be assumed. */ readonly isAssumed: boolean; readonly around: Neighbourhood };

/** Where on its line an object can begin. */
export function startsOf({ world, isGlobal, judged }: Candidate, sizeBytes: number, hasPointers: boolean): readonly number[] {
  const context = { goMinor: judged.goMinor, arch: world.arch };
  return startResidues(isGlobal ? { kind: "global", sizeBytes } : { kind: "heap", sizeBytes, hasPointers }, judged.lineBytes, context);
}

/** Two plain words, each updated in a loop by a goroutine's function of its own. */
function areGoroutinesOwn(program: Program, uses: readonly Use[]): boolean {
  const fns = new Set<Fn>();
  for (const { hotWrites, isUpdated } of uses) for (const access of hotWrites) if (isUpdated && 0 < access.nLoops && access.locks.size === 0 && linkedOf(program, access)?.goroutine) fns.add(access.fn);
  return 2 <= fns.size;
}

/** Two plain words, each updated by a function of its own that goes by what stands in the slots of the struct: one puts, one takes. */
function areCursors(root: string, uses: readonly Use[]): boolean {
  const slots = `S:${root}.`;
  const fns = new Map<Use, Fn>();
  for (const use of uses) {
    const write = use.isUpdated && use.strength === 1 ? use.hotWrites.find(({ fn, locks }) => locks.size === 0 && fn.accesses.some(({ kind, ref }) => kind === "atomic-store" && ref.views.some((view) => view.root.startsWith(slots)))) : undefined;
    if (write !== undefined) fns.set(use, write.fn);
  }
  return 2 <= new Set(fns.values()).size;
}

function pairsOf(struct: Struct): readonly Pair[] {
  const { uses, around } = struct;
  return uses.flatMap((written, i) => uses.flatMap((other, k) => {
    const isBoth = 0 < other.hotWrites.length;
    if (i === k || written.hotWrites.length === 0 || (isBoth && k < i)) return [];
    const fraction = fractionOf(struct, written.word, other.word);
    if (fraction === 0 || !isInnermost(struct, written.word, other.word)) return [];
    const relation = relationIn(struct, written.word, other.word);
    if (relation === "together") return [];
    const verdicts = [{ written, other, verdict: judgePair(around, written, other) }];
    if (relation === "apart") verdicts.push({ written, other, verdict: judgeOwned(written, other) });
    if (isBoth) verdicts.push({ written: other, other: written, verdict: judgePair(around, other, written) });
    const [best] = verdicts.filter(({ verdict }) => verdict !== null && 0 < verdict.score).sort((a, b) => (b.verdict?.score ?? 0) - (a.verdict?.score ?? 0));
    if (best?.verdict == null) return [];
    const score = tempered(struct, best.written, best.other, best.verdict.score) - (fraction < 0.5 ? 0.5 : 0) + (isToldHot(written) || isToldHot(other) ? 1 : 0);
    return 0 < score ? [{ ...best, verdict: best.verdict, score, fraction }] : [];
  }));
}

export function relationIn({ candidate: { hints, root } }: Struct, a: Word, b: Word): ReturnType<typeof relationOf> {
  return relationOf(hintsOfWord(hints, root, a), hintsOfWord(hints, root, b));
}

function fractionOf({ candidate, starts }: Struct, a: Word, b: Word): number {
  return sharedFraction(a, b, starts, candidate.judged.lineBytes);
}

/** A pair that an inner struct holds is judged with that struct. */
export function isInnermost({ candidate: { root } }: Pick<Struct, "candidate">, a: Word, b: Word): boolean {
  let common = root;
  for (let i = 0; i < a.inside.length; i++) {
    const [one, other] = [a.inside[i], b.inside[i]];
    if (one === undefined || one.root !== other?.root || one.prefix !== other.prefix) break;
    common = one.root;
  }
  return common === root || !root.startsWith("T:");
}

/** The author's intent, the number of objects and their kind speak against padding. */
export function tempered(struct: Struct, a: Use, b: Use, score: number): number {
  const { candidate } = struct;
  let result = asPadded(struct, a, b, score);
  if (isReferenceCount(a) || isReferenceCount(b)) result -= 2.5;
  return result - tooMany[candidate.count];
}

function asPadded(struct: Struct, a: Use, b: Use, score: number): number {
  // A pad between the two says that they were meant to be apart.
  if (isPadBetween(struct, a.word, b.word)) return score + 1;
  const nTogether = segmentOf(struct, a.word, b.word);
  if (!struct.hasPads) return crowdedWords <= nTogether && !struct.candidate.isGlobal ? score - 2.5 : score;
  // Padded around and left together: it was put there on purpose. A pad at an end keeps other objects away, and says less of what lies inside.
  const isCrowded = hasInnerPad(struct) ? crowdedSegment <= segmentOf(struct, a.word, b.word, ({ hotWrites, weakWrites }) => 0 < hotWrites.length + weakWrites.length) : crowdedWords <= nTogether;
  if (isCrowded || areFilledUp(struct, a.word, b.word) || areStripes(struct, a, b)) return Math.min(score, 2.9);
  return fewWords < nTogether ? score - 0.5 : score;
}

function isPadBetween({ words }: Struct, a: Word, b: Word): boolean {
  const [from, to] = [words.indexOf(a), words.indexOf(b)].sort((one, other) => one - other) as [number, number];
  return words.slice(from + 1, to).some(({ isPad, sizeBytes }) => isPad && minPadBytes <= sizeBytes);
}

/** A pad behind the two makes room for both of them on its line. */
function areFilledUp({ words }: Struct, a: Word, b: Word): boolean {
  const [from, to] = [words.indexOf(a), words.indexOf(b)].sort((one, other) => one - other) as [number, number];
  return words.some(({ nFilledUp = 0 }, i) => 2 <= nFilledUp && to < i && i - nFilledUp <= from);
}

function hasInnerPad({ words }: Pick<Struct, "words">): boolean {
  return words.slice(1, -1).some(({ isPad, sizeBytes }) => isPad && minPadBytes <= sizeBytes);
}

/** Elements with one pad each, at an end: whoever is given one has all of its words. */
function areStripes({ words }: Struct, a: Use, b: Use): boolean {
  return !words.slice(1, -1).some(({ isPad }) => isPad) && [...a.hotWrites, ...b.hotWrites].every(({ ref }) => ref.index !== null && ref.index.class !== "constant");
}

/** How many words in use lie between the pads around the two. */
function segmentOf({ words, uses }: Struct, a: Word, b: Word, counts: (use: Use) => boolean = () => true): number {
  const used = new Set(uses.filter(counts).map(({ word }) => word));
  let nWords = 0;
  let holds = false;
  let most = 0;
  for (const word of words) {
    if (word.isPad && minPadBytes <= word.sizeBytes) {
      if (holds) most = Math.max(most, nWords);
      nWords = 0;
      holds = false;
      continue;
    }
    if (used.has(word)) nWords++;
    if (word === a || word === b) holds = true;
  }
  return holds ? Math.max(most, nWords) : most;
}

/** Counted up by one, counted down with the result looked at. */
function isReferenceCount({ live }: Use): boolean {
  let isDown = false;
  for (const { kind, isAdd, isNegative, isUsed, nLoops } of live) {
    if (kind !== "atomic-rmw" || !isAdd) continue;
    if (isNegative && isUsed) isDown = true;
    else if (!isNegative && isUsed && 0 < nLoops) return false;
  }
  return isDown;
}

/** One contended word beside several that are only read: the shape of a rate limiter. */
function crowdsOf(struct: Struct): readonly Pair[] {
  const { candidate, uses, hasPads, around: { program } } = struct;
  return uses.flatMap((written) => {
    if (written.strength !== 3 || written.isLock || !written.hotWrites.some(isRetried) || heaviest(program, written.hotWrites) < 1 || !meetThemselves(program, written.hotWrites)) return [];
    const readers = uses.filter((other) => other !== written && other.hotWrites.length === 0 && other.weakWrites.length === 0 && 0 < other.hotReads.length && !other.word.isArray && relationIn(struct, written.word, other.word) !== "together" && 0.5 <= fractionOf(struct, written.word, other.word));
    const [other] = readers;
    if (other === undefined || readers.length < 3) return [];
    let score = hasPads && crowdedSegment <= segmentOf(struct, written.word, other.word) ? 0.5 : 3;
    score -= isReferenceCount(written) ? 2.5 : tooMany[candidate.count];
    return 0 < score ? [{ written, other, score, fraction: fractionOf(struct, written.word, other.word), verdict: { score, reason: "readers" as const, writes: written.hotWrites, others: other.hotReads } }] : [];
  });
}

/** Exchanged in a loop of its own function: there is a race for it. What is only added to never fails. */
function isRetried({ kind, isAdd, isConstant, nLoops, origin }: Access): boolean {
  return kind === "atomic-rmw" && !isAdd && !isConstant && 0 < (origin?.nLoops ?? nLoops);
}

function conflictOf(struct: Struct, best: Pair, pairs: readonly Pair[]): FieldConflict {
  const { candidate, words, isAssumed } = struct;
  const { program, place, count, judged } = candidate;
  const fields: string[] = [];
  const evidence: Evidence[] = [];
  for (const { written, other, verdict, score } of pairs) {
    if (score < best.score - 1.5 && 2 <= fields.length) break;
    for (const { word } of [written, other]) if (!fields.includes(shortName(word))) fields.push(shortName(word));
    if (8 <= evidence.length) continue;
    evidence.push(...evidenceOfWord(program, written.word, verdict.writes, 2), ...evidenceOfWord(program, other.word, verdict.others, 2));
  }
  const [first, second] = [best.written.word, best.other.word].sort((a, b) => a.offsetBytes - b.offsetBytes) as [Word, Word];
  let parts: CureParts | undefined;
  return {
    kind: "fields", place, ...(isLocalPlace(place) ? { localType: candidate.type } : {}), fields, pair: [wordOf(first), wordOf(second)], reason: best.verdict.reason, fraction: best.fraction, isMany: count !== "few", score: best.score, lineBytes: judged.lineBytes, isAssumed,
    confidence: confidenceOf(best, isAssumed), evidence: withoutDoubles(evidence), pad: failingPad(words, first, second),
    // Few conflicts are told, and only those need a cure.
    get parts() {
      return (parts ??= partsOf(struct, best, pairs));
    },
  };
}

/** A pad that was meant for one of the two: it lies between them, or side by side with one in the struct that declares both. */
function failingPad(words: readonly Word[], first: Word, second: Word): ConflictWord | null {
  const [from, to] = [words.indexOf(first), words.indexOf(second)];
  const holder = holderOf(first) === holderOf(second) ? holderOf(first) : null;
  const near = words.find((word, i) => word.isPad && minPadBytes <= word.sizeBytes && from - 1 <= i && i <= to + 1 && ((from < i && i < to) || holder === null || holderOf(word) === holder));
  return near === undefined ? null : wordOf(near);
}

const minPadBytes = 16;

/** The innermost struct around a word. */
function holderOf({ inside }: Word): string {
  const last = inside.at(-1);
  return last === undefined ? "" : `${last.root} ${last.prefix}`;
}

function wordOf(word: Word): ConflictWord {
  return { name: shortName(word), offsetBytes: word.offsetBytes, sizeBytes: word.sizeBytes };
}

function confidenceOf({ score, fraction }: Pair, isAssumed: boolean): Confidence {
  if (score < 3) return "low";
  return 5.5 <= score && fraction === 1 && !isAssumed ? "high" : "medium";
}

export function withoutDoubles(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>();
  return evidence.filter(({ unit, offset, access }) => {
    const key = `${unit.source.file.path} ${offset} ${access}`;
    return !seen.has(key) && seen.add(key);
  });
}

