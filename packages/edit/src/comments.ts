import type { Span } from "@cachelint/syntax";

/** A comment between two tokens, or the semicolon between them. */
export type Gap = Span & {
  readonly kind: "comment" | "semicolon";
  readonly text: string;
  /** Line breaks between it and what stands before it. */
  readonly nLinesBefore: number;
};

/** The comments and semicolons of a stretch of text that holds nothing else; `nLinesAfter`: line breaks behind the last of them. */
export function readGap(text: string, { start, end }: Span): { readonly gaps: readonly Gap[]; readonly nLinesAfter: number } {
  const gaps: Gap[] = [];
  let nLines = 0;
  for (let at = start; at < end; at++) {
    const char = text.charAt(at);
    if (char === "\n") nLines++;
    if (char === ";") {
      gaps.push({ kind: "semicolon", start: at, end: at + 1, text: ";", nLinesBefore: nLines });
      nLines = 0;
    }
    if (char !== "/") continue;
    const isLine = text.charAt(at + 1) === "/";
    const found = isLine ? text.indexOf("\n", at) : text.indexOf("*/", at + 2) + 2;
    const close = found < (isLine ? 0 : 2) || end < found ? end : found;
    gaps.push({ kind: "comment", start: at, end: close, text: trimmed(text.slice(at, close)), nLinesBefore: nLines });
    nLines = 0;
    at = close - 1;
  }
  return { gaps, nLinesAfter: nLines };
}

/** Where a comment that ends the text's first line begins; -1 where there is none. Quotes are passed over. */
export function lastCommentOfLine(line: string): number {
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '"' || char === "`" || char === "'") {
      const close = closingQuote(line, at, char);
      if (close < 0) return -1;
      at = close;
    } else if (line.startsWith("//", at)) {
      return at;
    } else if (line.startsWith("/*", at)) {
      const close = line.indexOf("*/", at + 2);
      if (close < 0 || line.slice(close + 2).trim() === "") return at;
      at = close + 1;
    }
  }
  return -1;
}

function closingQuote(line: string, at: number, quote: string): number {
  for (let i = at + 1; i < line.length; i++) {
    if (line.charAt(i) === "\\" && quote !== "`") i++;
    else if (line.charAt(i) === quote) return i;
  }
  return -1;
}

/** Without carriage returns, and without blanks at the ends of its lines: unicode.IsSpace, as go/printer trims. */
export function trimmed(text: string): string {
  return text.replaceAll("\r", "").split("\n").map((line) => line.replace(/[\t\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/, "")).join("\n");
}
