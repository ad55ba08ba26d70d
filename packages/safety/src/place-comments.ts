import type { Span, StructType as StructSyntax } from "@cachelint/syntax";
import type { StructEdit } from "./model.js";

const things = "(?:fields?|members?|maps?|values?|counters?|variables?|slices?|channels?|mutex(?:es)?|locks?|things|ones?|block|group|state|two|three|four|\\d+)";

/** The words by which a comment speaks of fields by where they stand: `protects the above 2 maps`, `the following are guarded by mu`. */
const places = new RegExp([
  `\\b${things} (?:\\w+ ){0,2}(?:above|below)\\b`, `\\b(?:above|below|following|preceding|previous|next|remaining) (?:\\w+ ){0,2}${things}\\b`,
  "\\b(?:protects?|protecting|guards?|guarding|covers?|guarded|protected)(?: by)? (?:\\w+ )?(?:above|below|following|everything|next|rest)\\b", "\\b(?:everything|all|those|these)(?: \\w+)? (?:above|below)\\b", "\\bthe following (?:are|is)\\b", "\\b(?:above|below) (?:is|are) (?:guarded|protected)\\b",
].join("|"), "i");

/**
 * The comment in a struct's body that would no longer be true of the fields around it in a new order; null for none. What it speaks of are
 * the declarations of its block, between empty lines: in a new order they have to follow each other, and the same ones have to stand before
 * and behind the one that it belongs to. No order given is any order.
 */
export function brokenPlaceComment(text: string, struct: StructSyntax, { kind, order }: StructEdit): { readonly said: string; readonly span: Span } | null {
  // Pads move nothing, and where they are not known yet, fields are.
  if (kind === "pad" && order === null) return null;
  for (const comment of commentsIn(text, struct)) {
    const said = saidIn(text, comment);
    if (said !== null && !isKept(text, struct, comment, order)) return { said, span: comment };
  }
  return null;
}

/** The blocks of declarations, by their first and last, of which a comment speaks by where they stand: to keep each whole keeps it true. */
export function blocksSpokenOf(text: string, struct: StructSyntax): readonly (readonly [number, number])[] {
  return commentsIn(text, struct).flatMap((comment) => (saidIn(text, comment) === null || struct.fields.length === 0 ? [] : [spokenOf(text, struct, comment).block]));
}

function saidIn(text: string, { start, end }: Span): string | null {
  return places.exec(text.slice(start, end).replaceAll(/\s*\/\/+\s*/g, " "))?.[0] ?? null;
}

/** Comments between the braces, lines that follow each other as one. */
function commentsIn(text: string, { openBrace, closeBrace }: StructSyntax): readonly Span[] {
  const body = text.slice(openBrace, closeBrace).replace(/`[^`]*`/g, (raw) => " ".repeat(raw.length));
  return [...body.matchAll(/\/\/[^\n]*(?:\n[ \t]*\/\/[^\n]*)*|\/\*[^]*?\*\//g)].map(({ 0: whole, index }) => ({ start: openBrace + index, end: openBrace + index + whole.length }));
}

function isKept(text: string, struct: StructSyntax, comment: Span, order: StructEdit["order"]): boolean {
  if (order === null) return false;
  const { at, block: [first, last] } = spokenOf(text, struct, comment);
  const moved = declarationsIn(struct.fields, order);
  const positions = Array.from({ length: last - first + 1 }, (_, i) => moved.indexOf(first + i));
  if (Math.max(...positions) - Math.min(...positions) !== last - first) return false;
  return at < 0 || positions.every((position, i) => first + i === at || Math.sign(position - positions[at - first]!) === Math.sign(first + i - at));
}

/** The declaration that a comment belongs to, behind it on its line or above it, and the block around that; a comment below the last, with -1, speaks of all. */
function spokenOf(text: string, { fields }: StructSyntax, comment: Span): { readonly at: number; readonly block: readonly [number, number] } {
  const own = fields.findLastIndex(({ end }) => end <= comment.start && !text.slice(end, comment.start).includes("\n"));
  const at = 0 <= own ? own : fields.findIndex(({ start }) => comment.end <= start);
  return { at, block: at < 0 ? [0, fields.length - 1] : blockAround(text, fields, at) };
}

/** The declarations that no empty line parts from one. */
function blockAround(text: string, fields: StructSyntax["fields"], at: number): readonly [number, number] {
  const isParted = (i: number): boolean => /\n[ \t]*\r?\n/.test(text.slice(fields[i]!.end, fields[i + 1]!.start));
  let [first, last] = [at, at];
  while (0 < first && !isParted(first - 1)) first--;
  while (last < fields.length - 1 && !isParted(last)) last++;
  return [first, last];
}

/** Declarations in the order of their first fields. */
function declarationsIn(fields: StructSyntax["fields"], order: NonNullable<StructEdit["order"]>): readonly number[] {
  const owner = fields.flatMap(({ names }, index) => Array.from({ length: Math.max(1, names.length) }, () => index));
  return [...new Set(order.flatMap((item) => (typeof item === "number" ? (owner[item] ?? []) : [])))];
}
