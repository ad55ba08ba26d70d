import { defineSharingRule, listOf, placeName, uselessPadFix } from "@cachelint/lint";

/** A pad lies between fields that nobody writes once the object is made. */
export const uselessPadding = defineSharingRule({
  id: "useless-padding",
  summary: "A pad lies between fields that nobody writes once the object is made.",
  category: "sharing",
  since: "0.1.0",
  defaultSeverity: "warning",
  confidence: "medium",
  priorArt: [],
  needs: ["accesses"],
  fix: "unsafe",
  options: {},
  messages: {
    between: "The pad {pad} of {type} ({size} bytes at offset {offset}) separates fields that nobody writes once the object is made.",
    edge: "The pad {pad} of {type} ({size} bytes at offset {offset}) lies beside fields that nobody writes once the object is made.",
    others: "So does the one of {size} bytes at offset {offset}.",
    why: "Fields that are only read can share a cache line: each core keeps a copy of it, and nobody takes it away.",
    near: "Near it are {fields}.",
    gain: "Without: {bestSize} bytes (size class {bestSlot}) instead of {size} ({slot}).",
    keep: "Keep it if code that was not read writes the fields: assembly, reflection, other packages.",
  },
  find(facts) {
    const { conflict, targets, evidence } = facts;
    if (conflict.kind !== "useless-pad") return [];
    const { pads, fields, isEdge, sizeBytes, slotBytes, bestSizeBytes, bestSlotBytes, place, confidence } = conflict;
    const [pad, ...others] = pads;
    if (pad === undefined) return [];
    return [{
      message: isEdge ? "edge" : "between",
      data: { pad: `${pad.name} ${pad.type}`, type: placeName(place), size: pad.sizeBytes, offset: pad.offsetBytes },
      notes: [
        ...others.map((one) => ({ message: "others" as const, data: { size: one.sizeBytes, offset: one.offsetBytes } })),
        { message: "why" },
        { message: "near", data: { fields: listOf(fields) } },
        { message: "gain", data: { bestSize: bestSizeBytes, bestSlot: bestSlotBytes, size: sizeBytes, slot: slotBytes } },
        { message: "keep" },
      ],
      targets, fields, evidence, confidence, ...uselessPadFix(facts),
    }];
  },
});
