import { UsageError } from "@cachelint/host";
import { usageText } from "@cachelint/report";
import type { ExitCode } from "./command.js";
import { commands } from "./commands/index.js";
import { bugText } from "./bug.js";
import { commandHelp, generalHelp } from "./help.js";
import { help } from "./flags.js";
import { type Io, processIo } from "./io.js";
import * as messages from "./messages.js";
import { paint } from "./paint.js";
import { parseArguments } from "./parse-arguments.js";
import { ownVersion } from "./version.js";

/** The command as a process: its exit code is set here and nowhere else, and Node ends when all is written. */
export async function runProcess(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), processIo());
}

/** The command as a function of its words and of what surrounds it. */
export async function main(words: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(words, io);
  } catch (error) {
    if (error instanceof UsageError) {
      const colours = await paint(io, io.stderr);
      await io.stderr.write([error, ...error.others].map((one) => usageText(one, colours)).join("\n"));
      return 2;
    }
    await io.stderr.write(bugText(error));
    return 3;
  }
}

async function dispatch(words: readonly string[], io: Io): Promise<ExitCode> {
  const [first, ...rest] = words;
  if (first === undefined || first === "help" || first === "--help" || first === "-h") return printHelp(rest[0], io);
  if (first === "--version" || first === "-V") {
    await io.stdout.write(`cachelint ${ownVersion()}\n`);
    return 0;
  }
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) throw messages.unknownCommand(first, commands);
  const args = parseArguments(command, rest);
  if (args.isSet(help)) return printHelp(first, io);
  const run = await command.load();
  return run(args, io);
}

async function printHelp(name: string | undefined, io: Io): Promise<ExitCode> {
  const command = commands.find((candidate) => candidate.name === name);
  if (name !== undefined && command === undefined) throw messages.unknownCommand(name, commands);
  await io.stdout.write(command === undefined ? generalHelp(commands) : commandHelp(command));
  return 0;
}
