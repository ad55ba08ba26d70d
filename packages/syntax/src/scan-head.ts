import type { ImportSpec } from "./outline.js";
import type { Span } from "./ast.js";
import { END, LITERAL, report, SEMICOLON, tokenText, WORD } from "./scan-state.js";
import type { ScanState } from "./scan-state.js";
import { scanGroup } from "./scan-declarations.js";
import { nextToken } from "./scan-tokens.js";
import { unquoteGo } from "./literals.js";

/** Reads the package clause, if the file begins with one; afterwards the current token is the first one behind it. */
export function scanPackageClause(state: ScanState): { readonly name: string; readonly span: Span } {
  nextToken(state);
  if (state.kind === WORD && tokenText(state) === "package") {
    nextToken(state);
    if (state.kind === WORD) {
      const span = { start: state.start, end: state.end };
      const name = tokenText(state);
      nextToken(state);
      return { name, span };
    }
  }
  if (state.kind !== END) report(state, state.start, state.end, "a package clause was expected");
  return { name: "", span: { start: state.start, end: state.start } };
}

/** Reads the import declaration whose keyword is the current token into `imports`. */
export function scanImports(state: ScanState, imports: ImportSpec[]): void {
  state.isCut = false;
  const isGroup = nextToken(state) === 40;
  if (isGroup) scanGroup(state, () => scanImport(state, imports));
  else scanImport(state, imports);
  if (isGroup && state.kind === 41) nextToken(state);
}

function scanImport(state: ScanState, imports: ImportSpec[]): void {
  const { start } = state;
  let name: string | null = null;
  if (state.kind === WORD || state.kind === 46) {
    name = tokenText(state);
    nextToken(state);
  }
  if (state.kind === LITERAL) {
    imports.push({ start, end: state.end, name, path: unquoteGo(tokenText(state))?.text ?? "" });
    nextToken(state);
  } else {
    report(state, state.start, state.end, "an import path was expected");
  }
  while (state.kind !== SEMICOLON && state.kind !== END && state.kind !== 41) nextToken(state);
}
