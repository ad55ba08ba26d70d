import type { TargetLayout } from "./model.js";

/** What a rule found out about a struct under one target. */
type Found = { readonly layout: TargetLayout };

/** The names of fields in an order, as messages list them. */
export function namesInOrder({ measure }: TargetLayout, order: readonly number[]): string {
  return order.map((index) => measure.fields[index]?.name ?? "").join(", ");
}

/** Those that say the same, once, each with its targets. */
export function grouped<F extends Found>(found: readonly F[], textOf: (one: F) => string): readonly (readonly [F, string])[] {
  const texts = [...new Set(found.map(textOf))];
  return texts.flatMap((text) => {
    const same = found.filter((one) => textOf(one) === text);
    return same.slice(0, 1).map((one) => [one, same.map(({ layout }) => layout.target).join(", ")] as const);
  });
}

/** The encodings, by the keys of struct tags, whose output follows the order of the fields. */
const ordered = ["json", "yaml", "xml", "toml", "bson", "msgpack", "cbor"];

/** The encodings that the tags of a struct's fields speak to, and whose output another order would change. */
export function encodingKeys({ measure }: TargetLayout): readonly string[] {
  const tags = measure.fields.flatMap(({ tag }) => tag ?? []).join(" ");
  return ordered.filter((key) => new RegExp(`\\b${key}:\\\\?"`).test(tags));
}
