import { type Access, accompanies, excludes, type Fn, type IndexClass, type Program } from "@cachelint/access";
import { isExported } from "@cachelint/types";
import { elementPrefixes } from "./element-prefixes.js";
import { isWrite, linkedOf, weightOf } from "./heat.js";
import { heaviest } from "./use.js";
import { isGuardOf, isSerialised, isTouchedWith } from "./independence.js";
import type { Use } from "./use.js";

/** Why two words harm each other, and how sure that is. */
export type Verdict = {
  readonly score: number;
  readonly reason: Reason;
  /** The writes of the first word, and the accesses to the second that come from elsewhere. */
  readonly writes: readonly Access[];
  readonly others: readonly Access[];
};

export type Reason = "writers" | "plain-writers" | "plain-beside-atomic" | "reader" | "readers" | "weak";

export type Neighbourhood = {
  readonly program: Program;
  /** The struct has words that are updated without a lock, or pads: its author minds concurrency. */
  readonly isLockFree: boolean;
  readonly lineBytes: number;
  /** Of all words of the struct. */
  readonly uses: readonly Use[];
  /** The words that share a line with one, at most places. */
  readonly lineOf: (use: Use) => readonly Use[];
};

/** What speaks for false sharing between a word written often and another one; null for nothing. */
export function judgePair(around: Neighbourhood, written: Use, other: Use): Verdict | null {
  const verdict = judgeAs(around, written, other, 0 < other.hotWrites.length);
  const asReader = isReadEverywhere(other) ? judgeAs(around, written, other, false) : null;
  return verdict === null || (asReader !== null && verdict.score < asReader.score) ? (asReader ?? verdict) : verdict;
}

/** Assigned by one or two functions, as when something starts and ends, and read by many more. */
function isReadEverywhere({ strength, isUpdated, hotWrites, hotReads }: Use): boolean {
  return strength === 1 && !isUpdated && hotWrites.every(({ nLoops }) => nLoops === 0) && nFunctions(hotWrites) <= 2 && manyReaders <= nFunctions(hotReads);
}

function nFunctions(accesses: readonly Access[]): number {
  return new Set(accesses.map(({ fn }) => fn)).size;
}

/** As many functions read what all the program depends on. */
const manyReaders = 24;

function judgeAs(around: Neighbourhood, written: Use, other: Use, isBothWritten: boolean): Verdict | null {
  const apart = independent(around, other, written, isBothWritten ? "writes-writes" : "reads-writes");
  const others = isBothWritten ? apart : readBy(around, other, written, apart);
  if (others.length === 0) return null;
  const writes = independent(around, written, other, isBothWritten ? "writes-writes" : "writes-reads");
  return isBothWritten ? judgeWriters(around, { written, other, writes, others }) : judgeReader(around, { written, other, others });
}

/** Those reads whose function has no other reason to own the line. */
function readBy(around: Neighbourhood, other: Use, written: Use, reads: readonly Access[]): readonly Access[] {
  if (reads.length === 0) return reads;
  const writers = [written, ...around.lineOf(other)].filter(({ hotWrites }) => 0 < hotWrites.length);
  return reads.filter((read) => !writers.some((use) => writesAsOften(around.program, use, read)));
}

/** Whoever writes the word as often as it reads the other one, if only on some ways through, owns its line for reading as well. */
function writesAsOften(program: Program, { hotWrites }: Use, read: Access): boolean {
  return hotWrites.some((write) => write.fn === read.fn && weightOf(program, read) <= weightOf(program, write));
}

/** Which accesses to one word are set against which of the other one. */
type Matter = "writes-writes" | "writes-reads" | "reads-writes";

/** Pairs are judged for several layouts and cures, and who makes an access does not hang on these. */
const known = new WeakMap<Use, WeakMap<Use, Partial<Record<Matter, readonly Access[]>>>>();

/** Those accesses to `use` that do not come along with one to `other`, and that something of `other` can meet. */
function independent({ program }: Neighbourhood, use: Use, other: Use, matter: Matter): readonly Access[] {
  const ofUse = known.get(use) ?? new WeakMap<Use, Partial<Record<Matter, readonly Access[]>>>();
  known.set(use, ofUse);
  const ofBoth = ofUse.get(other) ?? {};
  ofUse.set(other, ofBoth);
  return (ofBoth[matter] ??= findIndependent(program, use, other, matter));
}

function findIndependent(program: Program, use: Use, other: Use, matter: Matter): readonly Access[] {
  const accesses = matter === "reads-writes" ? use.hotReads : use.hotWrites;
  const against = matter === "writes-reads" ? other.hotReads : other.hotWrites;
  // Both sides of a queue load both cursors, and each writes one. Where both try until it succeeds, they need both lines each time, together or apart.
  const isWriteOnly = matter === "writes-writes" && (use.strength === 2 && other.strength === 2 ? areDisjoint(use, other) && !isConstant(use) && !isConstant(other) : areEnds(use, other));
  return accesses.filter((access) =>
    !isTouchedWith(program, access, other.byFn, { depth: 2, isWriteOnly }) && against.some((rival) => !isSerialised(program, { access, use }, { access: rival, use: other })),
  );
}

type Writers = { readonly written: Use; readonly other: Use; readonly writes: readonly Access[]; readonly others: readonly Access[] };

function judgeWriters({ program, isLockFree, uses, lineOf }: Neighbourhood, { written, other, writes, others }: Writers): Verdict | null {
  const verdict = (score: number, reason: Reason): Verdict => ({ score, reason, writes: writes.length === 0 ? written.hotWrites : writes, others });
  const isAnyLock = written.isLock || other.isLock;
  if (written.strength === 1 || other.strength === 1) {
    if (writes.length === 0) return null;
    if (written.strength === 1 && other.strength === 1) {
      if (!isLockFree || !areDisjoint(written, other) || areLocked(writes) || areLocked(others)) return null;
      return written.isUpdated && other.isUpdated ? verdict(3.5, "plain-writers") : verdict(1.5, "weak");
    }
    const isAssigned = (written.strength === 1 && !written.isUpdated) || (other.strength === 1 && !other.isUpdated);
    return isAssigned || isAnyLock ? verdict(2, "weak") : verdict(3.5, "plain-beside-atomic");
  }
  // Whoever writes it writes the other word in any case, and has to fetch its line for that.
  if (isWrittenWith(program, written, other)) return null;
  // So do the writers of both for a third word.
  if (lineOf(written).some((third) => third !== other && lineOf(other).includes(third) && isWrittenWith(program, written, third) && isWrittenWith(program, other, third))) return null;
  // What it counts, it counts where the other word is read anyway. Cursors of a queue are another matter: both sides look at both, all the time.
  if (written.strength === 3 && other.strength === 3 && written.hotWrites.every((write) => isTouchedWith(program, write, other.byFn, { depth: 2, isWriteOnly: false, isSure: true }))) return null;
  let score = 4;
  if (0 < writes.length) score += 1;
  // Under a lock, and never without the other word: whoever writes it has the line in any case.
  else if (areLocked(written.hotWrites)) score -= 1.5;
  if (areWrittenTogether(program, written, other)) score -= 2.5;
  // Twice a clock is read for each of them, and what it measures takes its time.
  if (areMeasured(written) && areMeasured(other)) score -= 3;
  if (areExceptions(uses, written, other)) score -= 3;
  if (areBits(written) || areBits(other)) score -= 2.5;
  if (written.strength === 3 && other.strength === 3) score += 0.5;
  if (written.isLock && other.isLock) score -= 1;
  else if (isAnyLock && (written.strength === 2 || other.strength === 2)) score -= 1;
  if (isLooped(written) && isLooped(other) && !isAnyLock) score += 0.5;
  if (isAnyLock) score = Math.min(score, 5) - 2;
  if (written.isLock !== other.isLock && areSeldomAlone(written.isLock ? written : other, written.isLock ? writes : others)) score -= 0.5;
  if (heaviest(program, written.hotWrites) < 1 || heaviest(program, other.hotWrites) < 1 || isConstant(written) || isConstant(other)) score = Math.min(score, 5);
  return verdict(score, "writers");
}

type Reader = { readonly written: Use; readonly other: Use; readonly others: readonly Access[] };

function judgeReader({ program, isLockFree, lineBytes }: Neighbourhood, { written, other, others }: Reader): Verdict | null {
  // What is stored under the lock, or along with the word, is no constant: whoever reads it has to fetch it anyway.
  if (other.weakWrites.some((store) => isGuardOf(written, store) || written.hotWrites.some((write) => write.fn === store.fn && accompanies(store, write)))) return null;
  let score = 2;
  if (written.strength === 3) score += 1;
  if (written.strength === 1) {
    if (areLocked(written.hotWrites) || !isLockFree) return null;
    score += written.isUpdated ? 0.5 : -0.5;
  }
  if (nFunctions(others) < 2) score -= 0.5;
  if (others.some(({ kind }) => kind === "atomic-load")) score += 0.5;
  const heavy = heaviest(program, written.hotWrites.filter(({ kind }) => written.strength < 2 || kind !== "write"));
  if (heavy < 1 && written.isLock) score -= 1.5;
  if (other.word.isArray && lineBytes < other.word.sizeBytes) score -= 1.5;
  if (written.isLock && !isLockFree) score -= 2;
  // What many callers read by one helper is read at one place.
  const nReaders = new Set(others.map(({ origin, fn }) => origin?.fn ?? fn)).size;
  if (3 <= nReaders) score += 0.5;
  if (8 <= nReaders || manyReaders <= nFunctions(others)) score += 1;
  if (areMeasured(written)) score -= 1;
  // What counts failures is read by who reports them.
  if (other.isCountedCold && !other.live.some(isWrite) && others.every(({ fn, nLoops }) => nLoops === 0 && isExported(fn.baseName) && fn.calls.length === 0)) score -= 1.5;
  // It is read first, and locked for what was not found.
  if (written.isLock && others.every(({ fn }) => written.hotWrites.some((write) => write.fn === fn))) score -= 1;
  return { score, reason: "reader", writes: written.hotWrites, others };
}

/** Whenever the one is written, so is the other. */
function isWrittenWith(program: Program, { hotWrites }: Use, { byFn }: Use): boolean {
  return hotWrites.every((write) => isTouchedWith(program, write, byFn, { depth: 2, isWriteOnly: true, isSure: true }));
}

/** Most functions that lock need the other word as well. */
function areSeldomAlone({ hotWrites }: Use, alone: readonly Access[]): boolean {
  return 2 * nFunctions(alone) < nFunctions(hotWrites);
}

/** Each function that writes one of the two writes the other one as well, if not on every way through. */
function areWrittenTogether(program: Program, a: Use, b: Use): boolean {
  return a.hotWrites.every((write) => hasCompanion(program, write, b)) && b.hotWrites.every((write) => hasCompanion(program, write, a));
}

/** What a helper writes counts by its callers. */
function hasCompanion(program: Program, at: Pick<Access, "fn" | "arm">, use: Use, depth = 2): boolean {
  if (use.hotWrites.some((other) => other.fn === at.fn && !excludes(other, at))) return true;
  const linked = linkedOf(program, at);
  if (depth === 0 || linked === undefined || linked.isEntry || linked.goroutine !== null || linked.callers.length === 0) return false;
  return linked.callers.every(({ from, call }) => hasCompanion(program, { fn: from.fn, arm: call.arm }, use, depth - 1));
}

/** Both are written where a function leaves early, and what it does otherwise is to write something else. */
function areExceptions(uses: readonly Use[], a: Use, b: Use): boolean {
  const writes = [...a.hotWrites, ...b.hotWrites].map((write) => write.origin ?? write);
  const [first] = writes;
  if (first === undefined || !writes.every(({ fn, arm }) => fn === first.fn && arm?.isTerminating === true)) return false;
  return uses.some((use) => use !== a && use !== b && use.live.some((access) => isWrite(access) && (access.origin ?? access).fn === first.fn && (access.origin ?? access).arm === null));
}

function areBits({ hotWrites }: Use): boolean {
  return hotWrites.some(({ isBits }) => isBits) && hotWrites.every(({ isBits, isConstant: isDrained }) => isBits || isDrained);
}

function areMeasured({ hotWrites }: Use): boolean {
  return hotWrites.every(({ isMeasured }) => isMeasured);
}

/** Both ends of a ring, one of them a goroutine's own: each is moved by functions of its own, which come by it to the slots of one slice. */
function areEnds(a: Use, b: Use): boolean {
  if (a.strength + b.strength !== 5 || a.isLock || b.isLock || !areDisjoint(a, b)) return false;
  const slots = slotsBy(a);
  return 0 < slots.size && [...slotsBy(b)].some((root) => slots.has(root));
}

/** The slices whose elements a word's writers come to by a number that they have loaded or counted, as far as that goes round. */
function slotsBy({ hotWrites }: Use): ReadonlySet<string> {
  const fns = new Set(hotWrites.filter(({ isConstant: isDrained, kind }) => kind !== "write" && !isDrained).map(({ fn }) => fn));
  const places = [...fns].flatMap(({ accesses, calls }) => [...accesses.map(({ ref }) => ref), ...calls.flatMap(({ args }) => args)]);
  return new Set(places.flatMap((ref) => (ref?.index != null && cursors.has(ref.index.class) ? elementPrefixes(ref) : [])));
}

const cursors: ReadonlySet<IndexClass> = new Set<IndexClass>(["cursor", "mask", "modulo"]);

/** No function writes both. */
function areDisjoint(a: Use, b: Use): boolean {
  const fns = new Set<Fn>(a.hotWrites.map(({ fn }) => fn));
  return !b.hotWrites.some(({ fn }) => fns.has(fn));
}

function isConstant({ hotWrites }: Use): boolean {
  return hotWrites.every((access) => access.isConstant);
}

function areLocked(accesses: readonly Access[]): boolean {
  return accesses.every(({ locks }) => 0 < locks.size);
}

/** Updated atomically in a loop, its own or a caller's. */
export function isLooped({ hotWrites }: Use): boolean {
  return hotWrites.some(({ kind, nLoops }) => kind === "atomic-rmw" && 0 < nLoops);
}
