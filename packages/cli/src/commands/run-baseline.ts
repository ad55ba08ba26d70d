import { type BaselineUpdate, type ChangedTerms, checkBaseline, updateBaseline } from "@cachelint/host";
import { driftJson, driftSummary, driftText } from "@cachelint/report";
import type { Arguments, RunCommand } from "../command.js";
import * as flags from "../flags.js";
import type { Io } from "../io.js";
import * as messages from "../messages.js";
import { writeReport } from "../output.js";
import { paintFor } from "../paint.js";
import { runOptions, tellProblems, tellTiming } from "../run-options.js";
import { baseline, format, strict } from "./baseline.js";

export const run: RunCommand = async (args, io) => {
  const [action, ...patterns] = args.positionals;
  if (action !== "update" && action !== "check") throw messages.baselineAction(action, baseline);
  const options = { ...runOptions(args, io, { isStreaming: false }), patterns };
  if (action === "update") {
    if (args.isSet(strict)) throw messages.strictUpdate();
    await update(await updateBaseline(options), args, io);
    await tellTiming(args, io, options.clock);
    return 0;
  }
  const { baselines, isOutside, problems } = await checkBaseline(options);
  await tellProblems(args, io, problems);
  const drift = baselines.flatMap((one) => one.drift);
  const stale = baselines.filter(({ isCurrent }) => !isCurrent).map(({ file }) => file);
  const accept = stale.length === 0 ? null : acceptCommand(args, patterns);
  const fails = drift.some(({ verdict }) => verdict === "fail") || (args.isSet(strict) && 0 < stale.length);
  if (args.value(format) === "json") await writeReport(io, args.value(flags.output), driftJson(drift, { accept, baselines }));
  else {
    const text = [...driftText(drift, { paint: await paintFor(io, args), widthColumns: Math.min(io.stdout.columns ?? 100, 120) })];
    const terms = baselines.flatMap((one) => one.terms);
    const summary = isOutside ? "Nothing of this is recorded.\n" : driftSummary(drift);
    const closing = [summary, ...terms.map(termsText), ...(accept === null ? [] : [staleText(stale, drift.length + terms.length === 0, accept)])];
    await writeReport(io, args.value(flags.output), args.isSet(flags.quiet) && accept === null ? text : [...text, ...closing]);
  }
  await tellTiming(args, io, options.clock);
  return fails ? 1 : 0;
};

async function update({ baselines, problems }: BaselineUpdate, args: Arguments, io: Io): Promise<void> {
  await tellProblems(args, io, problems);
  for (const { path, file, text, isChanged } of baselines) if (isChanged) await writeReport(io, path, [text], { what: "baseline", shown: file });
  if (args.isSet(flags.quiet)) return;
  const lines = baselines.flatMap(({ file, isChanged, nTypes, nPackages, drift, dropped }) => {
    const accepted = driftSummary(drift).replace("failed", "had failed").replace("changed without failing", "changed");
    const recorded = `${file}: ${nTypes} struct${nTypes === 1 ? "" : "s"} of ${nPackages} package${nPackages === 1 ? "" : "s"} recorded${isChanged ? "" : ", as before"}.${drift.length === 0 ? "\n" : ` ${accepted}`}`;
    return [recorded, ...(dropped.length === 0 ? [] : [droppedText(dropped)])];
  });
  await writeReport(io, args.value(flags.output), lines);
}

function termsText({ title, how }: ChangedTerms): string {
  switch (how) {
    case "thawed":
      return `${title} is no longer frozen.\n`;
    case "frozen":
      return `${title} is frozen now.\n`;
    case "unchosen":
      return `${title} is no longer tracked: no //cachelint:track stands on it, and the selection (\`select\`, \`minSizeBytes\` and \`heat\` of the baseline) does not have it. It stays recorded until the next update.\n`;
  }
}

function droppedText(types: readonly string[]): string {
  const [is, it] = types.length === 1 ? ["is", "it"] : ["are", "them"];
  return `${types.join(", ")} ${is} not recorded any more: the selection (\`select\`, \`minSizeBytes\` and \`heat\` of the baseline) does not have ${it} now. //cachelint:track above a type keeps it whatever becomes of it.\n`;
}

function staleText(stale: readonly string[], isForm: boolean, accept: string): string {
  const what = isForm ? `${stale.join(", ")} ${stale.length === 1 ? "is" : "are"} not as this cachelint and these sources would write ${stale.length === 1 ? "it" : "them"}, though no recorded layout differs.` : `${stale.join(", ")} ${stale.length === 1 ? "is" : "are"} out of date.`;
  return `${what} If the change is meant, record it: ${accept}\n`;
}

/** What makes a check of the same words find nothing. */
function acceptCommand(args: Arguments, patterns: readonly string[]): string {
  const settings = [flags.tags, flags.goVersion, flags.config].flatMap((flag) => args.values(flag).flatMap((value) => [`--${flag.name}`, quoted(value)]));
  return ["cachelint baseline update", ...settings, ...patterns.map(quoted)].join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
