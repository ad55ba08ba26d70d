import type { Command } from "../command.js";
import type { Flag } from "../flags.js";

/** Editors hand it to every server; there is nothing to choose from. */
const stdio: Flag = { name: "stdio", summary: "Talk on standard input and output. That is what happens without it, too." };

export const lsp: Command = {
  name: "lsp",
  parameters: "",
  summary: "Run the language server, for editors.",
  description: [
    "Talks the Language Server Protocol on standard input and output, until the editor goes away. Findings, fixes, sizes and offsets then stand where the struct is written, beside those of gopls.",
    "Rules, targets and everything else are those of cachelint.yaml; the pages of docs/editors say how each editor starts it.",
  ],
  flags: [stdio],
  examples: [{ line: "cachelint lsp", does: "What an editor's settings name as the command." }],
  load: async () => (await import("./run-lsp.js")).run,
};
