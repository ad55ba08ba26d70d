import type { Command } from "../command.js";
import * as flags from "../flags.js";

export const format: flags.Flag = { name: "format", value: "FORMAT", choices: ["text", "json", "sarif", "github", "gitlab", "checkstyle", "rdjson", "rdjsonl", "junit"], summary: "How to print findings: text (the default) or json; sarif for code scanning, github for annotations and the step's summary, gitlab for Code Quality, checkstyle and junit for build servers, rdjson and rdjsonl for reviewdog." };
export const enable: flags.Flag = { name: "enable", value: "RULE", isRepeatable: true, summary: "Switch a rule on that is off; repeatable, commas allowed." };
export const disable: flags.Flag = { name: "disable", value: "RULE", isRepeatable: true, summary: "Switch a rule off; repeatable, commas allowed." };
export const confidence: flags.Flag = { name: "confidence", value: "LEVEL", choices: ["high", "medium", "low"], summary: "The least confidence that is reported; medium unless configured." };
export const failLevel: flags.Flag = { name: "fail-level", value: "LEVEL", choices: ["error", "warning", "info", "never"], summary: "The least severity that makes the exit code 1; warning unless configured." };
export const newFromRev: flags.Flag = { name: "new-from-rev", value: "REV", summary: "Report only what was not found at this git revision, wherever its cause is." };
export const newFromMergeBase: flags.Flag = { name: "new-from-merge-base", value: "REV", summary: "The same since HEAD and this revision parted: `origin/main` in a pull request." };
export const stdinFilename: flags.Flag = { name: "stdin-filename", value: "FILE", summary: "Read the text of this file from standard input, in place of what is on the disk, as editors do." };
export const fix: flags.Flag = { name: "fix", summary: "Make those fixes that can change nothing but layout, and report what remains." };
export const unsafeFixes: flags.Flag = { name: "unsafe-fixes", summary: "With --fix or --fix-dry-run: make fixes too that change what other programs may see, such as the order of keys." };
export const fixDryRun: flags.Flag = { name: "fix-dry-run", summary: "Print what --fix would change, as a unified diff; write nothing." };

export const check: Command = {
  name: "check",
  parameters: "[patterns]",
  summary: "Report what is wrong with layouts.",
  description: [
    "Reports findings in the packages or files that the patterns name; without a pattern: ./... The package of a file is always read whole.",
    "The exit code is 1 when a finding is at or above the fail level, and 0 otherwise; with --fix, what remains decides.",
    "Whether a finding can be fixed takes a look at the whole module; json, sarif and rdjson say so with each finding, text only with --fix, and --fix-dry-run shows it.",
  ],
  flags: [
    format, flags.target, enable, disable, confidence, failLevel, fix, unsafeFixes, fixDryRun, flags.tags, flags.goVersion, flags.config, flags.output, flags.tests, flags.generated,
    newFromRev, newFromMergeBase, stdinFilename, flags.quiet, flags.timing,
  ],
  examples: [
    { line: "cachelint check", does: "All packages below the working directory." },
    { line: "cachelint check ./ring --target darwin/arm64", does: "One package, for one target." },
    { line: "cachelint check --fix-dry-run | less", does: "What fixes would change." },
    { line: "cachelint check --format json --output report.json", does: "For other programs." },
    { line: "cachelint check --new-from-merge-base origin/main", does: "What a branch has brought." },
    { line: "cachelint check --stdin-filename ring/buffer.go < unsaved.go", does: "A file as an editor holds it." },
  ],
  load: async () => (await import("./run-check.js")).run,
};
