import type { FlatTree } from "./flat-builder.js";
import { withoutReceivers } from "./generic-methods.js";
import { misreadBodies } from "./misread-bodies.js";
import type { GoParser } from "./parser.js";

/**
 * The tree of a piece of Go. Three things the grammar gets wrong are mended by parsing the piece again with letters or
 * blanks replaced; names and literals are read from the file's own text, so nobody sees the respelling.
 */
export function parseText(parser: GoParser, text: string): FlatTree | null {
  const spelling = mendCalls(parser, mendMethods(parser, text));
  if (spelling === null) return null;
  return mendBodies(parser, spelling.text, spelling.tree);
}

type Spelling = { readonly text: string; readonly tree: FlatTree };

/** The text, with the receivers of methods blank that have type parameters; their trees have an error otherwise. */
function mendMethods(parser: GoParser, text: string): Spelling | null {
  const tree = parser.parse(text);
  if (tree === null || tree.errors.length === 0) return tree && { text, tree };
  const nErrors = tree.errors.length;
  const respelled = withoutReceivers(text);
  if (respelled === text) return { text, tree };
  const other = parser.parse(respelled);
  if (other !== null && other.errors.length < nErrors) return { text: respelled, tree: other };
  const again = parser.parse(text);
  return again && { text, tree: again };
}

/**
 * The grammar wants a type in `new(…)` and `make(…)`; Go since 1.26 takes any expression in `new`, and a program may
 * declare a `make` of its own. So where there is an error, both become ordinary names and the tree with fewer errors is
 * taken.
 */
function mendCalls(parser: GoParser, spelling: Spelling | null): Spelling | null {
  if (spelling === null) return null;
  const { text, tree } = spelling;
  if (tree.errors.length === 0 || !/\b(?:new|make)\b/.test(text)) return spelling;
  let best = { text, nErrors: tree.errors.length };
  for (const pattern of [CALL_OF_VALUE, CALL]) {
    const respelled = text.replace(pattern, (name) => (name === "new" ? "nEw" : "mAke"));
    if (respelled === text) continue;
    const other = parser.parse(respelled);
    if (other !== null && other.errors.length === 0) return { text: respelled, tree: other };
    if (other !== null && other.errors.length < best.nErrors) best = { text: respelled, nErrors: other.errors.length };
  }
  const again = parser.parse(best.text);
  return again === null ? null : { text: best.text, tree: again };
}

const CALL = /\b(?:new|make)(?=\s*\()/g;
/** Arguments that do not begin as only a type can: those parse as an expression too. */
const CALL_OF_VALUE = /\b(?:new|make)(?=\s*\((?!\s*(?:[[(*]|<-|(?:map|chan|struct|interface|func)\b)))/g;

/** In `if !a.b { f() }` before a block, the grammar may take `a.b { f() }` for a composite literal; `f();` cannot stand in one. */
function mendBodies(parser: GoParser, text: string, tree: FlatTree): FlatTree | null {
  const ends = misreadBodies(tree).filter((end) => canHoldSemicolon(text, end - 2));
  if (ends.length === 0) return tree;
  let mended = "";
  let from = 0;
  for (const end of ends) {
    mended += `${text.slice(from, end - 2)};`;
    from = end - 1;
  }
  mended += text.slice(from);
  const nErrors = tree.errors.length;
  const other = parser.parse(mended);
  return other !== null && other.errors.length <= nErrors ? other : parser.parse(text);
}

/** A blank may become a semicolon, unless a line comment would swallow it. */
function canHoldSemicolon(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 32 || code === 9) return true;
  return code === 10 && !text.slice(text.lastIndexOf("\n", at - 1) + 1, at).includes("//");
}
