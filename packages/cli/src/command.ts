import type { Flag } from "./flags.js";
import type { Io } from "./io.js";

/** 0 nothing to report; 1 findings at the fail level; 2 wrong usage; 3 a bug. */
export type ExitCode = 0 | 1 | 2 | 3;

/** A command as the command line, its help and its reference know it. */
export type Command = {
  readonly name: string;
  /** What follows the name: `[patterns]`. */
  readonly parameters: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Paragraphs of its page. */
  readonly description: readonly string[];
  readonly flags: readonly Flag[];
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Loaded when the command runs, so that no command waits for the code of another. */
  readonly load: () => Promise<RunCommand>;
};

export type RunCommand = (args: Arguments, io: Io) => Promise<ExitCode>;

/** The words after the command, sorted out. */
export type Arguments = {
  readonly positionals: readonly string[];
  readonly isSet: (flag: Flag) => boolean;
  /** The value given last. */
  readonly value: (flag: Flag) => string | undefined;
  readonly values: (flag: Flag) => readonly string[];
};
