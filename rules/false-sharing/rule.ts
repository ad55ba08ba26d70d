import { certaintyText, cureFix, cureMessages, cureNotes, defineSharingRule, placeName, proofMessages, proofOf, wordText } from "@cachelint/lint";

/** Two fields that independent writers use often lie on one cache line. */
export const falseSharing = defineSharingRule({
  id: "false-sharing",
  summary: "Two fields that independent writers use often lie on one cache line.",
  category: "sharing",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "medium",
  priorArt: ["the kernel's false-sharing guide", "perf c2c", "pahole", "Predator", "Huron"],
  needs: ["accesses"],
  fix: "safe",
  options: {},
  messages: {
    writers: "{first} and {second} {certainty}, and independent functions write them.",
    reader: "{first} and {second} {certainty}: {written} is written often, where {other} is mostly read.",
    isolated: "{first} and {second} {certainty}, though a directive isolates {isolated}, and {other} is written.",
    why: "Each write takes the line from the cores that use the other.",
    ...cureMessages,
    ...proofMessages,
  },
  find(facts) {
    const { conflict, targets, evidence } = facts;
    if (conflict.kind !== "fields" || conflict.pad !== null) return [];
    const { pair, place, fields, reason, confidence } = conflict;
    const type = placeName(place);
    const words = { first: wordText(type, pair[0]), second: wordText(type, pair[1]), certainty: certaintyText(conflict) };
    const [written = ""] = fields;
    const other = pair.find(({ name }) => name !== written)?.name ?? "";
    const isRead = reason === "reader" || reason === "readers";
    return [{
      ...(reason === "isolated" ? { message: "isolated" as const, data: { ...words, isolated: written, other } } : isRead ? { message: "reader" as const, data: { ...words, written, other } } : { message: "writers" as const, data: words }),
      notes: [{ message: "why" }, ...cureNotes(facts), proofOf(facts)],
      targets, fields, confidence, evidence, ...cureFix(facts),
    }];
  },
});
