import type { Expr, StructType as StructSyntax } from "@cachelint/syntax";
import { type Field, type Type, underlying } from "@cachelint/types";
import { shownNames } from "./template-actions.js";
import { pointeeOf, structsIn } from "./structs.js";
import type { Universe } from "./universe.js";

const shownBy = new WeakMap<Universe, ReadonlySet<string>>();

/** The names of fields that templates of the main modules print, and of those whose elements they print. */
function shownIn(universe: Universe): ReadonlySet<string> {
  const known = shownBy.get(universe) ?? shownNames([...universe.templates(), ...universe.units().flatMap(({ source: { file: { text } } }) => (text.includes("{{") ? literalsOf(text) : []))]);
  shownBy.set(universe, known);
  return known;
}

/** String literals that may be templates. */
function literalsOf(text: string): readonly string[] {
  return [...text.matchAll(/`[^`]*`|"(?:[^"\\\n]|\\.)*"/g)].flatMap(([literal]) => (literal.includes("{{") ? [literal.startsWith("`") ? literal : literal.replaceAll('\\"', '"')] : []));
}

/** The structs behind pointers that a template may print whole of data of a type: pointers are followed then (text/template, "Text and spaces"). */
export function structsShown(universe: Universe, type: Type, onField: (field: Field, owner: Type) => void): ReadonlySet<StructSyntax> {
  const shown = shownIn(universe);
  const found = new Set<StructSyntax>();
  const add = (one: Type): void => structsIn(one, "shown").forEach((syntax) => found.add(syntax));
  if (shown.size !== 0) structsIn(type, "all", undefined, (field, owner) => {
    if (shown.has(field.name)) add(pointedAt(field.type));
    if (shown.has(`${field.name}[]`)) add(elementIn(field.type));
    onField(field, owner);
  });
  if (shown.has("[]")) add(elementIn(type));
  return found;
}

/** Whether some template prints what lies under a name. */
export function isShown(universe: Universe, name: string): boolean {
  const shown = shownIn(universe);
  return shown.has(name) || shown.has(`${name}[]`);
}

/** The name under which an element of a literal of a map lies; null for others. */
export function keyText(key: Expr | null): string | null {
  return key?.kind === "literal" && key.type === "string" ? key.text.slice(1, -1) : null;
}

function pointedAt(type: Type, depth = 0): Type {
  const under = underlying(type);
  return under.kind === "pointer" && depth < 4 ? pointedAt(under.elem(), depth + 1) : type;
}

/** What a loop over a value gives, whatever it is held by. */
function elementIn(type: Type, depth = 0): Type {
  const under = underlying(pointeeOf(type));
  if (4 < depth) return type;
  if (under.kind === "slice" || under.kind === "chan") return elementIn(under.elem(), depth + 1);
  if (under.kind === "array") return elementIn(under.elem, depth + 1);
  return under.kind === "map" ? elementIn(under.value(), depth + 1) : pointedAt(type);
}
