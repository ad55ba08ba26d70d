import { isOverflow, straddledFraction, structLayout } from "@cachelint/layout";
import { measureOf, type Type, type World } from "@cachelint/types";
import type { BetterPlace } from "./misplaced.js";
import type { Word } from "./words.js";

export type Straddling = { readonly word: Word; readonly starts: readonly number[]; readonly lineBytes: number };

/** Where in its struct a word lies across two lines least often, in a struct that is no larger; null where no other place is better. */
export function bestPlaceFor(world: World, type: Type, { word, starts, lineBytes }: Straddling): BetterPlace | null {
  const measure = measureOf(world, type);
  if (measure?.kind !== "known") return null;
  const { fields, extents, layout } = measure;
  const index = fields.findIndex(({ name }) => word.path === `.${name}` || word.path.startsWith(`.${name}.`));
  if (index < 0) return null;
  const innerBytes = word.offsetBytes - (layout.offsetsBytes[index] ?? 0);
  const before = straddledFraction(word, starts, lineBytes);
  let best: BetterPlace | null = null;
  const others = [...extents.keys()].filter((i) => i !== index);
  for (let at = 0; at <= others.length; at++) {
    const order = [...others.slice(0, at), index, ...others.slice(at)];
    const moved = structLayout(order.flatMap((i) => extents[i] ?? []), { arch: world.arch, isAlign64: false });
    if (isOverflow(moved) || layout.sizeBytes < moved.sizeBytes || moved.trailingZeroSizeByte !== layout.trailingZeroSizeByte) continue;
    const offsetBytes = (moved.offsetsBytes[at] ?? 0) + innerBytes;
    const fraction = straddledFraction({ offsetBytes, sizeBytes: word.sizeBytes }, starts, lineBytes);
    if (fraction < (best?.fraction ?? before)) best = { field: fields[index]?.name ?? "", after: at === 0 ? null : (fields[others[at - 1] ?? -1]?.name ?? ""), offsetBytes, fraction, order };
  }
  return best;
}
