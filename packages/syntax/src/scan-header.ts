import type { Span } from "./ast.js";
import type { ImportSpec } from "./outline.js";
import { scanImports, scanPackageClause } from "./scan-head.js";
import { SEMICOLON, startScan, tokenText, WORD } from "./scan-state.js";
import { nextToken } from "./scan-tokens.js";

/** What decides whether and where a file belongs: read from its first lines, the declarations are not looked at. */
export type FileHeader = {
  readonly packageName: string;
  readonly packageNameSpan: Span;
  /** All `//go:build` and `// +build` lines that the go command would see; whether the first overrule the others is for the caller. */
  readonly buildLines: readonly BuildLine[];
  readonly imports: readonly ImportSpec[];
};

/** `expression` is what follows `//go:build` or `// +build`, blanks trimmed; the span is that of the comment. */
export type BuildLine = Span & { readonly kind: "go:build" | "+build"; readonly expression: string };

/** Reads the head of a Go file, up to its last import declaration. Takes any text. */
export function readHeader(text: string): FileHeader {
  const state = startScan(text);
  const buildLines = readBuildLines(text, state.pos);
  const { name, span } = scanPackageClause(state);
  const imports: ImportSpec[] = [];
  for (;;) {
    if (state.kind === SEMICOLON) nextToken(state);
    else if (state.kind === WORD && tokenText(state) === "import") scanImports(state, imports);
    else break;
  }
  return { packageName: name, packageNameSpan: span, buildLines, imports };
}

/**
 * The lines of go/build's parseFileHeader: `//go:build` counts anywhere before the first code and outside block comments,
 * `// +build` only in the run of line comments at the top, and only when a blank line follows later in that run.
 */
function readBuildLines(text: string, start: number): BuildLine[] {
  const lines: BuildLine[] = [];
  let plusEnd = start;
  let isTop = true;
  let inBlock = false;
  for (let at = start; at < text.length; ) {
    const newline = text.indexOf("\n", at);
    const next = newline < 0 ? text.length : newline + 1;
    const lineStart = skipBlanks(text, at, next);
    const line = text.slice(lineStart, next).trimEnd();
    at = next;
    if (line === "") {
      if (isTop) plusEnd = next;
      continue;
    }
    if (!line.startsWith("//")) isTop = false;
    if (!inBlock) addBuildLine(lines, line, lineStart);
    const rest = commentState(line, inBlock);
    if (rest === "code") break;
    inBlock = rest === "block";
  }
  return lines.filter((line) => line.kind === "go:build" || line.end < plusEnd);
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) <= 32) at++;
  return at;
}

function addBuildLine(lines: BuildLine[], line: string, start: number): void {
  const match = /^(?:\/\/(go:build)|\/\/\s*(\+build))(?:\s+(.*))?$/.exec(line);
  if (match === null) return;
  lines.push({ start, end: start + line.length, kind: match[1] === undefined ? "+build" : "go:build", expression: match[3] ?? "" });
}

/** What the line leaves behind: an open block comment, nothing, or it holds code. */
function commentState(line: string, inBlock: boolean): "block" | "blank" | "code" {
  let rest = line;
  let isInside = inBlock;
  while (rest !== "") {
    if (isInside) {
      const end = rest.indexOf("*/");
      if (end < 0) return "block";
      isInside = false;
      rest = rest.slice(end + 2).trimStart();
    } else if (rest.startsWith("//")) {
      return "blank";
    } else if (rest.startsWith("/*")) {
      isInside = true;
      rest = rest.slice(2);
    } else {
      return "code";
    }
  }
  return isInside ? "block" : "blank";
}
