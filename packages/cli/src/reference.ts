import type { Command } from "./command.js";
import { help } from "./flags.js";
import { flagUsage } from "./help.js";

/** docs/cli.md: what the table of commands and the schema of the configuration say, as a page. */
export function referencePage(commands: readonly Command[], schema: ConfigurationSchema): string {
  return [
    "# Command line",
    "",
    "<!-- Made by packages/cli/tools/generate.js from the table of commands and the configuration's schema. Do not edit. -->",
    "",
    "    cachelint COMMAND [flags] [arguments]",
    "",
    ...commands.flatMap(commandSection),
    ...fixedSections,
    ...configurationSection(schema),
  ].join("\n");
}

export type ConfigurationSchema = { readonly properties: Readonly<Record<string, KeySchema>> };
type KeySchema = { readonly description?: string; readonly type?: string; readonly default?: unknown; readonly enum?: readonly unknown[]; readonly properties?: Readonly<Record<string, KeySchema>> };

function commandSection(command: Command): readonly string[] {
  const rows = [...command.flags, help].map((flag) => `| \`${flagUsage(flag).replaceAll("|", "\\|")}\` | ${cell(flag.summary)}${flag.isRepeatable === true && !/repeatable/.test(flag.summary) ? " Repeatable." : ""} |`);
  return [
    `## cachelint ${command.name}`,
    "",
    `    cachelint ${`${command.name} ${command.parameters}`.trim()}`,
    "",
    ...command.description.flatMap((paragraph) => [paragraph.replace(/(?<=\.) (?=[A-Z])/g, "\n"), ""]),
    "| flag | does |",
    "|---|---|",
    ...rows,
    "",
    ...(command.examples.length === 0 ? [] : [...command.examples.map(({ line, does }) => `    ${line.padEnd(58)}  # ${does}`), ""]),
  ];
}

const fixedSections: readonly string[] = `## Exit codes

| code | means |
|---|---|
| 0 | nothing at the fail level |
| 1 | findings at or above it, or drift that fails |
| 2 | arguments, the configuration or the baseline are wrong, or no pattern matches anything |
| 3 | a bug in cachelint |

## Patterns

Patterns are those of the go command: \`./...\`, \`./ring\`, import paths, \`std\`, \`cmd\`, \`all\`; folders; and Go files, whose packages are read whole.
From a folder with no go.mod above it every module below is run, each by its own go.mod.
A pattern that matches nothing is told on standard error while others match, and is wrong usage when none does; a file that is there but not part of the build is not.

## Targets, cgo, Go version

Targets: \`--target\`, else the configuration's \`targets\`, else \`GOOS\` and \`GOARCH\` if either is set, else linux/amd64 and linux/arm64. Never the machine's own.
Where only one of \`GOOS\` and \`GOARCH\` is set, the other one is that of the two default targets.
cgo is on unless \`CGO_ENABLED=0\` or the configuration's \`cgo: false\`.
One Go version decides the standard library's layouts, release tags and size classes: \`--go-version\`, else the configuration's, else that of the Go installation found, else the one that go.mod names.

## Output

Reports go to standard output, or whole to the file of \`--output\`; everything else goes to standard error.
File names are relative to the git top level, or else to the working directory; a file outside of it is named by its import path.
Lines and columns count from 1, columns in UTF-16 units.
Colours are used on terminals; \`NO_COLOR\` forbids them, \`FORCE_COLOR\` orders them.
`.split("\n");

function configurationSection({ properties }: ConfigurationSchema): readonly string[] {
  const rows = Object.entries(properties).flatMap(([key, schema]) => {
    const inner = Object.entries(schema.properties ?? {}).map(([name, own]) => keyRow(`${key}.${name}`, own));
    return 0 < inner.length ? inner : [keyRow(key, schema)];
  });
  return [
    "## Configuration",
    "",
    "The configuration is `cachelint.yaml`, the nearest one from the module's root up to the git top level, or the file of `--config`.",
    "Its JSON Schema is `schema/cachelint.schema.json` of this package. Flags win over it. All mistakes in it are told at once, each with its line.",
    "",
    "| key | default | means |",
    "|---|---|---|",
    ...rows,
    "",
  ];
}

function keyRow(key: string, { default: value, description = "", enum: values }: KeySchema): string {
  const choices = values === undefined ? "" : ` One of ${values.map(String).join(", ")}.`;
  return `| \`${key}\` | ${value === undefined ? "" : `\`${JSON.stringify(value)}\``} | ${cell(description + choices)} |`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
