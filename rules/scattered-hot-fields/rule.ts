import { defineSharingRule, listOf, placeName } from "@cachelint/lint";

/** Fields that hot functions always use together lie on more cache lines than they need. */
export const scatteredHotFields = defineSharingRule({
  id: "scattered-hot-fields",
  summary: "Fields that hot functions always use together lie on more cache lines than they need.",
  category: "locality",
  since: "0.1.0",
  defaultSeverity: "warning",
  confidence: "low",
  priorArt: ["pahole", "Chilimbi et al., Cache-Conscious Structure Definition"],
  needs: ["accesses"],
  fix: "none",
  options: {},
  messages: {
    scattered: "{functions} always use {fields} of {type} together, on {lines} cache lines of {line} bytes; {best} would do.",
    why: "Each line that is not in the cache is waited for.",
    order: "Put {front} first: the struct stays as large as it is.",
    measure: "It counts where objects are many, so that they are not in the cache when they are used: measure first.",
  },
  find({ conflict, targets, evidence }) {
    if (conflict.kind !== "scattered") return [];
    const { functions, fields, place, lines, bestLines, lineBytes, front, confidence } = conflict;
    const names = functions.length <= 3 ? functions : [...functions.slice(0, 2), `${String(functions.length - 2)} more functions`];
    return [{
      message: "scattered", data: { functions: listOf(names), fields: listOf(fields), type: placeName(place), lines, line: lineBytes, best: bestLines === 1 ? "one" : bestLines },
      notes: [{ message: "why" }, { message: "order", data: { front: listOf(front) } }, { message: "measure" }],
      targets, fields, evidence, confidence,
    }];
  },
});
