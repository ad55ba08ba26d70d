/** Where a name stands in a text as a whole word, from an offset on; comments and strings count. */
export function offsetsOfName(text: string, name: string, from = 0): readonly number[] {
  const found: number[] = [];
  for (let at = offsetOfName(text, name, from); 0 <= at; at = offsetOfName(text, name, at + name.length)) found.push(at);
  return found;
}

/** The first of them; -1 for none. */
export function offsetOfName(text: string, name: string, from = 0): number {
  if (name === "") return -1;
  for (let at = text.indexOf(name, from); 0 <= at; at = text.indexOf(name, at + 1)) if (!isInName(text, at - 1) && !isInName(text, at + name.length)) return at;
  return -1;
}

function isInName(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return (97 <= code && code <= 122) || (65 <= code && code <= 90) || (48 <= code && code <= 57) || code === 95;
  return 128 <= code && otherLetter.test(characterAt(text, at));
}

const otherLetter = /^[\p{L}\p{N}]$/u;

/** The whole character, of which one half may stand at the offset. */
function characterAt(text: string, at: number): string {
  const code = text.charCodeAt(at);
  const isSecondHalf = 0xdc00 <= code && code <= 0xdfff;
  return String.fromCodePoint(text.codePointAt(isSecondHalf ? at - 1 : at) ?? code);
}
