// Holds tests/std-findings.jsonl to the sources of Go and to what a default run over them prints: every line named there
// touches its field in its function, and findings and entries are the same.
//
//   node tools/check-std-findings.js          what is wrong; needs go and a built workspace
//   node tools/check-std-findings.js --new    entries to fill in, for findings that have none, and those without a finding
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { defendedRules, goVersion, keyOf, mostFindings, problemsOf, readEntries } from "./std-findings.js";

const { values } = parseArgs({ options: { new: { type: "boolean", default: false } } });
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const env = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off", CGO_ENABLED: "0" };
const [version, goroot] = execFileSync("go", ["env", "GOVERSION", "GOROOT"], { env, encoding: "utf8" }).trim().split("\n");

if (/^go1\.26(?!\d)/.test(version)) main();
else console.log(`not compared: the table is for the standard library of Go 1.26, and this is ${version}`);

function main() {
  const entries = readEntries();
  const findings = findingsInStd();
  const missing = findings.filter((finding) => !entries.some((entry) => keyOf(entry) === keyOf(finding)));
  const stale = entries.filter((entry) => !findings.some((finding) => keyOf(entry) === keyOf(finding)));
  if (values.new) {
    for (const finding of missing) console.log(JSON.stringify(draftOf(finding)));
    for (const entry of stale) console.log(`no finding any more: ${keyOf(entry)}`);
    return;
  }
  const complaints = [
    ...problemsOf(entries),
    ...entries.flatMap((entry) => lineProblems(entry)),
    ...missing.map((finding) => `${keyOf(finding)}: no entry for this finding: ${finding.message}`),
    ...stale.map((entry) => `${keyOf(entry)}: no finding for this entry`),
    ...entries.flatMap((entry) => findings.filter((finding) => keyOf(finding) === keyOf(entry)).flatMap((finding) => differences(entry, finding))),
  ];
  if (mostFindings < findings.length) complaints.push(`${findings.length} findings; ${mostFindings} are promised at most`);
  for (const complaint of complaints) console.log(`wrong: ${complaint}`);
  if (version !== goVersion) console.log(`lines not compared: they are those of ${goVersion}, and this is ${version}`);
  console.log(`${findings.length} findings, ${entries.length} entries, ${entries.filter(({ verdict }) => verdict === "doubtful").length} doubtful`);
  if (0 < missing.length) console.log("node tools/check-std-findings.js --new prints entries to fill in; npm run generate makes the page of them");
  process.exitCode = complaints.length === 0 ? 0 : 1;
}

/** What a default run prints, by the rules that are to be defended. */
function findingsInStd() {
  const argv = [join(root, "packages/cli/bin/cachelint.js"), "check", "std", "--format", "json", "--fail-level", "never"];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: join(goroot, "src"), env, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`cachelint exited ${status}: ${stderr}`);
  const defended = JSON.parse(stdout).findings.filter(({ ruleId }) => defendedRules.includes(ruleId));
  return defended.map(({ ruleId, importPath, container, type, fields, message, evidence }) => ({ rule: ruleId, type: `${importPath}.${container ?? type ?? fields.join(",")}`, fields, message, evidence }));
}

/** What of an entry is not so in the sources. */
function lineProblems(entry) {
  if (version !== goVersion) return [];
  return [entry.first, entry.second].flatMap(({ field, at, function: name }) => {
    const [path, line] = at.split(":");
    const file = join(goroot, "src", path);
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    const word = field.split(".").at(-1);
    const around = functionAt(lines, Number(line));
    return [
      ...(new RegExp(`\\b${word}\\b`).test(lines[line - 1] ?? "") ? [] : [`${keyOf(entry)}: ${at} does not name ${word}`]),
      ...(around === name.replace(/(?:\.func\d+)?(?:\.\d+)*$/, "") ? [] : [`${keyOf(entry)}: ${at} is in ${around}, not in ${name}`]),
    ];
  });
}

/** The function around a line, as findings name it: `(*T).method`, `T.method`, `name`. */
function functionAt(lines, line) {
  const header = lines.slice(0, line).findLast((text) => text.startsWith("func ")) ?? "";
  const [, star, receiver, name] = /^func (?:\((?:\w+ )?(\*?)(\w+)[^)]*\) )?(\w+)/.exec(header) ?? [];
  if (receiver === undefined) return name ?? "no function";
  return star === "*" ? `(*${receiver}).${name}` : `${receiver}.${name}`;
}

/** Where an entry says something else than the finding. */
function differences(entry, { fields, message }) {
  const own = [entry.first.field, entry.second.field];
  const foreign = own.filter((field) => !fields.includes(field)).map((field) => `${keyOf(entry)}: the finding has no field ${field}: ${fields.join(", ")}`);
  // Of other pairs of its fields the message says nothing.
  const isHeadline = own.every((field) => message.includes(`.${field} (`));
  return isHeadline && shareOf(message) !== entry.share ? [...foreign, `${keyOf(entry)}: the entry says "${entry.share}", the finding: ${message}`] : foreign;
}

function shareOf(message) {
  return /\bcan (?:share|lie)\b/.test(message) ? "can" : "always";
}

/** An entry for a finding, with all that the finding itself tells. */
function draftOf({ rule, type, message, evidence }) {
  const access = ({ field, file, line, function: name }) => ({ field, at: `${file}:${line}`, function: name, by: "" });
  const [first] = evidence;
  const second = evidence.find(({ field }) => field !== first?.field) ?? evidence[1] ?? first;
  return { rule, type, share: shareOf(message), first: first && access(first), second: second && access(second), atOnce: "", verdict: "", why: "" };
}
