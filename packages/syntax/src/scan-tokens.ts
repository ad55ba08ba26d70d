import { END, LITERAL, report, SEMICOLON, WORD } from "./scan-state.js";
import type { ScanState } from "./scan-state.js";

/** Moves to the next token and returns its kind; comments are passed over, semicolons inserted as in the Go spec. */
export function nextToken(state: ScanState): number {
  const { text } = state;
  let at = state.pos;
  for (;;) {
    if (text.length <= at) return insertsSemicolon(state) ? put(state, SEMICOLON, at, at) : put(state, END, at, at);
    const code = text.charCodeAt(at);
    if (code === 10) {
      if (insertsSemicolon(state)) {
        put(state, SEMICOLON, at, at);
        state.pos = at + 1;
        return SEMICOLON;
      }
      at++;
    } else if (code <= 32) {
      at++;
    } else if (code === 47 && isCommentMark(text.charCodeAt(at + 1))) {
      const end = skipComment(state, at);
      if (insertsSemicolon(state) && text.charCodeAt(at + 1) === 42 && hasNewline(text, at, end)) {
        put(state, SEMICOLON, at, at);
        state.pos = end;
        return SEMICOLON;
      }
      at = end;
    } else {
      return putToken(state, at, code);
    }
  }
}

/** Whether a `/` with this character after it begins a comment. */
export function isCommentMark(code: number): boolean {
  return code === 47 || code === 42;
}

/** The end of the comment at `start`; a line comment ends before its newline. Collects directives. */
export function skipComment(state: ScanState, start: number): number {
  const { text } = state;
  let before = start;
  while (0 < before && text.charCodeAt(before - 1) <= 32) before--;
  if (before !== state.commentEnd) state.codeEnd = before;
  let end: number;
  if (text.charCodeAt(start + 1) === 47) {
    end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    const first = text.charCodeAt(start + 2);
    if (first === 99 || first === 110) readDirective(state, start, end);
    else if (first === 43 || (first === 32 && text.charCodeAt(start + 3) === 43)) readAnnotation(state, start, end);
  } else {
    end = text.indexOf("*/", start + 2) + 2;
    if (end < 2) {
      end = text.length;
      report(state, start, end, "comment is not closed");
    }
  }
  state.commentEnd = end;
  return end;
}

/** The end of the string, raw string or rune that begins at `start` with `quote`. */
export function skipQuoted(state: ScanState, start: number, quote: number): number {
  const { text } = state;
  if (quote === 96) {
    const end = text.indexOf("`", start + 1);
    if (0 <= end) return end + 1;
    report(state, start, text.length, "raw string is not closed");
    return text.length;
  }
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 10) break;
    // A backslash at the end of the line escapes nothing: the string ends there.
    if (code === 92 && text.charCodeAt(at + 1) !== 10) at++;
  }
  at = Math.min(at, text.length);
  report(state, start, at, quote === 34 ? "string is not closed" : "rune is not closed");
  return at;
}

/** Whether a name may hold this character; everything outside ASCII counts as a letter. */
export function isWordCode(code: number): boolean {
  return (97 <= code && code <= 122) || (65 <= code && code <= 90) || (48 <= code && code <= 57) || code === 95 || 127 < code;
}

const CONTINUING_KEYWORDS: ReadonlySet<string> = new Set(
  "case chan const default defer else for func go goto if import interface map package range select struct switch type var".split(" "),
);

/** Whether `word` is a keyword that no line can end with. */
export function isContinuingKeyword(word: string): boolean {
  return CONTINUING_KEYWORDS.has(word);
}

function insertsSemicolon(state: ScanState): boolean {
  switch (state.kind) {
    case LITERAL:
    case 41:
    case 93:
    case 125:
      return true;
    case WORD:
      return !CONTINUING_KEYWORDS.has(state.text.slice(state.start, state.end));
    default:
      return false;
  }
}

function hasNewline(text: string, start: number, end: number): boolean {
  const at = text.indexOf("\n", start);
  return 0 <= at && at < end;
}

function putToken(state: ScanState, start: number, code: number): number {
  const { text } = state;
  if (isWordCode(code)) {
    const isNumber = 48 <= code && code <= 57;
    let end = start + 1;
    for (; end < text.length; end++) {
      const next = text.charCodeAt(end);
      if (!isWordCode(next) && !(isNumber && next === 46)) break;
    }
    return put(state, isNumber ? LITERAL : WORD, start, end);
  }
  if (code === 34 || code === 39 || code === 96) return put(state, LITERAL, start, skipQuoted(state, start, code));
  return put(state, code, start, start + 1);
}

function put(state: ScanState, kind: number, start: number, end: number): number {
  state.previousKind = state.kind;
  state.previousStart = state.start;
  state.kind = kind;
  state.start = start;
  state.end = end;
  state.pos = end;
  if (kind !== SEMICOLON && start < end) state.lastEnd = end;
  return kind;
}

function readDirective(state: ScanState, start: number, lineEnd: number): void {
  const { text } = state;
  const isOurs = text.startsWith("cachelint:", start + 2);
  if (isOurs || (text.startsWith("nolint", start + 2) && !isWordCode(text.charCodeAt(start + 8)))) keepDirective(state, start, lineEnd);
}

/** `// +checklocks:mu`, `// +checkatomic`: https://pkg.go.dev/gvisor.dev/gvisor/tools/checklocks */
function readAnnotation(state: ScanState, start: number, lineEnd: number): void {
  const { text } = state;
  const plus = text.charCodeAt(start + 2) === 43 ? start + 2 : start + 3;
  if (text.startsWith("checklocks", plus + 1) || text.startsWith("checkatomic", plus + 1)) keepDirective(state, start, lineEnd);
}

function keepDirective(state: ScanState, start: number, lineEnd: number): void {
  const { text } = state;
  let end = lineEnd;
  while (text.charCodeAt(end - 1) <= 32) end--;
  let before = start;
  while (0 < before && isBlank(text.charCodeAt(before - 1))) before--;
  state.directives.push({ start, end, text: text.slice(start + 2, end), isAlone: before === 0 || text.charCodeAt(before - 1) === 10 });
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 0xfeff;
}
