import { type Span } from "@cachelint/syntax";

/** The words by which authors say that an order is no free choice: others know the layout, or it was chosen for the processor. */
const promises = new RegExp([
  "(?:must|should|needs? to|have to|has to) (?:(?:exactly |always |also )?(?:(?:match|mirror|agree with|correspond)(?<likeness>)|stay|remain|come first|go first|come last|go last)|be (?:kept|in sync|first|last|the (?:first|last)|identical|the same|(?:8|64)|aligned|at (?:the|offset))|have the same)",
  "ke(?:ep|pt) (?:\\w+ ){0,3}(?:in sync|the same|aligned|first|last|together|at the (?:top|end))", "in sync with", "same (?:layout|order|memory|fields) (?:as|of)", "order (?:of (?:\\w+ ){0,3})?(?:fields )?(?:here )?(?:matters|is (?:important|significant|fixed))",
  "(?:do not|don't|never|cannot be|can't be|without) (?:\\w+ )?(?:re-?order|change the order|rearrang|mov(?:e|ing) (?:this|these|the) field)", "known (?:to|by) (?:the )?(?:compiler|linker|runtime|debugger|assembl)", "\\b(?:the )?(?:compiler|linker|debuggers?|assembly|assembler) (?:knows?|relies|depends|accesses|expects)",
  "mirrors? (?:of )?(?:the |a )?(?:\\w+'?s? )?(?:C|kernel|layout|struct|struct_\\w+|definition|declaration|ABI|compiler|runtime)\\b", "binary.compatible", "\\bABI\\b", "(?:memory|struct|field|in-memory|on-disk|wire) layout", "laid out", "layout (?:of|must|is|matters|to)", "fieldalignment", "betteralign", "maligned",
  "cache.?lines?", "false.sharing", "(?:8|64)[- ](?:byte|bit)[- ]align", "\\balign(?:ed|ment)\\b", "first (?:field|word|member|in (?:the|this) struct)", "at the (?:top|start|beginning|end) of (?:the|this) struct", "hot (?:path|fields)",
].join("|"), "gi");

/** What a layout is like is a declaration or code elsewhere; of values one says it as well: `should match the overrides`. */
const otherLayout = /^(?:\W*[\w./*]+){0,3}?\W*(?:\b(?:[Ss]tructs?|layouts?|fields?|order|offsets?|sizes?|definitions?|declarations?|types?|formats?|versions?|[Rr]untime|compilers?|kernel|linker|debuggers?|assembl\w+|header|below|above|each other|one another|exactly|C|C\+\+|ABI)\b|\w+[./_]\w|[a-z]\w*[A-Z]|[A-Z]\w*[a-z][A-Z])|^\s*(?:[.;:,!)]|$)/;

/** The same sentence speaks of the fields. */
const ownLayout = /\b(?:structs?|structures?|layouts?|fields|order|offsets?|sizes?|types?|members)\b[^.;]*$/i;

/** What is said of bytes outside the program. */
const formats = /(?:on-disk|wire) format/i;

/**
 * The comment in which the author of a struct speaks of its layout, in its doc comment or in its body; null for none. Of a struct that can
 * be no bytes outside the program (`isInside`), talk of a format tells what it is for, and nothing of its own layout.
 */
export function layoutPromise(text: string, struct: Span, { isInside }: { readonly isInside: boolean }): Span | null {
  const start = docStart(text, struct.start);
  // A raw string may hold what looks like a comment.
  const part = text.slice(start, lineEnd(text, struct.end)).replace(/`[^`]*`/g, (raw) => " ".repeat(raw.length));
  for (const comment of part.matchAll(/(?:[ \t]*\/\/[^\n]*\n?)+|\/\*[^]*?\*\//g)) {
    const words = comment[0].replace(/\n[ \t]*\/\/+/g, (line) => " ".repeat(line.length));
    const found = promiseIn(words) ?? (isInside ? null : formats.exec(words));
    if (found !== null) return { start: start + comment.index + found.index, end: start + comment.index + found.index + found[0].length };
  }
  return null;
}

function promiseIn(words: string): RegExpExecArray | null {
  return [...words.matchAll(promises)].find(({ 0: said, groups, index }) => groups?.["likeness"] === undefined || ownLayout.test(words.slice(0, index)) || otherLayout.test(words.slice(index + said.length).replaceAll(/\s+/g, " "))) ?? null;
}

/** Where the comment begins that directly precedes the line of an offset; that line's own start where there is none. */
export function docStart(text: string, offset: number): number {
  let start = text.lastIndexOf("\n", offset - 1) + 1;
  for (;;) {
    const before = text.lastIndexOf("\n", start - 2) + 1;
    const line = text.slice(before, start).trim();
    if (line.endsWith("*/")) start = Math.max(0, text.lastIndexOf("/*", start));
    else if (line.startsWith("//")) start = before;
    else return start;
    start = text.lastIndexOf("\n", start - 1) + 1;
    if (start === 0) return 0;
  }
}

export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}
