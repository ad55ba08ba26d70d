// Shows with Go that each module of test-fixtures/reorders works as it is, and with the other order of fields does not build,
// fails its tests, or prints something else. Needs go; some need a C compiler or the machine's architecture, and are named when left out.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readFixtures, reordered } from "./reorder-fixtures.js";

const scratch = mkdtempSync(join(tmpdir(), "cachelint-reorders-"));
const here = new Set([platform(), { x64: "amd64" }[arch()] ?? arch(), ...(spawnSync("cc", ["--version"]).status === 0 ? ["cc"] : [])]);
let nFailed = 0;
let nShown = 0;
for (const fixture of readFixtures()) {
  const missing = fixture.needs.filter((need) => !here.has(need));
  if (0 < missing.length) {
    console.log(`not run: ${fixture.name} (needs ${missing.join(", ")})`);
    continue;
  }
  const before = run(fixture, fixture.files, "before");
  const after = run(fixture, reordered(fixture), "after");
  const complaint = before.status !== 0 ? `fails as it is:\n${before.output}` : after.status === 0 && after.output === before.output ? "does not mind the other order" : null;
  if (complaint === null) nShown++;
  else {
    nFailed++;
    console.log(`wrong: ${fixture.name} ${complaint}`);
  }
}
rmSync(scratch, { recursive: true, force: true });
console.log(`${nShown} modules break or change with the other order, ${nFailed} do not`);
process.exitCode = nFailed === 0 ? 0 : 1;

function run(fixture, files, kind) {
  const folder = join(scratch, fixture.name, kind);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  let status = 0;
  let output = "";
  for (const command of fixture.proof) {
    const words = command.split(" ");
    const settings = words.filter((word) => /^[A-Z]+=/.test(word)).map((word) => word.split("="));
    const [program, ...args] = words.filter((word) => !/^[A-Z]+=/.test(word));
    // What unkeyed literals say of style is not asked; only whether they compile.
    const flags = args.includes("vet") ? args.flatMap((arg) => (arg === "vet" ? ["vet", "-composites=false", "-unsafeptr=false"] : [arg])) : args;
    const isWorkspace = Object.keys(files).includes("go.work");
    const env = { ...process.env, GOFLAGS: "", GOPROXY: "off", GOTOOLCHAIN: "local", ...(isWorkspace ? {} : { GOWORK: "off" }), ...Object.fromEntries(settings) };
    const done = spawnSync(program, flags, { cwd: folder, env, encoding: "utf8" });
    status ||= done.status ?? 1;
    output += done.stdout + done.stderr;
  }
  // How long a test took is no difference.
  return { status, output: output.replaceAll(join(scratch, fixture.name, kind), "").replaceAll(/\d+\.\d+s|\(cached\)/g, "") };
}
