import { allocation, type Extent, isOverflow, smallestOrder, structLayout, type StructLayout } from "@cachelint/layout";
import { freeMeasure, type KnownMeasure } from "../free-measure.js";
import type { StructFacts, TargetLayout } from "../model.js";
import { movedIndices } from "../waste.js";
import { declarationExtents, fieldsByDeclaration } from "./declarations.js";

/** What an order is to save: memory of objects or elements, or bytes that the garbage collector looks through. */
export type Aim = "size" | "front" | "pointers";

/** An order of declarations that saves something under one target at least and costs nothing under any. */
export type ChosenOrder = { readonly declarations: readonly number[]; readonly fields: readonly number[]; /** Under the target that gains most. */ readonly savedBytes: number };

type Target = { readonly layout: TargetLayout; readonly measure: KnownMeasure };

/** The order that saves most under all targets together, and of such the one that moves least; null where none is better. */
export function chooseOrder(facts: StructFacts, aim: Aim): ChosenOrder | null {
  const { syntax } = facts;
  if (syntax === null) return null;
  const targets = facts.layouts.flatMap((layout): readonly Target[] => {
    const measure = freeMeasure(facts, layout);
    return measure === null ? [] : [{ layout, measure }];
  });
  // Under a target where something is unknown, nobody can say that the order costs nothing.
  if (targets.length < facts.layouts.length) return null;
  const declarations = fieldsByDeclaration(syntax);
  let best: (ChosenOrder & { readonly total: number; readonly nMoved: number }) | null = null;
  for (const order of targets.flatMap((target) => candidates(target, declarations, aim))) {
    const fields = order.flatMap((index) => declarations[index] ?? []);
    const gains = targets.map((target) => gainOf(facts, target, fields, aim));
    if (!gains.every((gain) => gain !== null)) continue;
    const total = gains.reduce((sum, gain) => sum + gain, 0);
    const nMoved = movedIndices(order).length;
    if (0 < total && (best === null || best.total < total || (best.total === total && nMoved < best.nMoved))) best = { declarations: order, fields, savedBytes: Math.max(...gains), total, nMoved };
  }
  return best && { declarations: best.declarations, fields: best.fields, savedBytes: best.savedBytes };
}

function candidates({ layout: { arch }, measure }: Target, declarations: readonly (readonly number[])[], aim: Aim): readonly (readonly number[])[] {
  const extents = declarationExtents(measure.extents, declarations);
  if (aim === "front") return [[extents.length - 1, ...extents.keys()].slice(0, -1)];
  const orders = (own: readonly Extent[]): readonly (readonly number[])[] => {
    const found = smallestOrder(own, { arch });
    return isOverflow(found) ? [] : [found.order];
  };
  // Pointer bytes are no reason to move more fields where size is what counts.
  return aim === "pointers" ? orders(extents) : [...orders(extents.map((extent) => ({ ...extent, pointerBytes: 0 }))), ...orders(extents)];
}

/** What an order saves under a target; null where it costs anything. */
function gainOf(facts: StructFacts, { layout, measure }: Target, fields: readonly number[], aim: Aim): number | null {
  const now = measure.layout;
  const then = structLayout(fields.flatMap((index) => measure.extents[index] ?? []), { arch: layout.arch, isAlign64: false });
  if (isOverflow(then) || now.sizeBytes < then.sizeBytes || now.pointerBytes < then.pointerBytes) return null;
  const cost = ({ sizeBytes, pointerBytes }: StructLayout): number => (facts.isElement ? sizeBytes : allocation({ sizeBytes, hasPointers: 0 < pointerBytes }, layout).slotBytes);
  const saved = cost(now) - cost(then);
  if (saved < 0) return null;
  return aim === "pointers" ? now.pointerBytes - then.pointerBytes : saved;
}
