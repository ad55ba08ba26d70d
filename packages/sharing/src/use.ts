import type { Access, Fn, Program } from "@cachelint/access";
import { accompanies } from "@cachelint/access";
import { type Type, unalias, underlying } from "@cachelint/types";
import { isAtomicType } from "@cachelint/access";
import { isHot, isLive, isLocking, isSynchronised, isWrite, linkedOf, weightOf } from "./heat.js";
import { type AccessesAt, accessesAt, type At } from "./accesses-at.js";
import { type Word, wordsAt } from "./words.js";

/** What is done to one word. */
export type Use = {
  readonly word: Word;
  readonly hotWrites: Access[];
  readonly hotReads: Access[];
  /** Flags and setters: stores of constants, or of what does not depend on the word. */
  readonly weakWrites: Access[];
  /** All that happens after publication and on no cold path. */
  readonly live: Access[];
  readonly byFn: Map<Fn, Access[]>;
  /** 3: read-modify-write or lock; 2: cursor store, or compare-and-swap of constants; 1: plain; 0: not written hot. */
  strength: 0 | 1 | 2 | 3;
  isLock: boolean;
  isSynchronised: boolean;
  /** Some hot write computes the new value from the old one. */
  isUpdated: boolean;
  /** Somebody adds to it atomically on a cold path. */
  isCountedCold: boolean;
};

const known = new WeakMap<Program, WeakMap<readonly Word[], Map<string, readonly Use[]>>>();

/** What is done to each word of a struct, in the order of the words; `root` is the struct's. Looked through once for all rules. */
export function usesOfWords(program: Program, root: string, words: readonly Word[]): readonly Use[] {
  const ofProgram = known.get(program) ?? new WeakMap<readonly Word[], Map<string, readonly Use[]>>();
  known.set(program, ofProgram);
  // A variable has the words of its type.
  const byRoot = ofProgram.get(words) ?? new Map<string, readonly Use[]>();
  ofProgram.set(words, byRoot);
  const uses = byRoot.get(root) ?? findUses(program, root, words);
  byRoot.set(root, uses);
  return uses;
}

function findUses(program: Program, root: string, words: readonly Word[]): readonly Use[] {
  const around = accessesAt(program, root);
  const uses = new Map<Word, Use>();
  const byPath = new Map<string, readonly Word[]>();
  for (const at of around.all) {
    for (const path of at.paths) {
      const own = byPath.get(path) ?? wordsAt(words, path);
      byPath.set(path, own);
      noteUse(program, around, uses, at, own);
    }
  }
  for (const use of uses.values()) if (isSeldomWritten(program, use)) nowWeak(use);
  return words.flatMap((word) => uses.get(word) ?? []);
}

function noteUse(program: Program, around: AccessesAt, uses: Map<Word, Use>, at: At, words: readonly Word[]): void {
  const { access } = at;
  // A whole struct read by value says little of its fields.
  if (1 < words.length && access.kind === "read") return;
  for (const word of words) {
    const use = uses.get(word) ?? newUse(word);
    uses.set(word, use);
    if (isSynchronised(access)) use.isSynchronised = true;
    if (isLocking(access)) use.isLock = true;
    if (!isLive(program, access)) {
      if (access.isAdd && access.kind === "atomic-rmw") use.isCountedCold = true;
      continue;
    }
    use.live.push(access);
    const ofFn = use.byFn.get(access.fn);
    if (ofFn) ofFn.push(access);
    else use.byFn.set(access.fn, [access]);
    if (words.length === 1 && isHot(program, access)) noteHot(around, use, at);
  }
}

/** What is seldom locked is seldom unlocked; and what leaves one state for good does so once for each object. */
function isSeldomWritten(program: Program, use: Use): boolean {
  return 0 < use.hotWrites.length && (use.hotWrites.every(({ kind }) => kind === "unlock") || isOneShot(program, use));
}

/** Every write exchanges one and the same value for others, and none brings it back. */
function isOneShot(program: Program, { live }: Use): boolean {
  const first = live.find(isWrite)?.exchange;
  return first != null && live.every((access) => !isWrite(access) || (access.exchange?.takes === first.takes && access.isToldHot !== true && leavesFor(program, access, first.takes)));
}

function leavesFor(program: Program, access: Access, taken: number): boolean {
  const { leaves = null, param = -1 } = access.exchange ?? {};
  if (leaves !== null || param < 0) return leaves !== null && leaves !== taken;
  const linked = linkedOf(program, access);
  return linked !== undefined && !linked.isEntry && linked.callers.every(({ call }) => (call.indices[param]?.value ?? taken) !== taken);
}

function nowWeak(use: Use): void {
  use.weakWrites.push(...use.hotWrites.splice(0));
  use.strength = 0;
}

export function newUse(word: Word): Use {
  return { word, hotWrites: [], hotReads: [], weakWrites: [], live: [], byFn: new Map(), strength: 0, isLock: false, isSynchronised: false, isUpdated: false, isCountedCold: false };
}

function noteHot(around: AccessesAt, use: Use, at: At): void {
  const { access } = at;
  const { kind } = access;
  if (!isWrite(access)) {
    use.hotReads.push(access);
    return;
  }
  if ((access.isRare || (kind !== "write" && isTablePointer(access.ref.type ?? use.word.type))) && !access.isToldHot) {
    use.weakWrites.push(access);
    return;
  }
  if (kind === "atomic-store" && !access.isToldHot && (access.isConstant || (access.nLoops === 0 && ((!access.isUpdate && !loadsToo(around, at)) || isPointerWord(use.word.type))))) {
    use.weakWrites.push(access);
    return;
  }
  use.isUpdated ||= access.isToldHot === true || isUpdate(around, at);
  use.hotWrites.push(access);
  const strength = kind === "write" ? 1 : kind === "atomic-store" || (kind === "atomic-rmw" && access.isConstant) ? 2 : 3;
  use.strength = Math.max(use.strength, strength) as Use["strength"];
}

function isSameWord(a: At, b: At): boolean {
  return b.paths.some((path) => a.paths.includes(path));
}

/** The function that stores the word also loads it: a cursor. */
function loadsToo({ byFn }: AccessesAt, store: At): boolean {
  return (byFn.get(store.access.fn) ?? []).some((other) => (other.access.kind === "atomic-load" || other.access.kind === "read") && isSameWord(other, store));
}

/** `x.f++`, or `h := x.f; …; x.f = h + 1` on each way through. */
function isUpdate({ byFn }: AccessesAt, at: At): boolean {
  const { access: write } = at;
  if (write.kind !== "write") return false;
  if (write.isUpdate) return true;
  if (write.isLazy || 0 < write.locks.size) return false;
  return (byFn.get(write.fn) ?? []).some((other) => other.access.kind === "read" && other.access.seq < write.seq && isSameWord(other, at) && accompanies(other.access, write));
}

/** Leads to a slice or a map: whoever changes that makes it anew, which takes far longer than the write and is done seldom. */
function isTablePointer(type: Type): boolean {
  const actual = unalias(type);
  const [pointee] = actual.kind === "named" && isAtomicType(actual) && actual.object.name === "Pointer" ? actual.args : [];
  const kind = pointee && underlying(pointee).kind;
  return kind === "slice" || kind === "map";
}

/** A pointer word holds data; it is no counter and no lock. */
export function isPointerWord(type: Type): boolean {
  const actual = unalias(type);
  if (actual.kind === "named" && isAtomicType(actual)) return /^(?:Pointer|UnsafePointer|Value)$/.test(actual.object.name);
  const { kind } = underlying(type);
  return kind === "pointer" || kind === "interface" || (actual.kind === "basic" && actual.name === "unsafe.Pointer");
}

export function heaviest(program: Program, accesses: readonly Access[]): number {
  return Math.max(0, ...accesses.map((access) => weightOf(program, access)));
}
