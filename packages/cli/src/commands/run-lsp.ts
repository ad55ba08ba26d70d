import { serveLanguage } from "@cachelint/language-server";
import type { RunCommand } from "../command.js";
import * as messages from "../messages.js";
import { ownVersion } from "../version.js";
import { lsp } from "./lsp.js";

export const run: RunCommand = async ({ positionals }) => {
  if (0 < positionals.length) throw messages.tooMany(lsp, positionals);
  // The protocol is bytes: what `Io` offers is text for people.
  await serveLanguage({ input: process.stdin, output: process.stdout, version: ownVersion(), command: [process.execPath, ...process.argv.slice(1, 2)] });
  return 0;
};
