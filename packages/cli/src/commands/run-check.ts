import { appendFile } from "node:fs/promises";
import { type CheckOptions, type CheckResult, readRulePage, resolvePath, runCheck, runFix, runFixDry } from "@cachelint/host";
import { findingsCheckstyle, findingsGithub, findingsGitlab, findingsJson, findingsJunit, findingsRdjson, findingsRdjsonl, findingsSarif, findingsText, fixesText, githubStepSummary, summaryText } from "@cachelint/report";
import { allRules } from "@cachelint/rules";
import type { Arguments, ExitCode, RunCommand } from "../command.js";
import * as flags from "../flags.js";
import type { Io } from "../io.js";
import * as messages from "../messages.js";
import { writeReport } from "../output.js";
import { paintFor } from "../paint.js";
import { listOf, runOptions, tellProblems, tellTiming } from "../run-options.js";
import { ownVersion } from "../version.js";
import { confidence, disable, enable, failLevel, fix, fixDryRun, format, newFromMergeBase, newFromRev, stdinFilename, unsafeFixes } from "./check.js";

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
    newFrom: newFromOf(args),
    failLevel: args.value(failLevel) as CheckOptions["failLevel"],
    generated: args.isSet(flags.generated) ? true : undefined,
    withFixes: args.isSet(fix) || args.isSet(fixDryRun) || (formatsWithFixes.has(args.value(format) ?? "") && "of-modules"),
  };
}

/** What other programs may apply. For people, looking for fixes takes too long to be done unasked. */
const formatsWithFixes: ReadonlySet<string> = new Set(["json", "sarif", "rdjson", "rdjsonl"]);

function newFromOf(args: Arguments): CheckOptions["newFrom"] {
  const [revision, base] = [args.value(newFromRev), args.value(newFromMergeBase)];
  if (revision !== undefined && base !== undefined) throw messages.twoRevisions();
  if (base !== undefined) return { kind: "merge-base", revision: base };
  return revision === undefined ? undefined : { kind: "revision", revision };
}

/** The page of a step of GitHub Actions, where there is one; other steps write to the same file. */
async function writeStepSummary({ env }: Io, text: string): Promise<void> {
  const file = env["GITHUB_STEP_SUMMARY"] ?? "";
  if (file === "") return;
  try {
    await appendFile(file, text);
  } catch (error) {
    throw messages.cannotWrite({ what: "report", shown: "GITHUB_STEP_SUMMARY" }, String((error as { readonly code?: unknown }).code));
  }
}

async function formatted({ findings, stats, targets, failLevel }: CheckResult, args: Arguments, io: Io): Promise<Iterable<string>> {
  switch (args.value(format)) {
    case "json":
      return findingsJson(findings, stats);
    case "sarif": {
      const pages = new Map(await Promise.all(allRules.map(async ({ id }) => [id, await readRulePage(id, allRules)] as const)));
      return [findingsSarif(findings, { rules: allRules, pages, targets, version: ownVersion() })];
    }
    case "github":
      await writeStepSummary(io, githubStepSummary(findings, stats, targets));
      return findingsGithub(findings, stats, targets);
    case "gitlab":
      return [findingsGitlab(findings, targets)];
    case "checkstyle":
      return [findingsCheckstyle(findings, targets)];
    case "rdjson":
      return [findingsRdjson(findings, targets)];
    case "rdjsonl":
      return findingsRdjsonl(findings, targets);
    case "junit":
      return [findingsJunit(findings, { targets, failLevel })];
  }
  const paint = await paintFor(io, args);
  const text = findingsText(findings, { paint, targets, widthColumns: Math.min(io.stdout.columns ?? 100, 120) });
  return args.isSet(flags.quiet) ? text : [...text, summaryText(findings, stats)];
}
