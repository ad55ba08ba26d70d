import { measureOf, memberOf, type Package, type Type, unalias, underlying, type World } from "@cachelint/types";
import type { Ask, Asking } from "./ask.js";
import type { Library } from "./library.js";
import type { TypeName } from "./reach.js";
import { isAtomicType, isLockType, typeRoot } from "./roots.js";

/** Asks for the words by which a candidate is touched; returns the roots of structs that lie in it. */
export type Words = (ask: Ask, root: string, paths: ReadonlySet<string>) => readonly string[];

/** Words of candidates are looked for again only when there are new paths to them. */
export function candidateWords({ packages, session: { world } }: Library): Words {
  const byPath = new Map(packages.map((pkg) => [pkg.importPath, pkg]));
  const known = new Map<string, { readonly nPaths: number; readonly inner: readonly string[] }>();
  return (ask, root, paths) => {
    const before = known.get(root);
    if (before?.nPaths === paths.size) return before.inner;
    const { wanted, inner } = wordsOf(world, byPath, root, paths);
    for (const { pkg, word, ...how } of wanted) ask(pkg, word, how);
    // A generic type has no words before somebody has seen an instance.
    if (0 < wanted.length) known.set(root, { nPaths: paths.size, inner });
    return inner;
  };
}

type Wanted = Asking & { readonly pkg: Package; readonly word: string };

/** `inner`: the roots of structs that lie in the candidate. */
type Wishes = { readonly wanted: readonly Wanted[]; readonly inner: readonly string[] };

/** The names by which a candidate's words are touched: a struct's fields, a variable's name. */
function wordsOf(world: World, byPath: ReadonlyMap<string, Package>, root: string, paths: ReadonlySet<string>): Wishes {
  const [, slice, kind, place = ""] = /^(S:)?([TV]):(.*)$/.exec(root) ?? [];
  const at = place.indexOf(".", place.lastIndexOf("/") + 1);
  const dot = at < 0 ? place.length : packageEnd(byPath, place);
  const pkg = byPath.get(place.slice(0, dot));
  const name = place.slice(dot + 1);
  if (kind === undefined || pkg === undefined) return nothing;
  if (slice !== undefined) return { wanted: sliceWords(pkg, name), inner: [] };
  const entity = memberOf(world, pkg, name);
  // The words of a struct variable are those of its type.
  if (kind === "V") return entity?.kind === "var" && entity.type().kind === "named" && underlying(entity.type()).kind === "struct" && !isAtomicType(entity.type()) ? nothing : { wanted: [{ pkg, word: name }], inner: [] };
  if (entity?.kind !== "type") return nothing;
  const instance = [...entity.object.instances.values()][0];
  if (instance === undefined) return nothing;
  const fields = nearFields(world, instance, paths);
  const named = fields.flatMap(({ name: own, inside }): readonly InnerField[] => [{ name: own, of: null }, ...inside.fields]).filter((field) => field.name !== "_");
  return {
    wanted: [...named.map(({ name: field, of }): Wanted => ({ pkg, word: `.${field}`, isElsewhere: true, of: of ?? { pkg, name } })), { pkg, word: name }, { pkg, word: `${name}{` }],
    inner: fields.flatMap(({ inside }) => inside.roots),
  };
}

/** Who holds or makes a slice names its field, variable or type. */
function sliceWords(pkg: Package, place: string): readonly Wanted[] {
  const names = place.split(/[.[\]]+/).filter((name) => name !== "");
  const last = names.at(-1) ?? "";
  return 1 < names.length ? [{ pkg, word: `.${last}`, isElsewhere: true }] : [{ pkg, word: last }, { pkg, word: `${last}{` }];
}

const nothing: Wishes = { wanted: [], inner: [] };

/** Import paths may hold dots: `gopkg.in/yaml.v3.Type`. */
function packageEnd(byPath: ReadonlyMap<string, Package>, place: string): number {
  for (let end = place.lastIndexOf("."); 0 < end; end = place.lastIndexOf(".", end - 1)) if (byPath.has(place.slice(0, end))) return end;
  return place.length;
}

type Near = { readonly name: string; readonly inside: Inside };
/** `of` is the struct that declares it, where that has a name. */
type InnerField = { readonly name: string; readonly of: TypeName | null };

/** The fields of structs in a value, and the roots of those structs. */
type Inside = { readonly fields: readonly InnerField[]; readonly roots: readonly string[] };

/** Fields that can lie on a line with one of the words; all, where the layout is not known. */
function nearFields(world: World, type: Type, paths: ReadonlySet<string>): readonly Near[] {
  const measure = measureOf(world, type);
  if (measure?.kind !== "known") return fieldsIn(type);
  const tops = new Set([...paths].map((path) => /^\.([^.[]+)/.exec(path)?.[1] ?? ""));
  const spans = measure.fields.map(({ name, type: own }, i) => ({ name, own, start: measure.layout.offsetsBytes[i] ?? 0, end: (measure.layout.offsetsBytes[i] ?? 0) + (measure.extents[i]?.sizeBytes ?? 0) }));
  const hot = spans.filter(({ name }) => tops.has(name));
  const isNear = ({ start, end }: { readonly start: number; readonly end: number }): boolean => tops.has("") || hot.some((other) => start - other.end < widestLineBytes && other.start - end < widestLineBytes);
  return spans.filter(isNear).map(({ name, own }) => ({ name, inside: insideOf(own) }));
}

const widestLineBytes = 128;

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
