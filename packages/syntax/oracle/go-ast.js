// Compares our reading of Go files with that of Go's own parser, spans included, and shows the first difference of each
// declaration. Needs Go. `node packages/syntax/oracle/go-ast.js [folder]`; the folder is GOROOT/src unless given.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { goFiles, goRoot, loadParser } from "./common.js";
import { printDeclaration } from "./print.js";
import { readBody, readDeclarations, scanFile } from "../dist/index.js";

const folder = process.argv[2] ?? goRoot();
const paths = goFiles(folder);
const parser = await loadParser();
const totals = { files: 0, declarations: 0, differences: 0, inTestdata: 0 };
const answers = runGo(paths, []);
for (const path of paths) if (answers.has(path)) compareFile(path, answers.get(path));
console.log(totals);
process.exitCode = totals.differences === 0 ? 0 : 1;

function compareFile(path, expected) {
  totals.files++;
  const text = readFileSync(path, "utf8");
  const outline = scanFile(text);
  const ours = readDeclarations(parser, text, outline, [...outline.declarations.keys()]).declarations.map((decls) => {
    const [first] = decls;
    const body = first?.kind === "func-decl" && first.bodySpan !== null ? readBody(parser, text, first).block : null;
    return printDeclaration(decls, body);
  });
  totals.declarations += ours.length;
  if (ours.length !== expected.length) return differ(path, `${ours.length} declarations, not ${expected.length}`);
  const wrong = [...ours.keys()].filter((at) => createHash("md5").update(ours[at]).digest("hex") !== expected[at]);
  if (wrong.length === 0) return;
  const theirs = runGo([path], ["-full"]).get(path);
  for (const at of wrong) differ(path, firstDifference(ours[at], theirs[at], text));
}

function firstDifference(ours, theirs, text) {
  let at = 0;
  while (ours[at] === theirs[at]) at++;
  const offset = Number(/@(\d+)[^@]*$/.exec(ours.slice(0, at + 20))?.[1] ?? 0);
  return `near ${JSON.stringify(text.slice(offset, offset + 60))}\n  ours   …${ours.slice(Math.max(0, at - 60), at + 90)}\n  theirs …${theirs.slice(Math.max(0, at - 60), at + 90)}`;
}

function differ(path, what) {
  // Much of what lies there is wrong on purpose, and each parser mends it in its own way.
  if (path.includes("/testdata/")) return void totals.inTestdata++;
  totals.differences++;
  if (totals.differences < 200) console.log(path, what);
}

function runGo(files, flags) {
  const output = execFileSync("go", ["run", ".", ...flags], {
    cwd: fileURLToPath(new URL("./go-ast/", import.meta.url)),
    env: { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" },
    input: files.join("\n"),
    maxBuffer: 1 << 30,
  }).toString();
  const byFile = new Map();
  for (const line of output.split("\n")) {
    const [path, index, value] = line.split("\t");
    if (index === undefined) continue;
    if (!byFile.has(path)) byFile.set(path, []);
    if (index !== "end") byFile.get(path).push(value);
  }
  return byFile;
}
