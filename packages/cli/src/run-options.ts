import { type CheckResult, Clock, type RunOptions, type ToldProblem } from "@cachelint/host";
import { problemText, timingText } from "@cachelint/report";
import type { Arguments } from "./command.js";
import * as flags from "./flags.js";
import type { Io } from "./io.js";
import { paint } from "./paint.js";
import { progressLine } from "./progress.js";

/** What the common flags ask of a run; `isStreaming`: its report is written while it is made. */
export function runOptions(args: Arguments, io: Io, { isStreaming }: { readonly isStreaming: boolean }): RunOptions & { readonly clock: Clock } {
  const { positionals } = args;
  return {
    cwd: io.cwd,
    env: io.env,
    patterns: positionals.length === 0 ? ["./..."] : positionals,
    targets: args.values(flags.target),
    tags: listOf(args, flags.tags),
    goVersion: args.value(flags.goVersion),
    configFile: args.value(flags.config),
    tests: args.isSet(flags.tests) ? true : undefined,
    clock: new Clock(),
    onProgress: progressLine(args, io, { isStreaming }),
  };
}

/** The values of a flag that is repeated, or given several at once. */
export function listOf(args: Arguments, flag: flags.Flag): readonly string[] {
  return args.values(flag).flatMap((list) => list.split(",")).map((word) => word.trim()).filter((word) => word !== "");
}

/** Problems of the project on standard error; errors even under --quiet. */
export async function tellProblems(args: Arguments, io: Io, problems: readonly ToldProblem[]): Promise<void> {
  const told = args.isSet(flags.quiet) ? problems.filter(({ severity }) => severity === "error") : problems;
  if (told.length === 0) return;
  const colours = await paint(io, io.stderr);
  await io.stderr.write(told.map((problem) => problemText(problem, colours)).join(""));
}

/** The time of each phase on standard error, and how many function bodies were parsed, where that is asked for. */
export async function tellTiming(args: Arguments, io: Io, clock: Clock, bodies: CheckResult["bodies"] | null = null): Promise<void> {
  if (args.isSet(flags.timing)) await io.stderr.write(timingText(clock.phases, clock.totalMilliseconds, bodies));
}
