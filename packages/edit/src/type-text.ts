import type { Expr, Param, Signature } from "@cachelint/syntax";

/** A type of one line as gofmt prints it; null where it holds what gofmt may break over lines, or a comment. */
export function canonicalType(text: string, type: Expr): string | null {
  const source = text.slice(type.start, type.end);
  return /\/[/*]|[{;]\s*[^\s}]/.test(source) ? null : typeText(type);
}

function typeText(type: Expr): string | null {
  switch (type.kind) {
    case "ident":
      return type.name;
    case "literal":
      return type.type === "int" && /^(0|[1-9][0-9_]*|0[xob][0-9a-fA-F_]+)$/.test(type.text) ? type.text : null;
    case "selector":
      return joined(typeText(type.operand), `.${type.name.name}`);
    case "star":
      return joined("*", typeText(type.operand));
    case "paren":
      return joined("(", typeText(type.inner), ")");
    case "index":
      return joined(typeText(type.operand), "[", listText(type.indices.map(typeText)), "]");
    case "array":
      return joined("[", type.length === null ? "..." : typeText(type.length), "]", typeText(type.element));
    case "slice":
      return joined("[]", typeText(type.element));
    case "map":
      return joined("map[", typeText(type.key), "]", typeText(type.value));
    case "chan":
      return joined(type.direction === "both" ? "chan " : type.direction === "send" ? "chan<- " : "<-chan ", typeText(type.element));
    case "func":
      return joined("func", signatureText(type.signature));
    case "interface":
      return type.methods.length === 0 && type.embeds.length === 0 ? "interface{}" : null;
    case "struct":
      return type.fields.length === 0 ? "struct{}" : null;
    // Blanks in an expression follow its depth; names and numbers are all that lengths usually hold.
    default:
      return null;
  }
}

function signatureText({ params, results }: Signature): string | null {
  const [result] = results;
  const after = result === undefined ? "" : results.length === 1 && result.names.length === 0 ? joined(" ", paramText(result)) : joined(" (", listText(results.map(paramText)), ")");
  return joined("(", listText(params.map(paramText)), ")", after);
}

function paramText({ names, type, variadic }: Param): string | null {
  return joined(names.map(({ name }) => name).join(", "), names.length === 0 ? "" : " ", variadic ? "..." : "", typeText(type));
}

function listText(parts: readonly (string | null)[]): string | null {
  return parts.every((part) => part !== null) ? parts.join(", ") : null;
}

function joined(...parts: readonly (string | null)[]): string | null {
  return parts.every((part) => part !== null) ? parts.join("") : null;
}
