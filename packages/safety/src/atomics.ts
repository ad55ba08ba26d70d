import { archOf, isOverflow, structLayout } from "@cachelint/layout";
import type { StructType as StructSyntax } from "@cachelint/syntax";
import { type Field, isExported, type Package, type StructType, type Type, unalias, underlying } from "@cachelint/types";
import type { Census, Place } from "./census.js";
import type { Hazard, StructEdit, Subject } from "./model.js";
import { narrowExtent } from "./narrow.js";

/**
 * Words on which the 64-bit functions of sync/atomic work must stay 8-aligned on 32-bit targets, where the compiler sees to
 * nothing but the first word of what is allocated (sync/atomic, "Bugs"). Asks the new order where it is known.
 */
export function atomicHazards(census: Census, { type: struct, unit }: Pick<Subject, "type" | "unit">, { order }: StructEdit): readonly Hazard[] {
  const words = struct.fields().flatMap((field, index) => wordsIn(census, field, { owner: struct.syntax, importPath: unit.pkg.importPath }).map((word) => ({ ...word, index })));
  if (words.length === 0) return [];
  const now = offsetsOf(struct, struct.fields().map((_, index) => index));
  const then = order === null ? null : offsetsOf(struct, order);
  return words.filter(({ index, insideBytes }) => {
    const isAligned = (offsets: ReadonlyMap<number, number> | null): boolean => ((offsets?.get(index) ?? 4) + insideBytes) % 8 === 0;
    // What is misaligned as it stands cannot be lost.
    return (now === null || isAligned(now)) && !isAligned(then);
  }).slice(0, 1).map(({ place, name }) => ({
    reason: "atomic-alignment", detail: `${name} is used atomically and must stay 8-aligned on 32-bit targets`, unit: place.unit, offset: place.offset, length: place.length, weight: "withholds",
  }));
}

type AtomicWord = { readonly name: string; readonly insideBytes: number; readonly place: Place };

/** Where a field is declared: its struct, and the package that alone can name it unless it is exported. */
type Declared = { readonly owner: StructSyntax; readonly importPath: string };

function wordsIn(census: Census, field: Field, { owner, importPath }: Declared, depth = 0): readonly AtomicWord[] {
  const own = census.atomicWords.named.get(owner)?.get(field.name) ?? byAddress(census, field, importPath);
  if (own !== undefined) return [{ name: field.name, insideBytes: 0, place: own }];
  const element = elementOf(field.type);
  const actual = unalias(element);
  const under = underlying(element);
  if (under.kind !== "struct" || 5 < depth) return [];
  const declared: Declared = { owner: under.syntax, importPath: (actual.kind === "named" ? actual.object.pkg?.importPath : undefined) ?? importPath };
  const offsets = offsetsOf(under, under.fields().map((_, index) => index));
  return under.fields().flatMap((inner, i) => wordsIn(census, inner, declared, depth + 1).map((word) => ({ ...word, name: `${field.name}.${word.name}`, insideBytes: word.insideBytes + (offsets?.get(i) ?? 4) })));
}

/** Why a number may be worked on though no atomic operation names its field: it has such methods, or somebody takes its address while others work on pointers. */
function byAddress({ atomicWords: { types, elsewhere }, universe }: Census, { name, type }: Field, importPath: string): Place | undefined {
  const element = elementOf(type);
  const under = underlying(element);
  if (under.kind !== "basic" || !/^u?int64$/.test(under.name)) return undefined;
  const actual = unalias(element);
  const own = actual.kind === "named" ? types.get(actual.object) : undefined;
  if (own !== undefined || elsewhere.length === 0) return own;
  const taken = new RegExp(`(?<![\\w)\\]])&[\\w.()[\\]*]*\\.${name}(?![\\w(])|\\.${name}\\[[^\\]\\n]*:`);
  const takers = universe.unitsSelecting(name).filter(({ pkg, source }) => (isExported(name) || pkg.importPath === importPath) && taken.test(source.file.text));
  return elsewhere.find(({ unit }) => takers.some((taker) => areNeighbours(taker.pkg, unit.pkg)));
}

/** One package, or two of which one imports the other: an address goes no further without a name for what holds it. */
function areNeighbours(a: Package, b: Package): boolean {
  const imports = (from: Package, to: Package): boolean => from.units.some(({ source: { outline } }) => outline.imports.some(({ path }) => path === to.importPath));
  return a.importPath === b.importPath || imports(a, b) || imports(b, a);
}

function elementOf(type: Type): Type {
  const under = underlying(type);
  return under.kind === "array" ? elementOf(under.elem) : type;
}

/** The offset of each field on 386, of which ARM's and MIPS's do not differ; null where some size is not known. */
function offsetsOf(struct: StructType, order: NonNullable<StructEdit["order"]>): ReadonlyMap<number, number> | null {
  const arch = archOf("386");
  const fields = struct.fields();
  const extents = order.map((item) => (typeof item === "number" ? narrowExtent(fields[item]!.type) : { sizeBytes: item.padBytes, alignBytes: 1, pointerBytes: 0 }));
  if (!arch || extents.some((extent) => extent === null)) return null;
  const layout = structLayout(extents.flatMap((extent) => extent ?? []), { arch, isAlign64: false });
  return isOverflow(layout) ? null : new Map(order.flatMap((item, i) => (typeof item === "number" ? [[item, layout.offsetsBytes[i] ?? 0] as const] : [])));
}
