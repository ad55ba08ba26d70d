/** The indentation that gofmt gives to the line of an offset, told by the brackets that are open there; null inside of a `switch` or `select`. */
export function depthAt(text: string, offset: number): string | null {
  const tokens = /\/\/[^\n]*|\/\*[^]*?\*\/|`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\b(?:case|default)\b|[()[\]{}]/g;
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (offset <= index) break;
    if (token === "case" || token === "default") return null;
    if ("([{".includes(token)) depth++;
    else if (")]}".includes(token)) depth--;
  }
  return "\t".repeat(Math.max(0, depth));
}
