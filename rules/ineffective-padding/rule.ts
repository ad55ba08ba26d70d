import { certaintyText, defineSharingRule, placeName } from "@cachelint/lint";

/** A pad is there, and the fields or elements it was meant to separate share a cache line all the same. */
export const ineffectivePadding = defineSharingRule({
  id: "ineffective-padding",
  summary: "A pad is there, and the fields or elements it was meant to separate share a cache line all the same.",
  category: "sharing",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "medium",
  priorArt: [],
  needs: ["accesses"],
  fix: "none",
  options: {},
  messages: {
    between: "The pad {pad} does not separate {type}.{first} (offset {firstOffset}) from {type}.{second} (offset {secondOffset}): they {certainty} a line of {line} bytes.",
    elements: "Elements of {container} are padded to {size} bytes, and {certainty} a line of {line} bytes with their neighbours all the same.",
    shifted: "Elements of {container} are padded to {size} bytes, but the allocator puts a header of 8 bytes in front of small slices with pointers, so that each element {certainty} a line of {line} bytes with the next.",
    why: "The pad costs memory and each write takes the line away from the other cores all the same.",
  },
  find({ conflict, targets }) {
    if (conflict.kind === "elements" && conflict.isPadded) {
      const { container, elementSizeBytes, fraction, lineBytes, isShifted } = conflict;
      return [{
        message: isShifted ? "shifted" : "elements", data: { container, size: elementSizeBytes, certainty: certaintyText(fraction), line: lineBytes },
        notes: [{ message: "why" }], targets, fields: conflict.fields, container, confidence: conflict.confidence,
      }];
    }
    if (conflict.kind !== "fields" || conflict.pad === null) return [];
    const [first, second] = conflict.pair;
    return [{
      message: "between",
      data: { pad: conflict.pad.name, type: placeName(conflict.place), first: first.name, firstOffset: first.offsetBytes, second: second.name, secondOffset: second.offsetBytes, certainty: certaintyText(conflict.fraction), line: conflict.lineBytes },
      notes: [{ message: "why" }], targets, fields: conflict.fields, confidence: conflict.confidence,
    }];
  },
});
