// Compares the packages and files of std and cmd with `go list`, for nine targets with and without cgo.
// Run: npm run build && node packages/project/oracle/std.js
import { goList, open, ours, report, TARGETS } from "./compare.js";

const workspace = open("/");
let nDifferences = 0;
for (const target of TARGETS) {
  for (const cgo of [false, true]) {
    const expected = goList("/", ["std", "cmd"], { target, cgo });
    const { lines } = ours("/", ["std", "cmd"], { target, cgo, workspace });
    nDifferences += report(`${target} cgo=${cgo}`, expected, lines);
  }
}
console.log(`${nDifferences} differences`);
process.exitCode = Math.min(nDifferences, 1);
