import { defineSharingRule, listOf } from "@cachelint/lint";

/** Package variables that independent functions write may be put on one cache line. */
export const falseSharingGlobals = defineSharingRule({
  id: "false-sharing-globals",
  summary: "Package variables that independent functions write may be put on one cache line.",
  category: "sharing",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "medium",
  priorArt: [],
  needs: ["accesses"],
  fix: "none",
  options: {},
  messages: {
    globals: "The linker may put {names} on one line of {line} bytes: they have one size, and independent functions write them.",
    why: "Each write takes the line away from the cores that use the other variables.",
    cure: "Give each a struct of its own that fills a line, or put them into one struct with pads between them.",
  },
  find({ conflict, targets }) {
    if (conflict.kind !== "globals") return [];
    return [{
      message: "globals", data: { names: listOf(conflict.names), line: conflict.lineBytes },
      notes: [{ message: "why" }, { message: "cure" }],
      targets, fields: conflict.fields, confidence: conflict.confidence,
    }];
  },
});
