import type { Span } from "./ast.js";
import { TOKEN } from "./without-comments.js";

/** A comment; `value` is what stands between its marks. */
export type Comment = Span & { readonly kind: "line" | "block"; readonly value: string };

/** All comments of a Go text, in its order. */
export function commentsIn(text: string): readonly Comment[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: token, index: start }): readonly Comment[] => {
    const end = start + token.length;
    if (token.startsWith("//")) return [{ kind: "line", start, end, value: token.slice(2).replace(/\r$/, "") }];
    return token.startsWith("/*") ? [{ kind: "block", start, end, value: token.slice(2, -2) }] : [];
  });
}
