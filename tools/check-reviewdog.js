// What `check --format rdjson` and `rdjsonl` print, read by reviewdog's own types, says what `--format json` says. Its module has to
// be in the module cache: (cd test-fixtures/reviewdog && go mod download) gets it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const demo = join(root, "test-fixtures/demo");
const scratch = mkdtempSync(join(tmpdir(), "cachelint-reviewdog-"));
const reader = join(scratch, "reader");
try {
  const built = spawnSync("go", ["build", "-o", reader, "."], { cwd: join(root, "test-fixtures/reviewdog"), encoding: "utf8", env: { ...process.env, GOPROXY: "off", GOFLAGS: "" } });
  if (built.status === 0) process.exitCode = compare() ? 0 : 1;
  else if (/module lookup disabled|cannot find module/.test(built.stderr)) console.log("github.com/reviewdog/reviewdog is not in the module cache");
  else {
    console.log(built.stderr);
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function compare() {
  const findings = JSON.parse(check("json")).findings;
  const expected = findings.map(({ file, line, column, ruleId }) => {
    const text = readFileSync(join(root, file), "utf8").split("\n")[line - 1];
    return `${file}:${line}:${Buffer.byteLength(text.slice(0, column - 1)) + 1} ${ruleId}\n`;
  }).join("");
  return ["rdjson", "rdjsonl"].map((format) => {
    const { stdout, stderr } = spawnSync(reader, [format], { input: check(format), encoding: "utf8" });
    const isSame = stdout === expected && stderr === "" && 5 <= findings.length;
    console.log(isSame ? `${format}: ${findings.length} findings` : `not so: ${format}\n${stderr}${stdout}`);
    return isSame;
  }).every(Boolean);
}

function check(format) {
  return spawnSync(process.execPath, [join(root, "packages/cli/bin/cachelint.js"), "check", "--format", format, "--quiet"], { cwd: demo, encoding: "utf8" }).stdout;
}
