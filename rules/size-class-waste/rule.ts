import { allocation } from "@cachelint/layout";
import { defineRule, freeMeasure, grouped, isOffHeap, isPadded, type KnownMeasure, type StructFacts, type TargetLayout } from "@cachelint/lint";

/** The allocator rounds an object up to a size class, and much of what it adds is lost. */
export const sizeClassWaste = defineRule({
  id: "size-class-waste",
  summary: "Objects are a little too large for a size class of the allocator, and much of the next one is lost.",
  category: "size",
  since: "0.1.0",
  defaultSeverity: "off",
  confidence: "high",
  priorArt: ["structslop"],
  needs: ["layout"],
  fix: "none",
  options: {
    minWastedBytes: { type: "number", default: 16, minimum: 1, description: "The fewest lost bytes of one object worth a report." },
    minWastedPercent: { type: "number", default: 8, minimum: 0, description: "The smallest lost part of a size class worth a report, in percent." },
  },
  messages: {
    class: "{type} takes {size} bytes (size class {slot}): {wasted} bytes, {percent}% of the class, are lost.",
    header: "{type} takes {size} bytes and a header of 8 (size class {slot}): {wasted} bytes, {percent}% of the class, are lost.",
    pages: "{type} takes {size} bytes ({slot} in whole pages): {wasted} bytes, {percent}% of the pages, are lost.",
    smaller: "With {excess} less of fields, and no needless holes between them, it takes {smallerSlot}.",
    elsewhere: "On {targets}: {size} bytes ({slot} allocated), {wasted} are lost; {smallerSlot} with {excess} less.",
    whyHeader: "Objects with pointers of more than {limit} bytes have a header of 8, which counts towards the class.",
    unseen: "Nothing in its package is seen to allocate one by itself; where it lies in something larger, the size class of that counts.",
  },
  find(facts, { options }) {
    const losses = facts.layouts.flatMap((layout) => lossOf(facts, layout)).filter((loss) => {
      const { slot, wasted } = loss.data;
      return options.minWastedBytes <= wasted && slot * options.minWastedPercent <= wasted * 100;
    });
    const [first] = losses;
    // Elements lie end to end, and what lies in something larger has no size class.
    if (first === undefined || facts.isElement || facts.uses.origin === "held" || facts.uses.origin === "likely-held") return [];
    const isUnseen = facts.uses.origin === "unseen";
    const others = losses.filter((loss) => numbersText(loss) !== numbersText(first));
    const { size, slot, wasted, percent, excess, smallerSlot } = first.data;
    return [{
      message: first.message,
      data: { type: facts.name, size, slot, wasted, percent },
      notes: [
        { message: "smaller", data: { excess, smallerSlot } },
        ...grouped(others, numbersText).map(([one, targets]) => ({ message: "elsewhere" as const, data: { targets, ...one.data } })),
        ...(first.message === "header" ? [{ message: "whyHeader" as const, data: { limit: first.layout.arch.heapHeaderAboveBytes } }] : []),
        ...(isUnseen ? [{ message: "unseen" as const }] : []),
      ],
      targets: losses.map(({ layout }) => layout.target),
      confidence: isUnseen ? "medium" : "high",
    }];
  },
});

type Loss = {
  readonly layout: TargetLayout;
  readonly message: "class" | "header" | "pages";
  readonly data: {
    readonly size: number;
    readonly slot: number;
    /** What neither the object nor its header uses. */
    readonly wasted: number;
    readonly percent: number;
    /** What the fields have too much for the next smaller class: `9 bytes`. */
    readonly excess: string;
    readonly smallerSlot: number;
  };
};

/** What an object loses under a target; nothing where reordering alone gets it into a smaller class. */
function lossOf(facts: StructFacts, layout: TargetLayout): readonly Loss[] {
  const measure = freeMeasure(facts, layout);
  if (measure === null || isPadded(measure) || isOffHeap(layout)) return [];
  const { sizeBytes, pointerBytes } = measure.layout;
  const hasPointers = 0 < pointerBytes;
  const { slotBytes, headerBytes, isTiny, isLarge } = allocation({ sizeBytes, hasPointers }, layout);
  if (sizeBytes === 0 || isTiny) return [];
  const mostBytes = mostBelow(slotBytes, hasPointers, layout);
  const excessBytes = fieldBytes(measure) - mostBytes;
  if (mostBytes === 0 || excessBytes <= 0) return [];
  const wasted = slotBytes - headerBytes - sizeBytes;
  return [{
    layout,
    message: isLarge ? "pages" : 0 < headerBytes ? "header" : "class",
    data: {
      size: sizeBytes,
      slot: slotBytes,
      wasted,
      percent: Math.round((wasted * 100) / slotBytes),
      excess: excessBytes === 1 ? "1 byte" : `${excessBytes} bytes`,
      smallerSlot: allocation({ sizeBytes: mostBytes, hasPointers }, layout).slotBytes,
    },
  }];
}

/** The largest size whose slot is smaller than this one; 0 for the smallest class. */
function mostBelow(slotBytes: number, hasPointers: boolean, layout: TargetLayout): number {
  const slotOf = (sizeBytes: number): number => allocation({ sizeBytes, hasPointers }, layout).slotBytes;
  // Slots, and thereby the sizes that they fit, are multiples of 8, and a slot grows with the size.
  let below = 0;
  let from = slotBytes / 8;
  while (below + 1 < from) {
    const middle = Math.floor((below + from) / 2);
    if (slotOf(middle * 8) < slotBytes) below = middle;
    else from = middle;
  }
  return below * 8;
}

/** The size of all fields, to which the smallest order adds no more than what the struct's alignment asks for. */
function fieldBytes({ extents }: KnownMeasure): number {
  return extents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function numbersText({ data }: Loss): string {
  return Object.values(data).join(" ");
}
