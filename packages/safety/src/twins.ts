import { declarationAt, offsetOfName, type StructType as StructSyntax } from "@cachelint/syntax";
import { entityType, type FileUnit, importFrom, isExported, memberOf, type Package, type StructType, typeKey, underlying, type World } from "@cachelint/types";
import type { Wanted } from "./census.js";
import type { Subject } from "./model.js";
import { directoryOf, namesOf, unitsNaming } from "./names.js";
import { structOf } from "./structs.js";
import { structAt } from "./subjects.js";
import type { Universe } from "./universe.js";

/** Another struct with the same fields in the same order. Without a name it is the same type, so that values pass from one to the other and nothing says so. */
export type Twin = { readonly unit: FileUnit; readonly syntax: StructSyntax; readonly isAnonymous: boolean };

/** Struct bodies by the first word in them. */
export type TwinIndex = ReadonlyMap<string, readonly { readonly unit: FileUnit; readonly offset: number }[]>;

export function indexTwins({ units }: Universe): TwinIndex {
  const index = new Map<string, { readonly unit: FileUnit; readonly offset: number }[]>();
  for (const unit of units()) {
    const { text } = unit.source.file;
    for (const { 0: found, index: offset } of text.matchAll(/\bstruct\s*\{/g)) {
      const word = firstWord(text, offset + found.length);
      if (word === "") continue;
      const own = index.get(word) ?? [];
      index.set(word, own);
      own.push({ unit, offset });
    }
  }
  return index;
}

/** Looks among all structs of the universe; `type` is the subject's. */
export function twinsOf(universe: Universe, index: TwinIndex, subject: Subject): readonly Twin[] {
  const { unit, syntax } = subject;
  const { text } = unit.source.file;
  const fields = subject.type.fields();
  const isPrivate = fields.some(({ name }) => !isExported(name));
  const names = fields.map(({ name }) => name);
  return (index.get(firstWord(text, syntax.openBrace + 1)) ?? []).flatMap((place): readonly Twin[] => {
    if (place.unit.source === unit.source && place.offset === syntax.start) return [];
    // A name that is not exported is another one in each package.
    if (isPrivate && (place.unit.pkg !== unit.pkg || directoryOf(place.unit) !== directoryOf(unit))) return [];
    const { outline, file } = place.unit.source;
    if (!standInOrder(file.text.slice(place.offset, place.offset + 2 * (syntax.end - syntax.start) + 2000), names)) return [];
    const found = structAt(universe.world, place.unit, declarationAt(outline.declarations, place.offset), place.offset);
    if (found === null || !areSame(universe.world, subject.type, found.type)) return [];
    return [{ unit: place.unit, syntax: found.type.syntax, isAnonymous: !found.isBody }];
  });
}

/** Each name behind the one before it. What begins alike is looked through once, where a regular expression would try all ways. */
function standInOrder(text: string, names: readonly string[]): boolean {
  let at = 0;
  for (const name of names) {
    at = name === "_" ? text.indexOf(name, at) : offsetOfName(text, name, at);
    if (at < 0) return false;
    at += name.length;
  }
  return true;
}

function firstWord(text: string, from: number): string {
  return /^(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*\*?([\p{L}_][\p{L}\p{N}_]*)/u.exec(text.slice(from, from + 2000))?.[1] ?? "";
}

/** Tags count for identity, but not for conversions (Go spec, "Conversions"). */
function areSame(world: World, a: StructType, b: StructType): boolean {
  const [one, other] = [a.fields(), b.fields()];
  return one.length === other.length && one.every((field, i) => {
    const twin = other[i]!;
    return field.name === twin.name && field.isEmbedded === twin.isEmbedded && (underlying(field.type).kind === "unknown" || underlying(twin.type).kind === "unknown" || typeKey(world, field.type) === typeKey(world, twin.type));
  });
}

/** The declarations in which types of dependencies with the same fields are converted to; only exported fields can be theirs as well. */
export function foreignConversions(universe: Universe, { unit, syntax, name }: Subject): readonly Wanted[] {
  const fields = syntax.fields.flatMap((field) => field.names.map((one) => one.name));
  if (name === null || fields.length < 2 || fields.some((one) => !isExported(one))) return [];
  return unitsNaming(universe, { name, unit }).map((place) => ({ unit: place, indices: conversionsIn(universe, place, fields) }));
}

function conversionsIn({ world, folderOf }: Universe, unit: FileUnit, fields: readonly string[]): readonly number[] {
  const { outline, file: { text } } = unit.source;
  const found: number[] = [];
  const known = new Map<string, boolean>();
  for (const { 0: whole, 1: qualifier = "", 2: name = "", index } of text.matchAll(/(?<![\w.])([\p{L}_][\w]*)\.([A-Z]\w*)\)?\(/gu)) {
    const isTwin = known.get(whole) ?? isForeignTwin(world, unit, qualifier, name);
    known.set(whole, isTwin);
    if (isTwin) found.push(declarationAt(outline.declarations, index));
  }
  return found.filter((index) => 0 <= index);

  function isForeignTwin(inWorld: World, from: FileUnit, as: string, type: string): boolean {
    return outline.imports.some(({ name: alias, path }) => {
      if (path === "C" || path === "unsafe" || (alias ?? as) !== as || (alias === null && !path.includes(as))) return false;
      const pkg = importFrom(inWorld, from.pkg, path);
      if ("missing" in pkg || folderOf(pkg.ref?.directory ?? "") !== undefined || !declaresType(pkg, type)) return false;
      const entity = memberOf(inWorld, pkg, type);
      const struct = entity?.kind === "type" ? structOf(entityType(inWorld, entity, type)) : null;
      return struct !== null && struct.fields().length === fields.length && struct.fields().every((field, i) => field.name === fields[i]);
    });
  }
}

function declaresType({ members }: Package, name: string): boolean {
  const place = members.get(name);
  return place?.unit.source.outline.declarations[place.index]?.keyword === "type";
}

/** Where a twin is named. */
export function wantedFor(universe: Universe, { unit, syntax }: Twin): readonly Wanted[] {
  const index = declarationAt(unit.source.outline.declarations, syntax.start);
  const name = unit.source.outline.declarations[index];
  if (name?.keyword !== "type") return [{ unit, indices: [index] }];
  return namesOf(universe, { unit, syntax, index, name: null }).wanted;
}
