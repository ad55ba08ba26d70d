import type { Draw } from "../random.js";

/** Words of sync/atomic alone, which other packages and pointers can reach. */
export type Pointed = { readonly type: string; readonly value: string; readonly add: (pointer: string, by: string) => string; readonly addAt: (place: string, by: string) => string; readonly loadAt: (place: string) => string };

export function drawPointed(draw: Draw): Pointed {
  const value = draw.pick(["uint64", "int64"]);
  const suffix = value === "uint64" ? "Uint64" : "Int64";
  if (draw.chance(0.5)) {
    const add = (place: string, by: string): string => `${place}.Add(${by})`;
    return { type: `atomic.${suffix}`, value, add, addAt: add, loadAt: (place) => `${place}.Load()` };
  }
  const add = (pointer: string, by: string): string => `atomic.Add${suffix}(${pointer}, ${by})`;
  return { type: value, value, add, addAt: (place, by) => add(`&${place}`, by), loadAt: (place) => `atomic.Load${suffix}(&${place})` };
}
