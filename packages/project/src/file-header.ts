import { allOf, type Constraint, parseExpression, parsePlusBuild } from "./constraint.js";

/** What the head of a Go file says about its place in a build. */
export type FileHeader = {
  /** Empty where there is no package clause. */
  readonly packageName: string;
  /** Unquoted, in order, doubles included; `C` among them for cgo. */
  readonly imports: readonly string[];
  readonly constraint: HeaderConstraint;
};
export type HeaderConstraint = { readonly constraint: Constraint } | { readonly problem: string };

/** Reads package clause, imports and constraint lines; stops at the first other declaration. */
export function readFileHeader(text: string): FileHeader {
  const { tail, goBuild, plusBuild } = readComments(text);
  const scanner: Scanner = { text, at: tail };
  const packageName = readPackageClause(scanner);
  return { packageName, imports: packageName === "" ? [] : readImports(scanner), constraint: constraintOf(goBuild, plusBuild) };
}

function constraintOf(goBuild: readonly string[], plusBuild: readonly string[]): HeaderConstraint {
  const [expression] = goBuild;
  if (1 < goBuild.length) return { problem: "multiple //go:build comments" };
  if (expression === undefined) return { constraint: allOf(plusBuild.map(parsePlusBuild)) };
  const parsed = parseExpression(expression);
  return "problem" in parsed ? { problem: `parsing //go:build line: ${parsed.problem}` } : parsed;
}

type HeadComments = { readonly tail: number; readonly goBuild: readonly string[]; readonly plusBuild: readonly string[] };

/**
 * Walks the lines before the first code (go/build parseFileHeader). `//go:build` counts on any of them that is outside a
 * block comment; `// +build` only in the leading run of line comments, and only above its last blank line.
 */
function readComments(text: string): HeadComments {
  const goBuild: string[] = [];
  const pending: string[] = [];
  const plusBuild: string[] = [];
  let isLeading = true;
  let inBlock = false;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end).trim();
    if (line === "" && isLeading) plusBuild.push(...pending.splice(0));
    else if (!line.startsWith("//")) isLeading = false;
    else if (!inBlock) {
      if (/^\/\/go:build(?:\s|$)/.test(line)) goBuild.push(line.slice("//go:build".length));
      const plus = isLeading && line.includes("+build") ? /^\/\/\s*\+build(?:\s+(.*))?$/.exec(line) : null;
      if (plus !== null) pending.push(plus[1] ?? "");
    }
    const code = skipComments(line, inBlock);
    if (code === "code") break;
    inBlock = code === "block";
    at = end + 1;
  }
  return { tail: Math.min(at, text.length), goBuild, plusBuild };
}

/** What follows a line's comments: code, nothing, or an open block comment. */
function skipComments(line: string, inBlock: boolean): "code" | "nothing" | "block" {
  let rest = line;
  let isOpen = inBlock;
  while (rest !== "") {
    if (isOpen) {
      const close = rest.indexOf("*/");
      if (close < 0) return "block";
      isOpen = false;
      rest = rest.slice(close + 2).trim();
    } else if (rest.startsWith("//")) return "nothing";
    else if (rest.startsWith("/*")) {
      isOpen = true;
      rest = rest.slice(2);
    } else return "code";
  }
  return isOpen ? "block" : "nothing";
}

type Scanner = { readonly text: string; at: number };

function readPackageClause(scanner: Scanner): string {
  // The line that ended the comments may itself begin with one.
  skipSpace(scanner);
  if (readWord(scanner) !== "package") return "";
  skipSpace(scanner);
  return readWord(scanner);
}

function readImports(scanner: Scanner): readonly string[] {
  const imports: string[] = [];
  for (;;) {
    skipSpace(scanner, ";");
    if (readWord(scanner) !== "import") return imports;
    skipSpace(scanner);
    if (scanner.text[scanner.at] !== "(") {
      if (!readImportSpec(scanner, imports)) return imports;
      continue;
    }
    scanner.at++;
    for (;;) {
      skipSpace(scanner, ";");
      if (scanner.text[scanner.at] === ")") break;
      if (!readImportSpec(scanner, imports)) return imports;
    }
    scanner.at++;
  }
}

/** `[name | . | _] "path"`; false where it is neither, which ends the imports. */
function readImportSpec(scanner: Scanner, imports: string[]): boolean {
  if (scanner.text[scanner.at] === ".") scanner.at++;
  else readWord(scanner);
  skipSpace(scanner);
  STRING.lastIndex = scanner.at;
  const match = STRING.exec(scanner.text);
  if (match === null) return false;
  scanner.at = STRING.lastIndex;
  imports.push(unquote(match[0]));
  return true;
}

const STRING = /"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`/y;
const WORD = /[\p{L}_][\p{L}\p{Nd}_]*/uy;

function readWord(scanner: Scanner): string {
  WORD.lastIndex = scanner.at;
  const match = WORD.exec(scanner.text);
  if (match === null) return "";
  scanner.at = WORD.lastIndex;
  return match[0];
}

function skipSpace(scanner: Scanner, also = ""): void {
  const { text } = scanner;
  for (; scanner.at < text.length; scanner.at++) {
    const char = text[scanner.at] ?? "";
    if (char === " " || char === "\t" || char === "\n" || char === "\r" || char === also) continue;
    if (char !== "/") return;
    const next = text[scanner.at + 1];
    if (next !== "/" && next !== "*") return;
    const end = next === "/" ? text.indexOf("\n", scanner.at) : text.indexOf("*/", scanner.at + 2);
    scanner.at = end < 0 ? text.length : next === "/" ? end : end + 1;
  }
}

/** Escapes in import paths are legal and never seen; the few that could matter are read. */
function unquote(literal: string): string {
  const body = literal.slice(1, -1);
  if (literal.startsWith("`") || !body.includes("\\")) return body;
  return body.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/g, (_, hex?: string, unicode?: string, char?: string) =>
    hex === undefined && unicode === undefined ? (char ?? "") : String.fromCharCode(Number.parseInt(hex ?? unicode ?? "", 16)),
  );
}
