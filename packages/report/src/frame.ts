import { type Paint, plain } from "./paint.js";
import { printable } from "./printable.js";

/** A part of a text, by UTF-16 offsets, the end exclusive. */
export type Framed = { readonly text: string; readonly start: number; readonly end: number };

export type LineAndColumn = { readonly line: number; readonly column: number };

/**
 * The first line of a range with the range marked below it:
 *
 *     12 | 	done bool
 *        | 	^^^^
 */
export function codeFrame({ text, start, end }: Framed, mark: (text: string) => string, paint: Paint = plain): readonly string[] {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", start);
  const lineEnd = newline < 0 ? text.length : newline;
  const line = text.slice(lineStart, lineEnd).replace(/\r$/, "").replace(/^\uFEFF/, "");
  const shift = text.startsWith("\uFEFF") && lineStart === 0 ? 1 : 0;
  const from = Math.min(Math.max(0, start - lineStart - shift), line.length);
  const to = Math.min(Math.max(from, Math.min(end, lineEnd) - lineStart - shift), line.length);
  const [before, marked, after] = [printable(line.slice(0, from)), printable(line.slice(from, to)), printable(line.slice(to))];
  const number = String(placeAt(text, start).line);
  // Tabs stay tabs in both lines, so that the marks stand below their text whatever a tab's width.
  const blank = widened(before);
  const marks = "^".repeat(Math.max(1, columnsOf(marked)));
  const gutter = " ".repeat(number.length);
  return [`${paint.dim(`${number} |`)} ${cut(before + marked + after)}`, `${paint.dim(`${gutter} |`)} ${cut(blank)}${mark(cut(marks))}`];
}

/** The line and column of an offset; for many offsets of one text, `placeFinder` is faster. */
export function placeAt(text: string, offset: number): LineAndColumn {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

const longest = 200;

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function widened(text: string): string {
  return [...text].map((character) => (character === "\t" ? "\t" : " ".repeat(columnsOf(character)))).join("");
}

/** Columns on a terminal: East Asian wide characters and emoji take two. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u.test(character) ? 2 : 1;
  return columns;
}
