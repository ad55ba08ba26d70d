// Contracts as Go, asked of the compiler: what `cachelint assert --go` writes compiles, is formatted, and no longer compiles
// once a contract is broken. Needs Go.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "../../cli/bin/cachelint.js");
const folder = mkdtempSync(join(tmpdir(), "cachelint-assertions-"));
const source = (fields) => `package q\n\n//cachelint:size <=32\n//cachelint:lines 1\ntype A struct {\n${fields}}\n\n//cachelint:size >=8 linux/386:4\ntype P struct{ p *int }\n\n//cachelint:frozen\ntype F struct {\n\tx uint16\n\ty uint32\n}\n`;
const sound = "\ta int64\n\tb string //cachelint:offset 8\n";
const run = (program, words, env = {}) => spawnSync(program, words, { cwd: folder, encoding: "utf8", env: { ...process.env, GOFLAGS: "", GOWORK: "off", ...env } });

writeFileSync(join(folder, "go.mod"), "module example.com/q\n\ngo 1.20\n");
writeFileSync(join(folder, "a.go"), source(sound));
const failures = [];
const targets = ["linux/amd64", "linux/arm64", "linux/386"];
const written = run(process.execPath, [command, "assert", "--go", "--target", targets.join()]);
if (written.status !== 0) failures.push(written.stderr);
if (run("gofmt", ["-l", "."]).stdout !== "") failures.push(`not formatted: ${run("gofmt", ["-d", "."]).stdout}`);
const broken = [["larger", "\ta int64\n\tb string //cachelint:offset 8\n\tc [3]int64\n"], ["moved", "\ta, z int64\n\tb string //cachelint:offset 8\n"]];
for (const target of targets) {
  const [GOOS, GOARCH] = target.split("/");
  const compiles = () => run("go", ["vet", "-unsafeptr=false", "./..."], { GOOS, GOARCH, CGO_ENABLED: "0" }).status === 0;
  writeFileSync(join(folder, "a.go"), source(sound));
  if (!compiles()) failures.push(`${target}: sound contracts do not compile`);
  for (const [what, fields] of broken) {
    writeFileSync(join(folder, "a.go"), source(fields));
    if (compiles()) failures.push(`${target}: ${what}, and it compiles`);
  }
  writeFileSync(join(folder, "a.go"), source(sound).replace("x uint16", "x uint64"));
  if (compiles()) failures.push(`${target}: a frozen type changed, and it compiles`);
}
rmSync(folder, { recursive: true, force: true });
for (const failure of failures) console.log(`WRONG ${failure}`);
console.log(failures.length === 0 ? `assertions hold for ${targets.join(", ")}, and break when contracts do` : `${failures.length} failures`);
process.exitCode = failures.length === 0 ? 0 : 1;
