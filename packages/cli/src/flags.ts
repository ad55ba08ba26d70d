/** A flag as the command line, its help and its reference know it. */
export type Flag = {
  readonly name: string;
  /** How the value is written in help, `OS/ARCH`; a flag without one is on or off. */
  readonly value?: string;
  readonly isRepeatable?: boolean;
  readonly short?: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  readonly summary: string;
};

export const help: Flag = { name: "help", short: "h", summary: "Print what a command does and its flags." };
export const version: Flag = { name: "version", short: "V", summary: "Print the version." };

export const target: Flag = {
  name: "target", value: "OS/ARCH", isRepeatable: true,
  summary: "Targets to compute layouts for; repeatable, commas allowed. Without it: the configuration's, else GOOS/GOARCH if either is set, else linux/amd64 and linux/arm64.",
};
export const tags: Flag = { name: "tags", value: "TAGS", isRepeatable: true, summary: "Build tags besides those of GOFLAGS, separated by commas." };
export const goVersion: Flag = { name: "go-version", value: "VERSION", summary: "Go version that decides standard library layouts, release tags and size classes, such as 1.24." };
export const config: Flag = { name: "config", value: "FILE", summary: "Configuration file in place of the nearest cachelint.yaml." };
export const output: Flag = { name: "output", short: "o", value: "FILE", summary: "Write the report to a file, whole or not at all; messages stay on standard error." };
export const tests: Flag = { name: "tests", summary: "Read _test.go files of the modules at hand too." };
export const generated: Flag = { name: "generated", summary: "Report on generated files too (// Code generated ... DO NOT EDIT.)." };
export const quiet: Flag = { name: "quiet", short: "q", summary: "Print the report and errors only: no warnings, notes or summary." };
export const timing: Flag = { name: "timing", summary: "Say on standard error where the time went, and how much was parsed." };
