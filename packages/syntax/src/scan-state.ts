import type { Directive, SyntaxProblem } from "./outline.js";

/** Token kinds: the four below, or the character code of an operator (all above 32, each one character long). */
export const END = 1;
export const WORD = 2;
export const LITERAL = 3;
/** A `;` in the text, or one that the Go spec's "Semicolons" inserts at the end of a line. */
export const SEMICOLON = 59;

/** Where the scanner stands: the current token, the one before it, and what it has collected so far. */
export type ScanState = {
  readonly text: string;
  /** Where the next token is looked for. */
  pos: number;
  kind: number;
  start: number;
  end: number;
  previousKind: number;
  previousStart: number;
  /** End of the last token that stands in the text, so not of an inserted semicolon. */
  lastEnd: number;
  /** The last comment's end, and where the code before it ends: "the token before" sees through runs of comments. */
  commentEnd: number;
  codeEnd: number;
  sawStruct: boolean;
  sawLocalType: boolean;
  sawIndex: boolean;
  /** Set when a declaration was cut short at the start of the next one. */
  isCut: boolean;
  /** Once a bracket stayed open, every line that looks like a declaration ends the one before. */
  distrustsBrackets: boolean;
  readonly directives: Directive[];
  readonly problems: SyntaxProblem[];
};

/** A scanner at the start of `text`, behind a byte order mark. */
export function startScan(text: string): ScanState {
  return {
    text,
    pos: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    kind: SEMICOLON,
    start: 0,
    end: 0,
    previousKind: SEMICOLON,
    previousStart: 0,
    lastEnd: 0,
    commentEnd: -1,
    codeEnd: -1,
    sawStruct: false,
    sawLocalType: false,
    sawIndex: false,
    isCut: false,
    distrustsBrackets: false,
    directives: [],
    problems: [],
  };
}

/** Notes something wrong with the text; the scan goes on. */
export function report(state: ScanState, start: number, end: number, message: string): void {
  state.problems.push({ start, end, message });
}

/** The text of the current token. */
export function tokenText(state: ScanState): string {
  return state.text.slice(state.start, state.end);
}
