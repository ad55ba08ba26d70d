// The findings about sharing and padding that a default run prints for the standard library. Each is defended by hand in
// tests/std-findings.jsonl: here is what reads that table, says what is wrong with it, and makes docs/std-findings.md of it.
// tools/check-std-findings.js compares it with Go's sources and with a run.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const table = "tests/std-findings.jsonl";

/** The lines that the table names are those of this version. */
export const goVersion = "go1.26.8";

/** One finding per 20,000 lines, of the 523,000 of std. */
export const mostFindings = 26;

/** The rules whose findings have to be defended. */
export const defendedRules = ["false-sharing", "false-sharing-elements", "false-sharing-globals", "ineffective-padding", "useless-padding", "straddled-field", "misaligned-atomic", "scattered-hot-fields"];

/** The entries as they are written, one a line. */
export function readEntries() {
  return readFileSync(join(root, table), "utf8").trim().split("\n").map((line) => JSON.parse(line));
}

/** What a finding and its entry have in common. */
export function keyOf({ rule, type }) {
  return `${rule} ${type}`;
}

/** What is wrong with the entries by themselves, one line each. */
export function problemsOf(entries) {
  const problems = entries.flatMap((entry) => entryProblems(entry).map((problem) => `${keyOf(entry)}: ${problem}`));
  const keys = entries.map(keyOf);
  for (const key of new Set(keys.filter((key, i) => keys.indexOf(key) < i))) problems.push(`${key}: there are several entries`);
  if (keys.some((key, i) => 0 < i && placeOf(entries[i]) < placeOf(entries[i - 1]))) problems.push("the entries are not sorted by type and rule");
  if (mostFindings < entries.length) problems.push(`there are ${entries.length} entries; ${mostFindings} are promised at most`);
  const nDoubtful = entries.filter(({ verdict }) => verdict === "doubtful").length;
  if (entries.length < 5 * nDoubtful) problems.push(`${nDoubtful} of ${entries.length} entries are doubtful; a fifth may be`);
  return problems;
}

function placeOf({ type, rule }) {
  return `${type} ${rule}`;
}

const isSentence = (value) => typeof value === "string" && /^\S.*\.$/.test(value);
const isName = (value) => typeof value === "string" && /^\S+$/.test(value);
const isPhrase = (value) => typeof value === "string" && /^\S.*[^.\s]$/.test(value);

const forms = {
  rule: (value) => defendedRules.includes(value),
  type: isName,
  share: (value) => value === "always" || value === "can",
  first: isAccess,
  second: isAccess,
  atOnce: (value) => isSentence(value) && /^(?:Always|Can)\b/.test(value),
  verdict: (value) => value === "true" || value === "doubtful",
  why: isSentence,
};

/** A word, the line that touches it, the function around it, and whose goroutines run that. */
function isAccess(value) {
  return Object.keys(value ?? {}).join() === "field,at,function,by" && isName(value.field) && /^[\w./-]+\.go:[1-9]\d*$/.test(value.at) && isName(value.function) && isPhrase(value.by);
}

function entryProblems(entry) {
  const wrong = Object.entries(forms).filter(([name, isRight]) => !isRight(entry[name])).map(([name]) => `"${name}" is missing or has not its form`);
  const unknown = Object.keys(entry).filter((name) => !(name in forms)).map((name) => `"${name}" is not known`);
  return [...wrong, ...unknown];
}

/** The text of docs/std-findings.md. */
export function pageText(entries) {
  const nDoubtful = entries.filter(({ verdict }) => verdict === "doubtful").length;
  return [
    "# What is found in the standard library",
    "",
    `<!-- Made by \`npm run generate\` from ${table}. Do not edit. -->`,
    "",
    `A default run over the standard library of Go 1.26 (523,000 lines) prints ${entries.length} findings about sharing and padding; ${mostFindings}, one per 20,000 lines, are the most it may print.`,
    `Here each is defended: which two accesses meet, who runs them, and whether they can happen at once.`,
    `${nDoubtful} of them ${nDoubtful === 1 ? "is" : "are"} doubtful; a fifth may be.`,
    "",
    `Lines are those of ${goVersion.replace("go", "Go ")}. \`npm test\` compares this page with a run, where Go is installed.`,
    "",
    ...entries.flatMap(entryText),
  ].join("\n");
}

function entryText({ rule, type, share, first, second, atOnce, verdict, why }) {
  return [
    `## ${type}`,
    "",
    `*${rule} · ${shareText(rule, share)} · **${verdict}***`,
    "",
    "| field | touched at | in | by |",
    "|---|---|---|---|",
    ...[first, second].map(({ field, at, function: name, by }) => `| ${field} | ${at} | \`${name}\` | ${by} |`),
    "",
    `At once: ${atOnce.charAt(0).toLowerCase()}${atOnce.slice(1)}`,
    "",
    why,
    "",
  ];
}

function shareText(rule, share) {
  if (rule === "straddled-field") return share === "always" ? "on two lines" : "on two lines at some addresses";
  return share === "always" ? "on one line" : "on one line at some addresses";
}
