import { type CheckOptions, type CheckResult, resolvePath, runCheck, runFix, runFixDry } from "@cachelint/host";
import { findingsJson, fixesText, findingsText, summaryText } from "@cachelint/report";
import { allRules } from "@cachelint/rules";
import type { Arguments, ExitCode, RunCommand } from "../command.js";
import * as flags from "../flags.js";
import type { Io } from "../io.js";
import { writeReport } from "../output.js";
import * as messages from "../messages.js";
import { paintFor } from "../paint.js";
import { listOf, runOptions, tellProblems, tellTiming } from "../run-options.js";
import { confidence, disable, enable, failLevel, fix, fixDryRun, format, stdinFilename, unsafeFixes } from "./check.js";

export const run: RunCommand = async (args, io) => {
  refuseWrongFixes(args);
  const options = await checkOptions(args, io);
  if (args.isSet(fixDryRun)) return dryRun(options, args, io);
  const fixed = args.isSet(fix) ? await runFix({ ...options, isUnsafe: args.isSet(unsafeFixes) }) : null;
  const result = fixed?.check ?? await runCheck(options);
  await tellProblems(args, io, result.problems);
  const pieces = await formatted(result, args, io);
  await options.clock.timeAsync("output", () => writeReport(io, args.value(flags.output), pieces));
  if (fixed !== null && !args.isSet(flags.quiet)) await io.stderr.write(fixesText({ ...fixed, isDone: true }));
  await tellTiming(args, io, options.clock, result.bodies);
  return result.fails ? 1 : 0;
};

/** The diff is the report; what is found decides the exit code as it does without. */
async function dryRun(options: Awaited<ReturnType<typeof checkOptions>>, args: Arguments, io: Io): Promise<ExitCode> {
  const { check: result, diff, nFixes, nFiles } = await runFixDry({ ...options, isUnsafe: args.isSet(unsafeFixes) });
  await tellProblems(args, io, result.problems);
  await options.clock.timeAsync("output", () => writeReport(io, args.value(flags.output), [diff]));
  if (!args.isSet(flags.quiet)) await io.stderr.write(fixesText({ nFixes, nFiles, isDone: false }));
  await tellTiming(args, io, options.clock, result.bodies);
  return result.fails ? 1 : 0;
}

function refuseWrongFixes(args: Arguments): void {
  if (args.isSet(fix) && args.isSet(fixDryRun)) throw messages.fixTwice();
  if (args.isSet(fix) && args.value(stdinFilename) !== undefined) throw messages.fixOfStdin();
  if (args.isSet(unsafeFixes) && !args.isSet(fix) && !args.isSet(fixDryRun)) throw messages.unsafeFixesAlone();
}

async function checkOptions(args: Arguments, io: Io): Promise<CheckOptions & ReturnType<typeof runOptions>> {
  const common = runOptions(args, io, { isStreaming: false });
  const stdinFile = args.value(stdinFilename);
  const given = stdinFile === undefined ? {} : { overlay: new Map([[resolvePath(io.cwd, stdinFile), await io.readStdin()]]), patterns: 0 < args.positionals.length ? common.patterns : [stdinFile] };
  return {
    ...common,
    ...given,
    rules: allRules,
    enable: listOf(args, enable),
    disable: listOf(args, disable),
    // The flags take no other values.
    confidence: args.value(confidence) as CheckOptions["confidence"],
    failLevel: args.value(failLevel) as CheckOptions["failLevel"],
    generated: args.isSet(flags.generated) ? true : undefined,
  };
}

async function formatted({ findings, stats, targets }: CheckResult, args: Arguments, io: Io): Promise<Iterable<string>> {
  if (args.value(format) === "json") return findingsJson(findings, stats);
  const paint = await paintFor(io, args);
  const text = findingsText(findings, { paint, targets, widthColumns: Math.min(io.stdout.columns ?? 100, 120) });
  return args.isSet(flags.quiet) ? text : [...text, summaryText(findings, stats)];
}
