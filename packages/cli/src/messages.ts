import { nearest, UsageError } from "@cachelint/host";
import type { Command } from "./command.js";
import type { Flag } from "./flags.js";
import type { WrittenFile } from "./output.js";

/*
 * What is wrong with a command line, and what to write instead.
 */

/** A flag that the command does not have. */
export function unknownFlag(word: string, command: Command, flags: readonly Flag[]): UsageError {
  // `-tags`, as the go command writes it, is taken for short flags.
  const name = word.replace(/^-+/, "");
  const near = flags.find((flag) => flag.name === name)?.name ?? nearest(name, flags.map((flag) => flag.name));
  const hint = near === undefined ? `\`cachelint ${command.name} --help\` lists its flags.` : `Did you mean --${near}?`;
  return new UsageError(`cachelint ${command.name} has no flag ${word}.`, { hint });
}

/** A flag that needs a value and has none. */
export function missingValue(flag: Flag): UsageError {
  return new UsageError(`--${flag.name} needs a value.`, { hint: `Write it as --${flag.name} ${flag.choices?.join("|") ?? flag.value}.` });
}

/** A value that the flag does not take. */
export function unknownChoice(flag: Flag, value: string): UsageError {
  const choices = flag.choices ?? [];
  const near = nearest(value, choices);
  return new UsageError(`--${flag.name} cannot be "${value}".`, { hint: `${near === undefined ? "" : `Did you mean ${near}? `}It is one of ${choices.join(", ")}.` });
}

/** A first word that is no command; it may be a pattern. */
export function unknownCommand(word: string, commands: readonly Command[]): UsageError {
  const near = nearest(word, commands.map(({ name }) => name));
  const isPattern = /[./]/.test(word);
  const hint = near !== undefined ? `Did you mean \`cachelint ${near}\`?` : isPattern ? `Did you mean \`cachelint check ${word}\`?` : "`cachelint --help` lists the commands.";
  return new UsageError(`cachelint has no command "${word}".`, { hint });
}

/** Words that the command has no use for. */
export function tooMany(command: Command, words: readonly string[]): UsageError {
  return new UsageError(`cachelint ${command.name} does not take "${words.join(" ")}".`, { hint: `Usage: cachelint ${`${command.name} ${command.parameters}`.trim()}` });
}

/** `explain` without a rule. */
export function missingRule(): UsageError {
  return new UsageError("cachelint explain needs the name of a rule.", { hint: "`cachelint rules` lists them." });
}

/** `baseline` without a word of what to do. */
export function baselineAction(word: string | undefined, command: Command): UsageError {
  const near = word === undefined ? undefined : nearest(word, ["update", "check"]);
  const hint = near === undefined ? `Usage: cachelint ${command.name} ${command.parameters}` : `Did you mean \`cachelint baseline ${near}\`?`;
  return new UsageError(word === undefined ? "cachelint baseline needs to know what to do: update or check." : `cachelint baseline cannot "${word}".`, { hint });
}

/** `assert` without a word of the language. */
export function assertLanguage(): UsageError {
  return new UsageError("cachelint assert needs to know the language: --go.", { hint: "Write cachelint assert --go ./..." });
}

/** Both flags that name a revision. */
export function twoRevisions(): UsageError {
  return new UsageError("--new-from-rev and --new-from-merge-base cannot both say what is old.", { hint: "Leave one of them out." });
}

/** `diff` without a revision. */
export function missingRevision(command: Command): UsageError {
  return new UsageError("cachelint diff needs a revision to compare with.", { hint: `Usage: cachelint ${command.name} ${command.parameters}` });
}

/** `baseline update --strict`. */
export function strictUpdate(): UsageError {
  return new UsageError("--strict is a flag of `cachelint baseline check`.", { hint: "Leave it out: update accepts every change." });
}

/** A report that cannot be written where `--output` says, or another file where it belongs. */
export function cannotWrite({ what, shown }: WrittenFile, code: string): UsageError {
  const message = what === "report" ? `The report cannot be written to ${shown}` : `The ${what} ${shown} cannot be written`;
  const other = what === "baseline" ? ", or name another file with `baseline: { path: … }` in cachelint.yaml" : "";
  if (code === "ENOENT" || code === "ENOTDIR") return new UsageError(`${message}: its folder does not exist (${code}).`, { hint: `Make the folder first${other}.` });
  return new UsageError(`${message} (${code}).`, { hint: writeHint(code) });
}

/** Standard output that takes no more text, for another reason than that its reader went away. */
export function cannotPrint(code: string): UsageError {
  return new UsageError(`Standard output cannot be written to (${code}); what was printed is not complete.`, { hint: writeHint(code) });
}

function writeHint(code: string): string {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return "There is no space left there.";
    case "EISDIR":
      return "It is a folder; name a file.";
    default:
      return "Check that it can be written to, and its folder too.";
  }
}

/** `--unsafe-fixes` alone. */
export function unsafeFixesAlone(): UsageError {
  return new UsageError("--unsafe-fixes says which fixes are made, and none are asked for.", { hint: "Add --fix, or --fix-dry-run to see them first." });
}

/** `--fix` and `--fix-dry-run` together. */
export function fixTwice(): UsageError {
  return new UsageError("--fix writes files and --fix-dry-run writes none; both together cannot be.", { hint: "Leave one of them out." });
}

/** `--fix` of a text that is not on the disk. */
export function fixOfStdin(): UsageError {
  return new UsageError("--fix writes files, and with --stdin-filename the text is not the file's.", { hint: "Use --fix-dry-run for a diff, or --format json for the edits." });
}
