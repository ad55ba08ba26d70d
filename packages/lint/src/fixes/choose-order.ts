import { lineGroups } from "@cachelint/edit";
import { allocation, isOverflow, type OrderTarget, orderUnder, structLayout, type StructLayout } from "@cachelint/layout";
import type { AccessConstraints } from "@cachelint/sharing";
import type { StructType } from "@cachelint/syntax";
import { freeMeasure, type KnownMeasure } from "../free-measure.js";
import type { StructFacts, TargetLayout } from "../model.js";
import { fieldsByDeclaration } from "./declarations.js";

/** What an order is to save: memory of objects or elements; the same by the last declaration alone, moved to the front; or bytes that the garbage collector looks through. */
export type Aim = "size" | "front" | "pointers";

export type OrderOptions = {
  readonly aim: Aim;
  /** Blocks between empty lines stay whole, or are taken apart where that saves bytes. */
  readonly keep: "smallest" | "grouped";
  /** The fewest bytes worth a change, of what the aim saves; at least 1. */
  readonly minSavedBytes: number;
};

/** An order of declarations that saves something under one target at least and costs nothing under any. */
export type ChosenOrder = { readonly declarations: readonly number[]; readonly fields: readonly number[]; /** Under the target that gains most. */ readonly savedBytes: number };

/** `shared-lines`: what the accesses ask stands against all that were found; `no-common-order`: something else does; `unread`: nobody read the accesses. */
export type NoOrder = { readonly refused: "shared-lines" | "no-common-order" | "unread" };

/** Tells why there is no order from one that there is. */
export function isNoOrder(order: ChosenOrder | NoOrder): order is NoOrder {
  return "refused" in order;
}

type Target = { readonly layout: TargetLayout; readonly measure: KnownMeasure };

/**
 * The best order that leaves declarations whole, is no worse under any target, brings no independent writers together, and lets no
 * function touch more lines; or why there is none.
 */
export function chooseOrder(facts: StructFacts, options: OrderOptions): ChosenOrder | NoOrder {
  const { syntax, accessConstraints } = facts;
  if (accessConstraints === null) return { refused: "unread" };
  const targets = facts.layouts.flatMap((layout): readonly Target[] => {
    const measure = freeMeasure(facts, layout);
    return measure === null ? [] : [{ layout, measure }];
  });
  // Under a target where something is unknown, nobody can say that the order costs nothing.
  if (syntax === null || targets.length < facts.layouts.length) return { refused: "no-common-order" };
  const ordering: Ordering = { facts, syntax, targets, units: fieldsByDeclaration(syntax) };
  if (options.aim === "front") {
    // A field of size 0 moves no other.
    return gained(ordering, [ordering.units.length - 1, ...ordering.units.keys()].slice(0, -1), options) ?? { refused: "no-common-order" };
  }
  const asked = accessConstraints();
  const found = gained(ordering, bestOrder(ordering, asked, options), options);
  if (found !== null || asked === null || asked.constraints.apart.length + asked.constraints.together.length === 0) return found ?? { refused: "no-common-order" };
  return { refused: gained(ordering, bestOrder(ordering, null, options), options) === null ? "no-common-order" : "shared-lines" };
}

type Ordering = { readonly facts: StructFacts; readonly syntax: StructType; readonly targets: readonly Target[]; readonly units: readonly (readonly number[])[] };

/** An order that saves enough, and costs nothing; null for one that does not. */
function gained({ facts, targets, units }: Ordering, declarations: readonly number[] | null, { aim, minSavedBytes }: OrderOptions): ChosenOrder | null {
  if (declarations === null) return null;
  const fields = declarations.flatMap((index) => units[index] ?? []);
  const gains = targets.map((target) => gainOf(facts, target, fields, aim));
  const savedBytes = Math.max(...gains.map((gain) => gain ?? 0));
  return gains.includes(null) || savedBytes < minSavedBytes ? null : { declarations, fields, savedBytes };
}

function bestOrder({ facts, syntax, targets, units }: Ordering, asked: AccessConstraints | null, { aim, keep }: OrderOptions): readonly number[] | null {
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
