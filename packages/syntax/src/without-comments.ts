import { type FlatTree, STRIDE } from "./flat-builder.js";

/** Go text without its comments, and where each of its characters stood: `origins[i]` for the i-th; null for text that had none. */
export type Code = { readonly text: string; readonly origins: Int32Array | null };

/** A string, raw string or rune, in which `//` is no comment; or a comment. */
export const TOKEN = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[^]*?\*\//g;

/**
 * Leaves comments out before the parser sees them: half of what stands in the declarations of real code, and of no use to
 * the tree. A block comment counts as a blank, or as a newline where it holds one (Go spec, "Comments").
 */
export function withoutComments(text: string): Code {
  if (!text.includes("//") && !text.includes("/*")) return { text, origins: null };
  const origins = new Int32Array(text.length + 1);
  const pieces: string[] = [];
  let from = 0;
  let length = 0;
  const keep = (end: number): void => {
    pieces.push(text.slice(from, end));
    for (let at = from; at < end; at++) origins[length++] = at;
  };
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [token] = match;
    if (token.charCodeAt(0) !== 47) continue;
    keep(match.index);
    from = match.index + token.length;
    if (token.charCodeAt(1) === 47) continue;
    pieces.push(token.includes("\n") ? "\n" : " ");
    origins[length++] = match.index;
  }
  keep(text.length);
  origins[length] = text.length;
  return { text: pieces.join(""), origins };
}

/** Moves the positions of a tree from text without comments to the text with them. */
export function restorePositions({ nodes, end }: FlatTree, origins: Int32Array): void {
  for (let node = 0; node < end; node += STRIDE) {
    const first = nodes[node + 1] as number;
    const behind = nodes[node + 2] as number;
    nodes[node + 1] = origins[first] as number;
    // A node ends behind its last character, not before the next one: comments may lie between.
    nodes[node + 2] = first < behind ? (origins[behind - 1] as number) + 1 : (origins[first] as number);
  }
}
