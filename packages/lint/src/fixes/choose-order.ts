import { lineGroups } from "@cachelint/edit";
import { allocation, isOverflow, type OrderTarget, orderUnder, structLayout, type StructLayout } from "@cachelint/layout";
import { blocksSpokenOf } from "@cachelint/safety";
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
  const declared = fieldsByDeclaration(syntax);
  if (options.aim === "front") {
    // A field of size 0 moves no other.
    const alone: Ordering = { facts, syntax, targets, units: [...declared.keys()].map((index) => [index]), declared };
    return gained(alone, [declared.length - 1, ...declared.keys()].slice(0, -1), options) ?? { refused: "no-common-order" };
  }
  const ordering: Ordering = { facts, syntax, targets, units: wholeBlocks(facts, syntax), declared };
  const asked = accessConstraints();
  const found = gained(ordering, bestOrder(ordering, asked, options), options);
  if (found !== null || asked === null || asked.constraints.apart.length + asked.constraints.together.length === 0) return found ?? { refused: "no-common-order" };
  return { refused: gained(ordering, bestOrder(ordering, null, options), options) === null ? "no-common-order" : "shared-lines" };
}

type Ordering = { readonly facts: StructFacts; readonly syntax: StructType; readonly targets: readonly Target[]; /** Declarations that move together. */ readonly units: readonly (readonly number[])[]; /** The fields of each declaration. */ readonly declared: readonly (readonly number[])[] };

/** Each declaration by itself, but for blocks of which a comment speaks as they stand. */
function wholeBlocks({ source: { text } }: StructFacts, syntax: StructType): readonly (readonly number[])[] {
  const blocks = blocksSpokenOf(text, syntax);
  const units: number[][] = [];
  for (const index of syntax.fields.keys()) {
    const isJoined = blocks.some(([first, last]) => first < index && index <= last);
    if (isJoined) units.at(-1)?.push(index);
    else units.push([index]);
  }
  return units;
}

/** An order that saves enough, and costs nothing; null for one that does not. */
function gained({ facts, targets, units, declared }: Ordering, chosen: readonly number[] | null, { aim, minSavedBytes }: OrderOptions): ChosenOrder | null {
  if (chosen === null) return null;
  const declarations = chosen.flatMap((unit) => units[unit] ?? []);
  const fields = declarations.flatMap((index) => declared[index] ?? []);
  const gains = targets.map((target) => gainOf(facts, target, fields, aim));
  const savedBytes = Math.max(...gains.map((gain) => gain ?? 0));
  return gains.includes(null) || savedBytes < minSavedBytes ? null : { declarations, fields, savedBytes };
}

function bestOrder({ facts, syntax, targets, units, declared }: Ordering, asked: AccessConstraints | null, { aim, keep }: OrderOptions): readonly number[] | null {
  // The accesses' own targets have the same fields, and lines to judge them by.
  const orderTargets = asked?.targets ?? targets.map(({ layout, measure }): OrderTarget => ({ arch: layout.arch, goMinor: layout.goMinor, lineBytes: 64, isGlobal: false, fields: measure.extents, words: [] }));
  const words = asked?.constraints ?? { words: [], apart: [], together: [], hot: [] };
  const groups = lineGroups(facts.source.text, syntax);
  const found = orderUnder(orderTargets, { ...words, units: units.map((unit) => unit.flatMap((index) => declared[index] ?? [])), groups: units.map(([first = 0]) => groups[first] ?? 0), keep, pointers: aim === "pointers" ? "fewest" : "no-more" });
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
