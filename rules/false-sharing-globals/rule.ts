import { cureFix, cureMessages, cureNotes, defineSharingRule, listOf, proofMessages, proofOf } from "@cachelint/lint";

/** Package variables that independent functions write may be put on one cache line. */
export const falseSharingGlobals = defineSharingRule({
  id: "false-sharing-globals",
  summary: "Package variables that independent functions write may be put on one cache line.",
  category: "sharing",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "medium",
  priorArt: ["the kernel's false-sharing guide", "perf c2c"],
  needs: ["accesses"],
  fix: "none",
  options: {},
  messages: {
    globals: "Package variables {names} can share a {line}-byte cache line, and independent functions write them.",
    why: "The linker puts variables of one size side by side, and each write takes the line from the cores that use the others.",
    ...cureMessages,
    ...proofMessages,
  },
  find(facts) {
    const { conflict, targets, evidence } = facts;
    if (conflict.kind !== "globals") return [];
    return [{
      message: "globals", data: { names: listOf(conflict.names), line: conflict.lineBytes },
      notes: [{ message: "why" }, ...cureNotes(facts), proofOf(facts)],
      targets, fields: conflict.fields, confidence: conflict.confidence, evidence, ...cureFix(facts),
    }];
  },
});
