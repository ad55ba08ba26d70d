#!/usr/bin/env node
// Committed rather than built, because npm links it before anything is built.
import { existsSync } from "node:fs";

const main = new URL("../dist/main.js", import.meta.url);
if (existsSync(main)) {
  const { runProcess } = await import(main.href);
  await runProcess();
} else {
  process.stderr.write("cachelint is not built yet. Run `npm run build` in its repository; `npm install` does so unless scripts are off (ignore-scripts).\n");
  process.exitCode = 3;
}
