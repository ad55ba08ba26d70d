import { spawnSync } from "node:child_process";
import { buildContext, findPackage, loadPackage, matchPatterns, openWorkspace } from "../dist/index.js";
import { nodeFileSystem } from "./node-file-system.js";

export const TARGETS = ["linux/amd64", "linux/arm64", "linux/386", "linux/arm", "linux/riscv64", "linux/s390x", "darwin/arm64", "windows/amd64", "js/wasm"];

const FORMAT = "{{.ImportPath}}\t{{.Dir}}\t{{join .GoFiles \" \"}}\t{{join .CgoFiles \" \"}}\t{{join .TestGoFiles \" \"}}\t{{join .XTestGoFiles \" \"}}";

/** What `go list` says: import path → one line for its folder and files. */
export function goList(cwd, patterns, { target, cgo, env = {}, flags = [] }) {
  const [GOOS, GOARCH] = target.split("/");
  const { stdout: text } = spawnSync("go", ["list", "-e", ...flags, "-f", FORMAT, ...patterns], {
    cwd, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...env, GOOS, GOARCH, CGO_ENABLED: cgo ? "1" : "0" },
  });
  return new Map(text.split("\n").filter((line) => line !== "").map((line) => [line.slice(0, line.indexOf("\t")), line.slice(line.indexOf("\t") + 1)]));
}

/** What this room says, in the same form. */
export function ours(cwd, patterns, { target, cgo, env = {}, workspace = open(cwd, env) }) {
  const [goos, goarch] = target.split("/");
  const context = buildContext(workspace, { goos, goarch, cgo });
  const matched = matchPatterns(workspace, context, patterns, { tests: true });
  const lines = new Map(matched.packages.map((ref) => [ref.importPath, describe(workspace, ref, context)]));
  return { lines, workspace, context, matched };
}

export function open(cwd, env = {}) {
  return openWorkspace(nodeFileSystem, { cwd, env: { ...process.env, ...env } });
}

export function describe(workspace, ref, context) {
  const { files } = loadPackage(workspace, ref, context, { tests: true });
  const names = (wanted) => files.filter(wanted).map(({ name }) => name).join(" ");
  return [ref.directory, names((f) => f.test === "none" && !f.usesCgo), names((f) => f.test === "none" && f.usesCgo), names((f) => f.test === "in-package"), names((f) => f.test === "external")].join("\t");
}

/** Prints what differs and gives the number of differences. */
export function report(title, expected, actual) {
  const keys = new Set([...expected.keys(), ...actual.keys()]);
  const different = [...keys].filter((key) => expected.get(key) !== actual.get(key));
  console.log(`${title}: ${expected.size} packages, ${different.length} differences`);
  for (const key of different.slice(0, 5)) console.log(`  ${key}\n    go:   ${expected.get(key)}\n    ours: ${actual.get(key)}`);
  return different.length;
}

export { buildContext, findPackage, loadPackage };

/** Selected module versions by `go list -m all`, and by this room. */
export function versions(cwd, workspace) {
  const { stdout, stderr } = spawnSync("go", ["list", "-m", "-e", "-f", "{{.Path}}\t{{.Version}}", "all"], { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
  const expected = new Map(stdout.split("\n").filter((line) => line !== "").map((line) => line.split("\t")));
  return { expected, actual: expected.size === 0 ? expected : workspace.inner.modules.selection().versions, stderr };
}
