// Compares the tags of experiments and architecture levels with those of Go toolchains, as far as they are in the module cache.
// Run: npm run build && node packages/project/oracle/tags.js 1.21.13 1.26.8
import { spawnSync } from "node:child_process";
import { trueTags } from "../dist/build-tags.js";

let nDifferences = 0;
for (const version of process.argv.slice(2)) {
  const env = { ...process.env, GOTOOLCHAIN: `go${version}`, GOFLAGS: "", GOENV: "off" };
  const go = (args, more = {}) => spawnSync("go", args, { cwd: "/", encoding: "utf8", env: { ...env, ...more } }).stdout.trim();
  for (const target of go(["tool", "dist", "list"]).split("\n")) {
    const [GOOS, GOARCH] = target.split("/");
    const listed = go(["list", "-f", '{{join context.ToolTags " "}} {{join context.ReleaseTags " "}}', "unsafe"], { GOOS, GOARCH, CGO_ENABLED: "0" });
    const expected = listed.split(" ").filter((tag) => tag !== "").sort().join(" ");
    const context = { goos: GOOS, goarch: GOARCH, cgo: false, tags: [], goMinor: Number(version.split(".")[1]) };
    const isPlain = (tag) => /^(goexperiment\.|go1\.)/.test(tag) || tag?.startsWith(`${GOARCH}.`);
    const actual = [...trueTags(context, () => "")].filter(isPlain).sort().join(" ");
    if (expected === actual) continue;
    nDifferences++;
    console.log(`go${version} ${target}\n  go:   ${expected}\n  ours: ${actual}`);
  }
}
console.log(`${nDifferences} differences`);
process.exitCode = Math.min(nDifferences, 1);
