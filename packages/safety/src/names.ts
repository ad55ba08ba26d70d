import { declarationAt, offsetsOfName } from "@cachelint/syntax";
import { entityType, type FileUnit, isExported, memberOf, type Type, underlying } from "@cachelint/types";
import type { StructType as StructSyntax } from "@cachelint/syntax";
import type { Wanted } from "./census.js";
import type { Subject } from "./model.js";
import type { Universe } from "./universe.js";

/** A name by which literals and conversions can come by a struct: its own, an alias, a type declared as it, or what it is an element of. */
export type Name = { readonly name: string; readonly unit: FileUnit };

export type Naming = { readonly names: readonly Name[]; readonly wanted: readonly Wanted[] };

/** A literal or a conversion: the name, perhaps with type arguments, before a brace or a parenthesis; or the key of a map. */
const opens = /^[\])]*[ \t]*(?:\[[^\n{}]*\][\])]*[ \t]*)?[{(]/;

/** All names that lead to a struct, and the declarations in which they stand as literals or conversions do. */
export function namesOf(universe: Universe, { unit, syntax, index, name }: Pick<Subject, "unit" | "syntax" | "index" | "name">): Naming {
  const names: Name[] = [];
  const wanted: Wanted[] = [{ unit, indices: [index] }];
  const add = (one: Name): void => {
    if (!names.some((known) => known.name === one.name && directoryOf(known.unit) === directoryOf(one.unit))) names.push(one);
  };
  for (const own of name === null ? typeNames(unit, index) : [name]) add({ name: own, unit });
  // Names are added while they are followed.
  for (const one of names) {
    for (const place of unitsNaming(universe, one)) {
      const { source: { outline, file: { text } } } = place;
      const indices: number[] = [];
      for (const offset of offsetsOfName(text, one.name)) {
        const at = declarationAt(outline.declarations, offset);
        const decl = outline.declarations[at];
        if (decl === undefined) continue;
        if (decl.keyword === "type") for (const other of decl.names) if (other !== one.name && leadsTo(universe, place, other, syntax)) add({ name: other, unit: place });
        if (decl.hasLocalType || opens.test(text.slice(offset + one.name.length, offset + one.name.length + 200)) || isKey(text, offset)) indices.push(at);
      }
      wanted.push({ unit: place, indices });
    }
  }
  return { names, wanted };
}

/** Files that can say a name: those of its folder, and those that import the folder. */
export function unitsNaming({ unitsIn, folderOf, importersOf }: Universe, { name, unit }: Name): readonly FileUnit[] {
  const directory = directoryOf(unit);
  const folder = folderOf(directory);
  const own = folder === undefined ? [unit] : unitsIn(folder);
  return isExported(name) && folder !== undefined ? [...own, ...importersOf(folder.ref.importPath).filter((other) => directoryOf(other) !== directory)] : own;
}

/** Where a file says a name: before arguments, perhaps type arguments first, or as a value. */
export type Said = { readonly called: readonly number[]; readonly named: readonly number[] };

const saidIn = new WeakMap<FileUnit, Map<string, Said>>();

/** All places where a file says the name of a function, but for declarations of it and keys of literals. */
export function saidOf(unit: FileUnit, name: string): Said {
  const known = saidIn.get(unit) ?? new Map<string, Said>();
  saidIn.set(unit, known);
  const said = known.get(name) ?? findSaid(unit.source.file.text, name);
  known.set(name, said);
  return said;
}

function findSaid(text: string, name: string): Said {
  const called: number[] = [];
  const named: number[] = [];
  for (const offset of offsetsOfName(text, name)) {
    const next = text.charCodeAt(offset + name.length);
    if (next === 40) called.push(offset);
    else if (next === 91 && /^\[[^\n]*?\]\(/.test(text.slice(offset + name.length, offset + name.length + 200))) called.push(offset);
    else if (next !== 58 && !/(?:\bfunc|\)) $/.test(text.slice(Math.max(0, offset - 5), offset))) named.push(offset);
  }
  return { called, named };
}

/** The file is for tests only. */
export function isTest({ source: { file } }: FileUnit): boolean {
  return file.name.endsWith("_test.go");
}

export function directoryOf({ source: { file: { path } } }: FileUnit): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function typeNames({ source: { outline } }: FileUnit, index: number): readonly string[] {
  const decl = outline.declarations[index];
  return decl?.keyword === "type" ? decl.names : [];
}

/** A declared type is the struct by another name, or its literals hold some of it that leave out their types. */
function leadsTo({ world }: Universe, { pkg }: FileUnit, name: string, syntax: StructSyntax): boolean {
  const entity = memberOf(world, pkg, name);
  return entity?.kind === "type" && holds(entityType(world, entity, name), syntax, 0);
}

function holds(type: Type, syntax: StructSyntax, depth: number): boolean {
  const under = underlying(type);
  if (8 < depth) return false;
  switch (under.kind) {
    case "struct":
      return under.syntax === syntax;
    case "pointer":
    case "slice":
      return holds(under.elem(), syntax, depth + 1);
    case "array":
      return holds(under.elem, syntax, depth + 1);
    case "map":
      return holds(under.key(), syntax, depth + 1) || holds(under.value(), syntax, depth + 1);
    default:
      return false;
  }
}

function isKey(text: string, offset: number): boolean {
  return /map\[\*?(?:[\w]+\.)?$/.test(text.slice(Math.max(0, offset - 80), offset));
}
