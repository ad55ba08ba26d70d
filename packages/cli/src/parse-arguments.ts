import { parseArgs } from "node:util";
import { UsageError } from "@cachelint/host";
import type { Arguments, Command } from "./command.js";
import { type Flag, help } from "./flags.js";
import * as messages from "./messages.js";

/** Sorts out what follows a command's name. A flag that the command does not have is a usage error. */
export function parseArguments(command: Command, words: readonly string[]): Arguments {
  const flags = [...command.flags, help];
  const options = Object.fromEntries(flags.map((flag) => [flag.name, optionOf(flag)]));
  const { tokens } = parseArgs({ args: [...words], options, allowPositionals: true, strict: false, tokens: true });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const flag = flags.find(({ name }) => name === token.name);
    if (flag === undefined) throw messages.unknownFlag(wordAt(words, token.index), command, flags);
    values.set(flag.name, [...(values.get(flag.name) ?? []), valueOf(flag, token.value)]);
  }
  return {
    positionals,
    isSet: ({ name }) => values.has(name),
    value: ({ name }) => values.get(name)?.at(-1),
    values: ({ name }) => values.get(name) ?? [],
  };
}

function optionOf({ value, short }: Flag): { type: "string" | "boolean"; multiple: boolean; short?: string } {
  return { type: value === undefined ? "boolean" : "string", multiple: true, ...(short === undefined ? {} : { short }) };
}

function valueOf(flag: Flag, value: string | undefined): string {
  if (flag.value === undefined) {
    if (value !== undefined) throw new UsageError(`--${flag.name} takes no value.`, { hint: `Leave out "=${value}".` });
    return "";
  }
  if (value === undefined || value === "") throw messages.missingValue(flag);
  if (flag.choices !== undefined && !flag.choices.includes(value)) throw messages.unknownChoice(flag, value);
  return value;
}

function wordAt(words: readonly string[], index: number): string {
  return (words[index] ?? "").replace(/=.*$/s, "");
}
