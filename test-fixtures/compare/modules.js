#!/usr/bin/env node
// Compares the layouts of all packages that each module of ../modules needs
// with the compiler's. Downloads the modules first.
//
//   modules.js [--target OS/ARCH,...] [compare.js's flags] [module ...]

import { existsSync, readdirSync } from "node:fs";
import { parseArgs } from "node:util";

import { flags } from "./compare.js";
import { fixtures, judge, must } from "./run.js";

const { values, positionals } = parseArgs({
  options: { ...flags, target: { type: "string", default: "linux/amd64,linux/arm64" } },
  allowPositionals: true,
});
const modules = readdirSync(`${fixtures}modules`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

let ok = true;
for (const name of positionals.length > 0 ? positionals : modules) {
  const cwd = `${fixtures}modules/${name}`;
  if (!existsSync(`${cwd}/vendor`)) must("go", ["mod", "download"], { cwd });
  const usesCgo = name === "cgo";
  for (const target of usesCgo ? ["linux/amd64"] : values.target.split(",")) {
    const options = usesCgo ? { ...values, "allow-unknown": `${values["allow-unknown"]},cgo` } : values;
    ok = (await judge({ title: name, target, patterns: ["all"], cwd, cgo: usesCgo ? "1" : "0", flags: options })) && ok;
  }
}
process.exitCode = ok ? 0 : 1;
