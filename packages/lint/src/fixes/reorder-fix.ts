import { orderTitle } from "../cure-words.js";
import type { StructFacts } from "../model.js";
import { type ChosenOrder, chooseOrder, type OrderOptions } from "./choose-order.js";
import { type FixParts, makeFix, withheld } from "./make-fix.js";

/** The order that a fix would choose, whether or not it may; null where there is none. */
export type Reorder = { readonly order: ChosenOrder | null; readonly parts: FixParts };

/** The fix that puts a struct's declarations into a better order. */
export function reorderFix(facts: StructFacts, options: OrderOptions): Reorder {
  const { syntax, source, hazards } = facts;
  if (syntax === null || hazards === null) return { order: null, parts: {} };
  const struct = { source, syntax, hazards };
  const order = chooseOrder(facts, options);
  if (order === null) return { order, parts: withheld(struct, "no-common-order", "no order was found that saves anything, keeps declarations whole, costs nothing under any target and brings no independent writers together") };
  const names = facts.layouts[0]?.measure.fields.map(({ name }) => name) ?? [];
  const parts = makeFix(struct, {
    items: order.declarations.map((index) => ({ kind: "declaration", index })),
    edit: { kind: "reorder", order: order.fields },
    title: orderTitle(names, order.fields),
    savedBytes: order.savedBytes,
  });
  return { order, parts };
}
