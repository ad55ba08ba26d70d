import type { FieldSnapshot } from "./model.js";
import { isSameType } from "./same-type.js";

/** A field before and after; `how`: by its name, or by its place and type under another name. */
export type FieldPair = { readonly before: FieldSnapshot; readonly after: FieldSnapshot; readonly how: "name" | "renamed" };

export type FieldMatch = { readonly pairs: readonly FieldPair[]; readonly added: readonly FieldSnapshot[]; readonly removed: readonly FieldSnapshot[] };

/** Which field of the one layout is which of the other. Blank fields have no name to go by, only their order among each other. */
export function matchFields(before: readonly FieldSnapshot[], after: readonly FieldSnapshot[]): FieldMatch {
  const [olds, news] = [keyed(before), keyed(after)];
  const pairs: FieldPair[] = [];
  const removed: FieldSnapshot[] = [];
  for (const [key, field] of olds) {
    const same = news.get(key);
    if (same === undefined) removed.push(field);
    else pairs.push({ before: field, after: same, how: "name" });
    news.delete(key);
  }
  const added = [...news.values()];
  // Of the names that went and came, those with one type at one place are one field.
  for (const old of [...removed]) {
    const at = added.findIndex((field) => isNamed(field) && isNamed(old) && isSameType(field.type, old.type) && field.offsetBytes === old.offsetBytes && field.sizeBytes === old.sizeBytes);
    const [field] = at < 0 ? [] : added.splice(at, 1);
    if (field === undefined) continue;
    pairs.push({ before: old, after: field, how: "renamed" });
    removed.splice(removed.indexOf(old), 1);
  }
  return { pairs: pairs.sort((a, b) => a.after.offsetBytes - b.after.offsetBytes), added, removed };
}

/** Whether a field is of another type than it was, or embedded as it was not. */
export function isRetyped({ before, after }: FieldPair): boolean {
  return !isSameType(before.type, after.type) || before.isEmbedded !== after.isEmbedded;
}

function isNamed({ name }: FieldSnapshot): boolean {
  return name !== "_" && name !== "";
}

function keyed(fields: readonly FieldSnapshot[]): Map<string, FieldSnapshot> {
  const counts = new Map<string, number>();
  return new Map(fields.map((field) => {
    const n = (counts.get(field.name) ?? 0) + 1;
    counts.set(field.name, n);
    return [`${field.name} ${n}`, field];
  }));
}
