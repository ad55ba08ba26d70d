import type { Span } from "@cachelint/syntax";

/** What stands behind `--` until somebody knows better. */
const reasonWanted = "TODO: say why this is wanted";

/** An insertion that silences a rule for what is declared on the line of a span. */
export type Insertion = { readonly offset: number; readonly text: string };

/**
 * Where `//cachelint:allow` goes: on a line of its own, last of the comment above, where gofmt puts directives; behind the
 * text of a comment after an empty comment line, as gofmt has it. Inside a line that nothing begins on, at its end.
 */
export function suppression(text: string, { start }: Span, ruleId: string): Insertion {
  const directive = `//cachelint:allow ${ruleId} -- ${reasonWanted}`;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indent = /^[\t ]*/.exec(text.slice(lineStart, start))?.[0] ?? "";
  const above = lineAbove(text, lineStart);
  const newline = text.startsWith("\r\n", lineEnd(text, start)) ? "\r\n" : "\n";
  const gap = above.startsWith("//") && !isDirective(above) ? `${indent}//${newline}` : "";
  return { offset: lineStart, text: `${gap}${indent}${directive}${newline}` };
}

function lineAbove(text: string, lineStart: number): string {
  if (lineStart === 0) return "";
  return text.slice(text.lastIndexOf("\n", lineStart - 2) + 1, lineStart - 1).trim();
}

/** The end of the line, before its `\r\n` or `\n`. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

/** As gofmt tells them from prose: a word, a colon, no blank before either (go/ast, isDirective). */
function isDirective(line: string): boolean {
  return /^\/\/(?:line |extern |export |[a-z0-9]+:[a-z0-9])/.test(line);
}
