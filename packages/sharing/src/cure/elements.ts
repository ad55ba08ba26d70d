import { arrayExtent, type ByteRange, cacheLinePadBytes, elementResidues, type Extent, isOverflow, sharesLine, startResidues, structLayout } from "@cachelint/layout";
import { farEnough, roundUp } from "./arrange.js";
import type { CureLayout, ElementCure } from "./model.js";

/** Neighbouring elements that meet on a line, under all targets. */
export type ElementProblem = {
  /** Of an array; null for slices. */
  readonly length: number | null;
  readonly isGlobal: boolean;
  /** The elements are structs of the package, and can have one field more. */
  readonly isOpen: boolean;
  readonly layouts: readonly ElementLayout[];
};

export type ElementLayout = Omit<CureLayout, "fields" | "words" | "isGlobal"> & {
  readonly extent: Extent;
  /** What independent goroutines write of an element, and all that is in use of it. */
  readonly hot: ByteRange;
  readonly live: ByteRange;
};

/** The shortest pad at the end of each element that keeps neighbours on lines of their own; null where none was found. */
export function bestElementCure(problem: ElementProblem): ElementCure | null {
  const cures = [...literalPads(problem), linePad(problem), wrapper(problem)].flatMap((cure) => cure ?? []);
  const bytes = ({ costs }: ElementCure): number => costs.reduce((sum, { after }) => sum + after.costBytes, 0);
  return cures.reduce<ElementCure | null>((best, cure) => (best === null || bytes(cure) < bytes(best) ? cure : best), null);
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
    const padded = structLayout([layout.extent, { sizeBytes: padOf(layout), alignBytes: 1, pointerBytes: 0 }], { arch: layout.arch, isAlign64: false });
    if (isOverflow(padded) || meet(problem, layout, padded)) return null;
    const [before, after] = [layout.extent.sizeBytes, padded.sizeBytes].map((sizeBytes) => ({ sizeBytes, costBytes: sizeBytes })) as [{ sizeBytes: number; costBytes: number }, { sizeBytes: number; costBytes: number }];
    return { target: layout.target, before, after, extraBytes: after.sizeBytes - before.sizeBytes };
  });
  return costs.includes(null) ? null : { kind, padBytes, lineBytes: longestLine(problem), costs: costs as ElementCure["costs"] };
}

/** Whether neighbours of this size can still meet. */
function meet(problem: ElementProblem, layout: ElementLayout, extent: Extent): boolean {
  const { hot, live, lineBytes } = layout;
  const starts = elementStarts(problem, layout, extent);
  const next = ({ offsetBytes, sizeBytes }: ByteRange): ByteRange => ({ offsetBytes: offsetBytes + extent.sizeBytes, sizeBytes });
  return sharesLine(live, next(hot), starts, lineBytes) !== "never" || sharesLine(hot, next(live), starts, lineBytes) !== "never";
}

/** All places at which an element can begin, for slices of any length, and for arrays wherever they lie in their struct. */
export function elementStarts({ length, isGlobal }: Pick<ElementProblem, "length" | "isGlobal">, layout: ElementLayout, { sizeBytes, alignBytes, pointerBytes }: Extent): readonly number[] {
  const { lineBytes, arch } = layout;
  if (length === null) return startResidues({ kind: "heap-element", elementSizeBytes: sizeBytes, hasPointers: 0 < pointerBytes, length: undefined }, lineBytes, layout);
  const array = arrayExtent({ sizeBytes, alignBytes, pointerBytes }, length, arch);
  if (isGlobal && !isOverflow(array)) return startResidues({ kind: "global-element", elementSizeBytes: sizeBytes, length }, lineBytes, layout);
  return elementResidues(startResidues({ kind: "unknown", alignBytes: 8 }, lineBytes, layout), { sizeBytes, length }, lineBytes);
}
