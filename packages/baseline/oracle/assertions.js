// Contracts as Go, asked of the compiler: what `cachelint assert --go` writes compiles, is formatted, and no longer compiles
// once a contract is broken. Needs Go.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "../../cli/bin/cachelint.js");
const folder = mkdtempSync(join(tmpdir(), "cachelint-assertions-"));
const source = (fields) => `package q\n\n//cachelint:size <=32\n//cachelint:lines 1\ntype A struct {\n${fields}}\n\n//cachelint:size >=8 linux/386:4\ntype P struct{ p *int }\n\n//cachelint:frozen\ntype F struct {\n\tx uint16\n\ty uint32\n}\n\n//cachelint:size 8\ntype N float64\n\n//cachelint:size 16 linux/386:8\ntype S string\n\n//cachelint:frozen\ntype B bool\n\n//cachelint:size <=64\ntype R [4]F\n\n//cachelint:size 4\ntype L = [2]uint16\n`;
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
  for (const [from, to] of [["x uint16", "x uint64"], ["N float64", "N float32"], ["S string", "S bool"], ["R [4]F", "R [9]F"], ["L = [2]uint16", "L = [3]uint16"], ["B bool", "B uint16"]]) {
    writeFileSync(join(folder, "a.go"), source(sound).replace(from, to));
    if (compiles()) failures.push(`${target}: ${to} instead of ${from}, and it compiles`);
  }
}
rmSync(folder, { recursive: true, force: true });
for (const failure of failures) console.log(`WRONG ${failure}`);
console.log(failures.length === 0 ? `assertions hold for ${targets.join(", ")}, and break when contracts do` : `${failures.length} failures`);
process.exitCode = failures.length === 0 ? 0 : 1;
