import type { Expr, Ident, Param } from "./ast.js";
import { bad } from "./reading.js";

/*
 * Methods with type parameters of their own, since Go 1.27: `func (s *Set[K]) Map[V any](f func(K) V) []V`. The grammar
 * knows none, but would know a function: so the receiver is made blank before it is parsed, and read here.
 */

const RECEIVER = /(?<=^func\s*)\([^()]*(?:\([^()]*\)[^()]*)*\)(?=\s*[\p{L}_][\p{L}\p{N}_]*\s*\[)/gmu;

/** The text with the receivers of such methods blank, at its length. */
export function withoutReceivers(text: string): string {
  return text.replace(RECEIVER, (receiver) => receiver.replace(/[^\n]/g, " "));
}

/** The receiver in what stands before the name of a function, from `start` to `end`; null where there is none. */
export function receiverBetween(text: string, start: number, end: number): Param | null {
  const tokens = tokensIn(text, start, end);
  if (tokens[0]?.text !== "(") return null;
  const close = tokens.at(-1) as Token;
  const span = { start: tokens[1]?.start ?? start, end: tokens.at(-2)?.end ?? end };
  const first = /^[[\]),]$/.test(tokens[2]?.text ?? ")") ? null : identOf(tokens[1]);
  const name = first === null ? [] : [first];
  const read = close.text === ")" && tokens.length <= MOST_TOKENS ? readType(tokens, 1 + name.length) : null;
  return { ...span, names: name, type: read?.type ?? bad(text, span.start, span.end), variadic: false };
}

type Token = { readonly text: string; readonly start: number; readonly end: number };

/** Enough for every receiver that somebody wrote, and too few to overflow the stack. */
const MOST_TOKENS = 1000;

function tokensIn(text: string, start: number, end: number): readonly Token[] {
  const code = text.slice(start, end).replace(/\/\*[^]*?\*\/|\/\/.*/g, (comment) => " ".repeat(comment.length));
  return [...code.matchAll(/[\p{L}_][\p{L}\p{N}_]*|\S/gu)].map(([token], i, all) => {
    const at = start + (all[i]?.index ?? 0);
    return { text: token, start: at, end: at + token.length };
  });
}

type Read = { readonly type: Expr; /** The token behind it. */ readonly next: number };

/** `T`, `*T`, `(T)`, `T[K, _]`; null where it is nothing of these. */
function readType(tokens: readonly Token[], at: number): Read | null {
  const token = tokens[at];
  if (token?.text === "*") {
    const operand = readType(tokens, at + 1);
    return operand && { type: { kind: "star", start: token.start, end: operand.type.end, operand: operand.type }, next: operand.next };
  }
  if (token?.text === "(") {
    const inner = readType(tokens, at + 1);
    if (inner === null) return null;
    const close = tokens[inner.next];
    return close?.text === ")" ? { type: { kind: "paren", start: token.start, end: close.end, inner: inner.type }, next: inner.next + 1 } : null;
  }
  const operand = identOf(token);
  if (operand === null) return null;
  return tokens[at + 1]?.text === "[" ? readIndices(tokens, at + 2, operand) : { type: operand, next: at + 1 };
}

function readIndices(tokens: readonly Token[], from: number, operand: Ident): Read | null {
  const indices: Ident[] = [];
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    const name = identOf(token);
    if (name !== null) indices.push(name);
    else if (token?.text === "]") return { type: { kind: "index", start: operand.start, end: token.end, operand, indices }, next: at + 1 };
    else if (token?.text !== ",") return null;
  }
  return null;
}

function identOf(token: Token | undefined): Ident | null {
  return token !== undefined && /^[\p{L}_]/u.test(token.text) ? { kind: "ident", name: token.text, start: token.start, end: token.end } : null;
}
