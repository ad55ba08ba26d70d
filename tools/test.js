// Runs everything that `npm test` stands for: the build, the linter, the tests, and those checks whose program is there. What is built
// comes first; then two steps run side by side, where there are two cores. What a step says is printed as a whole, once it has ended.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

const scratch = mkdtempSync(join(tmpdir(), "cachelint-test-"));
const jestReport = join(scratch, "jest.json");
const jest = ["--experimental-vm-modules", "--no-warnings", "node_modules/jest/bin/jest.js", "--ci", "--json", `--outputFile=${jestReport}`];

const first = [
  { title: "build", command: ["node_modules/.bin/tsc", "-b"] },
  { title: "bundle", command: [process.execPath, "tools/bundle.js"] },
];

// The longest first, or one core would wait for it at the end.
const steps = [
  { title: "tests", command: [process.execPath, ...jest] },
  { title: "hooks installed by pre-commit", needs: "pre-commit", command: [process.execPath, "packages/cli/oracle/pre-commit.js"] },
  { title: "bundle without Go", command: [process.execPath, "tools/check-bundle.js"] },
  { title: "the eslint command against cachelint's", command: [process.execPath, "tools/check-eslint.js"] },
  { title: "types of the generated programs", command: ["node_modules/.bin/tsc", "--noEmit", "-p", "tests/variants"] },
  { title: "types of the VS Code extension", command: ["node_modules/.bin/tsc", "-p", "packages/vscode", "--noEmit", "--composite", "false"] },
  { title: "VS Code extension", command: [process.execPath, "tools/check-vscode.js"] },
  { title: "picture of the VS Code extension", needs: "chromium", command: [process.execPath, "tools/check-webview.js"] },
  { title: "lint", command: ["node_modules/.bin/eslint", "."] },
  { title: "memory of the language server", command: [process.execPath, "--expose-gc", "tools/check-editor-memory.js", "1000"] },
  { title: "allow directives against gofmt", needs: "go", command: [process.execPath, "tools/check-allow.js"] },
  { title: "language server driven by Neovim", needs: "nvim", command: [process.execPath, "tools/check-neovim.js"] },
  { title: "golden layouts against the compiler", needs: "go", command: [process.execPath, "test-fixtures/golden/update.js", "--check"] },
  { title: "std against the compiler, linux/amd64 and linux/386", needs: "go", command: [process.execPath, "test-fixtures/compare/all-of-goroot.js", "--target", "linux/amd64,linux/386"] },
  { title: "the eslint command on a module of the module cache", needs: "go", command: [process.execPath, "tools/check-eslint.js", "--module-cache"] },
  { title: "rdjson and rdjsonl, read by reviewdog's types", needs: "go", command: [process.execPath, "tools/check-reviewdog.js"] },
  { title: "findings in std against their table", needs: "go", command: [process.execPath, "tools/check-std-findings.js"] },
  { title: "programs that mind the order of fields", needs: "go", command: [process.execPath, "tools/check-reorders.js"] },
  { title: "edits of generated structs and of std against gofmt", needs: "go", command: [process.execPath, "bench/fixes/gofmt.js", "--sample"] },
  { title: "all safe fixes in a module of the module cache", needs: "go", command: [process.execPath, "bench/fix-corpus.js", "--only", "client_golang", "--no-tests"] },
  { title: "places of shared words, and the allocator's header", needs: "go", command: [process.execPath, "bench/sharing/run.js", "--check"] },
  { title: "verdicts of the gate against the compiler's layouts", needs: "go", command: [process.execPath, "packages/baseline/oracle/mutations.js", "3", "60"] },
  { title: "lost separations and alignments against the compiler's offsets", needs: "go", command: [process.execPath, "packages/baseline/oracle/separations.js"] },
  { title: "contracts as Go, compiled", needs: "go", command: [process.execPath, "packages/baseline/oracle/assertions.js"] },
  { title: "baselines merged by git", needs: "git", command: [process.execPath, "packages/baseline/oracle/merges.js", "60"] },
  { title: "conflicts that git leaves in baselines", needs: "git", command: [process.execPath, "packages/baseline/oracle/conflicts.js", "80"] },
  { title: "revisions and merges in repositories", needs: "git", command: [process.execPath, "packages/cli/oracle/revisions.js"] },
  { title: "the steps of the GitHub Action", needs: "git", command: [process.execPath, "packages/cli/oracle/action.js"] },
];

const failed = [];
const left = [];
let nPassed = 0;
for (const step of first) await run(step);
const waiting = steps.values();
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, runThrough));

const counts = testCounts();
rmSync(scratch, { recursive: true, force: true });
for (const title of left) console.log(`not run: ${title}`);
for (const title of failed) console.log(`failed: ${title}`);
console.log(`${nPassed + counts.passed} passed, ${failed.length + counts.failed} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function runThrough() {
  for (const step of waiting) {
    if (step.needs === undefined || isThere(step.needs)) await run(step);
    else left.push(`${step.title} (${step.needs} is not installed)`);
  }
}

async function run({ title, command: [program, ...args] }) {
  const started = performance.now();
  const { isPassed, said } = await output(program, args);
  console.log(`\n== ${title}\n${said}-- ${title}: ${isPassed ? "passed" : "FAILED"} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (isPassed) nPassed++;
  else failed.push(title);
}

/** What a program says on both of its streams, in the order in which it says it. */
function output(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_NO_WARNINGS: "1" } });
    const parts = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => parts.push(part));
    child.on("error", (error) => resolve({ isPassed: false, said: `${error.message}\n` }));
    child.on("close", (code) => resolve({ isPassed: code === 0, said: Buffer.concat(parts).toString() }));
  });
}

function isThere(program) {
  return ["version", "--version"].some((word) => spawnSync(program, [word], { stdio: "ignore" }).status === 0);
}

function testCounts() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(jestReport, "utf8"));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
