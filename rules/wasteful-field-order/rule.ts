import { confidenceIn, defineRule, doubtMessages, doubtsOf, encodingKeys, grouped, isNoOrder, movedIndices, namesInOrder, reorderFix, type TargetLayout, type Waste, wasteIn, wasteOf } from "@cachelint/lint";

/** Another order of the fields makes the struct cheaper. */
export const wastefulFieldOrder = defineRule({
  id: "wasteful-field-order",
  summary: "Another order of the fields gets a struct into a smaller size class, or shortens the elements of arrays and slices.",
  category: "size",
  since: "0.1.0",
  defaultSeverity: "warning",
  confidence: "high",
  priorArt: ["fieldalignment", "betteralign", "structslop", "pahole --reorganize"],
  needs: ["layout"],
  fix: "safe",
  options: {
    minSavedBytes: { type: "number", default: 8, minimum: 1, description: "The fewest bytes worth a report: of the size class, or of the size where the type is an element." },
    order: { type: "enum", values: ["smallest", "grouped"], default: "smallest", description: "Whether a fix may take fields out of the block of lines that empty lines set off, where that saves bytes: `grouped` keeps blocks whole." },
  },
  messages: {
    class: "{type} takes {size} bytes (size class {cost}); {bestSize} (class {bestCost}) when reordered.",
    pages: "{type} takes {size} bytes ({cost} in whole pages); {bestSize} ({bestCost}) when reordered.",
    element: "{type} takes {size} bytes as an element; {bestSize} when reordered.",
    size: "{type} takes {size} bytes; {bestSize} when reordered.",
    order: "Order: {fields}.",
    elsewhere: "On {targets}: {size} bytes ({cost} allocated); {bestSize} ({bestCost}) when reordered.",
    orderElsewhere: "Order on {targets}: {fields}.",
    sharedLines: "In each order found that saves this, words of independent writers come to share a line, or a function touches more lines than now: measure before you reorder.",
    header: "Objects with pointers of more than {limit} bytes have a header of 8, which counts towards the class.",
    encoded: "The fields have {keys} tags: where the order of keys is that of the fields, the encoded text changes with it.",
    ...doubtMessages,
  },
  find(facts, { options }) {
    const possible = facts.layouts.flatMap((layout): readonly Found[] => {
      const waste = wasteOf(facts, layout);
      return waste !== "none" && waste.cause === "field-order" && options.minSavedBytes <= waste.savedBytes ? [{ layout, waste }] : [];
    });
    if (possible.length === 0) return [];
    const { order, parts } = reorderFix(facts, { aim: "size", keep: options.order, minSavedBytes: options.minSavedBytes });
    // Where fixes are looked for, it is said why there is none.
    const isHarmful = isNoOrder(order) && order.refused === "shared-lines" && !("fixWithheld" in parts);
    // The order that a fix makes is told, with what it saves; the smallest of all where nothing but the reader can judge it.
    const wastes = isNoOrder(order) ? possible : possible.map(({ layout, waste }) => ({ layout, waste: wasteIn(facts, layout, waste, order.fields) })).filter(({ waste }) => options.minSavedBytes <= waste.savedBytes);
    const [first] = wastes;
    if (first === undefined) return [];
    const doubts = doubtsOf(facts, first.waste);
    // No claim of a size class for what is only seen inside of something larger.
    const isInside = doubts.some(({ message }) => message === "held");
    const keys = encodingKeys(first.layout);
    const otherNumbers = wastes.filter(({ waste }) => numbersOf(waste) !== numbersOf(first.waste));
    const otherOrders = wastes.filter(({ waste }) => String(waste.order) !== String(first.waste.order));
    return [{
      message: isInside ? "size" : first.waste.measure,
      data: { type: facts.name, ...dataOf(first.waste) },
      notes: [
        { message: "order", data: { fields: inOrder(first) } },
        ...grouped(otherNumbers, ({ waste }) => numbersOf(waste)).map(([one, targets]) => ({ message: "elsewhere" as const, data: { targets, ...dataOf(one.waste) } })),
        ...grouped(otherOrders, inOrder).map(([one, targets]) => ({ message: "orderElsewhere" as const, data: { targets, fields: inOrder(one) } })),
        ...(isHarmful ? [{ message: "sharedLines" as const }] : []),
        ...(!isInside && first.waste.hasHeader && first.waste.measure === "class" ? [{ message: "header" as const, data: { limit: first.layout.arch.heapHeaderAboveBytes } }] : []),
        ...(0 < keys.length ? [{ message: "encoded" as const, data: { keys: keys.join(", ") } }] : []),
        ...doubts,
      ],
      targets: wastes.map(({ layout }) => layout.target),
      fields: movedIndices(first.waste.order).map((index) => first.layout.measure.fields[index]?.name ?? ""),
      // Whether anybody minds the order of keys, the source does not say.
      confidence: 0 < keys.length && confidenceIn(doubts) === "high" ? "medium" : confidenceIn(doubts),
      ...parts,
    }];
  },
});

type Found = { readonly layout: TargetLayout; readonly waste: Waste };

function dataOf({ current, best }: Waste): { readonly size: number; readonly cost: number; readonly bestSize: number; readonly bestCost: number } {
  return { size: current.sizeBytes, cost: current.costBytes, bestSize: best.sizeBytes, bestCost: best.costBytes };
}

function numbersOf(waste: Waste): string {
  return Object.values(dataOf(waste)).join(" ");
}

function inOrder({ layout, waste }: Found): string {
  return namesInOrder(layout, waste.order);
}
