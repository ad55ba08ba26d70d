/** One line of go.mod or go.work, blocks resolved: `require ( a v1 )` and `require a v1` both give verb `require`, words `a`, `v1`. */
export type ModLine = {
  readonly verb: string;
  readonly words: readonly string[];
  /** From 1. */
  readonly line: number;
  /** The comment after it, without `//`. */
  readonly comment: string;
};
export type ModProblem = { readonly line: number; readonly message: string };
export type ModSyntax = { readonly lines: readonly ModLine[]; readonly problems: readonly ModProblem[] };

/** Reads the line grammar that go.mod and go.work share (golang.org/ref/mod#go-mod-file-lexical). A bad line is a problem, the others still count. */
export function parseModSyntax(text: string): ModSyntax {
  const lines: ModLine[] = [];
  const problems: ModProblem[] = [];
  let block: { readonly verb: string; readonly line: number } | undefined;
  for (const [index, source] of text.split("\n").entries()) {
    const line = index + 1;
    const lexed = lexLine(source);
    if (lexed.problem !== "") problems.push({ line, message: lexed.problem });
    const { words, comment } = lexed;
    const [verb = "", ...rest] = words;
    if (words.length === 0) continue;
    if (block !== undefined) {
      if (verb === ")" && words.length === 1) block = undefined;
      else lines.push({ verb: block.verb, words, line, comment });
    } else if (rest.at(-1) === "(" && rest.length === 1) block = { verb, line };
    else if (rest.at(-2) === "(" && rest.at(-1) === ")" && rest.length === 2) continue;
    else if (verb === ")" || verb === "(") problems.push({ line, message: `unexpected ${verb}` });
    else lines.push({ verb, words: rest, line, comment });
  }
  if (block !== undefined) problems.push({ line: block.line, message: `the block that begins with "${block.verb} (" is never closed` });
  return { lines, problems };
}

type LexedLine = { readonly words: readonly string[]; readonly comment: string; readonly problem: string };

// A word ends at white space, punctuation or a comment; quotes only open a string at a word's start.
const TOKEN = /[ \t\r]+|(\/\/.*)|("(?:[^"\\]|\\.)*"|`[^`]*`)|([()[\]{},])|((?:(?!\/\/)[^\s()[\]{},"`'])(?:(?!\/\/)[^\s()[\]{},])*)|(.)/gy;

function lexLine(source: string): LexedLine {
  const words: string[] = [];
  let comment = "";
  let problem = "";
  for (const [, comments, quoted, punctuation, word, bad] of source.matchAll(TOKEN)) {
    if (comments !== undefined) comment = comments.slice(2).trim();
    else if (quoted !== undefined) words.push(unquote(quoted));
    else if (punctuation !== undefined) words.push(punctuation);
    else if (word !== undefined) words.push(word);
    else if (bad !== undefined && problem === "") problem = `unexpected ${bad}`;
  }
  return { words, comment, problem };
}

function unquote(quoted: string): string {
  const body = quoted.slice(1, -1);
  return quoted.startsWith("`") ? body : body.replace(/\\(.)/g, "$1");
}
