import type { Confidence, StructFacts, StructOrderUse } from "./model.js";
import type { Waste } from "./waste.js";

/** Why a better order may be no gain, or may break something; for the messages of rules about order. */
export const doubtMessages = {
  held: "It lies inside of something larger, whose size class counts; nothing in its package is seen to allocate one by itself.",
  unseen: "Nothing in its package is seen to allocate one by itself; where it lies in something larger, the size class of that counts.",
  binary: "{place} hands it to encoding/binary: the order of the fields may be part of a format.",
  unsafe: "{place} reaches it through unsafe: the order of the fields may be part of a format.",
  conversion: "{place} converts it to or from another struct type: both need the same order.",
  unkeyed: "{place} has a literal without field names: its values follow the order of the fields.",
} as const;

export type Doubt = { readonly message: "held" | "unseen"; readonly data?: undefined } | { readonly message: StructOrderUse["kind"]; readonly data: { readonly place: string } };

/** What keeps a saving from being certain: one note for each kind of doubt, by its first place. */
export function doubtsOf({ uses }: StructFacts, { measure }: Pick<Waste, "measure">): readonly Doubt[] {
  const kinds = [...new Set(uses.orderUses.map(({ kind }) => kind))];
  const orders = kinds.flatMap((kind): readonly Doubt[] => uses.orderUses.filter((use) => use.kind === kind).slice(0, 1).map(({ place }) => ({ message: kind, data: { place } })));
  const origin = measure === "element" ? [] : uses.origin === "likely-held" ? [{ message: "held" } as const] : uses.origin === "unseen" ? [{ message: "unseen" } as const] : [];
  return [...origin, ...orders];
}

/** High is deserved where nothing speaks against it; what is only seen inside of something larger hardly saves anything. */
export function confidenceIn(doubts: readonly Doubt[]): Confidence {
  return doubts.some(({ message }) => message === "held") ? "low" : doubts.length === 0 ? "high" : "medium";
}
