import { type ShowResult, runShow } from "@cachelint/host";
import { showJson, showJsonLine, showText, unknownText } from "@cachelint/report";
import type { RunCommand } from "../command.js";
import * as flags from "../flags.js";
import { paintFor } from "../paint.js";
import { writeReport } from "../output.js";
import { runOptions, tellProblems, tellTiming } from "../run-options.js";
import { format } from "./show.js";
import type { Io } from "../io.js";
import type { Arguments } from "../command.js";

export const run: RunCommand = async (args, io) => {
  const options = runOptions(args, io, { isStreaming: true });
  const result = await runShow(options);
  const pieces = await formatted(result, args, io);
  await options.clock.timeAsync("output", () => writeReport(io, args.value(flags.output), pieces));
  await tellProblems(args, io, result.problems());
  const unknowns = result.unknowns();
  if (unknowns !== null && 0 < unknowns.nUnknownStructs && !args.isSet(flags.quiet)) await io.stderr.write(`${unknownText(unknowns)}\n`);
  await tellTiming(args, io, options.clock);
  return 0;
};

async function formatted({ structs }: ShowResult, args: Arguments, io: Io): Promise<Iterable<string>> {
  switch (args.value(format)) {
    case "json":
      return showJson(structs);
    case "jsonl":
      return lines(structs);
    default:
      return showText(structs, { paint: await paintFor(io, args), widthColumns: Math.min(io.stdout.columns ?? 100, 120) });
  }
}

function* lines(structs: ShowResult["structs"]): Generator<string> {
  for (const struct of structs) yield `${showJsonLine(struct)}\n`;
}
