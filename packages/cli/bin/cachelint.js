#!/usr/bin/env node
// Committed rather than built, because npm links it before anything is built.
import { existsSync } from "node:fs";

// The bundle starts sooner; without it (`tsc -b` alone was run) the modules do the same.
const main = ["../bundle/main.js", "../dist/main.js"].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
if (main !== undefined) {
  const { runProcess } = await import(main.href);
  await runProcess();
} else {
  process.stderr.write("cachelint is not built yet. Run `npm run build` in its repository; `npm install` does so unless scripts are off (ignore-scripts).\n");
  process.exitCode = 3;
}
