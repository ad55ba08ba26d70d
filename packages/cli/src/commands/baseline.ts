import type { Command } from "../command.js";
import * as flags from "../flags.js";

export const format: flags.Flag = { name: "format", value: "FORMAT", choices: ["text", "json"], summary: "How to print drift: text (the default), or json." };
export const strict: flags.Flag = { name: "strict", summary: "With check: any difference makes the exit code 1, not only those that the configuration lets fail." };

export const baseline: Command = {
  name: "baseline",
  parameters: "update|check [patterns]",
  summary: "Record layouts, and judge what became of them.",
  description: [
    "`update` records the layouts of structs in a file, .layout-baseline.json unless configured, to be kept in the repository. `check` compares them with the sources, writes nothing, and exits with 1 when a change fails: a struct grew, takes more from the allocator or more cache lines, lost a separation or an alignment, cannot be measured any more, or is frozen. Other changes are told and say how to accept them.",
    "Which structs are recorded stands in the configuration under `baseline`: by default every package-level struct type of ./..., and those that say //cachelint:track. The file remembers its selection and its targets, and `check` goes by them. Patterns restrict a run to some packages.",
    "A baseline that is damaged is wrong usage, with the line, and stays as it is; one with the marks of a merge conflict is written anew by `update`.",
  ],
  flags: [format, strict, flags.target, flags.tags, flags.goVersion, flags.config, flags.output, flags.quiet, flags.timing],
  examples: [
    { line: "cachelint baseline update", does: "Record all packages below the module's root." },
    { line: "cachelint baseline check", does: "In CI, or before a commit." },
    { line: "cachelint baseline update ./ring", does: "Accept what happened to one package." },
  ],
  load: async () => (await import("./run-baseline.js")).run,
};
