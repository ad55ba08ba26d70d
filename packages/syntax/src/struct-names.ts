import type { Ident } from "./ast.js";
import { TOKEN } from "./without-comments.js";

/**
 * The names of all types that a text declares as structs, by its words alone and in their order: `type T struct`, and
 * `T struct` in a group. For text that cannot be parsed; brackets that do not match change nothing.
 */
export function structNamesIn(text: string): readonly Ident[] {
  const code = text.replace(TOKEN, (token) => token.replace(/[^\n]/g, " "));
  const single = [...code.matchAll(SINGLE)].map((match) => identAt(match, 0));
  const grouped = [...code.matchAll(GROUP)].flatMap(({ index, 0: head }) => namesInGroup(code, index + head.length));
  return [...single, ...grouped].sort((a, b) => a.start - b.start);
}

const NAME = String.raw`[\p{L}_][\p{L}\p{Nd}_]*`;
const SPEC = String.raw`(?<name>${NAME})(?:[ \t]*\[[^{}\n]*\])?[ \t]+struct\b`;
const SINGLE = new RegExp(String.raw`(?<![\p{L}\p{Nd}_.])type[ \t]+${SPEC}`, "gdu");
const GROUP = /(?<![\p{L}\p{Nd}_.])type[ \t]*\(/gu;
const LINE = new RegExp(String.raw`^[ \t]*${SPEC}`, "du");

/** The lines of a group up to the one that begins with its parenthesis; those in braces are fields. */
function namesInGroup(code: string, from: number): readonly Ident[] {
  const found: Ident[] = [];
  let depth = 0;
  let at = from;
  for (const line of code.slice(from).split("\n")) {
    if (/^[ \t]*\)/.test(line)) break;
    const match = depth === 0 ? LINE.exec(line) : null;
    if (match !== null) found.push(identAt(match, at));
    depth = Math.max(0, depth + line.split("{").length - line.split("}").length);
    at += line.length + 1;
  }
  return found;
}

function identAt({ indices, groups }: RegExpExecArray, delta: number): Ident {
  const [start, end] = indices?.groups?.["name"] ?? [0, 0];
  return { kind: "ident", name: groups?.["name"] ?? "", start: start + delta, end: end + delta };
}
