import { crowdText, cureFix, cureMessages, cureNotes, defineSharingRule, proofMessages, proofOf } from "@cachelint/lint";

/** Neighbouring elements of an array or slice, used by independent goroutines, share a cache line. */
export const falseSharingElements = defineSharingRule({
  id: "false-sharing-elements",
  summary: "Neighbouring elements of an array or slice, used by independent goroutines, share a cache line.",
  category: "sharing",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "medium",
  priorArt: ["the kernel's false-sharing guide", "perf c2c", "Predator"],
  needs: ["accesses"],
  fix: "safe",
  options: {},
  messages: {
    elements: "Elements of {container} {crowd}, and independent goroutines write them.",
    isolated: "Elements of {container} {crowd}, though a directive isolates them, and they are written.",
    why: "Each write takes the line from the cores that use the neighbours.",
    ...cureMessages,
    ...proofMessages,
  },
  find(facts) {
    const { conflict, targets, evidence } = facts;
    if (conflict.kind !== "elements" || conflict.isPadded) return [];
    const { container } = conflict;
    return [{
      message: conflict.isIsolated ? "isolated" : "elements", data: { container, crowd: crowdText(conflict) },
      notes: [{ message: "why" }, ...cureNotes(facts), proofOf(facts)],
      targets, fields: conflict.fields, container, confidence: conflict.confidence, evidence, ...cureFix(facts),
    }];
  },
});
