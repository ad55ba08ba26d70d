import { lineGroups } from "@cachelint/edit";
import { isAllowedOrder, type OrderTarget } from "@cachelint/layout";
import { isExported, type TypeObject, usesOf } from "@cachelint/types";
import { orderTitle } from "../cure-words.js";
import type { SharingFacts } from "../sharing.js";
import { notAlone, structAt } from "./cure-fix.js";
import { fieldsByDeclaration } from "./declarations.js";
import { type FixParts, makeFix, withheld } from "./make-fix.js";

/** The fix that puts fields where a word is aligned, or a lock lies on one line, in a struct that is no larger, and at no cost in sharing. */
export function movedFieldFix(facts: SharingFacts): FixParts {
  const { conflict, hazards } = facts;
  if (hazards === null || (conflict.kind !== "misaligned" && conflict.kind !== "straddled")) return {};
  const order = conflict.kind === "straddled" ? conflict.best.order : conflict.cures.moved?.order;
  if (order === undefined) return notAlone(facts, "no order of the struct's own fields aligns the word");
  // Where elements lie, nobody looked for all orders.
  if (conflict.kind === "straddled" && conflict.container !== null) return notAlone(facts, "its elements' places follow from the slice or array around them");
  const struct = structAt(facts, conflict.place);
  if (struct === null || conflict.place.kind !== "type") return notAlone(facts, "the struct has no name of its own");
  // Inside of another value its words lie elsewhere, and may be fine today.
  const { isHeld, isElement } = usesOf(facts.world, conflict.place.object);
  if (isHeld || isElement) return withheld(struct, "held-by-value", "other structs, variables or slices hold it by value, where its words lie at other addresses");
  const units = fieldsByDeclaration(struct.syntax);
  const declarations = declarationsIn(order, units);
  if (declarations === null) return withheld(struct, "declared-together", "fields that are declared together would have to part; give each a declaration of its own");
  const asked = facts.accessConstraints(conflict.place.object);
  if (asked === null) return withheld(struct, "unread", "some target does not know the struct, so that nobody can say what another order costs there");
  const { targets, constraints } = asked;
  const alike = conflict.kind === "straddled" ? targets : targets.filter(({ arch }) => arch.pointerBytes === 4);
  if (!alike.every((target) => isLike(target, alike[0]!))) return withheld(struct, "no-common-order", "the struct has another layout, or lies on other lines, under each target");
  const ordering = { ...constraints, units, groups: lineGroups(struct.source.text, struct.syntax), keep: "smallest", pointers: "no-more" } as const;
  if (!isAllowedOrder(targets, ordering, declarations)) return withheld(struct, "shared-lines", "in this order words of independent writers come to share a line, a function touches more lines, or the struct grows");
  const names = struct.syntax.fields.flatMap((field) => (field.names.length === 0 ? [struct.source.text.slice(field.type.start, field.type.end)] : field.names.map(({ name }) => name)));
  return makeFix(struct, { items: declarations.map((index) => ({ kind: "declaration", index })), edit: { kind: "reorder", order }, title: orderTitle(names, order), savedBytes: 0, ...(isNamedElsewhere(conflict.place.object) ? { unsafe: heldElsewhere } : {}) });
}

const heldElsewhere = { reason: "held-by-value", detail: "other packages can hold it by value, where its words lie at other addresses" };

function isNamedElsewhere({ name, pkg }: TypeObject): boolean {
  return isExported(name) && pkg?.name !== "main";
}

/** The declarations of fields in an order; null where one would be taken apart. */
function declarationsIn(order: readonly number[], units: readonly (readonly number[])[]): readonly number[] | null {
  const found: number[] = [];
  for (let at = 0; at < order.length;) {
    const index = units.findIndex((own) => own[0] === order[at]);
    const own = units[index];
    if (own === undefined || !own.every((field, i) => order[at + i] === field)) return null;
    found.push(index);
    at += own.length;
  }
  return found;
}

function isLike(one: OrderTarget, other: OrderTarget): boolean {
  return one.lineBytes === other.lineBytes && one.arch.pointerBytes === other.arch.pointerBytes && one.fields.length === other.fields.length
    && one.fields.every(({ sizeBytes, alignBytes }, i) => sizeBytes === other.fields[i]?.sizeBytes && alignBytes === other.fields[i]?.alignBytes);
}
