import { certaintyText, defineSharingRule, placeName } from "@cachelint/lint";

/** Two fields that independent writers use often lie on one cache line. */
export const falseSharing = defineSharingRule({
  id: "false-sharing",
  summary: "Two fields that independent writers use often lie on one cache line.",
  category: "sharing",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "medium",
  priorArt: [],
  needs: ["accesses"],
  fix: "none",
  options: {},
  messages: {
    writers: "{type}.{first} (offset {firstOffset}) and {type}.{second} (offset {secondOffset}) are written by independent functions and {certainty} a line of {line} bytes.",
    reader: "{type}.{first} (offset {firstOffset}) and {type}.{second} (offset {secondOffset}) {certainty} a line of {line} bytes: one is written often where the other is only read.",
    why: "Each write takes the line away from the other cores, though they use another field of it.",
    cure: "Put fields that nobody writes between the two, or a pad; measure with a benchmark on several cores first.",
  },
  find({ conflict, targets }) {
    if (conflict.kind !== "fields" || conflict.pad !== null) return [];
    const [first, second] = conflict.pair;
    const type = placeName(conflict.place);
    return [{
      message: conflict.reason === "reader" || conflict.reason === "readers" ? "reader" : "writers",
      data: { type, first: first.name, firstOffset: first.offsetBytes, second: second.name, secondOffset: second.offsetBytes, certainty: certaintyText(conflict.fraction), line: conflict.lineBytes },
      notes: [{ message: "why" }, { message: "cure" }],
      targets, fields: conflict.fields, confidence: conflict.confidence,
    }];
  },
});
