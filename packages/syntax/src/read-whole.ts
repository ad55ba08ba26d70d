import type { Block, Decl } from "./ast.js";
import { parseText } from "./parse-text.js";
import type { GoParser } from "./parser.js";
import { readDeclaration } from "./read-declaration.js";
import { readBlock } from "./read-statement.js";
import { childOf, problemsOf, startReading, topLevelNodes } from "./reading.js";
import type { SyntaxProblem } from "./outline.js";
import { unparsed } from "./unparsed.js";

/** One top-level declaration of a file, with its body where it is a function that has one. */
export type WholeDeclaration = { readonly decls: readonly Decl[]; readonly body: Block | null };

/**
 * Reads a file by parsing all of it, without the scanner: slow, and one error may spoil everything. The reading in two
 * tiers is compared with this one.
 */
export function readWhole(parser: GoParser, text: string): { readonly declarations: readonly WholeDeclaration[]; readonly problems: readonly SyntaxProblem[] } {
  const tree = parseText(parser, `${text}\n`);
  if (tree === null) return { declarations: [], problems: [{ start: 0, end: text.length, message: unparsed.file }] };
  const reading = startReading(tree, text, 0);
  const declarations: WholeDeclaration[] = [];
  for (const node of topLevelNodes(tree)) {
    const decls = readDeclaration(reading, node);
    if (decls === null) continue;
    const body = decls[0]?.kind === "func-decl" ? childOf(reading, node, "body") : -1;
    declarations.push({ decls, body: body < 0 ? null : readBlock(reading, body) });
  }
  return { declarations, problems: problemsOf(reading) };
}
