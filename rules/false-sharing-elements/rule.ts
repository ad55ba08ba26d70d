import { certaintyText, defineSharingRule } from "@cachelint/lint";

/** Neighbouring elements of an array or slice, used by independent goroutines, share a cache line. */
export const falseSharingElements = defineSharingRule({
  id: "false-sharing-elements",
  summary: "Neighbouring elements of an array or slice, used by independent goroutines, share a cache line.",
  category: "sharing",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "medium",
  priorArt: [],
  needs: ["accesses"],
  fix: "none",
  options: {},
  messages: {
    elements: "Elements of {container}, {size} bytes each, {certainty} a line of {line} bytes with their neighbours, and independent goroutines write them.",
    why: "Each write takes the line away from the cores that use the neighbouring elements.",
    cure: "Fill elements up to a multiple of {line} bytes; measure with a benchmark on several cores first.",
  },
  find({ conflict, targets }) {
    if (conflict.kind !== "elements" || conflict.isPadded) return [];
    const { container, elementSizeBytes, fraction, lineBytes } = conflict;
    return [{
      message: "elements", data: { container, size: elementSizeBytes, certainty: certaintyText(fraction), line: lineBytes },
      notes: [{ message: "why" }, { message: "cure", data: { line: lineBytes } }],
      targets, fields: conflict.fields, container, confidence: conflict.confidence,
    }];
  },
});
