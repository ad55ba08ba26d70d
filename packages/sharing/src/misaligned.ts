import type { Access, Program, View } from "@cachelint/access";
import { atomicWordAlignment, type Certainty } from "@cachelint/layout";
import { extentOf, type Type, type TypeObject, usesOf, type World } from "@cachelint/types";
import { elementCandidates } from "./element-candidates.js";
import { evidenceOf } from "./evidence.js";
import { withoutDoubles } from "./fields.js";
import type { Declared, JudgeOptions } from "./judge.js";
import { atomicCures } from "./atomic-cures.js";
import type { MisalignedAtomic } from "./misplaced.js";
import type { StructPlace } from "./model.js";
import { placeKey, plainAtomics } from "./plain-atomics.js";
import { type Holder, type PlainWord, plainWordsIn } from "./plain-words.js";

/** 64-bit words that atomic functions are called on and that do not lie, or need not lie, at a multiple of 8; none on 64-bit targets. */
export function judgeMisaligned(options: JudgeOptions, declared: Declared): readonly MisalignedAtomic[] {
  const { world, program } = options;
  if (world.arch.pointerBytes === 8 || plainAtomics(program).size === 0) return [];
  const blames = new Map<string, Blame[]>();
  for (const start of startsIn(options, declared)) {
    for (const blame of blamesOf(options, start)) {
      const key = placeKeyOf(blame.place);
      blames.set(key, [...(blames.get(key) ?? []), blame]);
    }
  }
  return [...blames.values()].map((own) => findingOf(options, own));
}

/** A value that begins at a multiple of 8: an allocated object, a variable, the first element of a slice. */
type Start = { readonly type: Type; readonly place: StructPlace; readonly root: View | null; readonly slice: string | null; readonly isSure: boolean };

function startsIn(options: JudgeOptions, declared: Declared): readonly Start[] {
  const ofTypes = declared.types.map(({ object, type }): Start => ({ type, place: { kind: "type", object }, root: null, slice: null, isSure: true }));
  const ofVariables = declared.variables.map(({ name, root, type, unit, offset }): Start => ({ type, place: { kind: "variable", root, unit, name, offset }, root: { root, path: "" }, slice: null, isSure: true }));
  const ofSlices = elementCandidates(options, declared).flatMap(({ element, length, holder, place, container }): readonly Start[] =>
    length !== null ? [] : [{ type: element, place, root: holder && { root: `S:${holder.root}${holder.path}`, path: "" }, slice: container, isSure: true }],
  );
  return [...ofTypes, ...ofVariables, ...ofSlices];
}

/** A word that is not aligned, and the declaration that it could be mended in. */
type Blame = { readonly place: StructPlace; readonly type: Type; readonly path: string; readonly way: PlainWord["way"]; readonly word: PlainWord; readonly certainty: Certainty; readonly offsetBytes: number; readonly container: string | null; readonly accesses: readonly Access[]; readonly isSure: boolean };

function blamesOf({ world, program, pkg }: JudgeOptions, start: Start): readonly Blame[] {
  let held: ReturnType<typeof usesOf> | undefined;
  return plainWordsIn(world, start.type).flatMap((word): readonly Blame[] => {
    const accesses = accessesTo(program, start, word);
    const way = start.slice === null ? word.way : { ...word.way, elements: [{ sizeBytes: sizeOf(world, start.type), length: undefined }, ...word.way.elements] };
    const certainty = atomicWordAlignment(way, world.arch);
    if (certainty === "always" || accesses.length === 0) return [];
    if (start.place.kind === "type" && start.slice === null) held ??= usesOf(world, start.place.object);
    // What only lies in other values begins where they put it.
    if (held?.isOnlyHeld) return [];
    const isOwn = (object: TypeObject | null): object is TypeObject => object !== null && object.pkg === pkg && !object.isLocal;
    const holder = word.holders.find((one) => isOwn(one.object) && atomicWordAlignment(one.way, world.arch) !== "always");
    const isSure = held === undefined || held.isAllocated || !held.isHeld;
    const common = { word, certainty, accesses, isSure };
    if (holder?.object) return [{ ...common, ...at(holder), place: { kind: "type", object: holder.object }, container: null }];
    // By itself each struct is fine: the size of the elements is not.
    const element = start.slice === null ? undefined : word.holders.findLast(({ object }) => isOwn(object));
    const place: StructPlace = element?.object ? { kind: "type", object: element.object } : start.place;
    return [{ ...common, ...at(element ?? { object: null, type: start.type, path: word.path, way: word.way }), place, container: start.slice }];
  });
}

function at({ type, path, way }: Holder): Pick<Blame, "type" | "path" | "way" | "offsetBytes"> {
  return { type, path, way, offsetBytes: way.offsetsBytes.reduce((sum, offset) => sum + offset, 0) };
}

function accessesTo(program: Program, { root }: Start, word: PlainWord): readonly Access[] {
  const index = plainAtomics(program);
  const names = root === null ? word.names : [...word.names, { root: root.root, path: root.path + word.path }];
  return names.flatMap((name) => index.get(placeKey(name)) ?? []);
}

function sizeOf(world: World, type: Type): number {
  const extent = extentOf(world, type);
  return "unknown" in extent ? 0 : extent.sizeBytes;
}

function placeKeyOf(place: StructPlace): string {
  return place.kind === "variable" ? place.root : `T:${place.object.name}`;
}

function findingOf({ world, program, judged }: JudgeOptions, blames: readonly Blame[]): MisalignedAtomic {
  const byField = new Map<string, Blame[]>();
  for (const blame of blames) byField.set(blame.path, [...(byField.get(blame.path) ?? []), blame]);
  const words = [...byField.values()].map((all) => ({ ...(all[0] as Blame), isNever: all.every(({ certainty }) => certainty === "never"), accesses: [...new Set(all.flatMap(({ accesses }) => accesses))] }));
  const sorted = words.sort((a, b) => Number(b.isNever) - Number(a.isNever) || a.offsetBytes - b.offsetBytes);
  const first = sorted[0] as (typeof sorted)[number];
  const fields = sorted.map(({ path }) => nameOf(path));
  const evidence = sorted.flatMap(({ path, accesses }) => evidenceOf(program, nameOf(path), accesses, 3));
  const isHigh = sorted.some(({ isNever, isSure }) => isNever && isSure);
  return {
    kind: "misaligned", place: first.place, fields, first: { name: nameOf(first.path), offsetBytes: first.offsetBytes, sizeBytes: 8 }, container: first.container, sizeBytes: sizeOf(world, first.type),
    cures: atomicCures(world, judged.goMinor, { type: first.type, words: sorted, isElement: first.container !== null }), evidence: withoutDoubles(evidence).slice(0, 8),
    lineBytes: judged.lineBytes, isAssumed: false, score: isHigh ? 6 : 4, confidence: isHigh ? "high" : "medium",
  };
}

/** `.slots[].n` is the field `slots.n`. */
function nameOf(path: string): string {
  return path.replaceAll("[]", "").replace(/^\./, "");
}
