import { type Access, isLockType, type Program } from "@cachelint/access";
import { type Placement, startResidues, straddledFraction } from "@cachelint/layout";
import { isOnlyHeld, type Type, unalias, underlying } from "@cachelint/types";
import { elementCandidates } from "./element-candidates.js";
import { evidenceOf } from "./evidence.js";
import { isHot, linkedOf, weightOf } from "./heat.js";
import type { Declared, JudgeOptions } from "./judge.js";
import { objectCount } from "./many.js";
import type { StraddledField } from "./misplaced.js";
import type { StructPlace } from "./model.js";
import { wholeProgram } from "./seen.js";
import { bestPlaceFor } from "./straddled-cure.js";
import { shortName, type Word, type Words, wordsOf } from "./words.js";

/** Locks that can lie across two lines, though another place in their struct would spare them that. */
export function judgeStraddled(options: JudgeOptions, declared: Declared): readonly StraddledField[] {
  const found = new Map<Type, StraddledField[]>();
  for (const candidate of candidatesIn(options, declared)) {
    const field = judgeStruct(options, candidate);
    const struct = underlying(candidate.type);
    if (field !== null) found.set(struct, withoutTwin(found.get(struct) ?? [], field));
  }
  return [...found.values()].flat();
}

/** `type idler ClientConn` is the same struct under another name: the one of which more is known stands for both. */
function withoutTwin(known: readonly StraddledField[], field: StraddledField): StraddledField[] {
  const twin = known.find(({ place, container }) => place.kind === "type" && field.place.kind === "type" && place.object !== field.place.object && container === field.container);
  if (twin === undefined) return [...known, field];
  return twin.evidence.length < field.evidence.length ? [...known.filter((other) => other !== twin), field] : [...known];
}

type Candidate = { readonly type: Type; readonly root: string | null; readonly place: StructPlace; readonly container: string | null; readonly startsOf: (extent: Words["extent"]) => Placement };

function candidatesIn(options: JudgeOptions, declared: Declared): readonly Candidate[] {
  const onHeap = ({ sizeBytes, pointerBytes }: Words["extent"]): Placement => ({ kind: "heap", sizeBytes, hasPointers: 0 < pointerBytes });
  const asGlobal = ({ sizeBytes }: Words["extent"]): Placement => ({ kind: "global", sizeBytes });
  const ofTypes = declared.types.map(({ type, root, object }): Candidate => ({ type, root, place: { kind: "type", object }, container: null, startsOf: onHeap }));
  const ofVariables = declared.variables.flatMap(({ type, root, name, unit, offset }): readonly Candidate[] => (unalias(type).kind === "struct" ? [{ type, root, place: { kind: "variable", root, unit, name, offset }, container: null, startsOf: asGlobal }] : []));
  const ofElements = elementCandidates(options, declared).flatMap(({ element, length, place, container }): readonly Candidate[] => {
    const actual = unalias(element);
    if (actual.kind !== "named" || actual.object.pkg !== options.pkg) return [];
    return [{ type: element, root: null, place: length === null ? { kind: "type", object: actual.object } : place, container, startsOf: ({ sizeBytes, pointerBytes }) => ({ kind: "heap-element", elementSizeBytes: sizeBytes, hasPointers: 0 < pointerBytes, length: length ?? undefined }) }];
  });
  return [...ofTypes, ...ofVariables, ...ofElements];
}

function judgeStruct(options: JudgeOptions, candidate: Candidate): StraddledField | null {
  const { program, world, isOwn, judged } = options;
  const { type, place, container } = candidate;
  if (underlying(type).kind !== "struct") return null;
  const taken = wordsOf(world, type, isOwn);
  if (taken === null || taken.isAssumed) return null;
  const starts = startResidues(candidate.startsOf(taken.extent), judged.lineBytes, { goMinor: judged.goMinor, arch: world.arch });
  for (const word of taken.words) {
    const sizeBytes = isLock(word) ? lockedBytes(word) : 0;
    const fraction = straddledFraction({ offsetBytes: word.offsetBytes, sizeBytes }, starts, judged.lineBytes);
    if (fraction === 0) continue;
    const best = bestPlaceFor(world, type, { word: { ...word, sizeBytes }, starts, lineBytes: judged.lineBytes });
    if (best === null || fraction < 2 * best.fraction) continue;
    const locks = hotLocks(program, candidate.root, word) ?? (wasLookedAt(program, candidate.root, word) ? null : hotLocks(wholeProgram(options), candidate.root, word));
    if (locks === null) continue;
    // What only lies in others begins where they put it, and is judged with them.
    if (place.kind === "type" && container === null && isOnlyHeld(world, place.object)) return null;
    // At some addresses only, it takes more than two who lock, and the same object.
    const isOneOfMany = candidate.root !== null && objectCount(locks.program, candidate.root, () => []) === "many";
    const isSure = fraction === 1 ? locks.isContended : 0.5 <= fraction && locks.isMulti && !isOneOfMany;
    const confidence = isSure ? "medium" : "low";
    return {
      kind: "straddled", place, container, fields: [shortName(word)], word: { name: shortName(word), offsetBytes: word.offsetBytes, sizeBytes: word.sizeBytes }, fraction, best,
      evidence: evidenceOf(locks.program, shortName(word), locks.accesses, 4), lineBytes: judged.lineBytes, isAssumed: false, confidence, score: confidence === "medium" ? 4 : 2,
    };
  }
  return null;
}

/** What `Lock` touches: of a RWMutex not its last word, which is for those who wait for readers. */
function lockedBytes({ type, sizeBytes }: Word): number {
  const actual = unalias(type);
  return actual.kind === "named" && actual.object.name === "RWMutex" ? sizeBytes - 4 : sizeBytes;
}

/** Those of package sync. */
function isLock({ type, isPad }: Word): boolean {
  const actual = unalias(type);
  return !isPad && actual.kind === "named" && isLockType(type) && actual.object.pkg?.importPath === "sync";
}

/** Structs with nothing but locks were perhaps not looked at; of others all that is done to them is known. */
function wasLookedAt({ byRoot }: Program, root: string | null, { inside }: Word): boolean {
  return (root !== null && byRoot.has(root)) || inside.some((one) => byRoot.has(one.root));
}

type HotLocks = { readonly program: Program; readonly accesses: readonly Access[]; /** One locks it in a loop or in many goroutines. */ readonly isMulti: boolean; /** Or several functions do. */ readonly isContended: boolean };

/** Where the lock is taken hot; null where it is only locked for reading, which touches one word of it. */
function hotLocks(program: Program, root: string | null, word: Word): HotLocks | null {
  const accesses = accessesTo(program, root, word).filter((access) => access.kind === "lock" && isHot(program, access));
  // Through a package variable it is that variable's lock, which begins where the linker puts it.
  const exclusive = accesses.filter(({ isShared, ref: { views: [outer] } }) => !isShared && (root === null || !root.startsWith("T:") || !outer?.root.startsWith("V:")));
  if (exclusive.length === 0) return null;
  const shared = accesses.filter(({ isShared }) => isShared);
  const isOfSeveral = 2 <= new Set(exclusive.map(({ origin, fn }) => origin?.fn ?? fn)).size;
  // What one function takes for writing and others for reading is seldom written.
  const isMulti = (isOfSeveral || shared.length === 0) && exclusive.some((access) => 2 <= weightOf(program, access) || linkedOf(program, access)?.goroutine?.isMulti === true);
  return { program, accesses: [...exclusive, ...shared], isMulti, isContended: isMulti || isOfSeveral };
}

function accessesTo(program: Program, root: string | null, word: Word): readonly Access[] {
  const found = new Set<Access>();
  const add = (from: string, path: string): void => {
    for (const access of program.byRoot.get(from) ?? []) if (access.ref.views.some((view) => view.root === from && view.path === path)) found.add(access);
  };
  if (root !== null) add(root, word.path);
  for (const { root: inner, prefix } of word.inside) add(inner, word.path.slice(prefix.length));
  return [...found];
}
