import type { Command } from "../command.js";
import * as flags from "../flags.js";
import { format, strict as baselineStrict } from "./baseline.js";

export const strict: flags.Flag = { ...baselineStrict, summary: "Any difference makes the exit code 1, not only those that the configuration lets fail." };

export const diff: Command = {
  name: "diff",
  parameters: "REV[..REV] [patterns]",
  summary: "Judge what became of layouts between git revisions.",
  description: [
    "Compares the layouts of two revisions, or of one with the work tree, as `cachelint baseline check` compares them with a baseline; `A...B` is from where the two parted. Revisions are read from git's objects, nothing is checked out, and each side builds with the dependencies of its own go.mod, from the module cache.",
    "The exit code is 1 when a change fails, as for `baseline check`.",
  ],
  flags: [format, strict, flags.target, flags.tags, flags.goVersion, flags.config, flags.output, flags.tests, flags.quiet, flags.timing],
  examples: [
    { line: "cachelint diff HEAD", does: "What the work tree changes." },
    { line: "cachelint diff main...HEAD ./ring", does: "What a branch has done to one package." },
    { line: "cachelint diff v1.2.0..v1.3.0 --format json", does: "Between two releases, for other programs." },
  ],
  load: async () => (await import("./run-diff.js")).run,
};
