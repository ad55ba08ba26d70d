import { rmSync } from "node:fs";
import { runAssert } from "@cachelint/host";
import type { RunCommand } from "../command.js";
import * as flags from "../flags.js";
import * as messages from "../messages.js";
import { writeReport } from "../output.js";
import { runOptions, tellProblems, tellTiming } from "../run-options.js";
import { go, stdout } from "./assert.js";

export const run: RunCommand = async (args, io) => {
  if (!args.isSet(go)) throw messages.assertLanguage();
  const options = runOptions(args, io, { isStreaming: false });
  const { files, stale, problems } = await runAssert(options);
  await tellProblems(args, io, problems);
  if (args.isSet(stdout)) {
    await writeReport(io, undefined, files.map(({ file, text }, i) => `${i === 0 ? "" : "\n"}// ${file}\n${text}`));
    return 0;
  }
  for (const { path, file, text, isChanged } of files) if (isChanged) await writeReport(io, path, [text], { what: "file", shown: file });
  for (const { path } of stale) rmSync(path);
  if (!args.isSet(flags.quiet)) {
    const lines = [...files.map(({ file, isChanged }) => `${file}: ${isChanged ? "written" : "as before"}.\n`), ...stale.map(({ file }) => `${file}: removed, its contracts are gone.\n`)];
    await writeReport(io, undefined, lines.length === 0 ? ["No type here has a contract: //cachelint:size, lines, offset or frozen.\n"] : lines);
  }
  await tellTiming(args, io, options.clock);
  return 0;
};
