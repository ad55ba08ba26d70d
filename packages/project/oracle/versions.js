// Compares std and cmd of other Go toolchains of the module cache with their own `go list`.
// Run: npm run build && node packages/project/oracle/versions.js 1.19.13 1.27.0
import { goList, open, ours, report } from "./compare.js";

let nDifferences = 0;
for (const version of process.argv.slice(2)) {
  const env = { GOTOOLCHAIN: `go${version}`, GOFLAGS: "", GOENV: "off" };
  const workspace = open("/", env);
  for (const { message } of workspace.problems) console.log(`  ${message}`);
  for (const target of ["linux/amd64", "linux/386", "darwin/arm64", "windows/amd64"]) {
    for (const cgo of [false, true]) {
      const expected = goList("/", ["std", "cmd"], { target, cgo, env });
      nDifferences += report(`go${version} ${target} cgo=${cgo}`, expected, ours("/", ["std", "cmd"], { target, cgo, workspace }).lines);
    }
  }
}
console.log(`${nDifferences} differences`);
process.exitCode = Math.min(nDifferences, 1);
