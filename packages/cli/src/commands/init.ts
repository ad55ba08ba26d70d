import type { Command } from "../command.js";
import * as flags from "../flags.js";

export const init: Command = {
  name: "init",
  parameters: "",
  summary: "Set cachelint up in a Go module.",
  description: [
    "Writes cachelint.yaml, the baseline and a hook of git for the module around the working directory. Files that are there stay as they are; where the repository uses pre-commit or lefthook, it prints the lines to add instead of a hook.",
  ],
  flags: [flags.quiet],
  examples: [{ line: "cachelint init", does: "In the folder of go.mod." }],
  load: async () => (await import("./run-init.js")).run,
};
