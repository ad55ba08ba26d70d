import type { Decl, Ident, Span } from "./ast.js";
import type { DeclOutline } from "./outline.js";
import { offsetOfName } from "./names-in-text.js";
import { bad } from "./reading.js";

/** Declarations that say no more than the names of one that could not be parsed. */
export function standIns(text: string, declaration: DeclOutline): Decl[] {
  const { start, end, keyword, method, bodySpan } = declaration;
  const span: Span = { start, end };
  const type = bad(text, start, end);
  const names = method === null ? declaration.names : [method.name];
  let from = start + keyword.length;
  return names.map((name): Decl => {
    const ident = findIdent(text, name, { start: from, end });
    from = ident.end;
    switch (keyword) {
      case "type":
        return { kind: "type-decl", ...span, name: ident, typeParams: [], isAlias: false, type, hasError: true };
      case "const":
        return { kind: "const-decl", ...span, names: [ident], type, values: [], iota: 0, hasError: true };
      case "var":
        return { kind: "var-decl", ...span, names: [ident], type, values: [], hasError: true };
      case "func": {
        const receiver = method === null ? null : { ...span, names: [], type, variadic: false };
        return { kind: "func-decl", ...span, name: ident, receiver, typeParams: [], signature: { params: [], results: [] }, bodySpan, body: null, hasError: true };
      }
    }
  });
}

/** The scanner saw the name, so it stands somewhere; which of several equal words it was does not matter here. */
function findIdent(text: string, name: string, within: Span): Ident {
  const at = offsetOfName(text, name, within.start);
  const start = at < 0 || within.end < at + name.length ? within.start : at;
  return { kind: "ident", name, start, end: Math.min(within.end, start + name.length) };
}
