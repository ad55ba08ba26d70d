#!/usr/bin/env node
// Writes layouts.golden.jsonl.gz anew: what the compiler makes of ../layouts,
// for nine targets. Needs Go. With --check it writes nothing, and fails if the
// file would change.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";

const fixtures = fileURLToPath(new URL("..", import.meta.url));
const golden = new URL("layouts.golden.jsonl.gz", import.meta.url);
const targets = [
  "linux/amd64", "linux/arm64", "linux/386", "linux/arm", "linux/riscv64", "linux/s390x",
  "darwin/arm64", "windows/amd64", "js/wasm",
];

const rows = execFileSync(
  "go",
  ["run", ".", "-target", targets.join(), "-cgo", "0", "-tests", "-dir", "../layouts", "-base", "../layouts", "./..."],
  { cwd: `${fixtures}compiler-truth`, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] },
);

if (process.argv.includes("--check")) {
  if (!gunzipSync(readFileSync(golden)).equals(rows)) {
    console.error("golden layouts are out of date; run: node test-fixtures/golden/update.js");
    process.exitCode = 1;
  }
} else {
  writeFileSync(golden, gzipSync(rows, { level: 9 }));
}
