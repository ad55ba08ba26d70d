// Makes docs/fixes-tried.md of bench/fixes/results.json, which two commands write: they need Go, large modules and time.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What the commands have found, as it is checked in. */
export function readTried() {
  return JSON.parse(readFileSync(fileURLToPath(new URL("../bench/fixes/results.json", import.meta.url)), "utf8"));
}

/** The text of docs/fixes-tried.md. */
export function pageText({ corpus, sideBySide }) {
  const structs = Object.entries(corpus).flatMap(([code, found]) => found.structs.map((struct) => ({ ...struct, code })));
  const untagged = structs.filter(({ isTagged }) => !isTagged);
  const nFixed = untagged.filter(({ outcome }) => outcome === "fixed").length;
  return [
    "# Fixes, tried on large code", "",
    "<!-- Made by `npm run generate` from bench/fixes/results.json, which the commands below write. Do not edit. -->", "",
    "All safe fixes were made in copies of Go's standard library and of large modules; then all that could have been hurt was looked at. The command runs in this repository after `npm run build`, with Go; it says which modules are missing (`go mod download` fetches them), and takes `--only std`.", "",
    "```sh", "node bench/fix-corpus.js --record", "```", "",
    "## What became of the code", "",
    ...table(["code", "fixes", "files", "packages", ""], Object.entries(corpus).map(([code, { nFixes, nFiles, nPackages, checks }]) => [code, nFixes, nFiles, nPackages, checks.every(({ isRight }) => isRight) ? "nothing is hurt" : "**hurt**"])), "",
    ...Object.entries(corpus).flatMap(([code, found]) => checksOf(code, found)),
    "## Which structs are fixed", "",
    `Of ${untagged.length} structs without serialisation tags that another order of their fields takes to a smaller size class, ${nFixed} are fixed (${percent(nFixed, untagged.length)}).`,
    "Each of the others has its [reason](decisions/012-what-makes-a-reorder-unsafe.md). *Unsafe* fixes are made with `--unsafe-fixes`, as only the author can judge them: encoded or printed text would change, or other modules may write literals of the type without field names.",
    "The other reasons withhold a fix altogether. A struct with several reasons is counted once, under the leftmost of its columns.", "",
    ...outcomeTable(corpus), "",
    ...Object.entries(corpus).flatMap(([code, found]) => reasonsOf(code, found)),
    "## Beside other tools", "",
    "The same modules, each tool run once on them as they are published.",
    "Bytes are what one object of each struct takes less from Go's allocator, by the compiler's sizes on linux/amd64, added up over all structs outside of tests whose packages still compile.",
    "*Of sizes* leaves out the rules about sharing (`--disable`), whose pads cost bytes and which the others do not have.", "",
    "```sh", "node bench/fixes/side-by-side.js --record", "```", "",
    ...Object.entries(sideBySide).flatMap(([code, rows]) => sideTable(code, rows)),
  ].join("\n");
}

function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

function checksOf(code, { checks, failsAsBefore }) {
  return [
    `### ${code}`, "", ...checks.map(({ what, isRight }) => `* ${isRight ? "" : "**hurt**: "}${what}`),
    ...(failsAsBefore.length === 0 ? [] : [`* fail or waver before and after, as on the machine where this ran: ${failsAsBefore.map((folder) => `\`${folder}\``).join(", ")}`]), "",
  ];
}

/** Reasons for which a fix is unsafe, the gravest first. */
const unsafeReasons = ["serialised", "printed", "open-to-others"];

/** The column that a struct is counted in. */
function columnOf({ outcome, reasons = [] }) {
  return outcome === "unsafe" ? `unsafe: ${unsafeReasons.find((reason) => reasons.includes(reason)) ?? reasons[0] ?? "none"}` : outcome;
}

function outcomeTable(corpus) {
  const count = (structs, isTagged, column) => structs.filter((one) => one.isTagged === isTagged && (column === null || columnOf(one) === column)).length;
  const all = Object.values(corpus).flatMap(({ structs }) => structs);
  const rank = (column) => (column === "fixed" ? -2 : column.startsWith("unsafe: ") ? unsafeReasons.indexOf(column.slice("unsafe: ".length)) : unsafeReasons.length);
  const columns = [...new Set(["fixed", ...all.map(columnOf)])].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const row = (code, structs, isTagged) => [code, isTagged ? "with" : "without", count(structs, isTagged, null), ...columns.map((column) => count(structs, isTagged, column))];
  const rows = Object.entries(corpus).flatMap(([code, { structs }]) => [false, true].map((isTagged) => row(code, structs, isTagged)));
  return table(["code", "tags", "structs", ...columns], [...rows, ...[false, true].map((isTagged) => row("all", all, isTagged))]);
}

function reasonsOf(code, { structs }) {
  const held = structs.filter(({ outcome, isTagged }) => outcome !== "fixed" && !isTagged);
  return held.length === 0 ? [] : [`### Without tags and not fixed in ${code}`, "", ...table(["struct", "why"], held.map(({ type, outcome, reasons = [] }) => [`\`${type}\``, outcome === "unsafe" ? `unsafe: ${reasons.join(", ")}` : outcome])), ""];
}

function sideTable(code, rows) {
  return [
    `### ${code}`, "",
    ...table(["tool", "bytes saved", "structs smaller", "larger", "in packages that no longer compile", "files rewritten", "comments lost", "packages with errors", "files that gofmt would change"], rows.map(({ tool, savedBytes, nSmaller, nLarger, nUnknown, nFiles, nCommentsLost, brokenPackages, nUnformatted }) => [`\`${tool}\``, savedBytes, nSmaller, nLarger, nUnknown, nFiles, nCommentsLost, brokenPackages.length, nUnformatted])), "",
  ];
}

function percent(part, whole) {
  return whole === 0 ? "–" : `${Math.round((100 * part) / whole)}%`;
}
