import type { Expr, StructType as StructSyntax } from "@cachelint/syntax";
import { type Field, type FileUnit, type Type, unalias, underlying } from "@cachelint/types";
import { directoryOf, isTest } from "./names.js";
import { namesInTemplates, type TemplateNames } from "./template-actions.js";
import { pointeeOf, structsIn } from "./structs.js";
import type { Universe } from "./universe.js";

const namesBy = new WeakMap<Universe, Map<string, TemplateNames>>();

/**
 * What templates name and print that may be given something in a file: those in literals of its folder and of the folders that it imports,
 * where a function may run templates for others, and those in files. Literals of tests are for tests.
 */
function namesFor({ universe, unit }: Reader): TemplateNames {
  const known = namesBy.get(universe) ?? new Map<string, TemplateNames>();
  namesBy.set(universe, known);
  const directory = directoryOf(unit);
  const key = `${directory}${isTest(unit) ? " tests" : ""}`;
  const names = known.get(key) ?? namesInTemplates([...universe.templates(), ...foldersNear(universe, directory).flatMap(universe.unitsIn).filter((one) => !isTest(one) || (isTest(unit) && directoryOf(one) === directory)).flatMap(({ source: { file: { text } } }) => (text.includes("{{") ? literalsOf(text) : []))]);
  known.set(key, names);
  return names;
}

function foldersNear({ folders, folderOf }: Universe, directory: string): Universe["folders"] {
  const own = folderOf(directory);
  const imported = new Set(own === undefined ? [] : [...own.imports.values()].flat());
  return folders.filter((folder) => folder === own || (imported.has(folder.ref.importPath) && [...folder.imports.values()].flat().some((path) => /^(?:text|html)\/template$/.test(path))));
}

/** Where a template is given something. */
export type Reader = { readonly universe: Universe; readonly unit: FileUnit };

/** String literals that may be templates. */
function literalsOf(text: string): readonly string[] {
  return [...text.matchAll(/`[^`]*`|"(?:[^"\\\n]|\\.)*"/g)].flatMap(([literal]) => (literal.includes("{{") ? [literal.startsWith("`") ? literal : literal.replaceAll('\\"', '"')] : []));
}

/** The structs behind pointers that a template may print whole of data of a type, by the fields that it names: pointers are followed then (text/template, "Text and spaces"). */
export function structsShown(reader: Reader, type: Type, onField: (field: Field, owner: Type) => void): ReadonlySet<StructSyntax> {
  const { shown, named } = namesFor(reader);
  const found = new Set<StructSyntax>();
  const seen = new Set<Type>();
  const add = (one: Type): void => structsIn(one, "shown").forEach((syntax) => found.add(syntax));
  const look = (one: Type): void => {
    if (seen.has(one) || mostTypes < seen.size) return;
    seen.add(one);
    const element = elementIn(one);
    const under = underlying(element);
    for (const field of under.kind === "struct" ? under.fields() : []) {
      if (!field.isEmbedded && !named.has(field.name)) continue;
      if (shown.has(field.name)) add(pointedAt(field.type));
      if (shown.has(`${field.name}[]`)) add(elementIn(field.type));
      onField(field, unalias(element));
      look(field.type);
    }
  };
  look(type);
  if (shown.has("[]")) add(elementIn(type));
  return found;
}

/** More than any template names. */
const mostTypes = 1000;

/** Whether some template prints what lies under a name. */
export function isShown(reader: Reader, name: string): boolean {
  const { shown } = namesFor(reader);
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
