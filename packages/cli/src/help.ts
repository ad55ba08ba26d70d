import { wrap } from "@cachelint/report";
import type { Command } from "./command.js";
import { type Flag, help, version } from "./flags.js";

const width = 96;

/** `cachelint --help`. */
export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, parameters, summary }): Row => [`${name} ${parameters}`.trim(), summary]);
  return [
    "cachelint: a struct memory-layout and cache-line linter for Go",
    "",
    "Usage: cachelint COMMAND [flags] [arguments]",
    "",
    "Commands:",
    ...columns(rows),
    "",
    "Flags:",
    ...columns([help, version].map(flagRow)),
    "",
    "Exit codes: 0 nothing at the fail level; 1 findings at or above it, or drift that fails; 2 wrong usage, configuration or baseline; 3 a bug.",
    "",
    "`cachelint COMMAND --help` says more of a command.",
    "",
  ].join("\n");
}

/** `cachelint check --help`. */
export function commandHelp(command: Command): string {
  return [
    `Usage: cachelint ${`${command.name} ${command.parameters}`.trim()}`,
    "",
    ...command.description.flatMap((paragraph) => [...wrap(paragraph, width), ""]),
    "Flags:",
    ...columns([...command.flags, help].map(flagRow)),
    "",
    ...(command.examples.length === 0 ? [] : ["Examples:", ...columns(command.examples.map(({ line, does }): Row => [line, does]), 60), ""]),
  ].join("\n");
}

type Row = readonly [left: string, right: string];

function flagRow(flag: Flag): Row {
  return [flagUsage(flag), flag.summary];
}

/** `-h, --help`, `--format text|json`. */
export function flagUsage({ name, short, value, choices }: Flag): string {
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${choices?.join("|") ?? value}`}`;
}

function columns(rows: readonly Row[], widestLeft = 40): readonly string[] {
  const left = Math.min(widestLeft, Math.max(...rows.map(([text]) => text.length)));
  return rows.flatMap(([text, explanation]) => {
    const lines = wrap(explanation, width - left - 4);
    const [first = "", ...rest] = lines;
    const head = text.length <= left ? [`  ${text.padEnd(left)}  ${first}`] : [`  ${text}`, `  ${" ".repeat(left)}  ${first}`];
    return [...head, ...rest.map((line) => `  ${" ".repeat(left)}  ${line}`)];
  });
}
