import type { DeclOutline } from "../src/index.js";

/** The flags of a declaration by a tokenizer made of one regular expression: slow, and independent of the scanner. */
export function referenceFlags(text: string, { start, end, bodySpan }: DeclOutline): Pick<DeclOutline, "hasStruct" | "hasLocalType" | "hasIndex"> {
  const head = tokensOf(text.slice(start, bodySpan?.start ?? end));
  const body = tokensOf(bodySpan === null ? "" : text.slice(bodySpan.start, bodySpan.end));
  return {
    hasStruct: [hasStruct(head), hasStruct(body)],
    hasLocalType: [head.slice(1), body].some((tokens) => tokens.some((token, at) => token === "type" && tokens[at - 1] !== "(")),
    hasIndex: /* adjacency needs the blanks, so they are tokens here */ hasIndex(text.slice(start, bodySpan?.start ?? end)),
  };
}

const TOKEN = /\/\/[^\n]*|\/\*[^]*?\*\/|`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[\p{L}_][\p{L}\p{Nd}_]*|\s+|[^]/gu;
const KEYWORDS: ReadonlySet<string> = new Set("break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var".split(" "));

function tokensOf(go: string): readonly string[] {
  return (go.match(TOKEN) ?? []).filter((token) => !/^(?:\s|\/[/*])/.test(token));
}

function hasStruct(tokens: readonly string[]): boolean {
  return tokens.some((token, at) => token === "struct" && tokens[at + 1] === "{" && tokens[at + 2] !== "}");
}

function hasIndex(go: string): boolean {
  const tokens = go.match(TOKEN) ?? [];
  return tokens.some((token, at) => token === "[" && /^[\p{L}_]/u.test(tokens[at - 1] ?? "") && !KEYWORDS.has(tokens[at - 1] as string));
}
