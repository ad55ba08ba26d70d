import type { Command } from "../command.js";
import * as flags from "../flags.js";

export const format: flags.Flag = { name: "format", value: "FORMAT", choices: ["text", "json"], summary: "How to print: text (the default), or json." };

export const rules: Command = {
  name: "rules",
  parameters: "",
  summary: "List the rules.",
  description: ["Lists the rules with the severity that each has by default. `cachelint explain RULE` prints a rule's page."],
  flags: [format, flags.output],
  examples: [],
  load: async () => (await import("./run-rules.js")).run,
};
