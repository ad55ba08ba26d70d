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

/** Where the time of a run went. */
export function timingText(phases: ReadonlyMap<string, number>, totalMilliseconds: number): string {
  const known = [...phases.values()].reduce((sum, milliseconds) => sum + milliseconds, 0);
  const rows = [...phases, ["other", Math.max(0, totalMilliseconds - known)] as const, ["total", totalMilliseconds] as const];
  return rows.map(([phase, milliseconds]) => `${`${phase}:`.padEnd(12)} ${milliseconds.toFixed(0).padStart(6)} ms\n`).join("");
}
