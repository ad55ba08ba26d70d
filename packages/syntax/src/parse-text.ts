import type { FlatTree } from "./flat-builder.js";
import type { GoParser } from "./parser.js";

/**
 * The tree of a piece of Go. The grammar wants a type in `new(…)` and `make(…)`; Go since 1.26 takes any expression in
 * `new`, and a program may declare a `make` of its own. So where there is an error, both are respelled as ordinary names of
 * the same length and the tree with fewer errors is taken. Names and literals are read from the file's own text: nobody
 * else sees the respelling.
 */
export function parseText(parser: GoParser, text: string): FlatTree | null {
  const tree = parser.parse(text);
  if (tree === null || tree.errors.length === 0 || !/\b(?:new|make)\b/.test(text)) return tree;
  let best = { text, nErrors: tree.errors.length };
  for (const pattern of [CALL_OF_VALUE, CALL]) {
    const respelled = text.replace(pattern, (name) => (name === "new" ? "nEw" : "mAke"));
    if (respelled === text) continue;
    const other = parser.parse(respelled);
    if (other !== null && other.errors.length === 0) return other;
    if (other !== null && other.errors.length < best.nErrors) best = { text: respelled, nErrors: other.errors.length };
  }
  return parser.parse(best.text);
}

const CALL: RegExp = /\b(?:new|make)(?=\s*\()/g;
/** Arguments that do not begin as only a type can: those parse as an expression too. */
const CALL_OF_VALUE: RegExp = /\b(?:new|make)(?=\s*\((?!\s*(?:[[(*]|<-|(?:map|chan|struct|interface|func)\b)))/g;
