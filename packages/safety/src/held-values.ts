import type { Expr } from "@cachelint/syntax";
import { evaluate, type Field, type FileUnit, isExported, parameterTypes, type Type, unalias, underlying } from "@cachelint/types";
import type { Census, Site } from "./census.js";
import { isContainer } from "./containers.js";
import { isKnownLibrary, isPrinting, ownWriters, type SinkKind } from "./encoders.js";
import { flowsIn, flowsTo, indexOf } from "./flows.js";
import { holdsAnything, holdsInterfaces, looksAfterItself, noteValue, siteOf } from "./handed.js";
import { declarationsNaming, declarationsSetting, fieldHolder, type Holder, holderOf, ownUnit, resultHolder } from "./holders.js";
import { typeOf } from "./memory.js";
import { pointeeOf, unparenthesised } from "./structs.js";
import { isShown } from "./templates.js";
import { isSameName } from "./tokens.js";

/** Variables, fields and results from which an encoder, a printer or reflection takes what it is handed. */
export type Tapped = {
  readonly kinds: Map<object, Map<string, Set<SinkKind>>>;
  /** Those that code of several declarations may set, and that were not followed yet. */
  readonly queue: { readonly holder: Holder; readonly kind: SinkKind }[];
};

/** Of a value that is taken from a variable, a field or a call without its type, whoever put it there says what it is. */
export function noteHeldValue(site: Site, kind: SinkKind, value: Expr, type: Type): void {
  const { census: { universe }, scope, place: { unit, decl } } = site;
  if (isKnownLibrary(unit.pkg.importPath) || looksAfter(site, kind, type)) return;
  const holder = holderOf(universe, scope, value, { unit, index: indexOf(unit, decl), owner: decl });
  if (holder !== null) tap(site, isContainer(typeOf(site, value)) ? { ...holder, isContainer: true } : holder, kind);
}

/** The same of a field without its type, of a struct that is encoded or printed whole. */
export function noteHeldField(site: Site, kind: SinkKind, field: Field, owner: Type): void {
  // Encoders leave out what other packages cannot name.
  if ((kind === "serialised" || kind === "walked") && !isExported(field.name)) return;
  if (!holdsInterfaces(field.type) || looksAfter(site, kind, field.type)) return;
  const object = owner.kind === "named" ? owner.object : null;
  const declared = object && ownUnit(site.census.universe, object.scope);
  const holder: Holder = { ...fieldHolder(declared ?? site.place.unit, field), literalsOf: object };
  tap(site, holder, kind);
  if (kind === "templated" && isShown({ universe: site.census.universe, unit: site.place.unit }, field.name)) tap(site, holder, "printed");
}

/** Of a function that an encoder calls, as that of `expvar.Func`, what it gives back says what is encoded. */
export function noteGivenBack(site: Site, kind: SinkKind, written: Expr): void {
  const { census: { universe, universe: { world } }, scope, place: { unit } } = site;
  const value = unparenthesised(written);
  if (value.kind === "func-lit") return tap(site, resultHolder(unit, value), kind);
  const callee = evaluate(world, scope, value);
  const own = callee.mode === "function" ? ownUnit(universe, callee.func.scope) : null;
  if (callee.mode === "function" && own !== null) tap(site, resultHolder(own, callee.func.decl), kind);
}

/** From a place on, whatever is put there is encoded, printed or reflected on. */
export function tap({ census, census: { tapped } }: Pick<Site, "census">, holder: Holder, kind: SinkKind): void {
  const own = tapped.kinds.get(holder.owner) ?? new Map<string, Set<SinkKind>>();
  tapped.kinds.set(holder.owner, own);
  const kinds = own.get(holder.name) ?? new Set<SinkKind>();
  own.set(holder.name, kinds);
  if (kinds.has(kind)) return;
  kinds.add(kind);
  if (typeof holder.reach === "object") {
    noteInto(census, holder, kind, holder.unit, holder.reach.declaration);
    if (holder.isContainer === true) followAliases(census, holder, kind, holder.unit, holder.reach.declaration);
  } else tapped.queue.push({ holder, kind });
}

/** An error is printed by its own words, whatever it is. */
function looksAfter(site: Site, kind: SinkKind, type: Type): boolean {
  const actual = unalias(type);
  const names = isPrinting(kind) ? ownWriters.printed : kind === "serialised" ? ownWriters.serialised : null;
  if (names === null) return false;
  return actual.kind === "interface" ? !holdsAnything(actual) && actual.syntax.methods.some(({ name }) => names.includes(name.name)) : looksAfterItself(site, actual, names);
}

/** Notes what all declarations that name a place put into it. */
export function followTapped(census: Census, holder: Holder, kind: SinkKind): void {
  const isContainer = holder.isContainer === true;
  for (const { unit, indices } of isContainer ? declarationsNaming(census.universe, holder) : declarationsSetting(census.universe, holder)) {
    for (const index of indices) {
      noteInto(census, holder, kind, unit, index);
      if (isContainer) followAliases(census, holder, kind, unit, index);
    }
  }
}

function noteInto(census: Census, holder: Holder, kind: SinkKind, unit: FileUnit, index: number): void {
  for (const { place, scope, value, to, from, isAddress } of flowsTo(census.universe, unit, index, holder.owner)) {
    if (typeof to !== "object" || !isSameName(to.name, holder.name)) continue;
    // Of a pointer, nobody compares what it points at, and fmt prints a number within something else.
    if (isAddress === true && (kind === "compared" || kind === "printed-inside") && !isContainer(typeOf({ census, scope }, value))) continue;
    const site = siteOf(census, place, scope, value);
    if (to.saidAs === "panic" && to.reach === "word" && isCaught(site, value)) continue;
    if (from !== undefined) for (const one of from()) tap(site, one, kind);
    else if (makesValues(site, value)) noteGivenBack(site, kind, value);
    else noteValue(site, kind, value);
  }
}

/** A panic whose type its own package looks for where it recovers, as parsers do to give up: others are handed on, not printed. */
function isCaught(site: Site, value: Expr): boolean {
  const type = unalias(pointeeOf(unalias(typeOf(site, value))));
  if (type.kind !== "named" || type.object.pkg === null || isExported(type.object.name)) return false;
  const caught = new RegExp(`\\.\\(\\*?${type.object.name}\\)|\\bcase \\*?${type.object.name}\\b`, "u");
  return type.object.pkg.units.some(({ source: { file: { text } } }) => text.includes("recover()") && caught.test(text));
}

/** `New` of a sync.Pool, and whatever else is a `func() any`: nobody prints a function, but for what it gives back. */
function makesValues(site: Site, value: Expr): boolean {
  const type = underlying(typeOf(site, value));
  if (type.kind !== "func" || type.signature.params.length !== 0 || type.signature.results.length !== 1) return false;
  const [result] = parameterTypes(site.census.universe.world, type.signature.results, type.scope);
  return result !== undefined && holdsAnything(result);
}

/** What goes into a container by another name, as that of a parameter which it is passed as, is in it as well. */
function followAliases(census: Census, holder: Holder, kind: SinkKind, unit: FileUnit, index: number): void {
  const { universe } = census;
  for (const { place, scope, value, to } of flowsIn(universe, unit, index)) {
    if (!isContainer(typeOf({ census, scope }, value))) continue;
    const from = holderOf(universe, scope, value, { unit, index, owner: place.decl });
    if (from === null || from.owner !== holder.owner || from.name !== holder.name) continue;
    for (const one of typeof to === "function" ? to() : [to]) tap({ census }, { ...one, isContainer: true }, kind);
  }
}
