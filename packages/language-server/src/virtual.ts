import type { Position } from "vscode-languageserver/node";

/** Documents that only the server has: `cachelint:` with a name for the editor's tab, and in the query what they are of. */
export const virtualScheme = "cachelint";

export type VirtualDocument = { readonly kind: "layout"; readonly uri: string; readonly position: Position | null } | { readonly kind: "rule"; readonly ruleId: string };

/** `cachelint:/ring.go.layout?file:///m/ring.go#L12,4` in its encoded form. */
export function layoutUri(uri: string, position: Position | null): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  const at = position === null ? "" : `&line=${String(position.line)}&character=${String(position.character)}`;
  return `${virtualScheme}:/layout/${name}.layout?of=${encodeURIComponent(uri)}${at}`;
}

/** What a URI of the scheme asks for; null where it is none of ours. Editors may encode `=` and `&` as they like. */
export function readVirtualUri(uri: string): VirtualDocument | null {
  const [, kind = "", name = "", query = ""] = /^cachelint:\/(layout|rule)\/([^?]*)(?:\?(.*))?$/.exec(uri) ?? [];
  if (kind === "rule") return { kind, ruleId: decoded(name).replace(/\.md$/, "") };
  if (kind !== "layout") return null;
  const parts = new Map((query.includes("=") ? query : decoded(query)).split("&").map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]));
  const of = parts.get("of");
  if (of === undefined) return null;
  const [line, character] = [parts.get("line"), parts.get("character")].map(Number);
  const position = line !== undefined && character !== undefined && Number.isInteger(line) && Number.isInteger(character) ? { line, character } : null;
  const file = decoded(of);
  return { kind: "layout", uri: file, position };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
