import { runDiff } from "@cachelint/host";
import { driftJson, driftSummary, driftText } from "@cachelint/report";
import type { RunCommand } from "../command.js";
import * as flags from "../flags.js";
import * as messages from "../messages.js";
import { writeReport } from "../output.js";
import { paintFor } from "../paint.js";
import { runOptions, tellProblems, tellTiming } from "../run-options.js";
import { format } from "./baseline.js";
import { diff, strict } from "./diff.js";

export const run: RunCommand = async (args, io) => {
  const [range, ...patterns] = args.positionals;
  if (range === undefined) throw messages.missingRevision(diff);
  const options = { ...runOptions(args, io, { isStreaming: false }), range, patterns: patterns.length === 0 ? ["./..."] : patterns };
  const { drift, before, after, problems } = await runDiff(options);
  await tellProblems(args, io, problems);
  if (args.value(format) === "json") await writeReport(io, args.value(flags.output), driftJson(drift, { accept: null, baselines: [] }));
  else {
    const text = driftText(drift, { paint: await paintFor(io, args), widthColumns: Math.min(io.stdout.columns ?? 100, 120) });
    await writeReport(io, args.value(flags.output), args.isSet(flags.quiet) ? text : [...text, `${before} to ${after}: ${driftSummary(drift)}`]);
  }
  await tellTiming(args, io, options.clock);
  return drift.some(({ verdict }) => verdict === "fail") || (args.isSet(strict) && 0 < drift.length) ? 1 : 0;
};
