import type { Directive, Span } from "@cachelint/syntax";

/** The words that may follow `//cachelint:`. */
export const directiveWords = ["allow", "cold", "frozen", "hot", "isolate", "lines", "offset", "owner", "size", "together", "track"] as const;

/** Where a directive counts. */
export type Reach =
  | { readonly kind: "file" }
  /** What begins on its own line. */
  | { readonly kind: "line"; readonly span: Span }
  /** The declaration, field or statement below it. */
  | { readonly kind: "declaration"; readonly span: Span }
  /** It stands alone, and nothing follows it. */
  | { readonly kind: "nothing" };

/** A directive comment, read. */
export type PlacedDirective = ReadDirective & { readonly reach: Reach };

export type ReadDirective =
  | (Span & { readonly kind: "allow"; readonly word: "allow"; readonly argument: string; readonly ruleIds: readonly NamedRule[]; readonly reason: string })
  /** Any other `//cachelint:` directive, known or not; `wordSpan` is that of the word. */
  | (Span & { readonly kind: "word"; readonly word: string; readonly wordSpan: Span; readonly argument: string })
  /** golangci-lint's; `isOurs`: it speaks to cachelint, or to all linters. */
  | (Span & { readonly kind: "nolint"; readonly isOurs: boolean });

/** A rule as a directive names it. */
export type NamedRule = Span & { readonly id: string };

/** Reads the text of a directive comment. */
export function readDirective(directive: Directive): ReadDirective {
  const { start, end, text } = directive;
  if (text.startsWith("nolint")) return { kind: "nolint", start, end, isOurs: speaksToUs(text) };
  const [, word = "", gap = "", rest = ""] = /^cachelint:(\S*)(\s*)(.*)$/s.exec(text) ?? [];
  const wordStart = start + "//cachelint:".length;
  if (word !== "allow") return { kind: "word", start, end, word, wordSpan: { start: wordStart, end: wordStart + word.length }, argument: rest };
  const [list = ""] = /^.*?(?=(?:\s|^)--(?:\s|$)|$)/s.exec(rest) ?? [];
  const listStart = wordStart + word.length + gap.length;
  const ruleIds = [...list.matchAll(/[^\s,]+/g)].map((match) => ({ id: match[0], start: listStart + match.index, end: listStart + match.index + match[0].length }));
  return { kind: "allow", word, start, end, argument: rest, ruleIds, reason: rest.slice(list.length).replace(/^\s*--\s*/, "").trim() };
}

/** As golangci-lint reads it: `nolint` alone and `nolint:all` speak to every linter, what follows `//` is the reason. */
function speaksToUs(text: string): boolean {
  if (!text.startsWith("nolint:")) return true;
  const [linters = ""] = text.slice("nolint:".length).split("//");
  const names = linters.split(",").map((name) => name.trim().toLowerCase());
  return names[0]?.startsWith("all") === true || names.includes("cachelint");
}
