// Compares `all` and `./...` in real modules with `go list`: package set, folders and files.
// Run: npm run build && node packages/project/oracle/modules.js FOLDER...
import { goList, open, ours, report, versions } from "./compare.js";

const TARGETS = ["linux/amd64", "darwin/arm64", "windows/amd64"];

let nDifferences = 0;
for (const folder of process.argv.slice(2)) {
  const workspace = open(folder);
  for (const problem of workspace.problems) console.log(`  ${problem.severity}: ${problem.path}:${problem.line}: ${problem.message}`);
  const { expected: expectedVersions, actual: actualVersions } = versions(folder, workspace);
  nDifferences += report(`${folder} go list -m all`, expectedVersions, actualVersions);
  for (const target of TARGETS) {
    for (const cgo of [false, true]) {
      for (const pattern of ["all", "./...", "golang.org/x/net/...", "std"]) {
        const expected = goList(folder, [pattern], { target, cgo });
        const started = performance.now();
        const { lines, matched } = ours(folder, [pattern], { target, cgo, workspace });
        const elapsed = performance.now() - started;
        nDifferences += report(`${folder} ${pattern} ${target} cgo=${cgo} (${elapsed.toFixed(0)} ms)`, expected, lines);
        for (const { message } of matched.problems.slice(0, 3)) console.log(`  ${message}`);
      }
    }
  }
}
console.log(`${nDifferences} differences`);
process.exitCode = Math.min(nDifferences, 1);
