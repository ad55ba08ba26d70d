import type { Evidence, Finding, RunStats } from "@cachelint/lint";
import { codeFrame } from "./frame.js";
import type { UnknownCounts } from "./model.js";
import { counted } from "./numbers.js";
import { type Paint, plain } from "./paint.js";
import { placeFinder, type PlaceOf } from "./places.js";
import { printable, printableLine } from "./printable.js";
import { wrap } from "./wrap.js";

export type FindingsTextOptions = {
  readonly paint?: Paint;
  readonly widthColumns?: number;
  /** Of the run; a finding that holds for all of them does not name them. */
  readonly targets: readonly string[];
};

/** Findings with the lines they are about, one piece of text each. */
export function* findingsText(findings: readonly Finding[], options: FindingsTextOptions): Generator<string> {
  const placeOf = placeFinder();
  for (const finding of findings) yield `${linesOf(finding, options, placeOf).join("\n")}\n\n`;
}

function linesOf(finding: Finding, { paint = plain, widthColumns = 100, targets }: FindingsTextOptions, placeOf: PlaceOf): readonly string[] {
  const { ruleId, severity, confidence, source, span, message, notes } = finding;
  const { line, column } = placeOf(source, span.start);
  const colour = colourOf(severity, paint);
  const doubt = confidence === "low" ? " (low confidence)" : "";
  const head = `${paint.bold(`${printableLine(source.displayPath)}:${line}:${column}`)}: ${colour(`${severity}[${ruleId}]`)}${doubt}: ${printable(message)}`;
  const frame = codeFrame({ text: source.text, ...span }, colour, paint).map((row) => `  ${row}`);
  const remarks = [
    ...evidenceRemarks(finding.evidence, placeOf),
    ...notes.map((note): Remark => ["note", note]),
    ...(isOfSome(finding, targets) ? [["note", `This holds for ${finding.targets.join(", ")}.`] as const] : []),
    ...fixRemarks(finding),
  ];
  return [head, ...frame, ...remarks.flatMap((remark) => remarkLines(remark, widthColumns, paint))];
}

type Remark = readonly [word: "note" | "help", text: string];

function remarkLines([word, text]: Remark, widthColumns: number, paint: Paint): readonly string[] {
  const lead = `  = ${word}: `;
  const lines = wrap(printable(text), Math.max(40, widthColumns - lead.length));
  return lines.map((line, i) => (i === 0 ? `  ${paint.cyan(`= ${word}:`)} ${line}` : `${" ".repeat(lead.length)}${line}`));
}

function evidenceRemarks(evidence: readonly Evidence[], placeOf: PlaceOf): readonly Remark[] {
  return foremost(evidence).map(({ field, access, functionName, source, span }) => {
    const { line, column } = placeOf(source, span.start);
    return ["note", `${field}: ${access} in ${functionName} (${source.displayPath}:${line}:${column})`];
  });
}

const mostEvidence = 4;

/** Each field's first evidence, then each one's second, as far as there is room; JSON has it all. */
function foremost(evidence: readonly Evidence[]): readonly Evidence[] {
  const ranks = evidence.map(({ field }, i) => evidence.slice(0, i).filter((one) => one.field === field).length);
  const chosen = new Set([...evidence.keys()].sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || a - b).slice(0, mostEvidence));
  return evidence.filter((_, i) => chosen.has(i));
}

/** A finding in one line, for hosts that show no more: what is wrong, the accesses that say so, why it matters and what to do. */
export function findingMessage(finding: Finding): string {
  const remarks = evidenceRemarks(finding.evidence, placeFinder()).map(([, text]) => `${text}.`);
  return [finding.message, ...remarks, ...finding.notes].map(printableLine).join(" ");
}

function fixRemarks({ fix, fixWithheld }: Finding): readonly Remark[] {
  const help: readonly Remark[] = fix === null ? [] : [["help", `${fix.title}${fix.safety === "unsafe" ? " (unsafe: it may change what the program does)" : ""}`]];
  return [...help, ...(fixWithheld ?? []).map(({ reason, detail }): Remark => ["note", `${fix === null ? "No fix" : "Unsafe"} (${reason}): ${detail}`])];
}

function isOfSome(finding: Finding, targets: readonly string[]): boolean {
  return finding.targets.length < targets.length;
}

function colourOf(severity: Finding["severity"], paint: Paint): (text: string) => string {
  return { error: paint.red, warning: paint.yellow, info: paint.blue }[severity];
}

/** The line that closes a run: `1 error, 2 warnings in 14 structs (3 packages); 1 struct unknown: cgo 1`. */
export function summaryText(findings: readonly Pick<Finding, "severity">[], stats: RunStats): string {
  const count = (severity: Finding["severity"]): number => findings.filter((finding) => finding.severity === severity).length;
  const counts = [[count("error"), "error"], [count("warning"), "warning"], [count("info"), "info"]] as const;
  const found = counts.filter(([n]) => 0 < n).map(([n, noun]) => (noun === "info" ? `${n} info` : counted(n, noun)));
  const where = `in ${counted(stats.nStructs, "struct")} (${counted(stats.nPackages, "package")})`;
  return `${found.length === 0 ? "No findings" : found.join(", ")} ${where}${0 < stats.nUnknownStructs ? `; ${unknownText(stats)}` : ""}\n`;
}

/** What a run with fixes did, or would do: `Made 3 fixes in 2 files.` */
export function fixesText({ nFixes, nFiles, isDone }: { readonly nFixes: number; readonly nFiles: number; readonly isDone: boolean }): string {
  if (nFiles === 0) return `${isDone ? "Made no fixes" : "Would make no fixes"}.\n`;
  return `${isDone ? "Made" : "Would make"} ${nFixes === 1 ? "1 fix" : `${String(nFixes)} fixes`} in ${counted(nFiles, "file")}.\n`;
}

/** `3 structs unknown: cgo 1, constant 2`. */
export function unknownText({ nUnknownStructs, unknownByReason }: UnknownCounts): string {
  const reasons = Object.entries(unknownByReason).map(([reason, n]) => `${reason} ${n}`);
  return `${counted(nUnknownStructs, "struct")} unknown: ${reasons.join(", ")}`;
}
