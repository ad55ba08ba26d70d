import { defineRule } from "@cachelint/lint";

/** A struct is no longer as the baseline has it. */
export const layoutDrift = defineRule({
  id: "layout-drift",
  summary: "A struct grew, or lost something, since its layout was recorded in the baseline.",
  category: "drift",
  since: "0.1.0",
  defaultSeverity: "error",
  confidence: "high",
  priorArt: ["abidiff", "api-extractor"],
  needs: ["layout", "other-types"],
  fix: "none",
  options: {},
  messages: {
    drift: "{what}",
    cause: "{cause}",
    accept: "If the change is meant, record it: {accept}",
  },
  find({ drift, syntax }) {
    return drift.map(({ targets, fields, message, cause, accept }) => {
      // The line that a change shows, where it is in this struct.
      const [field] = cause === null ? (syntax?.fields ?? []).flatMap(({ names }) => names).filter(({ name }) => fields.includes(name)) : [];
      return {
        message: "drift", data: { what: message }, targets, fields,
        notes: [...(cause === null ? [] : [{ message: "cause" as const, data: { cause } }]), { message: "accept", data: { accept } }],
        ...(field === undefined ? {} : { span: { start: field.start, end: field.end } }),
      };
    });
  },
});
