// Asks gofmt whether files are still formatted once the fields of all their structs stand in a random order:
//
//   node bench/fixes/gofmt.js              generated files, and the standard library
//   node bench/fixes/gofmt.js --sample     the same for a part of both, which is what `npm test` does
//   node bench/fixes/gofmt.js FOLDER...    generated files, and all Go files below the folders that gofmt accepts as they are
//
// Generated files are tried formatted and with their blanks in disorder: what an edit writes has to be what gofmt would write.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { editStruct, isRefusal } from "@cachelint/edit";
import { randomFile, shuffled, tokensAndComments } from "../../packages/edit/test/random-struct.js";
import { goFilesBelow, structsIn } from "./structs.js";

const scratch = mkdtempSync(join(tmpdir(), "cachelint-gofmt-"));
const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
const [first] = process.argv.slice(2);
const isSample = first === "--sample";
const folders = isSample ? ["encoding", "net", "runtime"].map((name) => join(goroot, "src", name)) : first === undefined ? [join(goroot, "src")] : process.argv.slice(2);
const nGenerated = isSample ? 300 : 1500;
let seed = 1;
const next = () => (seed = (seed * 48271) % 2147483647);

try {
  generated({ isMangled: true });
  generated({ isMangled: false });
  written();
} finally {
  rmSync(scratch, { recursive: true });
}

function generated({ isMangled }) {
  const raw = join(scratch, `raw-${isMangled}`);
  mkdirSync(raw);
  for (let i = 0; i < nGenerated; i++) writeFileSync(join(raw, `${i}.go`), randomFile(next, { isMangled }));
  if (!isMangled) execFileSync("gofmt", ["-w", raw]);
  report(isMangled ? "generated, unformatted" : "generated, formatted", Array.from({ length: nGenerated }, (_, i) => join(raw, `${i}.go`)));
}

function written() {
  const unformatted = new Set(gofmtList(folders));
  report(folders.join(" "), folders.flatMap(goFilesBelow).filter((path) => !unformatted.has(path) && readFileSync(path, "utf8").includes("struct")));
}

function report(title, paths) {
  const out = mkdtempSync(join(scratch, "out-"));
  const names = new Map();
  const refused = new Map();
  let nStructs = 0;
  let nEdited = 0;
  const lost = [];
  paths.forEach((path, i) => {
    const text = readFileSync(path, "utf8");
    const structs = structsIn(text);
    nStructs += structs.length;
    const edits = structs.flatMap((struct) => {
      const result = editStruct(text, struct, shuffled(struct.fields.length, next));
      if (isRefusal(result)) refused.set(result.refused, (refused.get(result.refused) ?? 0) + 1);
      return isRefusal(result) ? [] : result;
    }).sort((a, b) => b.start - a.start);
    let last = Infinity;
    let after = text;
    for (const { start, end, text: own } of edits) {
      if (last < end) continue;
      after = after.slice(0, start) + own + after.slice(end);
      last = start;
      nEdited++;
    }
    if (edits.length === 0) return;
    const [was, is] = [tokensAndComments(text), tokensAndComments(after)].map((one) => JSON.stringify(one));
    if (was !== is) lost.push(path);
    names.set(join(out, `${i}.go`), path);
    writeFileSync(join(out, `${i}.go`), after);
  });
  const wrong = names.size === 0 ? [] : gofmtList([out]);
  console.log(`${title}: ${names.size} files, ${nStructs} structs, ${nEdited} edited; refused: ${[...refused].map(([reason, n]) => `${reason} ${n}`).join(", ") || "none"}`);
  console.log(`  gofmt would change ${wrong.length}; tokens or comments differ in ${lost.length}`);
  for (const path of wrong.slice(0, 5)) {
    console.log(names.get(path));
    console.log(spawnSync("gofmt", ["-d", path], { encoding: "utf8" }).stdout.split("\n").slice(0, 40).join("\n"));
  }
  for (const path of lost.slice(0, 5)) console.log(`lost in ${path}`);
  if (0 < wrong.length + lost.length) process.exitCode = 1;
}

function gofmtList(paths) {
  // Test data that is no Go makes gofmt fail, and its list is right all the same.
  try {
    return execFileSync("gofmt", ["-l", ...paths], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split("\n").filter((line) => line !== "");
  } catch (error) {
    return error.stdout.split("\n").filter((line) => line !== "");
  }
}
