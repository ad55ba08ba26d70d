import type { Command } from "../command.js";
import * as flags from "../flags.js";

export const format: flags.Flag = { name: "format", value: "FORMAT", choices: ["text", "jsonl", "json"], summary: "How to print: text in pahole's form (the default), jsonl with a struct and target a line, or json." };

/** Taken so that scripts can hand the same flags to every command. */
export const generated: flags.Flag = { ...flags.generated, summary: "Changes nothing here: layouts of generated files are always shown." };

export const show: Command = {
  name: "show",
  parameters: "[patterns | pkg.Type]",
  summary: "Print layouts: offsets, sizes, holes, cache lines, size classes.",
  description: [
    "Prints the layout of every struct in the packages or files that the patterns name, or of one type named as go doc names it: sync.Pool, ./ring.Buffer, net/http.Server. Without a pattern: ./...",
    "A struct that lies alike under several targets is printed once for all of them. What cannot be known is said to be unknown, with the reason.",
    "Where structs are unknown, the run closes with how many there are for each reason, on standard error.",
  ],
  flags: [format, flags.target, flags.tags, flags.goVersion, flags.config, flags.output, flags.tests, generated, flags.quiet, flags.timing],
  examples: [
    { line: "cachelint show sync.Pool", does: "One type of the standard library." },
    { line: "cachelint show ./ring --target linux/arm64,darwin/arm64", does: "A package, under two targets." },
    { line: "cachelint show std --format jsonl", does: "All of the standard library, for other programs." },
  ],
  load: async () => (await import("./run-show.js")).run,
};
