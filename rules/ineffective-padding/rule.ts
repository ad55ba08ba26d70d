import { certaintyText, cureFix, cureMessages, cureNotes, defineSharingRule, placeName, proofMessages, proofOf, wordText } from "@cachelint/lint";

/** A pad is there, and the fields or elements it was meant to separate share a cache line all the same. */
export const ineffectivePadding = defineSharingRule({
  id: "ineffective-padding",
  summary: "A pad is there, and the fields or elements it was meant to separate share a cache line all the same.",
  category: "sharing",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "medium",
  priorArt: ["perf c2c", "pahole"],
  needs: ["accesses"],
  fix: "safe",
  options: {},
  messages: {
    between: "The pad {pad} ({padSize} bytes) does not keep {first} from {second}: they {certainty}.",
    elements: "Elements of {container} are padded to {size} bytes, and {certainty} with their neighbours all the same.",
    shifted: "Elements of {container} are padded to {size} bytes, but the allocator's header shifts them by 8, so that they {certainty} with their neighbours.",
    why: "The pad costs its bytes, and each write still takes the line from other cores.",
    orElse: "Or keep pointers out of the elements, or make the slice larger than 32760 bytes.",
    header: "Since Go 1.22 slices with pointers of more than {limit} and up to 32760 bytes begin 8 bytes behind a line's start.",
    ...cureMessages,
    ...proofMessages,
  },
  find(facts) {
    const { conflict, targets, evidence } = facts;
    if (conflict.kind === "elements" && conflict.isPadded) {
      const { container, elementSizeBytes, isShifted, fields, confidence } = conflict;
      return [{
        message: isShifted ? "shifted" : "elements", data: { container, size: elementSizeBytes, certainty: certaintyText(conflict) },
        notes: [isShifted ? { message: "header" as const, data: { limit: 512 } } : { message: "why" as const }, ...cureNotes(facts), ...(isShifted ? [{ message: "orElse" as const }] : []), proofOf(facts)], targets, fields, container, confidence, evidence, ...cureFix(facts),
      }];
    }
    if (conflict.kind !== "fields" || conflict.pad === null) return [];
    const { pad, pair, place, fields, confidence } = conflict;
    const type = placeName(place);
    return [{
      message: "between",
      data: { pad: pad.name, padSize: pad.sizeBytes, first: wordText(type, pair[0]), second: wordText(type, pair[1]), certainty: certaintyText(conflict) },
      notes: [{ message: "why" }, ...cureNotes(facts), proofOf(facts)], targets, fields, confidence, evidence, ...cureFix(facts),
    }];
  },
});
