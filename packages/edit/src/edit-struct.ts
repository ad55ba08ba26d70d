import type { StructType } from "@cachelint/syntax";
import { trimmed } from "./comments.js";
import { depthAt } from "./depth.js";
import { type Body, type BodyItem, isRefusal, type Refusal, type TextEdit } from "./model.js";
import { printBody } from "./print-body.js";
import { readBody } from "./read-body.js";
import { canonicalType } from "./type-text.js";

/**
 * The edits that give a struct other declarations, or the same in another order: lines of the struct only, and as gofmt prints them,
 * whatever the rest of the file looks like. No edit where nothing is to change.
 */
export function editStruct(text: string, struct: StructType, items: readonly BodyItem[]): readonly TextEdit[] | Refusal {
  if (isUnchanged(struct, items)) return [];
  if (struct.hasError) return { refused: "syntax", start: struct.start, end: struct.end };
  const directive = lineDirective.exec(text.slice(struct.openBrace, struct.closeBrace));
  if (directive !== null) return { refused: "line-directive", start: struct.openBrace + directive.index, end: struct.openBrace + directive.index + directive[0].length };
  const asWritten = readBody(text, struct, ({ start, end }) => trimmed(text.slice(start, end)));
  const formatted = isRefusal(asWritten) ? null : indentIfFormatted(text, asWritten);
  const read = isRefusal(asWritten) || formatted !== null ? asWritten : readBody(text, struct, (type) => canonicalType(text, type));
  if (isRefusal(read)) return read;
  const outer = formatted ?? unformattedIndent(text, struct);
  const body = formatted === null ? unformatted(read) : read;
  if (outer === null || isRefusal(body)) return isRefusal(body) ? body : { refused: "unformatted", start: struct.start, end: struct.end };
  const lost = lostComments(body, items);
  if (lost !== null) return lost;
  const bodyText = `\n${printBody(body, items, `${outer}\t`).join("\n")}\n${outer}`;
  const eol = lineEnd(text, body);
  const edit = shortened(text, { start: body.start, end: body.end, text: eol === "\n" ? bodyText : bodyText.replaceAll("\n", eol) });
  return edit === null ? [] : [edit];
}

/** It holds for all lines below, those behind the struct included (cmd/compile, "Compiler Directives"). */
const lineDirective = /(?<=\n)\/\/line .*|\/\*line .*?\*\//;

function isUnchanged({ fields }: StructType, items: readonly BodyItem[]): boolean {
  return items.length === fields.length && items.every((item, i) => item.kind === "declaration" && item.index === i && item.type === undefined);
}

/** By declaration: the block between empty lines that it stands in, ascending; all 0 where its comments allow no edit. */
export function lineGroups(text: string, struct: StructType): readonly number[] {
  const body = readBody(text, struct, () => "");
  return isRefusal(body) ? struct.fields.map(() => 0) : body.declarations.map(({ group }) => group);
}

/** The indentation of a struct that stands as gofmt prints it; null for another one. */
function indentIfFormatted(text: string, body: Body): string | null {
  const inside = text.slice(body.start, body.end).replaceAll("\r\n", "\n");
  const indent = /\n(\t*)$/.exec(inside)?.[1];
  if (indent === undefined) return null;
  const same = body.declarations.map((_, index): BodyItem => ({ kind: "declaration", index }));
  return `\n${printBody(body, same, `${indent}\t`).join("\n")}\n${indent}` === inside ? indent : null;
}

/** Comments that go over several lines keep their own indentation, which gofmt would change. */
function unformatted(body: Body): Body | Refusal {
  const comments = [...body.declarations.flatMap(({ floating, doc, after }) => [...floating, ...doc, ...after]), ...body.tail];
  const long = comments.find(({ text }) => text.includes("\n"));
  if (long !== undefined) return { refused: "unformatted", start: long.start, end: long.start + 2 };
  const odd = body.declarations.find(({ tag, inline, afterNames, afterType, trailing }) => tag.includes("\n") || 0 < inline.length + afterNames.length + afterType.length || trailing.some((comment) => comment.includes("\n")));
  return odd === undefined ? body : { refused: "unformatted", start: odd.start, end: odd.start + 1 };
}

function unformattedIndent(text: string, struct: StructType): string | null {
  const lineStart = text.lastIndexOf("\n", struct.start - 1) + 1;
  const indent = /^[ \t\uFEFF]*/.exec(text.slice(lineStart))?.[0].replace("\uFEFF", "") ?? "";
  return indent.includes(" ") ? depthAt(text, struct.start) : indent;
}

/** A declaration that is to go must have no comment. */
function lostComments({ declarations }: Body, items: readonly BodyItem[]): Refusal | null {
  const kept = new Set(items.flatMap((item) => (item.kind === "declaration" ? [item.index] : [])));
  const lost = declarations.find(({ floating, doc, inline, afterNames, afterType, trailing, after }, i) =>
    !kept.has(i) && 0 < floating.length + doc.length + inline.length + afterNames.length + afterType.length + trailing.length + after.length);
  return lost === undefined ? null : { refused: "lost-comment", start: lost.start, end: lost.start + 1 };
}

function lineEnd(text: string, { start, end }: Body): string {
  const at = text.slice(start, end).indexOf("\n");
  const first = at < 0 ? text.indexOf("\n") : start + at;
  return 0 < first && text.charAt(first - 1) === "\r" ? "\r\n" : "\n";
}

/** Without the lines that stay as they are at its beginning and end. */
function shortened(text: string, { start, end, text: after }: TextEdit): TextEdit | null {
  const before = text.slice(start, end);
  if (before === after) return null;
  let same = 0;
  while (same < before.length && same < after.length && before.charAt(same) === after.charAt(same)) same++;
  const first = before.lastIndexOf("\n", same - 1) + 1;
  let tail = 0;
  while (tail < before.length - first && tail < after.length - first && before.charAt(before.length - 1 - tail) === after.charAt(after.length - 1 - tail)) tail++;
  const lastLine = before.indexOf("\n", before.length - tail - 1);
  const nLast = lastLine < 0 ? 0 : Math.min(tail, before.length - lastLine - 1);
  return { start: start + first, end: end - nLast, text: after.slice(first, after.length - nLast) };
}
