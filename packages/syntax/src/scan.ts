import type { DeclOutline, FileOutline, ImportSpec } from "./outline.js";
import { beginsDeclaration, skipBrackets } from "./scan-brackets.js";
import { scanDeclaration } from "./scan-declarations.js";
import { scanImports, scanPackageClause } from "./scan-head.js";
import { END, report, SEMICOLON, startScan, tokenText, WORD } from "./scan-state.js";
import type { ScanState } from "./scan-state.js";
import { nextToken } from "./scan-tokens.js";

/** Finds what a Go file declares without parsing it. Takes any text; what is no Go becomes a problem. */
export function scanFile(text: string): FileOutline {
  const state = startScan(text);
  const { name, span } = scanPackageClause(state);
  const imports: ImportSpec[] = [];
  const declarations: DeclOutline[] = [];
  for (;;) {
    if (state.kind === SEMICOLON) {
      nextToken(state);
    } else if (state.kind === END) {
      break;
    } else {
      scanTopLevel(state, imports, declarations);
    }
  }
  return {
    packageName: name,
    packageNameSpan: span,
    imports,
    declarations,
    directives: state.directives,
    isGenerated: GENERATED.test(text.slice(0, name === "" ? 0 : span.start)),
    problems: state.problems,
  };
}

/** https://go.dev/s/generatedcode */
const GENERATED = /^\ufeff?\/\/ Code generated .* DO NOT EDIT\.\r?$/m;

function scanTopLevel(state: ScanState, imports: ImportSpec[], declarations: DeclOutline[]): void {
  const word = state.kind === WORD ? tokenText(state) : "";
  switch (word) {
    case "type":
    case "const":
    case "var":
    case "func":
      declarations.push(scanDeclaration(state, word));
      return;
    case "import":
      scanImports(state, imports);
      return;
    default:
      report(state, state.start, state.end, "a declaration was expected");
      skipStatement(state);
  }
}

function skipStatement(state: ScanState): void {
  state.isCut = false;
  while (state.kind !== SEMICOLON && state.kind !== END) {
    if (state.kind === 40 || state.kind === 91 || state.kind === 123) skipBrackets(state, false);
    if (state.isCut) return;
    nextToken(state);
    // Conflict markers end in operators, after which a line goes on; a declaration at the start of a line is one all the same.
    if (state.kind === WORD && state.text.charCodeAt(state.start - 1) === 10 && beginsDeclaration(state.text, state.start, true)) return;
  }
}
