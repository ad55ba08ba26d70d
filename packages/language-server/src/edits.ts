import type { Span } from "@cachelint/syntax";

/** One replacement in a text: what lay from `start` to `end` became `length` UTF-16 units. */
export type Replacement = Span & { readonly length: number };

/** Where a span of an old text lies after some edits, made one after another; null where one of them touched it. */
export function moveSpan({ start, end }: Span, edits: readonly Replacement[]): Span | null {
  let [from, to] = [start, end];
  for (const edit of edits) {
    const shift = edit.length - (edit.end - edit.start);
    if (edit.end <= from) [from, to] = [from + shift, to + shift];
    else if (edit.start < to) return null;
  }
  return { start: from, end: to };
}

/** What changed between two texts, as one replacement. */
export function replacementBetween(before: string, after: string): Replacement {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let nSame = 0;
  while (nSame < most - start && before.charCodeAt(before.length - 1 - nSame) === after.charCodeAt(after.length - 1 - nSame)) nSame++;
  return { start, end: before.length - nSame, length: after.length - nSame - start };
}
