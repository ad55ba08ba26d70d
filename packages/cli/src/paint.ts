import { type Paint, plain } from "@cachelint/report";
import type { Arguments } from "./command.js";
import { output } from "./flags.js";
import type { Io, Output } from "./io.js";

/** Colours for a report on standard output: on a terminal, unless NO_COLOR forbids or FORCE_COLOR orders them. */
export function paintFor(io: Io, args: Arguments): Promise<Paint> {
  return args.isSet(output) ? Promise.resolve(plain) : paint(io, io.stdout);
}

/** Colours for what is written to a stream. */
export async function paint({ env }: Io, stream: Output): Promise<Paint> {
  if (!wantsColours(env, stream)) return plain;
  const { coloured } = await import("@cachelint/report");
  return coloured();
}

function wantsColours(env: Io["env"], { isTerminal }: Output): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTerminal && env["TERM"] !== "dumb";
}
