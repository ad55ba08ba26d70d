import { confidenceIn, defineRule, doubtMessages, doubtsOf, reorderFix, type TargetLayout, type Waste, wasteOf } from "@cachelint/lint";

/** A last field of size 0 costs bytes that it would not cost at the front. */
export const trailingZeroSize = defineRule({
  id: "trailing-zero-size",
  summary: "A last field of size 0 makes the compiler add a byte, and that byte costs memory.",
  category: "size",
  since: "0.1.0",
  defaultSeverity: "warning",
  confidence: "high",
  priorArt: ["fieldalignment"],
  needs: ["layout"],
  fix: "safe",
  options: {},
  messages: {
    class: "{type} ends in {field}, of size 0, and takes {size} bytes (size class {cost}); {bestSize} (class {bestCost}) when {field} comes first.",
    pages: "{type} ends in {field}, of size 0, and takes {size} bytes ({cost} in whole pages); {bestSize} ({bestCost}) when {field} comes first.",
    element: "{type} ends in {field}, of size 0, and takes {size} bytes as an element; {bestSize} when {field} comes first.",
    size: "{type} ends in {field}, of size 0, and takes {size} bytes; {bestSize} when {field} comes first.",
    why: "The compiler adds a byte behind it, so that a pointer to it does not point at the next object.",
    ...doubtMessages,
  },
  find(facts) {
    const wastes = facts.layouts.flatMap((layout): readonly Found[] => {
      const waste = wasteOf(facts, layout);
      return waste !== "none" && waste.cause === "trailing-zero-size" ? [{ layout, waste }] : [];
    });
    const [first] = wastes;
    if (first === undefined) return [];
    const field = first.layout.measure.fields.at(-1)?.name ?? "";
    const { current, best, measure } = first.waste;
    // Formats do not mind: no other field moves.
    const doubts = doubtsOf(facts, first.waste).filter(({ message }) => message !== "binary");
    return [{
      message: doubts.some(({ message }) => message === "held") ? "size" : measure,
      data: { type: facts.name, field, size: current.sizeBytes, cost: current.costBytes, bestSize: best.sizeBytes, bestCost: best.costBytes },
      notes: [{ message: "why" }, ...doubts],
      targets: wastes.map(({ layout }) => layout.target),
      fields: [field],
      confidence: confidenceIn(doubts),
      ...reorderFix(facts, { aim: "front", keep: "smallest", minSavedBytes: 1 }).parts,
    }];
  },
});

type Found = { readonly layout: TargetLayout; readonly waste: Waste };
