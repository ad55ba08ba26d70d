import { allocation, isOverflow, structLayout } from "@cachelint/layout";
import { measureOf, type Type, typeString, underlying, usesOf, type World } from "@cachelint/types";
import { evidenceOf } from "./evidence.js";
import { withoutDoubles } from "./fields.js";
import { isForeignLayout } from "./foreign-layout.js";
import { isSynchronised, isWrite } from "./heat.js";
import type { Declared, JudgeOptions } from "./judge.js";
import type { PadWord, UselessPad } from "./misplaced.js";
import type { StructPlace } from "./model.js";
import { openSeen, type Seen, type SeenWord } from "./seen.js";
import { shortName, type Word, type Words, wordsOf } from "./words.js";

/** Pads between fields that nobody writes once the object is made; the accesses of the whole package are read for them. */
export function judgePads(options: JudgeOptions, { types, variables }: Declared): readonly UselessPad[] {
  const seen = openSeen(options);
  return [
    ...types.flatMap(({ object, root, type }) => judgeStruct(options, seen, { place: { kind: "type", object }, root, type }) ?? []),
    ...variables.flatMap(({ name, root, type, unit, offset }) =>
      type.kind === "struct" ? (judgeStruct(options, seen, { place: { kind: "variable", root, unit, name, offset }, root, type }) ?? []) : [],
    ),
  ];
}

type Struct = { readonly place: StructPlace; readonly root: string; readonly type: Type };

function judgeStruct(options: JudgeOptions, seen: Seen, struct: Struct): UselessPad | null {
  const { world, pkg, isOwn } = options;
  const { place, type } = struct;
  if (underlying(type).kind !== "struct" || !mayHavePads(type)) return null;
  const taken = wordsOf(world, type, isOwn);
  if (taken === null || taken.isAssumed) return null;
  const pads = taken.words.filter((word) => isOwnPad(word, struct));
  if (pads.length === 0 || isForeignLayout(type)) return null;
  if (place.kind === "type" && (0 < place.object.typeParams.length || usesOf(world, place.object).orderUses.some(({ kind }) => kind !== "unkeyed"))) return null;
  const found = pads.flatMap((pad) => judgePad(taken, seen, struct, pad) ?? []);
  const [first] = [...found].sort((a, b) => ranks[b.confidence] - ranks[a.confidence]);
  if (first === undefined || pkg.units.length === 0) return null;
  return conflictOf(options, struct, found.filter(({ confidence }) => confidence === first.confidence), first);
}

/** Where somebody minds the distance of the fields on the left from those on the right. */
type Found = { readonly pad: Word; readonly left: readonly SeenWord[]; readonly right: readonly SeenWord[]; readonly confidence: UselessPad["confidence"] };

const ranks = { low: 0, medium: 1, high: 2 } as const;
const minPadBytes = 16;
/** Processors fetch lines in pairs. */
const reachBytes = 128;

function mayHavePads(type: Type): boolean {
  const under = underlying(type);
  return under.kind === "struct" && under.fields().some(({ name, type: field }) => isPadName(name) || isPadType(field));
}

function isOwnPad({ isPad, sizeBytes, inside, path, type }: Word, { place }: Struct): boolean {
  const isOwn = inside.length === (place.kind === "type" ? 1 : 0);
  return isPad && minPadBytes <= sizeBytes && isOwn && (isPadName(path.slice(path.lastIndexOf(".") + 1)) || isPadType(type));
}

/** Names such as reserved and unused are those of formats. */
function isPadName(name: string): boolean {
  return name === "_" || /pad|cacheline/i.test(name) || /^_p?\d+$/.test(name);
}

function isPadType(type: Type): boolean {
  return (type.kind === "named" || type.kind === "alias") && /pad/i.test(type.object.name);
}

function judgePad({ words }: Words, seen: Seen, { root }: Struct, pad: Word): Found | null {
  const end = pad.offsetBytes + pad.sizeBytes;
  const live = words.filter(({ isPad, sizeBytes }) => !isPad && 0 < sizeBytes);
  const left = live.filter((word) => word.offsetBytes < pad.offsetBytes && pad.offsetBytes - word.offsetBytes - word.sizeBytes < reachBytes);
  const right = live.filter((word) => end <= word.offsetBytes && word.offsetBytes - end < reachBytes);
  if (left.length === 0 && right.length === 0) return null;
  if ([...left, ...right].some((word) => seen.glance(root, word).isWritten)) return null;
  const sides = [left, right].map((side) => side.map((word) => seen.look(root, word)));
  const all = sides.flat();
  if (all.some(({ isWritten, accesses }) => isWritten || accesses.length === 0)) return null;
  // What lies beyond the object is unknown: a pad in front or behind may keep others off.
  const isBetween = 0 < left.length && 0 < right.length;
  if (sides.some((side) => 0 < side.length && !side.some(({ reads }) => 0 < reads.length))) return null;
  const isHidden = all.every(({ isExported }) => !isExported);
  const isHot = sides.every((side) => side.some(({ isReadHot }) => isReadHot));
  // Words that are stored atomically, if only at the end of the object's life, may have been set apart for a reason.
  const isStored = all.some(({ accesses }) => accesses.some((access) => isWrite(access) && isSynchronised(access)));
  const confidence = !isBetween || !isHidden || isStored ? "low" : isHot ? "high" : "medium";
  return { pad, left: sides[0] ?? [], right: sides[1] ?? [], confidence };
}

function conflictOf({ world, judged }: JudgeOptions, { place, type }: Struct, found: readonly Found[], first: Found): UselessPad | null {
  const sizes = sizesOf(world, type, new Set(found.map(({ pad }) => pad.path)), found.map(({ pad }) => pad.offsetBytes));
  if (sizes === null) return null;
  const slotOf = ({ sizeBytes, hasPointers }: Size): number => allocation({ sizeBytes, hasPointers }, { goMinor: judged.goMinor, arch: world.arch }).slotBytes;
  const near = [...first.left.slice(-2), ...first.right.slice(0, 2)];
  const evidence = near.flatMap(({ word, program, reads }) => evidenceOf(program, shortName(word), reads, 2));
  return {
    kind: "useless-pad", place, fields: near.map(({ word }) => shortName(word)), pads: found.map(({ pad }) => padWord(world, pad)), isEdge: first.left.length === 0 || first.right.length === 0,
    sizeBytes: sizes.now.sizeBytes, slotBytes: slotOf(sizes.now), bestSizeBytes: sizes.without.sizeBytes, bestSlotBytes: slotOf(sizes.without),
    evidence: withoutDoubles(evidence), lineBytes: judged.lineBytes, isAssumed: false, confidence: first.confidence, score: 2 + 2 * ranks[first.confidence],
  };
}

function padWord(world: World, { path, type, offsetBytes, sizeBytes }: Word): PadWord {
  return { name: path.slice(1), type: typeString(world, type), offsetBytes, sizeBytes };
}

type Size = { readonly sizeBytes: number; readonly hasPointers: boolean };

/** With the pads and without them. */
function sizesOf(world: World, type: Type, paths: ReadonlySet<string>, offsetsBytes: readonly number[]): { readonly now: Size; readonly without: Size } | null {
  const measure = measureOf(world, type);
  if (measure?.kind !== "known") return null;
  const { fields, extents, layout } = measure;
  const kept = extents.filter((_, i) => !paths.has(`.${fields[i]?.name ?? ""}`) || !offsetsBytes.includes(layout.offsetsBytes[i] ?? -1));
  const without = structLayout(kept, { arch: world.arch, isAlign64: false });
  return isOverflow(without) ? null : { now: sizeOf(layout), without: sizeOf(without) };
}

function sizeOf({ sizeBytes, pointerBytes }: { readonly sizeBytes: number; readonly pointerBytes: number }): Size {
  return { sizeBytes, hasPointers: 0 < pointerBytes };
}
