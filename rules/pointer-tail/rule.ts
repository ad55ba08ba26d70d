import { type FieldOrder, isOverflow, smallestOrder, structLayout } from "@cachelint/layout";
import {
  type Confidence, confidenceIn, defineRule, type Doubt, doubtMessages, doubtsOf, encodingKeys, freeMeasure, grouped, isNoOrder, isOffHeap, isPadded, type KnownMeasure, movedIndices, namesInOrder, reorderFix,
  type StructFacts, type TargetLayout,
} from "@cachelint/lint";

/** Another order of the fields gets the last pointer further to the front. */
export const pointerTail = defineRule({
  id: "pointer-tail",
  summary: "Pointers stand behind fields without any, so that the garbage collector has to look further into an object.",
  category: "size",
  since: "0.1.0",
  defaultSeverity: "off",
  confidence: "medium",
  priorArt: ["fieldalignment", "betteralign"],
  needs: ["layout"],
  fix: "safe",
  options: {
    minSavedBytes: { type: "number", default: 8, minimum: 1, description: "The fewest pointer bytes worth a report, of one object or of one element." },
  },
  messages: {
    object: "{type} has {pointerBytes} pointer bytes; {bestPointerBytes} when reordered, {savedBytes} fewer per object.",
    element: "{type} has {pointerBytes} pointer bytes; {bestPointerBytes} when reordered, {savedBytes} fewer per element.",
    order: "Order: {fields}.",
    elsewhere: "On {targets}: {pointerBytes} pointer bytes; {bestPointerBytes} when reordered, {savedBytes} fewer.",
    orderElsewhere: "Order on {targets}: {fields}.",
    smaller: "That order takes {bestSize} bytes, this one {size}.",
    words: "Before Go 1.20 the garbage collector goes word by word up to the last pointer: {reads}; {bestReads} when reordered.",
    bitmap: "The garbage collector reads a bitmap up to the last pointer, a word of it for each {bytes} bytes: {reads}; {bestReads} when reordered.",
    sameBitmap: "Since Go 1.20 the garbage collector goes from pointer to pointer by a bitmap, a word of it for each {bytes} bytes, and reads no fewer of them when reordered.",
    wholeBitmap: "Since Go 1.22 the garbage collector reads the bitmap of an object of up to {bytes} bytes at once, and then only the pointers: reordering saves it next to nothing.",
    array: "Before Go 1.22 the garbage collector goes through an array up to the last pointer of its last element: the other elements gain nothing.",
    encoded: "The fields have {keys} tags: where the order of keys is that of the fields, the encoded text changes with it.",
    ...doubtMessages,
    held: "It lies inside of something larger, whose last pointer counts; nothing in its package is seen to allocate one by itself.",
    unseen: "Nothing in its package is seen to allocate one by itself; where it lies in something larger, the last pointer of that counts.",
  },
  find(facts, { options }) {
    const possible = facts.layouts.flatMap((layout) => tailOf(facts, layout)).filter((tail) => options.minSavedBytes <= numbersOf(tail).savedBytes);
    if (possible.length === 0 || (!facts.isElement && facts.uses.origin === "held")) return [];
    const { order, parts } = reorderFix(facts, { aim: "pointers", keep: "smallest", minSavedBytes: options.minSavedBytes });
    const tails = isNoOrder(order) ? possible : possible.map((tail) => tailIn(tail, order.fields)).filter((tail) => options.minSavedBytes <= numbersOf(tail).savedBytes);
    const [first] = tails;
    if (first === undefined) return [];
    const doubts = doubtsOf(facts, { measure: facts.isElement ? "element" : "class" });
    const keys = encodingKeys(first.layout);
    const scan = scanOf(facts, first);
    const { best, measure } = first;
    const isSmaller = best.layout.sizeBytes < measure.layout.sizeBytes;
    const otherNumbers = tails.filter((tail) => numbersText(tail) !== numbersText(first));
    const otherOrders = tails.filter((tail) => inOrder(tail) !== inOrder(first));
    return [{
      message: facts.isElement ? "element" : "object",
      data: { type: facts.name, ...numbersOf(first) },
      notes: [
        { message: "order", data: { fields: inOrder(first) } },
        ...grouped(otherNumbers, numbersText).map(([one, targets]) => ({ message: "elsewhere" as const, data: { targets, ...numbersOf(one) } })),
        ...grouped(otherOrders, inOrder).map(([one, targets]) => ({ message: "orderElsewhere" as const, data: { targets, fields: inOrder(one) } })),
        ...(isSmaller ? [{ message: "smaller" as const, data: { size: measure.layout.sizeBytes, bestSize: best.layout.sizeBytes } }] : []),
        scan,
        ...(0 < keys.length ? [{ message: "encoded" as const, data: { keys: keys.join(", ") } }] : []),
        ...doubts,
      ],
      targets: tails.map(({ layout }) => layout.target),
      fields: movedIndices(best.order).map((index) => measure.fields[index]?.name ?? ""),
      confidence: confidenceOf(scan, doubts, keys),
      ...parts,
    }];
  },
});

type Tail = { readonly layout: TargetLayout; readonly measure: KnownMeasure; readonly best: FieldOrder };

/** The struct in the smallest order, and of those the one with the fewest pointer bytes; nothing where its order is no free choice. */
function tailOf(facts: StructFacts, layout: TargetLayout): readonly Tail[] {
  const measure = freeMeasure(facts, layout);
  if (measure === null || isPadded(measure) || isOffHeap(layout)) return [];
  const best = smallestOrder(measure.extents, layout);
  return isOverflow(best) ? [] : [{ layout, measure, best }];
}

/** The same with the order that a fix makes. */
function tailIn({ layout, measure, best }: Tail, order: readonly number[]): Tail {
  const then = structLayout(order.flatMap((index) => measure.extents[index] ?? []), { arch: layout.arch, isAlign64: false });
  return { layout, measure, best: isOverflow(then) ? best : { order, layout: then } };
}

function numbersOf({ measure, best }: Tail): { readonly pointerBytes: number; readonly bestPointerBytes: number; readonly savedBytes: number } {
  const { pointerBytes } = measure.layout;
  const bestPointerBytes = best.layout.pointerBytes;
  return { pointerBytes, bestPointerBytes, savedBytes: pointerBytes - bestPointerBytes };
}

function numbersText(tail: Tail): string {
  return Object.values(numbersOf(tail)).join(" ");
}

function inOrder({ layout, best }: Tail): string {
  return namesInOrder(layout, best.order);
}

// scanobject and heapBits in runtime/mgcmark.go and runtime/mbitmap.go of Go 1.19, 1.21 and 1.22; scanObjectSmall in
// runtime/mgcmark_greenteagc.go of Go 1.26.
const bitmapSinceGoMinor = 20;
const bitmapOfTypesSinceGoMinor = 22;

type Scan =
  | { readonly message: "words"; readonly data: { readonly reads: number; readonly bestReads: number } }
  | { readonly message: "bitmap"; readonly data: { readonly bytes: number; readonly reads: number; readonly bestReads: number } }
  | { readonly message: "sameBitmap" | "wholeBitmap"; readonly data: { readonly bytes: number } }
  | { readonly message: "array"; readonly data?: undefined };

/** What the garbage collector of the Go version does with pointer bytes, and what of it would be saved. */
function scanOf({ isElement }: StructFacts, { layout: { arch, goMinor }, measure, best }: Tail): Scan {
  if (isElement && goMinor < bitmapOfTypesSinceGoMinor) return { message: "array" };
  const wordsUpTo = (bytes: number): { readonly reads: number; readonly bestReads: number } =>
    ({ reads: Math.ceil(measure.layout.pointerBytes / bytes), bestReads: Math.ceil(best.layout.pointerBytes / bytes) });
  if (goMinor < bitmapSinceGoMinor) return { message: "words", data: wordsUpTo(arch.pointerBytes) };
  // A word of the bitmap has a bit for each word of memory, and objects get headers where one word has no longer enough of them.
  const bytes = arch.heapHeaderAboveBytes;
  if (bitmapOfTypesSinceGoMinor <= goMinor && !isElement && measure.layout.sizeBytes <= bytes) return { message: "wholeBitmap", data: { bytes } };
  const { reads, bestReads } = wordsUpTo(bytes);
  return bestReads < reads ? { message: "bitmap", data: { bytes, reads, bestReads } } : { message: "sameBitmap", data: { bytes } };
}

/** High where the collector really reads less; low where an order that somebody minds would be changed for so little. */
function confidenceOf({ message }: Scan, doubts: readonly Doubt[], keys: readonly string[]): Confidence {
  if (doubts.some((doubt) => doubt.message !== "unseen")) return "low";
  const isGain = message === "words" || message === "bitmap";
  return isGain && keys.length === 0 ? confidenceIn(doubts) : "medium";
}
