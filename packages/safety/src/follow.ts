import { declarationAt, type FuncDecl } from "@cachelint/syntax";
import { type FileUnit, functionAt, isExported } from "@cachelint/types";
import { followFunction, followHeld } from "./callables.js";
import type { Wrapper } from "./calls.js";
import { type Census, visit, type Wanted } from "./census.js";
import { isKnownLibrary, isPrinting, printsPlainly } from "./encoders.js";
import { lineEnd } from "./comments.js";
import { isForeign, usersOfForeign } from "./foreign.js";
import { followTapped } from "./held-values.js";
import { declarationsNaming, type Holder } from "./holders.js";
import { saidOf, unitsNaming } from "./names.js";
import { indicesAt } from "./universe.js";

/** Reads on until nothing is new: callers of functions that hand on what they are given, calls of places that hold such functions, and what is put into places that are encoded, printed or reflected on. */
export function followAll(census: Census): void {
  const { callees: { queue, held }, tapped, foreign } = census;
  while (0 < queue.length + held.queue.length + tapped.queue.length + foreign.queue.length) {
    visit(census, joined(foreign.queue.splice(0)));
    const wrappers = queue.splice(0);
    const holders = held.queue.splice(0);
    for (const { decl, unit } of wrappers) for (const { unit: place, indices } of valuesOf(census, { decl, unit })) for (const index of indices) followFunction(census, decl, place, index);
    const named = holders.map((holder) => declarationsNaming(census.universe, holder));
    holders.forEach((holder, i) => {
      for (const { unit, indices } of named[i] ?? []) for (const index of indices) followHeld(census, holder, unit, index);
    });
    const receivers = holders.flatMap((holder) => methodsOf(census, holder));
    for (const { name } of receivers) held.names.add(name);
    const callers = wrappers.flatMap((wrapper) => callersOf(census, wrapper));
    const names = [...wrappers.map(({ decl }) => (decl.kind === "func-lit" ? "" : decl.name.name)), ...holders.map(({ name, saidAs }) => (name === "return" ? "" : saidAs)), ...receivers.map(({ name }) => name)];
    visit(census, joined([...callers, ...named.flat(), ...receivers.map(({ wanted }) => wanted)]), new Set(names));
    for (const { holder, kind } of tapped.queue.splice(0)) followTapped(census, holder, kind);
  }
}

/** Each declaration once, whoever asks for it. */
function joined(wanted: readonly Wanted[]): readonly Wanted[] {
  const byUnit = new Map<FileUnit, Set<number>>();
  for (const { unit, indices } of wanted) {
    const own = byUnit.get(unit) ?? new Set<number>();
    byUnit.set(unit, own);
    for (const index of indices) own.add(index);
  }
  return [...byUnit].map(([unit, indices]) => ({ unit, indices: [...indices] }));
}

function callersOf(census: Census, { decl, unit }: Wrapper): readonly Wanted[] {
  if (decl.kind === "func-lit") return [{ unit, indices: [declarationAt(unit.source.outline.declarations, decl.start)] }];
  const arePrinting = [...(census.callees.wrappers.get(decl)?.values() ?? [])].every((kinds) => [...kinds].every(isPrinting));
  return [...(census.foreign.callers.get(decl) ?? []), ...usersOf(census, decl, unit).map((place) => ({ unit: place, indices: declarationsAround(place, saidOf(place, decl.name.name).called, arePrinting) }))];
}

/** The declarations that name a function without calling it. */
function valuesOf(census: Census, { decl, unit }: Wrapper): readonly Wanted[] {
  if (decl.kind === "func-lit") return [{ unit, indices: [declarationAt(unit.source.outline.declarations, decl.start)] }];
  return usersOf(census, decl, unit).map((place) => ({ unit: place, indices: declarationsAround(place, saidOf(place, decl.name.name).named) }));
}

/** Files that can call a function; a method's without importing its package. */
function usersOf({ universe }: Census, decl: FuncDecl, unit: FileUnit): readonly FileUnit[] {
  const { name } = decl.name;
  if (isForeign(universe, unit)) return usersOfForeign(universe, decl, unit);
  const units = decl.receiver !== null && isExported(name) ? universe.unitsSelecting(name) : unitsNaming(universe, { name, unit });
  return units.filter((place) => place.pkg.importPath === unit.pkg.importPath || !isKnownLibrary(unit.pkg.importPath));
}

type Receiver = { readonly name: string; readonly wanted: Wanted };

/** Methods of a function type, which call their receivers. */
function methodsOf({ universe }: Census, { owner, name, unit }: Holder): readonly Receiver[] {
  if (!("typeParams" in owner && "instances" in owner)) return [];
  return [...(unit.pkg.methods().get(name)?.values() ?? [])].flatMap((place) => {
    const [receiver] = functionAt(universe.world, place)?.receiver?.names ?? [];
    return receiver === undefined ? [] : [{ name: receiver.name, wanted: { unit: place.unit, indices: [place.index] } }];
  });
}

/** The declarations of a file in which a pattern stands; `arePrinting`: those left out that print nothing but texts, numbers and errors there. */
export function indicesOf(unit: FileUnit, pattern: RegExp, arePrinting = false): readonly number[] {
  return declarationsAround(unit, [...unit.source.file.text.matchAll(pattern)].map(({ index }) => index), arePrinting);
}

function declarationsAround(unit: FileUnit, offsets: readonly number[], arePrinting = false): readonly number[] {
  const { text } = unit.source.file;
  return indicesAt(unit, arePrinting ? offsets.filter((offset) => !printsPlainly(text.slice(offset, lineEnd(text, offset)))) : offsets);
}
