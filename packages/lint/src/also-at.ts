import { isLocalPlace, type Judgement } from "@cachelint/sharing";
import { type FieldDecl, offsetOfName, type Span } from "@cachelint/syntax";
import { type FileUnit, memberOf, type Package, type Type, typeOfObject, unalias, underlying, unitOf, type World } from "@cachelint/types";
import type { SourceRef } from "./model.js";

/** A place besides the finding's own where a directive on the very line or declaration speaks of it. */
export type AlsoAt = { readonly source: SourceRef; readonly span: Span };

/** The fields that a finding names, where they are declared; of package variables, all that it names. */
export function alsoAtOf(world: World, pkg: Package, judgement: Judgement, sourceOf: (unit: FileUnit) => SourceRef | null): readonly AlsoAt[] {
  return placesOf(world, pkg, judgement).flatMap(({ unit, span }) => {
    const source = sourceOf(unit);
    return source === null ? [] : [{ source, span }];
  });
}

type UnitSpan = { readonly unit: FileUnit; readonly span: Span };
type Holder = { readonly unit: FileUnit; readonly type: Type };

function placesOf(world: World, pkg: Package, judgement: Judgement): readonly UnitSpan[] {
  if (judgement.kind === "globals") return judgement.names.flatMap((name) => variablePlaces(pkg, name));
  const holder = holderOf(world, pkg, judgement.place);
  if (judgement.kind !== "elements") return holder === null ? [] : judgement.fields.flatMap((field) => fieldPlaces(holder, field));
  const { element, container, place } = judgement;
  const ownUnit = element === null ? null : unitOf(element);
  const inElement = element === null || ownUnit === null ? [] : judgement.fields.flatMap((field) => fieldPlaces({ unit: ownUnit, type: typeOfObject(world, element) }, field));
  const name = place.kind === "type" ? place.object.name : place.name;
  const inHolder = holder !== null && container.startsWith(`${name}.`) ? fieldPlaces(holder, container.slice(name.length + 1)) : [];
  return [...inElement, ...inHolder, ...(place.kind === "variable" && !isLocalPlace(place) ? variablePlaces(pkg, place.name) : [])];
}

function holderOf(world: World, pkg: Package, place: Exclude<Judgement, { kind: "globals" }>["place"]): Holder | null {
  if (place.kind === "type") {
    const unit = unitOf(place.object);
    return unit && { unit, type: typeOfObject(world, place.object) };
  }
  const entity = isLocalPlace(place) ? undefined : memberOf(world, pkg, place.name);
  return entity?.kind === "var" ? { unit: place.unit, type: entity.type() } : null;
}

/** `inner.head`: each field on the way. */
function fieldPlaces(holder: Holder, path: string): readonly UnitSpan[] {
  const found: UnitSpan[] = [];
  let { unit, type }: Holder = holder;
  for (const step of path.split(".")) {
    const actual = unalias(type);
    if (actual.kind === "named") unit = unitOf(actual.object) ?? unit;
    const under = underlying(type);
    const field = under.kind === "struct" ? under.fields().find(({ name }) => name === step) : undefined;
    if (field === undefined) break;
    found.push({ unit, span: spanOf(field.syntax) });
    type = field.type;
  }
  return found;
}

function spanOf({ start, end }: FieldDecl): Span {
  return { start, end };
}

/** Its name, and the declaration or group that it stands in. */
function variablePlaces(pkg: Package, name: string): readonly UnitSpan[] {
  const place = pkg.members.get(name);
  const decl = place?.unit.source.outline.declarations[place.index];
  if (place === undefined || decl === undefined) return [];
  const { unit } = place;
  const start = Math.max(decl.start, offsetOfName(unit.source.file.text, name, decl.start));
  return [{ unit, span: { start, end: start + name.length } }, { unit, span: { start: decl.start, end: decl.start } }];
}
