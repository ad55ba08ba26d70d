import type { Expr, FieldDecl, StructType } from "@cachelint/syntax";
import { type Gap, readGap, trimmed } from "./comments.js";
import { type Body, type Declaration, isRefusal, type LineComment, type Refusal, type RefusalReason } from "./model.js";

/** The text of a type as it is to be printed; null where it cannot be told. */
export type TypeText = (type: Expr) => string | null;

/** What stands between the braces of a struct, comments given to the declarations that they belong to. */
export function readBody(text: string, struct: StructType, typeText: TypeText): Body | Refusal {
  const { fields, openBrace, closeBrace } = struct;
  const edges = [openBrace + 1, ...fields.flatMap(({ start, end }) => [start, end]), closeBrace];
  const gaps = fields.map((_, i) => readSpace(text, edges[2 * i] ?? 0, edges[2 * i + 1] ?? 0, { isFirst: i === 0, isLast: false, hasTrailing: () => false }));
  const last = readSpace(text, edges.at(-2) ?? 0, closeBrace, { isFirst: fields.length === 0, isLast: true, hasTrailing: (own) => 0 < own });
  const refused = [...gaps, last].find(isRefusal);
  if (refused !== undefined) return refused;
  const spaces = [...gaps, last].flatMap((space) => (isRefusal(space) ? [] : [space]));
  let group = 0;
  const declarations: Declaration[] = [];
  for (const [i, field] of fields.entries()) {
    const before = spaces[i];
    const behind = spaces[i + 1];
    const own = readField(text, field, typeText);
    if (isRefusal(own) || before === undefined || behind === undefined) return isRefusal(own) ? own : refusal("syntax", struct);
    if (0 < i && before.hasBlank) group++;
    const { floating, doc, isBlankBefore, inline } = before;
    declarations.push({ ...own, start: field.start, floating, doc, isBlankBefore, inline, trailing: behind.trailing, after: behind.after, group });
  }
  const { tail, isBlankAfter } = spaces.at(-1) ?? emptySpace;
  const start = spaces[0]?.headerEnd ?? openBrace + 1;
  return { start, end: closeBrace, hasHeader: openBrace + 1 < start, declarations, tail, isBlankAfter };
}

type Space = Pick<Declaration, "trailing" | "after" | "floating" | "doc" | "isBlankBefore" | "inline"> & Pick<Body, "tail" | "isBlankAfter"> & { readonly hasBlank: boolean; readonly headerEnd: number };

const emptySpace: Space = { trailing: [], after: [], floating: [], doc: [], isBlankBefore: false, inline: [], tail: [], isBlankAfter: false, hasBlank: false, headerEnd: 0 };

type Where = { readonly isFirst: boolean; readonly isLast: boolean; readonly hasTrailing: (nTrailing: number) => boolean };

/** What lies between two declarations, or between a brace and a declaration. */
function readSpace(text: string, start: number, end: number, { isFirst, isLast, hasTrailing }: Where): Space | Refusal {
  const { gaps, nLinesAfter } = readGap(text, { start, end });
  const comments = gaps.filter(({ kind }) => kind === "comment");
  const [odd] = comments;
  if (odd !== undefined && comments.length < gaps.length) return refusal("unformatted", odd);
  let nOnLine = 0;
  while (comments[nOnLine]?.nLinesBefore === 0 && (nOnLine === 0 || !isLong(comments[nOnLine - 1]))) nOnLine++;
  const onLine = comments.slice(0, nOnLine);
  // All on one line with both neighbours: only a source that was never formatted has that, but for the first field of a line.
  if (nOnLine === comments.length && nLinesAfter === 0 && 0 < nOnLine) return refusal(isFirst ? "one-line" : "odd-comment", onLine[0] ?? { start, end });
  const others = comments.slice(nOnLine);
  let nInline = 0;
  if (nLinesAfter === 0 && !isLast) {
    nInline = others.length === 0 ? 0 : 1;
    while (nInline < others.length && others[others.length - nInline]?.nLinesBefore === 0) nInline++;
  }
  const inline = others.slice(others.length - nInline);
  const own = others.slice(0, others.length - nInline);
  const shared = own.find(({ nLinesBefore }) => nLinesBefore === 0) ?? inline.find(isLong);
  if (shared !== undefined) return refusal("odd-comment", shared);
  const isBlankLast = 2 <= (inline[0]?.nLinesBefore ?? nLinesAfter);
  const lines = own.map(({ text: comment, nLinesBefore, start: at }): LineComment => ({ text: comment, isBlankBefore: 2 <= nLinesBefore, start: at }));
  const hasBlank = isBlankLast || lines.some(({ isBlankBefore }) => isBlankBefore);
  const header = isFirst ? onLine.at(-1) : undefined;
  const headerEnd = header === undefined ? start : header.text.includes("\n") ? header.end : header.start + header.text.length;
  const common = { trailing: isFirst ? [] : onLine.map((comment) => comment.text), inline: inline.map((comment) => comment.text), hasBlank, headerEnd };
  if (isLast) {
    const isContinued = hasTrailing(isFirst ? 0 : nOnLine);
    const nAfter = isContinued ? adjacentLines(lines) : 0;
    return { ...emptySpace, ...common, after: lines.slice(0, nAfter), tail: lines.slice(nAfter), isBlankAfter: isBlankLast && 0 < comments.length };
  }
  let docStart = lines.length;
  if (!isBlankLast) while (0 < docStart && (docStart === lines.length || lines[docStart]?.isBlankBefore !== true)) docStart--;
  const nAfter = isFirst ? 0 : Math.min(docStart, adjacentLines(lines));
  return { ...emptySpace, ...common, after: lines.slice(0, nAfter), floating: lines.slice(nAfter, docStart), doc: lines.slice(docStart), isBlankBefore: docStart < lines.length ? lines[docStart]?.isBlankBefore === true : isBlankLast };
}

/** How many comments stand directly below what comes before. */
function adjacentLines(lines: readonly LineComment[]): number {
  const at = lines.findIndex(({ isBlankBefore }) => isBlankBefore);
  return at < 0 ? lines.length : at;
}

type Parts = Pick<Declaration, "names" | "afterNames" | "type" | "afterType" | "tag">;

function readField(text: string, { names, type, tag, ...span }: FieldDecl, typeText: TypeText): Parts | Refusal {
  const [first] = names;
  const last = names.at(-1);
  const written = first === undefined || last === undefined ? "" : trimmed(text.slice(first.start, last.end));
  const namesText = written.includes("/") ? written : names.map(({ name }) => name).join(", ");
  const typed = typeText(type);
  if (typed === null) return refusal("unformatted", type);
  const afterNames = last === undefined ? [] : commentsIn(text, last.end, type.start);
  const afterType = tag === null ? [] : commentsIn(text, type.end, tag.start);
  if (namesText.includes("\n") || [...afterNames, ...afterType].some(isLong)) return refusal("odd-comment", span);
  return { names: namesText, afterNames: afterNames.map((comment) => comment.text), type: typed, afterType: afterType.map((comment) => comment.text), tag: tag === null ? "" : text.slice(tag.start, tag.end).replaceAll("\r", "") };
}

function commentsIn(text: string, start: number, end: number): readonly Gap[] {
  return readGap(text, { start, end }).gaps;
}

/** It reaches over the end of its line. */
function isLong(comment: Gap | undefined): boolean {
  return comment?.text.startsWith("//") === true || comment?.text.includes("\n") === true;
}

function refusal(refused: RefusalReason, { start, end }: { readonly start: number; readonly end: number }): Refusal {
  return { refused, start, end };
}
