import type { DeclOutline } from "./outline.js";
import { beginsDeclaration, followsName, opensStruct, skipBrackets } from "./scan-brackets.js";
import { END, report, SEMICOLON, tokenText, WORD } from "./scan-state.js";
import type { ScanState } from "./scan-state.js";
import { nextToken } from "./scan-tokens.js";

/** Scans the declaration whose keyword is the current token; afterwards the current token is the first one behind it. */
export function scanDeclaration(state: ScanState, keyword: DeclOutline["keyword"]): DeclOutline {
  const { start } = state;
  state.sawStruct = state.sawLocalType = state.sawIndex = state.isCut = false;
  nextToken(state);
  if (keyword === "func") return scanFunction(state, start);
  const names: string[] = [];
  if (state.kind === 40) scanGroup(state, () => scanSpec(state, keyword, names, true));
  else scanSpec(state, keyword, names, false);
  const end = Math.max(start + keyword.length, state.lastEnd);
  if (state.kind === 41) nextToken(state);
  return {
    start,
    end,
    keyword,
    names,
    method: null,
    bodySpan: null,
    hasStruct: state.sawStruct ? BEFORE_BODY : NOWHERE,
    hasLocalType: state.sawLocalType,
    hasIndex: state.sawIndex,
    isBroken: state.isCut,
  };
}

/**
 * The specs between the parenthesis that is the current token and its partner, which is the current token then; `scan`
 * takes one spec, from its first token to the semicolon or parenthesis behind it.
 */
export function scanGroup(state: ScanState, scan: () => void): void {
  const open = state.start;
  nextToken(state);
  while (state.kind !== 41 && state.kind !== END && !state.isCut) {
    if (state.kind === SEMICOLON) nextToken(state);
    else if (endsBrokenDeclaration(state)) cutHere(state);
    else scan();
  }
  if (state.kind === 41) return;
  report(state, open, open + 1, '"(" is not closed');
  state.isCut = true;
}

function scanSpec(state: ScanState, keyword: "type" | "const" | "var", names: string[], inGroup: boolean): void {
  if (state.kind === WORD) {
    addName(names, tokenText(state));
    let kind = nextToken(state);
    while (keyword !== "type" && kind === 44) {
      if (nextToken(state) !== WORD) break;
      addName(names, tokenText(state));
      kind = nextToken(state);
    }
  } else if (state.kind !== SEMICOLON && state.kind !== END) {
    report(state, state.start, state.end, `a name was expected after "${keyword}"`);
  }
  skipSpec(state, inGroup);
}

function addName(names: string[], name: string): void {
  if (name !== "_") names.push(name);
}

/** Goes on to the semicolon that ends the spec, or to the parenthesis that ends its group. */
function skipSpec(state: ScanState, inGroup: boolean): void {
  for (;;) {
    const { kind } = state;
    if (kind === END || kind === SEMICOLON || (kind === 41 && inGroup)) return;
    if (kind === 40 || kind === 91 || kind === 123) {
      noteBracket(state);
      skipBrackets(state, false);
      if (state.isCut) return;
    } else if (kind === 41 || kind === 93 || kind === 125) {
      report(state, state.start, state.end, `"${tokenText(state)}" closes nothing`);
    } else if (kind === WORD && endsBrokenDeclaration(state)) {
      cutHere(state);
      return;
    }
    nextToken(state);
  }
}

function noteBracket(state: ScanState): void {
  if (state.kind === 91 && followsName(state.text, state.start)) state.sawIndex = true;
  if (state.kind === 123 && opensStruct(state, state.start)) state.sawStruct = true;
}

/** Whether the current token, though inside a declaration, is the first of another one at the start of its line. */
function endsBrokenDeclaration(state: ScanState): boolean {
  const { text, start } = state;
  return text.charCodeAt(start - 1) === 10 && beginsDeclaration(text, start, true);
}

function cutHere(state: ScanState): void {
  state.isCut = true;
  state.pos = state.start;
  state.kind = SEMICOLON;
  const { text } = state;
  let end = state.start;
  while (0 < end && text.charCodeAt(end - 1) <= 32) end--;
  state.lastEnd = end;
  report(state, state.start, state.start, "the declaration before is not complete");
}

// One array each for all declarations: a large run has tens of thousands of them.
const NOWHERE = [false, false] as const;
const BEFORE_BODY = [true, false] as const;
const IN_BODY = [false, true] as const;
const EVERYWHERE = [true, true] as const;
const NO_NAMES: readonly string[] = [];

function scanFunction(state: ScanState, start: number): DeclOutline {
  const receiver = state.kind === 40 ? scanReceiver(state) : null;
  let name = "";
  if (state.kind === WORD && !state.isCut) {
    name = tokenText(state);
    nextToken(state);
  } else if (!state.isCut) {
    report(state, state.start, state.end, 'a name was expected after "func"');
  }
  const hasBody = !state.isCut && skipSignature(state);
  const sawStruct = state.sawStruct;
  const sawIndex = state.sawIndex;
  state.sawStruct = false;
  let bodySpan = null;
  if (hasBody) {
    const bodyStart = state.start;
    skipBrackets(state, true);
    bodySpan = { start: bodyStart, end: state.lastEnd };
  }
  const end = Math.max(start + 4, state.lastEnd);
  if (!state.isCut && hasBody) nextToken(state);
  return {
    start,
    end,
    keyword: "func",
    // The Go spec declares no name for `init`, and every file may have several.
    names: receiver === null && name !== "" && name !== "_" && name !== "init" ? [name] : NO_NAMES,
    method: receiver === null ? null : { receiver, name },
    bodySpan,
    hasStruct: sawStruct ? (state.sawStruct ? EVERYWHERE : BEFORE_BODY) : state.sawStruct ? IN_BODY : NOWHERE,
    hasLocalType: state.sawLocalType,
    hasIndex: sawIndex,
    isBroken: state.isCut,
  };
}

/** The base type's name of a receiver such as `(q *Queue[K, V])`; empty where there is none. */
function scanReceiver(state: ScanState): string {
  const open = state.start;
  let depth = 1;
  let name = "";
  let isNamed = false;
  for (;;) {
    nextToken(state);
    if (state.kind === 40) depth++;
    else if (state.kind === 41 && --depth === 0) break;
    else if (state.kind === WORD && !isNamed) name = tokenText(state);
    else if (state.kind === 91) {
      isNamed = true;
      noteBracket(state);
      skipBrackets(state, false);
    } else if (state.kind === 123 || state.kind === END || state.kind === SEMICOLON) {
      report(state, open, open + 1, '"(" is not closed');
      return name;
    }
    if (state.isCut) return name;
  }
  nextToken(state);
  return name;
}

/** Goes on to the `{` of the body (true), or to the semicolon behind a signature that has none. */
function skipSignature(state: ScanState): boolean {
  for (;;) {
    const { kind } = state;
    if (kind === END || kind === SEMICOLON) return false;
    // A `{` here is the body's, unless it belongs to a struct or interface type in the result.
    if (kind === 123 && !followsTypeKeyword(state)) return true;
    if (kind === 40 || kind === 91 || kind === 123) {
      noteBracket(state);
      skipBrackets(state, false);
      if (state.isCut) return false;
    } else if (kind === WORD && endsBrokenDeclaration(state)) {
      cutHere(state);
      return false;
    }
    nextToken(state);
  }
}

function followsTypeKeyword(state: ScanState): boolean {
  if (state.previousKind !== WORD) return false;
  const { text, previousStart } = state;
  return isWordAt(text, previousStart, "struct") || isWordAt(text, previousStart, "interface");
}

function isWordAt(text: string, at: number, word: string): boolean {
  return text.startsWith(word, at) && !/[\p{L}\p{Nd}_]/u.test(text.charAt(at + word.length));
}
