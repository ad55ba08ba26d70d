import { readRulePage } from "@cachelint/host";
import { allRules } from "@cachelint/rules";
import type { RunCommand } from "../command.js";
import * as messages from "../messages.js";
import { writeReport } from "../output.js";
import { explain } from "./explain.js";

export const run: RunCommand = async ({ positionals }, io) => {
  const [id, ...others] = positionals;
  if (id === undefined) throw messages.missingRule();
  if (0 < others.length) throw messages.tooMany(explain, others);
  await writeReport(io, undefined, [await readRulePage(id, allRules)]);
  return 0;
};
