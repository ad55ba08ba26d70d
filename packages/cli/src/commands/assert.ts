import type { Command } from "../command.js";
import * as flags from "../flags.js";

export const go: flags.Flag = { name: "go", summary: "Write Go files, cachelint_layout.go in the folder of each package that has contracts." };
export const stdout: flags.Flag = { name: "stdout", summary: "Print the files instead of writing them." };

export const assert: Command = {
  name: "assert",
  parameters: "--go [patterns]",
  summary: "Write the contracts of layouts as assertions for the compiler.",
  description: [
    "The directives size, lines, offset and frozen of package-level types become Go that takes no memory, and does not compile once a contract is broken: for teams that want the compiler to hold them where cachelint does not run.",
    "Files are built for the targets of the run only. Those of an earlier run whose contracts are gone are removed.",
    "Contracts that no Go can be written for, as of generic types and of types in functions, are named on standard error, and change nothing of the exit code.",
  ],
  flags: [go, stdout, flags.target, flags.tags, flags.goVersion, flags.config, flags.quiet, flags.timing],
  examples: [
    { line: "cachelint assert --go ./...", does: "Write or renew the files of all packages." },
    { line: "cachelint assert --go --stdout ./ring", does: "See those of one package." },
  ],
  load: async () => (await import("./run-assert.js")).run,
};
