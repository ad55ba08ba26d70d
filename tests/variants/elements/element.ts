import { drawAtomic, type Target, type WordStyle } from "../atomics.js";
import { coldFields } from "../cold.js";
import { type Bytes, goTypes, type GoType, type Member, placeMembers, pointerLike, structText } from "../go-types.js";
import { drawLock } from "../locks.js";
import type { Sketch } from "../sketch.js";

/** What an array or a slice holds, and what functions do to one of it. */
export type Element = {
  readonly type: GoType;
  /** As findings name it. */
  readonly name: string;
  /** Its hot fields; none where it is a bare word or lock. */
  readonly fields: readonly string[];
  /** From the first to the last byte that is touched. */
  readonly live: Bytes;
  /** Whether methods of it may be declared. */
  readonly isOwn: boolean;
  readonly touches: readonly Touch[];
  /** The fields of a struct. */
  readonly members: readonly Member[];
  /** What a constructor does to each. */
  readonly init?: (element: string) => string;
};

/** One thing that is done to an element. */
export type Touch = { readonly params: readonly (readonly [string, string])[]; readonly results: readonly string[]; readonly args: string; readonly body: (element: Target) => string };

export type ElementWish = {
  /** Fields behind the live ones that fill a line, or nothing. */
  readonly tail?: (live: GoType) => readonly Member[];
  readonly isSized?: boolean;
};

/** A counter by itself. */
export function bareCounter(sketch: Sketch): Element {
  const style = drawAtomic(sketch);
  return { type: style.type, name: style.type.text, fields: [], live: { offsetBytes: 0, sizeBytes: style.type.sizeBytes }, isOwn: false, touches: countingOf(style, (target) => target), members: [] };
}

/** A struct of a counter and what else it may hold. */
export function counterStruct(sketch: Sketch, { tail, isSized = false }: ElementWish, nCold: number): Element {
  const { names } = sketch;
  const style = drawAtomic(sketch, { isSized });
  const field = names.field();
  const word: Member = { name: field, type: style.type };
  const cold = tail === undefined ? coldFields(sketch, nCold).filter(({ type }) => type.sizeBytes <= 16) : tail(style.type);
  return structOf(sketch, [word, ...cold], [word], countingOf(style, ({ text }) => ({ text: `${text}.${field}`, isPointer: false })));
}

/** A lock by itself. */
export function bareLock(sketch: Sketch): Element {
  const style = drawLock(sketch);
  const touches: readonly Touch[] = [{ params: [["f", "func()"]], results: [], args: "func() {}", body: ({ text }) => `${style.lock(text)}\nf()\n${style.unlock(text)}` }];
  return { type: style.type, name: style.type.text, fields: [], live: { offsetBytes: 0, sizeBytes: style.type.sizeBytes }, isOwn: false, touches, members: [] };
}

/** A number that is a lock: 0 open, 1 taken. */
export function numberLock(sketch: Sketch): Element {
  const value = sketch.draw.pick(["int32", "uint32"] as const);
  sketch.dimensions["lock"] = "number";
  const suffix = value === "int32" ? "Int32" : "Uint32";
  const at = ({ text, isPointer }: Target): string => (isPointer ? text : `&${text}`);
  const touches: readonly Touch[] = [{
    params: [["f", "func()"]], results: [], args: "func() {}",
    body: (target) => `for !atomic.CompareAndSwap${suffix}(${at(target)}, 0, 1) {\nruntime.Gosched()\n}\nf()\natomic.Store${suffix}(${at(target)}, 0)`,
  }];
  return { type: goTypes[value], name: value, fields: [], live: { offsetBytes: 0, sizeBytes: 4 }, isOwn: false, touches, members: [] };
}

/** A struct of nothing but a lock, embedded or not. */
export function lockStruct(sketch: Sketch, { tail }: ElementWish): Element {
  const { member, lock, unlock } = lockField(sketch);
  const touches: readonly Touch[] = [{ params: [["f", "func()"]], results: [], args: "func() {}", body: ({ text }) => `${lock(text)}\nf()\n${unlock(text)}` }];
  return structOf(sketch, [member, ...(tail?.(member.type) ?? [])], [member], touches);
}

/** A part of a map with the lock that guards it. */
export function shardStruct(sketch: Sketch, { tail }: ElementWish, guards: "map" | "map-and-counts" | "list"): Element {
  const { names, draw } = sketch;
  const { member, lock, unlock } = lockField(sketch);
  const table: Member = { name: names.field(), type: guards === "list" ? { text: "[]uint64", sizeBytes: 24, alignBytes: 8, hasPointers: true } : pointerLike("map[uint64]uint64") };
  const counts: readonly Member[] = guards === "map-and-counts" ? [{ name: names.field(), type: goTypes.int }, { name: names.field(), type: goTypes.int }] : [];
  const live = [member, table, ...counts];
  const liveType = placeMembers(live, "").type;
  const isDeferred = draw.chance(0.5);
  const held = (text: string, body: string): string => (isDeferred ? `${lock(text)}\ndefer ${unlock(text)}\n${body}` : `${lock(text)}\n${body}\n${unlock(text)}`);
  const put: Touch = {
    params: [["v", "uint64"]], results: [], args: "1",
    body: ({ text }) => held(text, `${guards === "list" ? `${text}.${table.name} = append(${text}.${table.name}, v)` : `${text}.${table.name}[v] = v`}${counts.length === 0 ? "" : `\n${text}.${counts[1]!.name}++`}`),
  };
  const get: Touch = {
    params: [["v", "uint64"]], results: ["uint64"], args: "1",
    body: ({ text }) => `${lock(text)}\n${guards === "list" ? `got := uint64(len(${text}.${table.name})) + v` : `got := ${text}.${table.name}[v]`}\n${unlock(text)}\nreturn got`,
  };
  const element = structOf(sketch, [...live, ...(tail?.(liveType) ?? [])], live, draw.chance(0.7) ? [put, get] : [put]);
  return guards === "list" ? element : { ...element, init: (text) => `${text}.${table.name} = make(map[uint64]uint64)` };
}

/** A struct of these fields, named or not. */
export function structOf({ names, decls }: Sketch, members: readonly Member[], live: readonly Member[], touches: readonly Touch[]): Element {
  const name = names.type();
  const placed = placeMembers(members, name);
  decls.push(`type ${name} ${structText(members)}`);
  const ends = live.map((member) => placed.offsets[members.indexOf(member)]! + member.type.sizeBytes);
  const start = Math.min(...live.map((member) => placed.offsets[members.indexOf(member)]!));
  return { type: placed.type, name, fields: live.map((member) => member.name), live: { offsetBytes: start, sizeBytes: Math.max(...ends) - start }, isOwn: true, touches, members };
}

function countingOf(style: WordStyle, at: (element: Target) => Target): readonly Touch[] {
  return [
    { params: [], results: [], args: "", body: (element) => style.op("inc", at(element), []) },
    { params: [["n", style.value]], results: [], args: "1", body: (element) => style.op("add", at(element), ["n"]) },
  ];
}

function lockField(sketch: Sketch): { readonly member: Member; readonly lock: (element: string) => string; readonly unlock: (element: string) => string } {
  const style = drawLock(sketch);
  const isEmbedded = style.type.text.startsWith("sync.") && sketch.draw.chance(0.4);
  const name = isEmbedded ? style.type.text.replace("sync.", "") : sketch.names.field();
  const place = (element: string): string => (isEmbedded ? element : `${element}.${name}`);
  if (isEmbedded) sketch.dimensions["lock"] += "-embedded";
  return { member: { name, type: style.type, isEmbedded }, lock: (element) => style.lock(place(element)), unlock: (element) => style.unlock(place(element)) };
}
