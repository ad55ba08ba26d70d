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
    loose: "Objects of {element} that {maker} makes in a loop {crowd}, and independent goroutines write them.",
    isolated: "Elements of {container} {crowd}, though a directive isolates them, and they are written.",
    why: "Each write takes the line from the cores that use the neighbours.",
    besides: "The allocator lays objects of one size side by side while its heap has no holes. Pad the type to whole cache lines, or keep padded values in one slice in place of pointers.",
    ...cureMessages,
    ...proofMessages,
  },
  find(facts) {
    const { conflict, targets, evidence } = facts;
    if (conflict.kind !== "elements" || conflict.isPadded) return [];
    const { container } = conflict;
    const { madeBy, element, elementName } = conflict;
    return [{
      message: conflict.isIsolated ? "isolated" : madeBy === undefined ? "elements" : "loose", data: { container, element: element?.name ?? elementName, maker: madeBy ?? "", crowd: crowdText(conflict) },
      notes: [{ message: "why" }, ...(madeBy === undefined ? cureNotes(facts) : [{ message: "besides" as const }]), proofOf(facts)],
      targets, fields: conflict.fields, container, confidence: conflict.confidence, evidence, ...cureFix(facts),
    }];
  },
});
