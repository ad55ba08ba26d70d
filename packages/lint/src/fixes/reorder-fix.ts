import { orderTitle } from "../cure-words.js";
import type { StructFacts } from "../model.js";
import { type ChosenOrder, chooseOrder, isNoOrder, type NoOrder, type OrderOptions } from "./choose-order.js";
import { type FixParts, makeFix, withheld } from "./make-fix.js";

/** The order that a fix makes, or would make if nothing withheld it, and the fix where fixes are looked for. */
export type Reorder = { readonly order: ChosenOrder | NoOrder; readonly parts: FixParts };

/** The fix that puts a struct's declarations into a better order. */
export function reorderFix(facts: StructFacts, options: OrderOptions): Reorder {
  const { syntax, source, hazards } = facts;
  const order = chooseOrder(facts, options);
  if (syntax === null || hazards === null) return { order, parts: {} };
  const struct = { source, syntax, hazards };
  if (isNoOrder(order)) return { order, parts: withheld(struct, order.refused, refusals[order.refused]) };
  const names = facts.layouts[0]?.measure.fields.map(({ name }) => name) ?? [];
  const parts = makeFix(struct, {
    items: order.declarations.map((index) => ({ kind: "declaration", index })),
    edit: { kind: "reorder", order: order.fields },
    title: orderTitle(names, order.fields),
    savedBytes: order.savedBytes,
  });
  return { order, parts };
}

const refusals: Readonly<Record<NoOrder["refused"], string>> = {
  "shared-lines": "in each order found that saves enough, words of independent writers come to share a line, or a function touches more lines than now",
  "no-common-order": "no order was found that saves enough, keeps declarations whole and costs nothing under any target",
  unread: "what the accesses to the struct ask of its order was not read",
};
