import type { FlatTree } from "./flat-builder.js";
import type { GoParser } from "./parser.js";

/**
 * The tree of a piece of Go. The grammar wants a type in `new(…)`, where Go since 1.26 takes any expression: if there is
 * an error, `new` is respelled as an ordinary name of the same length and the tree with fewer errors is taken. Names and
 * literals are read from the file's own text, so the respelling is seen nowhere else.
 */
export function parseText(parser: GoParser, text: string): FlatTree | null {
  const tree = parser.parse(text);
  if (tree === null || tree.errors.length === 0 || !text.includes("new(")) return tree;
  let best = { text, nErrors: tree.errors.length };
  for (const pattern of [NEW_OF_VALUE, NEW_CALL]) {
    const respelled = text.replace(pattern, "nEw");
    if (respelled === text) continue;
    const other = parser.parse(respelled);
    if (other !== null && other.errors.length === 0) return other;
    if (other !== null && other.errors.length < best.nErrors) best = { text: respelled, nErrors: other.errors.length };
  }
  return parser.parse(best.text);
}

const NEW_CALL: RegExp = /\bnew(?=\()/g;
/** Arguments that do not begin as only a type can: those parse as an expression too. */
const NEW_OF_VALUE: RegExp = /\bnew(?=\((?!\s*(?:[[(*]|<-|(?:map|chan|struct|interface|func)\b)))/g;
