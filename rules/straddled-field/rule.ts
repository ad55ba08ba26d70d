import { defineSharingRule, movedFieldFix, placeName } from "@cachelint/lint";

/** A lock that is taken often lies across two cache lines. */
export const straddledField = defineSharingRule({
  id: "straddled-field",
  summary: "A lock that is taken often lies across two cache lines, and would not elsewhere in its struct.",
  category: "sharing",
  since: "0.1.0",
  defaultSeverity: "warning",
  confidence: "medium",
  priorArt: [],
  needs: ["accesses"],
  fix: "safe",
  options: {},
  messages: {
    straddles: "{type}.{field} ({size} bytes at offset {offset}) {certainty} two cache lines of {line} bytes.",
    elements: "{type}.{field} ({size} bytes at offset {offset}) {certainty} two cache lines of {line} bytes in elements of {container}.",
    why: "Whoever locks it then waits for two lines in place of one, and takes both from the other cores.",
    first: "Put {field} first: it then lies at offset {offset}, and {better}; the struct stays as large as it is.",
    behind: "Put {field} behind {after}: it then lies at offset {offset}, and {better}; the struct stays as large as it is.",
  },
  find(facts) {
    const { conflict, targets, evidence } = facts;
    if (conflict.kind !== "straddled") return [];
    const { word, fraction, best, place, container, lineBytes, fields, confidence } = conflict;
    const data = { type: placeName(place), field: word.name, size: word.sizeBytes, offset: word.offsetBytes, line: lineBytes, certainty: fraction === 1 ? "lies across" : `can lie across (at ${percent(fraction)} of the possible addresses)` };
    const better = { field: best.field, offset: best.offsetBytes, better: best.fraction === 0 ? "never across two" : `across two at ${percent(best.fraction)} of the addresses` };
    return [{
      ...(container === null ? { message: "straddles" as const, data } : { message: "elements" as const, data: { ...data, container } }),
      notes: [{ message: "why" }, best.after === null ? { message: "first", data: better } : { message: "behind", data: { ...better, after: best.after } }],
      targets, fields, evidence, confidence, ...movedFieldFix(facts), ...(container === null ? {} : { container }),
    }];
  },
});

function percent(fraction: number): string {
  return `${String(Math.max(1, Math.round(fraction * 100)))} %`;
}
