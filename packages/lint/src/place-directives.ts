import { type Decl, type Directive, type FuncDecl, type GoParser, readBody, readDeclarations, type Span, type Visitor, walkBlock, walkDecl } from "@cachelint/syntax";
import type { FileUnit } from "@cachelint/types";
import { isAnnotation, type PlacedAnnotation, readAnnotation } from "./annotation.js";
import { type PlacedDirective, type Reach, readDirective } from "./directive.js";

type SourceFile = FileUnit["source"];

/** The directives of a file with where each of them counts. Only files that hold one are looked into. */
export function placeDirectives(parser: GoParser, source: SourceFile): readonly PlacedDirective[] {
  return source.outline.directives.flatMap((directive) => (isAnnotation(directive) ? [] : [{ ...readDirective(directive), reach: reachOf(parser, source, directive) }]));
}

/** What other tools' annotations say, and where each of them counts; they are facts for us, and no directives that could be wrong. */
export function placeAnnotations(parser: GoParser, source: SourceFile): readonly PlacedAnnotation[] {
  return source.outline.directives.flatMap((directive) => {
    const read = readAnnotation(directive);
    return read === null ? [] : [{ ...read, reach: reachOf(parser, source, directive) }];
  });
}

/** Directives in the head of a file, and on the line of its package clause, count for all of it. */
function reachOf(parser: GoParser, source: SourceFile, directive: Directive): Reach {
  const { text } = source.file;
  const { packageNameSpan } = source.outline;
  if (directive.start < packageNameSpan.start || lineOf(text, directive.start).start <= packageNameSpan.start) return { kind: "file" };
  if (!directive.isAlone) return { kind: "line", span: lineOf(text, directive.start) };
  const start = codeBelow(text, directive.end);
  if (start === null) return { kind: "nothing" };
  const span = largestNodeAt(parser, source, start);
  return span === null ? { kind: "nothing" } : { kind: "declaration", span };
}

function lineOf(text: string, offset: number): Span {
  const end = text.indexOf("\n", offset);
  return { start: text.lastIndexOf("\n", offset - 1) + 1, end: end < 0 ? text.length : end };
}

/** Where the code begins that a comment block ends at: the first line below that is no line comment; null where that line is empty. */
function codeBelow(text: string, offset: number): number | null {
  for (let end = lineOf(text, offset).end; end < text.length; ) {
    const line = lineOf(text, end + 1);
    const [blanks = ""] = /^\s*/.exec(text.slice(line.start, line.end)) ?? [];
    const start = line.start + blanks.length;
    if (start === line.end) return null;
    if (!text.startsWith("//", start)) return start;
    end = line.end;
  }
  return null;
}

/** The largest declaration, field or statement that begins at an offset. */
function largestNodeAt(parser: GoParser, source: SourceFile, start: number): Span | null {
  const { text } = source.file;
  const { declarations } = source.outline;
  const index = declarations.findIndex((decl) => decl.start <= start && start < decl.end);
  const outer = declarations[index];
  if (outer === undefined) return null;
  if (outer.start === start) return { start, end: outer.end };
  let largest: Span | null = null;
  const look = (node: Span): void => {
    if (node.start === start && (largest === null || largest.end < node.end)) largest = { start, end: node.end };
  };
  const visitor: Visitor = {
    decl: look,
    stmt: look,
    expr: (expr) => {
      if (expr.kind === "struct") expr.fields.forEach(look);
    },
  };
  const [decls = []] = readDeclarations(parser, text, source.outline, [index]).declarations;
  for (const decl of decls) {
    walkDecl(decl, visitor);
    if (isFunctionAround(decl, start)) walkBlock(readBody(parser, text, decl).block, visitor);
  }
  return largest;
}

function isFunctionAround(decl: Decl, offset: number): decl is FuncDecl {
  return decl.kind === "func-decl" && decl.bodySpan !== null && decl.bodySpan.start <= offset;
}
