import type { Finding, SourceRef } from "@cachelint/lint";
import type { Span } from "@cachelint/syntax";
import type { PlaceOf } from "../places.js";

/** A part of one line: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export type Region = { readonly startLine: number; readonly startColumn: number; readonly endLine: number; readonly endColumn: number };

/**
 * Where a finding stands, within its first line: GitHub shows an alert in a pull request only if all lines of its region
 * are part of the change.
 */
export function lineRegion({ source, span }: Pick<Finding, "source" | "span">, placeOf: PlaceOf): Region {
  const newline = source.text.indexOf("\n", span.start);
  const lineEnd = newline < 0 ? source.text.length : newline;
  return regionOf(source, { start: span.start, end: Math.max(span.start, Math.min(span.end, lineEnd)) }, placeOf);
}

/** A span as lines and columns. */
export function regionOf(source: SourceRef, { start, end }: Span, placeOf: PlaceOf): Region {
  const [first, last] = [placeOf(source, start), placeOf(source, end)];
  return { startLine: first.line, startColumn: first.column, endLine: last.line, endColumn: last.column };
}

/** The message with its notes, a line each; what holds for some targets only says so. */
export function wholeMessage({ message, notes, targets }: Finding, ofRun: readonly string[]): string {
  return [message, ...notes, ...(targets.length < ofRun.length ? [`This holds for ${targets.join(", ")}.`] : [])].join("\n");
}

/** The worst first, otherwise as they are: some consumers show only so many. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const order = ["error", "warning", "info"];
  return [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** A text within XML 1.0: what may not stand there at all is left out. */
export function xml(text: string): string {
  const allowed = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
  return allowed.replace(/[&<>"'\t\n\r]/g, (character) => entities[character] ?? character);
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };
