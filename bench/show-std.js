// How long `cachelint show std` takes from a cold process, against the time that web-tree-sitter alone needs to parse the
// same files whole, and against fieldalignment with a warm build cache where it is installed.
//
//   node bench/show-std.js [--runs N]          needs GOROOT and a built workspace
//
// fieldalignment: go install golang.org/x/tools/go/analysis/passes/fieldalignment/cmd/fieldalignment@latest
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measure, table } from "./measure.js";

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const env = { CGO_ENABLED: "0", GOOS: "linux", GOARCH: "amd64" };
const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
const cwd = join(goroot, "src");

const folder = mkdtempSync(join(tmpdir(), "cachelint-bench-"));
const list = join(folder, "files.txt");
writeFileSync(list, execFileSync("go", ["list", "-f", "{{$d := .Dir}}{{range .GoFiles}}{{$d}}/{{.}}\n{{end}}", "std"], { cwd, env: { ...process.env, ...env }, encoding: "utf8" }).replaceAll(/\n+/g, "\n"));

const cachelint = join(root, "packages/cli/bin/cachelint.js");
const show = (target) => ({ argv: [process.execPath, cachelint, "show", "std", "--format", "jsonl", "--target", target], cwd, env });
const names = ["cachelint show std, linux/amd64", "cachelint show std, linux/amd64 and arm64", "web-tree-sitter parses the same files"];
const commands = [show("linux/amd64"), show("linux/amd64,linux/arm64"), { argv: [process.execPath, join(root, "bench/whole-parse.js"), list], cwd: root, env }];

const fieldalignment = join(execFileSync("go", ["env", "GOPATH"], { encoding: "utf8" }).trim(), "bin/fieldalignment");
if (existsSync(fieldalignment) || spawnSync("fieldalignment", ["-h"]).status === 0) {
  names.push("fieldalignment std, warm");
  commands.push({ argv: [existsSync(fieldalignment) ? fieldalignment : "fieldalignment", "std"], cwd, env, okStatus: [0, 1, 3] });
}
console.log(table(names, measure(commands, { nRuns: Number(values.runs) })));
rmSync(folder, { recursive: true, force: true });
