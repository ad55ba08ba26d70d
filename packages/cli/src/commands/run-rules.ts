import { rulesJson, rulesText } from "@cachelint/report";
import { allRules } from "@cachelint/rules";
import type { RunCommand } from "../command.js";
import * as flags from "../flags.js";
import * as messages from "../messages.js";
import { writeReport } from "../output.js";
import { paintFor } from "../paint.js";
import { format, rules } from "./rules.js";

export const run: RunCommand = async (args, io) => {
  if (0 < args.positionals.length) throw messages.tooMany(rules, args.positionals);
  const text = args.value(format) === "json" ? rulesJson(allRules) : rulesText(allRules, await paintFor(io, args));
  await writeReport(io, args.value(flags.output), [text]);
  return 0;
};
