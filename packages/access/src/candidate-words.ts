import { measureOf, memberOf, type Package, type Type, unalias, underlying, type World } from "@cachelint/types";
import type { Ask, Asking } from "./ask.js";
import type { Library } from "./library.js";
import type { TypeName } from "./reach.js";
import { isAtomicType, isLockType, placeOfRoot, topField, typeOfRoot, typeRoot } from "./roots.js";
import type { Signs } from "./survey.js";

/** What of a candidate is touched: some of its fields, null for all, and structs that lie in it, by their roots. */
export type Touched = { readonly fields: ReadonlySet<string> | null; readonly inner: readonly string[] };

/** Asks for the words by which candidates are made and touched. */
export type Words = {
  readonly askMakers: (ask: Ask, root: string) => void;
  /** Null for what has no words of its own: atomics, locks, and types of packages that are not read. */
  readonly askTouchers: (ask: Ask, root: string, signs: Signs) => Touched | null;
};

/** Words of candidates are looked for again only when there are new paths to them. */
export function candidateWords({ packages, session: { world } }: Library, lineBytes: number): Words {
  const byPath = new Map(packages.map((pkg) => [pkg.importPath, pkg]));
  const known = new Map<string, { readonly extent: string; readonly touched: Touched | null }>();
  const askTouchers = (ask: Ask, root: string, signs: Signs): Touched | null => {
    const before = known.get(root);
    const extent = `${signs.paths.size} ${signs.lockPaths.size} ${signs.isLockFree}`;
    if (before?.extent === extent) return before.touched;
    const { wanted, touched } = wordsOf({ world, byPath, lineBytes }, root, signs);
    for (const { pkg, word, ...how } of wanted) ask(pkg, word, how);
    // A generic type has no words before somebody has seen an instance.
    if (0 < wanted.length) known.set(root, { extent, touched });
    return touched;
  };
  const made = new Set<string>();
  const askMakers = (ask: Ask, root: string): void => {
    if (made.has(root)) return;
    made.add(root);
    const place = placeOfRoot({ byPath }, root);
    if (place?.kind === "T") for (const word of [`${place.name}{`, `new ${place.name}`]) ask(place.pkg, word);
  };
  return { askMakers, askTouchers };
}

type Reading = { readonly world: World; readonly byPath: ReadonlyMap<string, Package>; readonly lineBytes: number };

type Wanted = Asking & { readonly pkg: Package; readonly word: string };

type Wishes = { readonly wanted: readonly Wanted[]; readonly touched: Touched | null };

/** The names by which a candidate's words are touched: a struct's fields, a variable's name. */
function wordsOf({ world, byPath, lineBytes }: Reading, root: string, signs: Signs): Wishes {
  const place = placeOfRoot({ byPath }, root);
  if (place === null) return root.startsWith("T:") ? primitive : nothing;
  const { kind, pkg, name } = place;
  if (kind === "S") return { wanted: sliceWords(pkg, name), touched: whole };
  if (kind === "V") {
    const entity = memberOf(world, pkg, name);
    // The words of a struct variable are those of its type.
    return entity?.kind === "var" && entity.type().kind === "named" && underlying(entity.type()).kind === "struct" && !isAtomicType(entity.type()) ? nothing : { wanted: [{ pkg, word: name }], touched: whole };
  }
  const instance = typeOfRoot({ world, byPath }, root);
  if (instance === null) return nothing;
  if (isAtomicType(instance) || isLockType(instance)) return primitive;
  const fields = nearFields(world, instance, { signs, lineBytes });
  const named = fields.flatMap(({ name: own, inside }): readonly InnerField[] => [{ name: own, of: null }, ...inside.fields]).filter((field) => field.name !== "_");
  return {
    wanted: named.map(({ name: field, of }): Wanted => ({ pkg, word: `.${field}`, isElsewhere: true, of: of ?? { pkg, name } })),
    touched: { fields: new Set(fields.map(({ name: own }) => own)), inner: fields.flatMap(({ inside }) => inside.roots) },
  };
}

/** Who holds or makes a slice names its field, variable or type. */
function sliceWords(pkg: Package, place: string): readonly Wanted[] {
  const names = place.split(/[.[\]]+/).filter((name) => name !== "");
  const last = names.at(-1) ?? "";
  return 1 < names.length ? [{ pkg, word: `.${last}`, isElsewhere: true }] : [{ pkg, word: last }, { pkg, word: `${last}{` }];
}

const whole: Touched = { fields: null, inner: [] };
const nothing: Wishes = { wanted: [], touched: whole };
const primitive: Wishes = { wanted: [], touched: null };

type Near = { readonly name: string; readonly inside: Inside };
/** `of` is the struct that declares it, where that has a name. */
type InnerField = { readonly name: string; readonly of: TypeName | null };

/** The fields of structs in a value, and the roots of those structs. */
type Inside = { readonly fields: readonly InnerField[]; readonly roots: readonly string[] };

/** The words themselves and fields that can lie on a line with one that is worth parting from them; all, where the layout is not known. */
function nearFields(world: World, type: Type, { signs: { paths, lockPaths, isLockFree }, lineBytes }: { readonly signs: Signs; readonly lineBytes: number }): readonly Near[] {
  const measure = measureOf(world, type);
  if (measure?.kind !== "known") return fieldsIn(type);
  const spans = measure.fields.map(({ name, type: own }, i) => ({ name, own, start: measure.layout.offsetsBytes[i] ?? 0, end: (measure.layout.offsetsBytes[i] ?? 0) + (measure.extents[i]?.sizeBytes ?? 0) }));
  const isPadded = spans.some(({ name, start, end }) => name === "_" && minPadBytes <= end - start);
  // What is read beside the lock of a struct that is all locks is read under it.
  const hot = topFields(isLockFree || isPadded ? [...paths, ...lockPaths] : paths);
  const own = topFields([...paths, ...lockPaths]);
  const origins = spans.filter(({ name }) => hot.has(name));
  const isNear = ({ start, end }: { readonly start: number; readonly end: number }): boolean => hot.has("") || origins.some((other) => start - other.end < lineBytes && other.start - end < lineBytes);
  return spans.filter((span) => own.has(span.name) || isNear(span)).map(({ name, own: type }) => ({ name, inside: insideOf(type) }));
}

/** Smaller ones are no pads between words. */
const minPadBytes = 16;

/** The fields that paths begin with; an empty name for a whole struct. */
function topFields(paths: Iterable<string>): ReadonlySet<string> {
  return new Set([...paths].map(topField));
}

function fieldsIn(type: Type, depth = maxDepth): readonly Near[] {
  const under = underlying(type);
  return under.kind === "struct" ? under.fields().map((field) => ({ name: field.name, inside: insideOf(field.type, depth) })) : [];
}

/** Structs in structs deeper than this hold nothing near. */
const maxDepth = 8;

function insideOf(type: Type, depth = maxDepth): Inside {
  if (depth === 0 || underlying(type).kind !== "struct" || isAtomicType(type) || isLockType(type)) return { fields: [], roots: [] };
  const actual = unalias(type);
  const inner = fieldsIn(type, depth - 1);
  const of = actual.kind === "named" && actual.object.pkg !== null ? { pkg: actual.object.pkg, name: actual.object.name } : null;
  return {
    fields: inner.flatMap(({ name, inside }): readonly InnerField[] => [{ name, of: null }, ...inside.fields]).map((field) => ({ ...field, of: field.of ?? of })),
    roots: [...(actual.kind === "named" ? [typeRoot(actual.object)] : []), ...inner.flatMap(({ inside }) => inside.roots)],
  };
}
