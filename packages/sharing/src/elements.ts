import type { Access, IndexClass, Program, SliceLength } from "@cachelint/access";
import { allocation, sharedFraction } from "@cachelint/layout";
import { type Package, type Type, type TypeObject, typeOfObject, typeString, unalias, type World } from "@cachelint/types";
import { typeRoot } from "@cachelint/access";
import { elementBytes } from "./element-bytes.js";
import { startsOf } from "./element-starts.js";
import { elementPrefixes } from "./element-prefixes.js";
import { evidenceOf } from "./evidence.js";
import { withoutDoubles } from "./fields.js";
import { isHot, isLive, isLocking, isSynchronised, isWrite, linkedOf, weightOf } from "./heat.js";
import type { Hints } from "./hints.js";
import { isConcurrent } from "./independence.js";
import type { ElementConflict, Judged, StructPlace } from "./model.js";
import { areApart, areNamed } from "./named-elements.js";
import { isPointerWord } from "./use.js";
import { extentOrAssumed, type Word, wordsAt, wordsOf } from "./words.js";

/** An array or slice whose elements are to be judged, under one target. */
export type ElementCandidate = {
  readonly program: Program;
  readonly world: World;
  readonly holder: { readonly root: string; readonly path: string } | null;
  readonly element: Type;
  /** Of an array; null for slices. */
  readonly length: number | null;
  /** An array in an allocation of its own, such as a pointer leads to. */
  readonly isBehind: boolean;
  readonly isGlobal: boolean;
  /** Where the struct that holds an array is seen to lie; none where that is not known. */
  readonly seats: readonly ("heap" | "global")[];
  /** Objects of their own, which a table of pointers leads to. */
  readonly isLoose?: boolean;
  /** How such slices are made. */
  readonly made: readonly SliceLength[];
  readonly place: StructPlace;
  /** `fingerprintLocker.fpMtxs`, a variable's name. */
  readonly container: string;
  readonly pkg: Package;
  readonly isOwn: (pkg: Package | null) => boolean;
  readonly judged: Judged;
  readonly hints: Hints;
};

export type Elements = {
  readonly candidate: ElementCandidate;
  readonly words: readonly Word[];
  readonly isSingle: boolean;
  readonly sizeBytes: number;
  readonly hasPointers: boolean;
  readonly isAssumed: boolean;
  readonly accesses: readonly Placed[];
};

/** An access to the words of an element. */
export type Placed = { readonly access: Access; readonly words: readonly Word[] };

/** Whether elements of one array or slice, touched by independent goroutines, meet on a line; null if not. */
export function judgeElements(candidate: ElementCandidate): ElementConflict | null {
  const elements = elementsOf(candidate);
  if (elements === null) return null;
  const { program, judged } = candidate;
  const { words, sizeBytes, accesses } = elements;
  const indices = indexClasses(accesses);
  const isPerCpu = indices.has("cpu") || candidate.made.some(({ length }) => length === "cpu");
  const hot = accesses.filter(({ access, words: [word, ...others] }) => {
    if (word === undefined || 0 < others.length || !isWrite(access) || !isLive(program, access)) return false;
    if (isSetOnce(access) || (access.isRare && access.isToldHot !== true)) return false;
    return 0.25 <= weightOf(program, access) && (access.isToldHot || isSynchronised(access) || (isPerCpu && isHot(program, access)) || isPerGoroutine(program, access));
  });
  const writes = hot.map(({ access }) => access);
  if (hot.length === 0 || !areConcurrent(candidate, writes)) return null;
  const isNamed = candidate.length !== null && areNamed(writes);
  if (isNamed && !areApart({ program, hot: writes, live: accesses.flatMap(({ access }) => (isLive(program, access) ? [access] : [])), sizeBytes, lineBytes: judged.lineBytes, outerLocks: (access) => outerLocks(candidate, access) })) return null;
  const hotRange = rangeOf(hot);
  const live = accesses.filter(({ access, words: own }) => own.length === 1 && !access.ref.isFresh && !access.isCold);
  const region = rangeOf([...hot, ...live]);
  const { starts, isShifted } = startsOf(elements);
  // Of every sixteenth element, the next is sixteen elements away.
  const stepBytes = placeBytes(elements) * Math.min(...hot.map(({ access }) => access.ref.index?.stride ?? 1));
  const fraction = Math.max(
    sharedFraction(region, shifted(hotRange, stepBytes), starts, judged.lineBytes),
    sharedFraction(hotRange, shifted(region, stepBytes), starts, judged.lineBytes),
  );
  if (fraction === 0) return null;
  const isPadded = words.some(({ isPad }) => isPad);
  const score = scoreOf(elements, { hot: writes, indices, isPadded, fraction, isNamed });
  return conflictOf(elements, { hot, score, fraction, isPadded, isShifted });
}

/** From one element to the next; of objects of their own as the allocator lays them, one after another. */
export function placeBytes({ candidate: { isLoose, judged, world }, sizeBytes, hasPointers }: Pick<Elements, "candidate" | "sizeBytes" | "hasPointers">): number {
  if (isLoose !== true) return sizeBytes;
  const { slotBytes, isTiny } = allocation({ sizeBytes, hasPointers }, { goMinor: judged.goMinor, arch: world.arch });
  return isTiny ? sizeBytes : slotBytes;
}

/** The words of an element, and what is done to them; null for what is too small, or alone. */
export function elementsOf(candidate: ElementCandidate): Elements | null {
  const { program, world, element, holder, length, isBehind } = candidate;
  const taking = { world, isAssumed: false };
  const extent = extentOrAssumed(taking, element);
  if (extent.sizeBytes < 4 || (length !== null && length < 2)) return null;
  const actual = unalias(element);
  const isOpaque = actual.kind === "named" && !candidate.isOwn(actual.object.pkg);
  const taken = isOpaque ? null : wordsOf(world, element, candidate.isOwn);
  const single: Word = { path: "", offsetBytes: 0, sizeBytes: extent.sizeBytes, type: element, isPad: false, isArray: false, inside: [], wrapper: "" };
  const words = taken?.words ?? [single];
  const isSingle = taken === null;
  const own = new Map<Access, Placed>();
  const ownRoot = actual.kind === "named" ? typeRoot(actual.object) : null;
  const add = (root: string, inRoot: string, inElement: string): void => {
    for (const access of program.byRoot.get(root) ?? []) {
      if (root.startsWith("T:") && inRoot === "" && isElsewhere(access, root, ownRoot)) continue;
      for (const view of access.ref.views) {
        if (view.root !== root || !view.path.startsWith(inRoot)) continue;
        const path = inElement + view.path.slice(inRoot.length).replace(/^(?:\[\])+/, "");
        const found = isSingle ? words : wordsAt(words, path);
        if (!own.has(access)) own.set(access, { access, words: found });
      }
    }
  };
  if (holder !== null && length !== null) add(holder.root, `${holder.path}[]`, "");
  if (holder !== null && (length === null || isBehind)) add(`S:${holder.root}${holder.path}`, "", "");
  if (ownRoot !== null && !isOpaque) add(ownRoot, "", "");
  // Structs by value inside the element are touched by their own methods.
  for (const inside of new Set(words.flatMap((word) => word.inside))) if (inside.root !== ownRoot) add(inside.root, "", inside.prefix);
  const accesses = withoutHelpers(program, [...own.values()]);
  return { candidate, words, isSingle, sizeBytes: extent.sizeBytes, hasPointers: 0 < extent.pointerBytes, isAssumed: taking.isAssumed || (taken?.isAssumed ?? false), accesses };
}

/** To an object of the type that is a field or a variable, no element. */
function isElsewhere({ ref: { index, views: [outer] } }: Access, root: string, ownRoot: string | null): boolean {
  return index === null && outer?.root !== root && outer?.root !== ownRoot;
}

/**
 * What a method or helper does to whatever it is given says nothing of these elements where its callers, or those of
 * others, are seen to write them.
 */
function withoutHelpers(program: Program, accesses: readonly Placed[]): readonly Placed[] {
  const isOfElement = ({ access }: Placed): boolean => access.ref.index !== null || access.ref.relative === null || linkedOf(program, access)?.goroutine != null;
  const isTelling = ({ access }: Placed): boolean => access.ref.index !== null && isWrite(access) && !access.ref.isFresh && ((isSynchronised(access) && (access.kind !== "atomic-store" || !access.isConstant)) || isLive(program, access));
  return accesses.some(isTelling) ? accesses.filter(isOfElement) : accesses;
}

function indexClasses(accesses: readonly Placed[]): ReadonlySet<IndexClass> {
  return new Set(accesses.flatMap(({ access }) => (access.ref.isFresh || access.ref.index === null ? [] : [access.ref.index.class])));
}

/** A plain write in a loop to an element that is the goroutine's own: chosen by its number, or handed to it. */
export function isPerGoroutine(program: Program, access: Access): boolean {
  const linked = linkedOf(program, access);
  if (access.kind !== "write" || access.nLoops === 0 || !linked?.goroutine?.isMulti || access.ref.isOwnSlice) return false;
  const { index, relative } = access.ref;
  if (index?.class === "goroutine" || index?.class === "parameter") return true;
  return relative !== null && linked.goroutineParams.has(relative.param);
}

/** Updated in a loop of a goroutine that was given the element, or its number, when it started, as others were given theirs. */
function isDealtOut(program: Program, access: Access): boolean {
  const linked = linkedOf(program, access);
  const { index, relative } = access.ref;
  if (!linked?.goroutine || access.nLoops === 0 || (access.kind !== "atomic-rmw" && access.kind !== "atomic-store")) return false;
  return index?.class === "goroutine" || (relative !== null && linked.goroutineParams.has(relative.param)) || (index !== null && 1 < (linked.goroutineNumbers.get(index.param)?.size ?? 0));
}

function isSetOnce({ kind, isConstant, nLoops, isToldHot }: Access): boolean {
  return kind === "atomic-store" && isConstant && nLoops === 0 && isToldHot !== true;
}

/** Stored again and again to an element of one's own among those of others. */
function isOwnStore({ kind, nLoops, ref: { index } }: Access): boolean {
  return kind === "atomic-store" && 0 < nLoops && (index?.class === "parameter" || index?.class === "goroutine" || index?.class === "field");
}

/** Not all under one lock outside the element, and not all in one goroutine. */
function areConcurrent(candidate: ElementCandidate, hot: readonly Access[]): boolean {
  return hot.some((access) => {
    const isFree = [...outerLocks(candidate, access).values()].every((isExclusive) => !isExclusive);
    return isFree && isConcurrent(candidate.program, { ...access, locks: new Map() }, { ...access, locks: new Map() });
  });
}

/** The locks that an access holds which are no part of the element. */
function outerLocks({ holder, element }: ElementCandidate, access: Access): Access["locks"] {
  if (access.locks.size === 0) return access.locks;
  const actual = unalias(element);
  const own = actual.kind === "named" ? `${typeRoot(actual.object)}.` : "-";
  const place = holder === null ? "-" : holder.root + holder.path;
  const inElement = elementPrefixes(access.ref);
  return new Map([...access.locks].filter(([key]) => !(key.startsWith(own) || key.includes(place) || inElement.some((prefix) => key.startsWith(prefix)))));
}

type Range = { readonly offsetBytes: number; readonly sizeBytes: number };

export function rangeOf(placed: readonly Pick<Placed, "words">[]): Range {
  const words = placed.flatMap((one) => one.words);
  const offsetBytes = Math.min(...words.map((word) => word.offsetBytes));
  return { offsetBytes, sizeBytes: Math.max(...words.map((word) => word.offsetBytes + word.sizeBytes)) - offsetBytes };
}

export function shifted({ offsetBytes, sizeBytes }: Range, bytes: number): Range {
  return { offsetBytes: offsetBytes + bytes, sizeBytes };
}

type Signals = { readonly hot: readonly Access[]; readonly indices: ReadonlySet<IndexClass>; readonly isPadded: boolean; readonly fraction: number; /** Constants choose the elements. */ readonly isNamed: boolean };

function scoreOf(elements: Elements, { hot, indices, isPadded, fraction, isNamed }: Signals): number {
  const { candidate, words, sizeBytes, accesses } = elements;
  const { program, element, length, judged: { lineBytes } } = candidate;
  const has = (...classes: readonly IndexClass[]): boolean => classes.some((each) => indices.has(each));
  const isLock = hot.some(isLocking) || isSpinLock(accesses);
  const isUpdated = hot.some(({ kind, isBits }) => kind === "atomic-rmw" && !isBits);
  const isAdd = hot.some((access) => access.isAdd);
  const isSlot = isPointerWord(words.length === 1 ? (words[0]?.type ?? element) : element);
  const isDealt = hot.some((access) => isDealtOut(program, access));
  const isPlainData = accesses.some(({ access }) => access.kind === "write" && !access.ref.isFresh);
  let score = 2;
  if (isLock) score += 1;
  if (isUpdated || (words.length === 1 && hot.some(isOwnStore))) score += 1;
  if (has("cpu", "hash", "modulo")) score += 1.5;
  else if (has("mask")) score += 0.5;
  if (hot.some((access) => isPerGoroutine(program, access))) score += 2;
  else if (isDealt) score += 1;
  // Slots of a ring: a sequence word, or data beside the index.
  if (has("cursor") && !isLock && !isAdd && (hot.some(({ kind }) => kind === "atomic-store") || isPlainData || 1 < words.length)) score -= 1.5;
  const firstLength = candidate.made[0]?.length;
  if (firstLength === "cpu" || firstLength === "shards") score += 1;
  else if ((firstLength === "capacity" || firstLength === "large") && 1 < words.length) score -= 0.5;
  if (isPadded && sizeBytes < lineBytes) score = Math.max(score + 2, 4);
  if (isSlot && !isLock && !isDealt) score -= 2;
  // Who walks through all of them has each line in turn.
  if (hot.every(({ ref: { index } }) => index?.class === "loop")) score -= 2;
  if (hot.every(({ isBits }) => isBits)) score -= 2;
  // Where it is known that all meet, their size says nothing more.
  if (lineBytes <= sizeBytes) score -= fraction < 1 ? 1 : 0;
  else if (fraction < 0.5 && !isPadded) score -= 0.5;
  if (words.length === 1 && (isLock || (isUpdated && !isSlot))) score += 0.5;
  // Two locks are not known to be contended, and two or three generations or sides are no stripes.
  const isDoubtful = isNamed ? isLock : length !== null && length <= 3 && !isDealt;
  return isDoubtful || isNearlyParted(elements, isPadded, fraction) || isInParted(elements, hot) ? Math.min(score, 2.9) : score;
}

/** Smaller ones are no pads between words. */
const minPadBytes = 16;

/** They lie in elements that were padded apart, each of them for one goroutine at a time. */
function isInParted({ candidate: { place, world, isOwn } }: Elements, hot: readonly Access[]): boolean {
  if (place.kind !== "type") return false;
  const taken = wordsOf(world, typeOfObject(world, place.object), isOwn);
  const isPadded = taken?.words.some(({ isPad, sizeBytes }) => isPad && minPadBytes <= sizeBytes) === true;
  return isPadded && hot.every(({ ref }) => ref.views.some(({ root, path }) => 2 <= path.split("[]").length - (root.startsWith("S:") ? 0 : 1)));
}

/** One constant is exchanged for another, and a store brings the first one back. */
function isSpinLock(accesses: readonly Placed[]): boolean {
  return accesses.some(({ access: taken, words: [word] }) => taken.kind === "atomic-rmw" && taken.isConstant && taken.exchange?.leaves != null &&
    accesses.some(({ access, words }) => access.kind === "atomic-store" && access.isConstant && words[0] === word && !access.ref.isFresh));
}

/** Padded to whole lines, which is right where the first element begins one, or by a line of processors with shorter ones. */
function isNearlyParted({ words, sizeBytes, candidate: { judged: { lineBytes } } }: Elements, isPadded: boolean, fraction: number): boolean {
  if (!isPadded || sizeBytes < lineBytes) return false;
  return sizeBytes % lineBytes === 0 ? fraction < 1 : fraction < 0.5 && words.some((word) => word.isPad && lines.includes(word.sizeBytes));
}

const lines: readonly number[] = [32, 64, 128];

type Found = { readonly hot: readonly Placed[]; readonly score: number; readonly fraction: number; readonly isPadded: boolean; readonly isShifted: boolean };

export function conflictOf(elements: Elements, { hot, score, fraction, isPadded, isShifted }: Found): ElementConflict {
  const { candidate, sizeBytes, isAssumed } = elements;
  const { program, world, element, container, place, length, judged } = candidate;
  const actual = unalias(element);
  const object: TypeObject | null = actual.kind === "named" ? actual.object : null;
  const fields = [...new Set(hot.flatMap(({ words }) => words.map(({ path }) => path.slice(1))).filter((name) => name !== ""))];
  const last = container.slice(container.lastIndexOf(".") + 1);
  const names = fields.length === 0 ? [last] : fields;
  const evidence = names.flatMap((name) => evidenceOf(program, name, hot.filter(({ words }) => fields.length === 0 || words.some(({ path }) => path.slice(1) === name)).map(({ access }) => access), 3));
  return {
    kind: "elements", element: object, elementName: typeString(world, element), place, container, fields: fields.length === 0 ? [last] : fields, elementSizeBytes: sizeBytes, length, fraction, isPadded, isShifted, isAssumed,
    bytes: elementBytes(elements, hot), score, lineBytes: judged.lineBytes, evidence: withoutDoubles(evidence).slice(0, 6), confidence: score < 3 ? "low" : 5 <= score && !isAssumed ? "high" : "medium",
  };
}
