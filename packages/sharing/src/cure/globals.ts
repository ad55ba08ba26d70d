import type { Extent } from "@cachelint/layout";
import { arrange, placedOf } from "./arrange.js";
import type { CureLayout, CureProblem, GlobalCure } from "./model.js";

export type GlobalProblem = { readonly names: readonly string[]; readonly layouts: readonly (Omit<CureLayout, "fields" | "words" | "isGlobal"> & { readonly extents: readonly Extent[] })[] };

/** The variables as fields of one, each a line from the next. */
export function globalCure({ names, layouts }: GlobalProblem): GlobalCure | null {
  const order = [...names.keys()];
  const problem: CureProblem = {
    names, pads: new Set(), words: order, enemies: order.flatMap((a) => order.slice(a + 1).map((b) => [a, b] as const)), doubts: [], friends: [], isMany: false,
    layouts: layouts.map(({ extents, ...layout }) => ({ ...layout, isGlobal: true, fields: extents, words: extents.map(({ sizeBytes }) => ({ offsetBytes: 0, sizeBytes })) })),
  };
  const arrangement = arrange(problem, order, "bytes");
  const placed = arrangement && placedOf(problem, arrangement.items);
  if (placed === null) return null;
  return {
    kind: "one-struct", names,
    padsBytes: arrangement!.items.flatMap((item) => (item.kind === "bytes" ? [item.sizeBytes] : [])),
    costs: layouts.map(({ target, extents }, t) => {
      const before = extents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      const { sizeBytes } = placed[t]!;
      return { target, before: { sizeBytes: before, costBytes: before }, after: { sizeBytes, costBytes: sizeBytes }, extraBytes: sizeBytes - before };
    }),
  };
}
