import { codeFrame, placeAt } from "./frame.js";
import { type Paint, plain } from "./paint.js";
import { printable, printableLine } from "./printable.js";

/** What is wrong with arguments or with a file that the user wrote. */
export type ShownUsageError = {
  readonly message: string;
  readonly hint: string;
  readonly source: { readonly file: string; readonly text: string; readonly start: number; readonly end: number } | null;
};

/** A usage error as the command prints it, with the place in the user's file. */
export function usageText({ message, hint, source }: ShownUsageError, paint: Paint = plain): string {
  const lines: string[] = [];
  if (source === null) lines.push(`${paint.red("error:")} ${printable(message)}`);
  else {
    const { line, column } = placeAt(source.text, source.start);
    lines.push(`${paint.bold(`${printableLine(source.file)}:${line}:${column}`)}: ${paint.red("error:")} ${printable(message)}`, ...codeFrame(source, paint.red, paint).map((row) => `  ${row}`));
  }
  if (hint !== "") lines.push(`  ${paint.cyan("= help:")} ${printable(hint)}`);
  return `${lines.join("\n")}\n`;
}

/** Something of the project that the user should hear of. */
export type ShownProblem = { readonly severity: "error" | "warning" | "note"; readonly file: string | null; readonly line: number | null; readonly message: string };

/** A problem of the project on one line. */
export function problemText({ severity, file, line, message }: ShownProblem, paint: Paint = plain): string {
  const place = file === null ? "" : `${paint.bold(`${printableLine(file)}${line === null ? "" : `:${line}`}`)}: `;
  const colour = { error: paint.red, warning: paint.yellow, note: paint.cyan }[severity];
  return `${place}${colour(`${severity}:`)} ${printable(message)}\n`;
}

/** Function bodies, and how many of them were parsed. */
export type ShownBodies = { readonly nBodies: number; readonly nParsed: number; readonly length: number; readonly lengthParsed: number };

/** Where the time of a run went, and how much it parsed. */
export function timingText(phases: ReadonlyMap<string, number>, totalMilliseconds: number, bodies: ShownBodies | null = null): string {
  const known = [...phases.values()].reduce((sum, milliseconds) => sum + milliseconds, 0);
  const rows = [...phases, ["other", Math.max(0, totalMilliseconds - known)] as const, ["total", totalMilliseconds] as const];
  const times = rows.map(([phase, milliseconds]) => `${`${phase}:`.padEnd(12)} ${milliseconds.toFixed(0).padStart(6)} ms\n`).join("");
  return bodies === null ? times : `${times}${bodiesText(bodies)}`;
}

function bodiesText({ nBodies, nParsed, length, lengthParsed }: ShownBodies): string {
  const percent = length === 0 ? 0 : (100 * lengthParsed) / length;
  const kilobytes = (units: number): string => (units / 1000).toFixed(0);
  return `${"bodies:".padEnd(12)} ${String(nParsed).padStart(6)} of ${nBodies} parsed, ${kilobytes(lengthParsed)} of ${kilobytes(length)} kB (${percent.toFixed(0)}%)\n`;
}
