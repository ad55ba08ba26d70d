import { allocation, type ByteRange, cacheLinePadBytes, type Extent, isOverflow, startResidues, structLayout } from "@cachelint/layout";
import type { Arrangement, CureItem, CureLayout, CureProblem, PlacedLayout } from "./model.js";

export type PadStyle = "bytes" | "line";

/** Objects of more than 8 bytes begin at multiples of 8, or 8 behind the allocator's header. */
const startAlignBytes = 8;

/**
 * The fields in an order, with the least pads that keep enemies from sharing a line wherever the object begins; null where pads of
 * this style cannot, or where two enemies lie in one field. Pads hold for all targets at once.
 */
export function arrange(problem: CureProblem, order: readonly number[], style: PadStyle): Arrangement | null {
  const items: CureItem[] = [];
  const walks = problem.layouts.map((): Walk => ({ endBytes: 0, beforeBytes: 0, offsets: new Map() }));
  const fields = fieldsOf(problem);
  if (fields === null) return null;
  const { enemies, words } = fields;
  for (const index of order) {
    const own = enemies.get(index) ?? [];
    const needBytes = Math.max(0, ...problem.layouts.map((layout, t) => neededPad(layout, walks[t]!, { index, enemies: own })));
    if (0 < needBytes) pushPad(problem, items, walks, style === "line" ? { kind: "line" } : { kind: "bytes", sizeBytes: needBytes });
    // Not every target's pad of one line is as large as the line that is judged by.
    if (0 < needBytes && style === "line" && problem.layouts.some((layout, t) => 0 < neededPad(layout, walks[t]!, { index, enemies: own }))) return null;
    items.push({ kind: "field", index });
    problem.layouts.forEach((layout, t) => put(walks[t]!, layout, index, words.get(index) ?? []));
  }
  const placed = placedOf(problem, items);
  return placed && { items, placed };
}

type Walk = { endBytes: number; /** Without the last field. */ beforeBytes: number; /** By word. */ readonly offsets: Map<number, number> };
type Enemy = { readonly word: number; readonly other: number };

/** By field: its words, and their enemies. */
type Fields = { readonly enemies: ReadonlyMap<number, readonly Enemy[]>; readonly words: ReadonlyMap<number, readonly number[]> };

const known = new WeakMap<CureProblem, Fields | null>();

/** Asked for once a problem, not once an order. */
function fieldsOf(problem: CureProblem): Fields | null {
  let fields = known.get(problem);
  if (fields === undefined) {
    const enemies = enemiesByField(problem);
    const words = new Map<number, number[]>();
    problem.words.forEach((field, word) => words.set(field, [...(words.get(field) ?? []), word]));
    fields = enemies && { enemies, words };
    known.set(problem, fields);
  }
  return fields;
}

function enemiesByField({ enemies, words }: CureProblem): ReadonlyMap<number, readonly Enemy[]> | null {
  const found = new Map<number, Enemy[]>();
  const add = (word: number, other: number): void => {
    const field = words[word]!;
    found.set(field, [...(found.get(field) ?? []), { word, other }]);
  };
  for (const [a, b] of enemies) {
    if (words[a] === words[b]) return null;
    add(a, b);
    add(b, a);
  }
  return found;
}

/** How many bytes must come before a field, so that its words are far enough from those enemies that stand before it. */
function neededPad({ fields, words, lineBytes }: CureLayout, { endBytes, offsets }: Walk, { index, enemies }: { readonly index: number; readonly enemies: readonly Enemy[] }): number {
  let offsetBytes = 0;
  for (const { word, other } of enemies) {
    const before = offsets.get(other);
    if (before === undefined) continue;
    offsetBytes = Math.max(offsetBytes, farEnough({ offsetBytes: before, sizeBytes: words[other]!.sizeBytes }, lineBytes) - words[word]!.offsetBytes);
  }
  return offsetBytes <= roundUp(endBytes, fields[index]!.alignBytes) ? 0 : offsetBytes - endBytes;
}

/** The least offset at which a word never shares a line with an earlier one, wherever the object begins. */
export function farEnough({ offsetBytes, sizeBytes }: ByteRange, lineBytes: number): number {
  return roundUp(offsetBytes + sizeBytes, startAlignBytes) + lineBytes - startAlignBytes;
}

function pushPad({ layouts, pads }: CureProblem, items: CureItem[], walks: readonly Walk[], pad: CureItem): void {
  const last = items.at(-1);
  if (pad.kind === "line" && last?.kind === "field" && pads.has(last.index)) {
    // A line's pad stands for the pad that did not do.
    items.pop();
    for (const walk of walks) walk.endBytes = walk.beforeBytes;
  }
  items.push(pad);
  layouts.forEach((layout, t) => (walks[t]!.endBytes += itemExtent(layout, pad).sizeBytes));
}

function put(walk: Walk, { fields, words: ranges }: CureLayout, index: number, own: readonly number[]): void {
  const { sizeBytes, alignBytes } = fields[index]!;
  const offsetBytes = roundUp(walk.endBytes, alignBytes);
  for (const word of own) walk.offsets.set(word, offsetBytes + ranges[word]!.offsetBytes);
  walk.beforeBytes = walk.endBytes;
  walk.endBytes = offsetBytes + sizeBytes;
}

/** What items in a row come to under each target; null where they are too large to compile. */
export function placedOf({ layouts }: Pick<CureProblem, "layouts">, items: readonly CureItem[]): readonly PlacedLayout[] | null {
  const placed = layouts.map((layout): PlacedLayout | null => {
    const found = structLayout(items.map((item) => itemExtent(layout, item)), { arch: layout.arch, isAlign64: false });
    if (isOverflow(found)) return null;
    const { sizeBytes, pointerBytes, offsetsBytes } = found;
    return { sizeBytes, pointerBytes, offsetsBytes, costBytes: costOf(layout, sizeBytes, 0 < pointerBytes) };
  });
  return placed.includes(null) ? null : (placed as readonly PlacedLayout[]);
}

function itemExtent({ fields, arch, goMinor }: CureLayout, item: CureItem): Extent {
  switch (item.kind) {
    case "field":
      return fields[item.index]!;
    case "bytes":
      return { sizeBytes: item.sizeBytes, alignBytes: 1, pointerBytes: 0 };
    case "line":
      return { sizeBytes: cacheLinePadBytes(arch, goMinor), alignBytes: 1, pointerBytes: 0 };
  }
}

function costOf(layout: CureLayout, sizeBytes: number, hasPointers: boolean): number {
  return layout.isGlobal ? sizeBytes : allocation({ sizeBytes, hasPointers }, layout).slotBytes;
}

/** Where the words of an arrangement lie under a target. */
export function wordRanges({ words }: CureProblem, { items, placed }: Arrangement, layout: CureLayout, t: number): readonly ByteRange[] {
  const offsets = new Map(items.map((item, i) => [item.kind === "field" ? item.index : -1 - i, placed[t]!.offsetsBytes[i]!]));
  return words.map((field, word) => ({ offsetBytes: (offsets.get(field) ?? 0) + layout.words[word]!.offsetBytes, sizeBytes: layout.words[word]!.sizeBytes }));
}

/** Where an arranged object can begin. */
export function startsOf(layout: CureLayout, { sizeBytes, pointerBytes }: PlacedLayout): readonly number[] {
  return startResidues(layout.isGlobal ? { kind: "global", sizeBytes } : { kind: "heap", sizeBytes, hasPointers: 0 < pointerBytes }, layout.lineBytes, layout);
}

export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
