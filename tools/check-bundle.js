// Runs the bundled command as it is installed where there is no Go: all that it reads then lies in its own packages.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "../packages/cli/bin/cachelint.js");
const folder = mkdtempSync(join(tmpdir(), "cachelint-bundle-"));
writeFileSync(join(folder, "go.mod"), "module m\n\ngo 1.21\n");
writeFileSync(join(folder, "a.go"), 'package m\n\nimport "sync"\n\ntype T struct {\n\tpool sync.Pool\n\tisSet bool\n}\n');
// No version that is installed is this one, so that the table is read even where Go is.
const { status, stdout, stderr } = spawnSync(process.execPath, [command, "show", "T", "--go-version", "1.21", "--target", "linux/amd64"], { cwd: folder, encoding: "utf8", env: { HOME: folder, PATH: "" } });
rmSync(folder, { recursive: true });
const isRight = status === 0 && /pool\s+sync\.Pool\s+\/\*\s+0\s+40 \*\//.test(stdout);
if (!isRight) {
  console.log(`exit ${status}\n${stdout}${stderr}`);
  process.exitCode = 1;
}
