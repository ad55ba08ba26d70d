import { arrayExtent, type ByteRange, cacheLinePadBytes, elementResidues, type Extent, isOverflow, sharesLine, startResidues, structLayout } from "@cachelint/layout";
import { farEnough, roundUp } from "./arrange.js";
import type { CureLayout, ElementCure } from "./model.js";

/** Neighbouring elements that meet on a line, under all targets. */
export type ElementProblem = {
  /** Of an array; null for slices. */
  readonly length: number | null;
  readonly isGlobal: boolean;
  readonly layouts: readonly ElementLayout[];
};

export type ElementLayout = Omit<CureLayout, "fields" | "words" | "isGlobal"> & {
  /** With pads at the end of the element, where they stand elsewhere now. */
  readonly packed: ElementBytes | null;
  /** The struct that the array is a field of, and where; null where that is not known. */
  readonly holder: { readonly sizeBytes: number; readonly hasPointers: boolean; readonly offsetBytes: number } | null;
} & ElementBytes;

/** An element: what independent goroutines write of it, and all that is in use. */
export type ElementBytes = { readonly extent: Extent; readonly hot: ByteRange; readonly live: ByteRange };

/** The shortest pad at the end of each element that keeps neighbours on lines of their own; null where none was found. */
export function bestElementCure(problem: ElementProblem): ElementCure | null {
  const cures = [...(packed(problem) ?? []), ...literalPads(problem), linePad(problem), wrapper(problem)].flatMap((cure) => cure ?? []);
  const bytes = ({ costs }: ElementCure): number => costs.reduce((sum, { after }) => sum + after.costBytes, 0);
  return cures.reduce<ElementCure | null>((best, cure) => (best === null || bytes(cure) < bytes(best) ? cure : best), null);
}

/** Pads that stand between the words of an element part nothing; at its end they do. */
function packed(problem: ElementProblem): readonly (ElementCure | null)[] | null {
  const layouts = problem.layouts.flatMap((layout) => (layout.packed === null ? [] : [{ ...layout, ...layout.packed }]));
  if (layouts.length < problem.layouts.length) return null;
  const moved = { ...problem, layouts };
  return [cureOf(moved, "element-pad", 0, () => 0), ...literalPads(moved)].map((cure) => cure && { ...cure, isPacked: true, costs: cure.costs.map((cost, t) => costFrom(problem.layouts[t]!.extent.sizeBytes, cost)) });
}

function costFrom(sizeBytes: number, cost: ElementCure["costs"][number]): ElementCure["costs"][number] {
  return { ...cost, before: { sizeBytes, costBytes: sizeBytes }, extraBytes: cost.after.sizeBytes - sizeBytes };
}

/** Up to whole lines of each target, or as far as it takes. */
function literalPads(problem: ElementProblem): readonly (ElementCure | null)[] {
  const wholes = problem.layouts.flatMap(({ extent, lineBytes }) => [1, 2].map((nMore) => (Math.ceil(extent.sizeBytes / lineBytes) + nMore - 1) * lineBytes - extent.sizeBytes));
  const tights = problem.layouts.map(({ extent, lineBytes, hot, live }) => Math.max(farEnough(live, lineBytes) - hot.offsetBytes, farEnough(hot, lineBytes) - live.offsetBytes) - extent.sizeBytes);
  return [...new Set([...wholes, ...tights])].filter((padBytes) => 0 < padBytes).sort((a, b) => a - b).map((padBytes) => cureOf(problem, "element-pad", padBytes, () => padBytes));
}

function linePad(problem: ElementProblem): ElementCure | null {
  return cureOf(problem, "element-line-pad", null, ({ arch, goMinor }) => cacheLinePadBytes(arch, goMinor));
}

/** `struct { T; _ [(L - unsafe.Sizeof(T{})%L) % L]byte }`: right under all targets, where a number of bytes is not. */
function wrapper(problem: ElementProblem): ElementCure | null {
  const lineBytes = longestLine(problem);
  return cureOf(problem, "wrapper", null, ({ extent }) => roundUp(extent.sizeBytes, lineBytes) - extent.sizeBytes);
}

function longestLine({ layouts }: ElementProblem): number {
  return Math.max(...layouts.map((layout) => layout.lineBytes));
}

function cureOf(problem: ElementProblem, kind: ElementCure["kind"], padBytes: number | null, padOf: (layout: ElementLayout) => number): ElementCure | null {
  const costs = problem.layouts.map((layout): ElementCure["costs"][number] | null => {
    // A pad of no bytes at the end is no pad: it makes the compiler add one of its own.
    const pads = padBytes === 0 ? [] : [{ sizeBytes: padOf(layout), alignBytes: 1, pointerBytes: 0 }];
    const padded = structLayout([layout.extent, ...pads], { arch: layout.arch, isAlign64: false });
    if (isOverflow(padded) || meet(problem, layout, padded)) return null;
    const [before, after] = [layout.extent.sizeBytes, padded.sizeBytes].map((sizeBytes) => ({ sizeBytes, costBytes: sizeBytes })) as [{ sizeBytes: number; costBytes: number }, { sizeBytes: number; costBytes: number }];
    return { target: layout.target, before, after, extraBytes: after.sizeBytes - before.sizeBytes };
  });
  return costs.includes(null) ? null : { kind, padBytes, isPacked: false, lineBytes: longestLine(problem), costs: costs as ElementCure["costs"] };
}

/** Whether neighbours of this size can still meet. */
function meet(problem: ElementProblem, layout: ElementLayout, extent: Extent): boolean {
  const { hot, live, lineBytes } = layout;
  const starts = elementStarts(problem, layout, extent);
  const next = ({ offsetBytes, sizeBytes }: ByteRange): ByteRange => ({ offsetBytes: offsetBytes + extent.sizeBytes, sizeBytes });
  return sharesLine(live, next(hot), starts, lineBytes) !== "never" || sharesLine(hot, next(live), starts, lineBytes) !== "never";
}

/** All places at which an element of this size can begin, for slices of any length; for arrays in structs that are not known, wherever they lie. */
export function elementStarts({ length, isGlobal }: Pick<ElementProblem, "length" | "isGlobal">, layout: ElementLayout, { sizeBytes, alignBytes, pointerBytes }: Extent): readonly number[] {
  const { lineBytes, arch } = layout;
  if (length === null) return startResidues({ kind: "heap-element", elementSizeBytes: sizeBytes, hasPointers: 0 < pointerBytes, length: undefined }, lineBytes, layout);
  const array = arrayExtent({ sizeBytes, alignBytes, pointerBytes }, length, arch);
  if (isGlobal && layout.holder === null && !isOverflow(array)) return startResidues({ kind: "global-element", elementSizeBytes: sizeBytes, length }, lineBytes, layout);
  return elementResidues(arrayStarts({ length, isGlobal }, layout, { sizeBytes, alignBytes, pointerBytes }), { sizeBytes, length }, lineBytes);
}

function arrayStarts({ length, isGlobal }: Pick<ElementProblem, "length" | "isGlobal">, { holder, extent, ...layout }: ElementLayout, element: Extent): readonly number[] {
  if (holder === null || length === null) return startResidues({ kind: "unknown", alignBytes: 8 }, layout.lineBytes, layout);
  const sizeBytes = holder.sizeBytes + length * (element.sizeBytes - extent.sizeBytes);
  const starts = startResidues(isGlobal ? { kind: "global", sizeBytes } : { kind: "heap", sizeBytes, hasPointers: holder.hasPointers }, layout.lineBytes, layout);
  return starts.map((start) => (start + holder.offsetBytes) % layout.lineBytes);
}
