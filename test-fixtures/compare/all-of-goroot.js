#!/usr/bin/env node
// Compares the layouts of everything in std and cmd with the compiler's, for
// nine targets.
//
//   all-of-goroot.js [--target OS/ARCH,...] [compare.js's flags]

import { parseArgs } from "node:util";

import { flags } from "./compare.js";
import { fixtures, judge } from "./run.js";

const targets =
  "linux/amd64,linux/arm64,linux/386,linux/arm,linux/riscv64,linux/s390x,darwin/arm64,windows/amd64,js/wasm";
const { values } = parseArgs({ options: { ...flags, target: { type: "string", default: targets } } });

let ok = true;
for (const target of values.target.split(",")) {
  const one = { title: "std cmd", target, patterns: ["std", "cmd"], cwd: `${fixtures}compiler-truth`, cgo: "0" };
  ok = (await judge({ ...one, flags: values })) && ok;
}
process.exitCode = ok ? 0 : 1;
