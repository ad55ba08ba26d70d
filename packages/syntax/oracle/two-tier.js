// Reads every Go file below a folder twice, by the scanner and joined pieces and by parsing it whole, and shows where the
// two differ. `node packages/syntax/oracle/two-tier.js [folder]`; the folder is GOROOT/src unless given.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { goFiles, goRoot, loadParser } from "./common.js";
import { readBody, readDeclarations, scanFile } from "../dist/index.js";
import { readWhole } from "../dist/read-whole.js";

const folder = process.argv[2] ?? goRoot();
const parser = await loadParser();

const totals = { files: 0, declarations: 0, bodies: 0, withProblems: 0, differences: 0 };
for (const path of goFiles(folder)) compareFile(path);
console.log(totals);
process.exitCode = totals.differences === 0 ? 0 : 1;

function compareFile(path) {
  const text = readFileSync(path, "utf8");
  totals.files++;
  const outline = scanFile(text);
  const { declarations, problems } = readDeclarations(parser, text, outline, [...outline.declarations.keys()]);
  const bodies = declarations.map(([decl]) => (decl?.kind === "func-decl" && decl.bodySpan !== null ? readBody(parser, text, decl) : null));
  const whole = readWhole(parser, text);
  const hasProblems = 0 < problems.length + outline.problems.length + whole.problems.length || bodies.some((body) => 0 < (body?.problems.length ?? 0));
  if (hasProblems) {
    totals.withProblems++;
    if (!path.includes("/testdata/")) console.log(path, "has problems", outline.problems[0] ?? problems[0] ?? whole.problems[0] ?? "in a body");
    return;
  }
  totals.declarations += declarations.length;
  totals.bodies += bodies.filter((body) => body !== null).length;
  if (declarations.length !== whole.declarations.length) return differ(path, `${declarations.length} declarations, not ${whole.declarations.length}`);
  for (const [at, { decls, body }] of whole.declarations.entries()) {
    // Some bodies are read along with their declarations; they are compared apart like all others.
    const read = declarations[at].map((decl) => (decl.kind === "func-decl" ? { ...decl, body: null } : decl));
    if (!isDeepStrictEqual(read, decls)) differ(path, `declaration ${at}`);
    if (!isDeepStrictEqual(bodies[at]?.block ?? null, body)) differ(path, `body ${at}`);
    if (!path.includes("/testdata/") && !isDeepStrictEqual(namesOf(decls), outlineNames(outline.declarations[at]))) differ(path, `names of ${at}`);
  }
}

function namesOf(decls) {
  const names = decls.flatMap((decl) => ("names" in decl ? decl.names : [decl.name])).map(({ name }) => name);
  const [first] = decls;
  if (first?.kind !== "func-decl") return names.filter((name) => name !== "_");
  return first.receiver === null ? names.filter((name) => name !== "_" && name !== "init") : [baseName(first.receiver.type), ...names];
}

function outlineNames({ names, method }) {
  return method === null ? names : [method.receiver, method.name];
}

function baseName(type) {
  return type.kind === "ident" ? type.name : baseName(type.operand ?? type.inner);
}

function differ(path, what) {
  totals.differences++;
  console.log(path, what);
}
