/** The value of a Go string literal: as UTF-16, and how many bytes it has in Go. */
export type StringValue = { readonly text: string; readonly nBytes: number };

/**
 * The value of an interpreted or raw string literal, quotes included; null where it is none. `\xff` and `\377` stand for
 * bytes: those that make no UTF-8 appear as U+FFFD in `text`, and `nBytes` is right all the same.
 */
export function unquoteGo(literal: string): StringValue | null {
  const quote = literal.charCodeAt(0);
  if (literal.length < 2 || literal.charCodeAt(literal.length - 1) !== quote) return null;
  const inner = literal.slice(1, -1);
  if (quote === 96) return inner.includes("`") ? null : plain(inner.includes("\r") ? inner.replaceAll("\r", "") : inner);
  if (quote !== 34 || inner.includes("\n")) return null;
  if (!inner.includes("\\")) return inner.includes('"') ? null : plain(inner);
  return unescape(inner);
}

/** The code point of a rune literal such as `'\n'`, or null where it is none. */
export function runeValue(literal: string): number | null {
  if (literal.length < 3 || literal.charCodeAt(0) !== 39 || literal.charCodeAt(literal.length - 1) !== 39) return null;
  const inner = literal.slice(1, -1);
  if (inner.charCodeAt(0) === 92) {
    const escape = readEscape(inner, 0, "'");
    return escape !== null && escape.end === inner.length ? escape.value : null;
  }
  const value = inner.codePointAt(0);
  if (value === undefined || value === 39 || value === 10) return null;
  return inner.length === (0xffff < value ? 2 : 1) ? value : null;
}

function plain(text: string): StringValue {
  return { text, nBytes: utf8Length(text) };
}

function utf8Length(text: string): number {
  let nBytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    // A surrogate pair is two units and four bytes; a lone one is written as the three bytes of U+FFFD.
    if (0xd800 <= code && code < 0xdc00 && isLowSurrogate(text.charCodeAt(at + 1))) at++;
    else if (code < 0x800) {
      nBytes += 1;
      continue;
    }
    nBytes += 2;
  }
  return nBytes;
}

function isLowSurrogate(code: number): boolean {
  return 0xdc00 <= code && code < 0xe000;
}

/** Segments of characters and of bytes, since only neighbouring bytes can make UTF-8 together. */
function unescape(inner: string): StringValue | null {
  let text = "";
  let nBytes = 0;
  let bytes: number[] = [];
  const flush = (): void => {
    text += new TextDecoder().decode(new Uint8Array(bytes));
    nBytes += bytes.length;
    bytes = [];
  };
  for (let at = 0; at < inner.length; ) {
    const code = inner.charCodeAt(at);
    if (code === 34) return null;
    if (code !== 92) {
      let end = at + 1;
      while (end < inner.length && inner.charCodeAt(end) !== 92 && inner.charCodeAt(end) !== 34) end++;
      flush();
      text += inner.slice(at, end);
      nBytes += utf8Length(inner.slice(at, end));
      at = end;
      continue;
    }
    const escape = readEscape(inner, at, '"');
    if (escape === null) return null;
    if (escape.isByte) {
      bytes.push(escape.value);
    } else {
      flush();
      const character = String.fromCodePoint(escape.value);
      text += character;
      nBytes += utf8Length(character);
    }
    at = escape.end;
  }
  flush();
  return { text, nBytes };
}

type Escape = { readonly value: number; readonly end: number; readonly isByte: boolean };

const SIMPLE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["b", 8],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
  ["\\", 92],
]);

function readEscape(text: string, at: number, quote: string): Escape | null {
  const mark = text.charAt(at + 1);
  const simple = mark === quote ? quote.charCodeAt(0) : SIMPLE_ESCAPES.get(mark);
  if (simple !== undefined) return { value: simple, end: at + 2, isByte: false };
  if (mark === "x") return readDigits(text, at + 2, { n: 2, base: 16, isByte: true });
  if (mark === "u") return readDigits(text, at + 2, { n: 4, base: 16, isByte: false });
  if (mark === "U") return readDigits(text, at + 2, { n: 8, base: 16, isByte: false });
  return readDigits(text, at + 1, { n: 3, base: 8, isByte: true });
}

function readDigits(text: string, start: number, form: { readonly n: number; readonly base: 8 | 16; readonly isByte: boolean }): Escape | null {
  const digits = text.slice(start, start + form.n);
  if (digits.length < form.n || !(form.base === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/).test(digits)) return null;
  const value = Number.parseInt(digits, form.base);
  const isValid = form.isByte ? value < 256 : value <= 0x10ffff && !(0xd800 <= value && value < 0xe000);
  return isValid ? { value, end: start + form.n, isByte: form.isByte } : null;
}
