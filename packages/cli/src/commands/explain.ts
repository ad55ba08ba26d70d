import type { Command } from "../command.js";

export const explain: Command = {
  name: "explain",
  parameters: "RULE",
  summary: "Print the page of a rule.",
  description: ["Prints what a rule reports and why, with examples, its options and its limits."],
  flags: [],
  examples: [{ line: "cachelint explain wasteful-field-order", does: "One rule's page." }],
  load: async () => (await import("./run-explain.js")).run,
};
