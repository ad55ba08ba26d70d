import * as messages from "./messages.js";
import type { ProjectProblem } from "./model.js";

/** What GOFLAGS says of packages, and what in it the go command would refuse. */
export type GoFlags = { readonly tags: readonly string[]; readonly mod: string; readonly modfile: string; readonly problems: readonly ProjectProblem[] };

/**
 * Reads GOFLAGS: fields are separated by blanks and may stand in quotes, and each is a flag with its value
 * (cmd/internal/quoted, cmd/go/internal/base goflags.go). -race, -msan and -asan are build tags too.
 */
export function parseGoFlags(text: string): GoFlags {
  const problems: ProjectProblem[] = [];
  const values = { tags: "", mod: "", modfile: "" };
  const modes = new Map<string, boolean>();
  for (const field of fieldsOf(text)) {
    const [, name = "", value] = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(field) ?? [];
    if (name === "") problems.push(messages.noGoFlag(field));
    else if (name === "race" || name === "msan" || name === "asan") modes.set(name, value === undefined || TRUE.test(value));
    else if (name === "overlay") problems.push(messages.overlayNotRead());
    else if (name !== "tags" && name !== "mod" && name !== "modfile") continue;
    else if (value === undefined) problems.push(messages.goFlagWithoutValue(name));
    else if (name === "mod" && !MOD_VALUES.has(value)) problems.push(messages.badModFlag(value));
    else values[name] = value;
  }
  const tags = [...splitTags(values.tags), ...[...modes].filter(([, isOn]) => isOn).map(([name]) => name)];
  return { tags, mod: values.mod, modfile: values.modfile, problems };
}

/** `-tags` is separated by commas; before Go 1.13 by blanks, which still works. */
function splitTags(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((tag) => tag !== "");
}

/** What strconv.ParseBool takes for true. */
const TRUE = /^(?:1|t|T|true|TRUE|True)$/;

const MOD_VALUES: ReadonlySet<string> = new Set(["", "mod", "readonly", "vendor"]);

/** A quote that nothing closes belongs to the field. */
function fieldsOf(text: string): readonly string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain ?? "");
}
