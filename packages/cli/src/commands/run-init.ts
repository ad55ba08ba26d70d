import { chmodSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { runInit } from "@cachelint/host";
import type { RunCommand } from "../command.js";
import * as flags from "../flags.js";
import * as messages from "../messages.js";
import { writeReport } from "../output.js";
import { runOptions, tellProblems } from "../run-options.js";
import { init } from "./init.js";

export const run: RunCommand = async (args, io) => {
  if (0 < args.positionals.length) throw messages.tooMany(init, args.positionals);
  const { files, problems } = await runInit(runOptions(args, io, { isStreaming: false }));
  await tellProblems(args, io, problems);
  for (const { path, file, text, isExecutable } of files) {
    if (text === null) continue;
    mkdirSync(dirname(path), { recursive: true });
    await writeReport(io, path, [text], { what: "file", shown: file });
    if (isExecutable) chmodSync(path, 0o755);
  }
  if (!args.isSet(flags.quiet)) await writeReport(io, undefined, [...files.map(({ file, text, note }) => (text === null ? `${file}: ${note}\n` : `${file}: written (${note})\n`)), "Then: cachelint check\n"]);
  return 0;
};
