import type { Finding, SourceRef } from "@cachelint/lint";
import type { Span } from "@cachelint/syntax";
import { placeFinder, type PlaceOf } from "../places.js";
import { wholeMessage } from "./region.js";

const severities = { error: "ERROR", warning: "WARNING", info: "INFO" } as const;
const source = { name: "cachelint", url: "https://www.npmjs.com/package/cachelint" };

/** Findings as reviewdog reads them (reviewdog.proto, DiagnosticResult); fixes become suggestions. */
export function findingsRdjson(findings: readonly Finding[], targets: readonly string[]): string {
  const placeOf = placeFinder();
  return `${JSON.stringify({ source, diagnostics: findings.map((finding) => diagnostic(finding, targets, placeOf)) }, null, 2)}\n`;
}

/** The same with a diagnostic a line. */
export function* findingsRdjsonl(findings: readonly Finding[], targets: readonly string[]): Generator<string> {
  const placeOf = placeFinder();
  for (const finding of findings) yield `${JSON.stringify({ ...diagnostic(finding, targets, placeOf), source })}\n`;
}

function diagnostic(finding: Finding, targets: readonly string[], placeOf: PlaceOf): object {
  const { ruleId, severity, source: file, span, evidence, fix } = finding;
  // A suggestion belongs to the file that the diagnostic stands in.
  const edits = (fix?.edits ?? []).filter((edit) => edit.source === file);
  return {
    message: wholeMessage(finding, targets),
    location: { path: file.displayPath, range: byteRange(file, span, placeOf) },
    severity: severities[severity],
    code: { value: ruleId },
    ...(edits.length === 0 ? {} : { suggestions: edits.map((edit) => ({ range: byteRange(file, edit.span, placeOf), text: edit.text })) }),
    ...(evidence.length === 0 ? {} : { related_locations: evidence.map(({ field, access, functionName, source: other, span: at }) => ({ message: `${field}: ${access} in ${functionName}`, location: { path: other.displayPath, range: byteRange(other, at, placeOf) } })) }),
  };
}

/** Columns are UTF-8 bytes from 1, the end exclusive. */
function byteRange(file: SourceRef, { start, end }: Span, placeOf: PlaceOf): object {
  return { start: bytePosition(file, start, placeOf), end: bytePosition(file, end, placeOf) };
}

function bytePosition(file: SourceRef, offset: number, placeOf: PlaceOf): { readonly line: number; readonly column: number } {
  const { line, column } = placeOf(file, offset);
  return { line, column: new TextEncoder().encode(file.text.slice(offset - column + 1, offset)).length + 1 };
}
