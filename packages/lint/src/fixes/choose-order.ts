import { lineGroups } from "@cachelint/edit";
import { allocation, isOverflow, type OrderTarget, orderUnder, structLayout, type StructLayout } from "@cachelint/layout";
import type { StructType } from "@cachelint/syntax";
import { freeMeasure, type KnownMeasure } from "../free-measure.js";
import type { StructFacts, TargetLayout } from "../model.js";
import { fieldsByDeclaration } from "./declarations.js";

/** What an order is to save: memory of objects or elements; the same by the last declaration alone, moved to the front; or bytes that the garbage collector looks through. */
export type Aim = "size" | "front" | "pointers";

export type OrderOptions = { readonly aim: Aim; /** Blocks between empty lines stay whole, or are taken apart where that saves bytes. */ readonly keep: "smallest" | "grouped" };

/** An order of declarations that saves something under one target at least and costs nothing under any. */
export type ChosenOrder = { readonly declarations: readonly number[]; readonly fields: readonly number[]; /** Under the target that gains most. */ readonly savedBytes: number };

type Target = { readonly layout: TargetLayout; readonly measure: KnownMeasure };

/**
 * The best order that leaves declarations whole, is no worse under any target, and brings no independent writers together; null where none
 * saves anything, or where something that it would have to know is unknown.
 */
export function chooseOrder(facts: StructFacts, options: OrderOptions): ChosenOrder | null {
  const { syntax } = facts;
  if (syntax === null) return null;
  const targets = facts.layouts.flatMap((layout): readonly Target[] => {
    const measure = freeMeasure(facts, layout);
    return measure === null ? [] : [{ layout, measure }];
  });
  // Under a target where something is unknown, nobody can say that the order costs nothing.
  if (targets.length < facts.layouts.length) return null;
  const units = fieldsByDeclaration(syntax);
  // A field of size 0 moves no other.
  const declarations = options.aim === "front" ? [units.length - 1, ...units.keys()].slice(0, -1) : bestOrder({ facts, syntax, targets, units }, options);
  if (declarations === null) return null;
  const fields = declarations.flatMap((index) => units[index] ?? []);
  const gains = targets.map((target) => gainOf(facts, target, fields, options.aim));
  const gained = gains.flatMap((gain) => gain ?? []);
  return gained.length < gains.length || gained.every((gain) => gain === 0) ? null : { declarations, fields, savedBytes: Math.max(...gained) };
}

type Ordering = { readonly facts: StructFacts; readonly syntax: StructType; readonly targets: readonly Target[]; readonly units: readonly (readonly number[])[] };

function bestOrder({ facts, syntax, targets, units }: Ordering, { aim, keep }: OrderOptions): readonly number[] | null {
  const asked = facts.accessConstraints();
  // The accesses' own targets have the same fields, and lines to judge them by.
  const orderTargets = asked?.targets ?? targets.map(({ layout, measure }): OrderTarget => ({ arch: layout.arch, goMinor: layout.goMinor, lineBytes: 64, isGlobal: false, fields: measure.extents, words: [] }));
  const words = asked?.constraints ?? { words: [], apart: [], together: [], hot: [] };
  const found = orderUnder(orderTargets, { ...words, units, groups: lineGroups(facts.source.text, syntax), keep, pointers: aim === "pointers" ? "fewest" : "no-more" });
  return isOverflow(found) ? null : found.units;
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
