import { measureOf, memberOf, type Package, type Type, unalias, underlying, type World } from "@cachelint/types";
import type { Body, Library } from "./library.js";
import type { Callee, Fn } from "./model.js";
import { askedCallers, handedTo, startedFunctions } from "./touchers.js";
import { candidateRoots, lookAt, newSurvey, type Signs, type Survey } from "./survey.js";
import { isConstructorName } from "./names.js";
import { isAtomicType, isLockType, typeRoot } from "./roots.js";
import type { Told } from "./told.js";

/** What stands in the text of a function that synchronises, or starts a goroutine. */
const synchronises = /\batomic\.\w|\.(?:Load|Store|CompareAndSwap|Swap|Cas|CAS|Xadd|Xchg|Fetch)(?:[A-Z]\w*|\d+)?\b|\.(?:Add|And|Or|Inc|Dec|Sub|RLocker|R?Lock|TryR?Lock)\b|\block\(|\bgo\s+(?:func\b|[\w.[\]()*&]+\()|\.Go\(/;

/**
 * Reads those functions that can matter to sharing: first the ones that synchronise; they tell which structs and variables
 * are candidates. Then whoever names a candidate's field, calls what touches one, or makes one, until nobody new is found.
 * Returns the roots of the candidates.
 */
export function collectFunctions(library: Library, told: Told): ReadonlySet<string> {
  const { packages, bodiesOf, read } = library;
  read(packages.flatMap((pkg) => bodiesOf(pkg).filter((body) => synchronises.test(body.text) || isConcurrent(told, body))));
  const asked = new Set<string>();
  const survey = newSurvey(library, told);
  for (let round = 0; round < maxRounds; round++) {
    const wanted = new Set<Body>();
    for (const { pkg, word, isElsewhere = false } of wantedWords(library, survey)) {
      const key = `${pkg.importPath} ${word}`;
      if (asked.has(key)) continue;
      asked.add(key);
      for (const body of library.withWord(pkg, word)) wanted.add(body);
      for (const importer of isElsewhere ? importersOf(library, pkg, word) : []) for (const body of library.withWord(importer, word)) wanted.add(body);
    }
    if (!read(wanted)) break;
  }
  lookAt(survey);
  return new Set(candidateRoots(survey).keys());
}

function isConcurrent(told: Told, { unit, index, name }: Body): boolean {
  const receiver = unit.source.outline.declarations[index]?.method?.receiver;
  return receiver === undefined ? told.isConcurrent(name) : told.isConcurrent(`(*${receiver}).${name}`) || told.isConcurrent(`${receiver}.${name}`);
}

/** Chains of helpers longer than this say nothing more. */
const maxRounds = 12;

/** `isElsewhere`: other packages may use the field, or call the function with a place of theirs. */
type Wanted = { readonly pkg: Package; readonly word: string; readonly isElsewhere?: boolean };

/** The packages that can mean an exported name by a word. */
function importersOf({ packages }: Library, pkg: Package, word: string): readonly Package[] {
  if (!/^\.?\p{Lu}/u.test(word)) return [];
  return packages.filter((other) => other !== pkg && other.units.some(({ source }) => source.outline.imports.some(({ path }) => path === pkg.importPath)));
}

function wantedWords(library: Library, survey: Survey): readonly Wanted[] {
  lookAt(survey);
  const fns = library.fns();
  const { helpers, digests } = survey;
  const candidates = candidateRoots(survey);
  const { values: held } = library.held();
  const words: Wanted[] = [...foreignWords(library)];
  const byPath = new Map(library.packages.map((pkg) => [pkg.importPath, pkg]));
  const touched = new Set(candidates.keys());
  for (const [root, signs] of candidates) {
    const { wanted, inner } = wordsOf(library.session.world, byPath, root, signs);
    words.push(...wanted);
    for (const one of inner) touched.add(one);
  }
  for (const { decl, unit } of [...startedFunctions(fns), ...handedTo(fns, (root) => candidates.has(root))]) words.push({ pkg: unit.pkg, word: declaredWord(decl) });
  // The runtime's own locks are known by name.
  const ordinary = fns.filter(({ parent, baseName }) => parent === null && !/^(?:un)?lock/.test(baseName));
  for (const fn of ordinary) {
    // A method of a type that others hold by value works on a place of theirs.
    if (!helpers.has(fn.decl) || (fn.receiver !== null && !held.has(`T:${fn.unit.pkg.importPath}.${fn.receiver}`))) continue;
    words.push({ pkg: fn.unit.pkg, word: calledWord(fn), isElsewhere: fn.receiver !== null });
    if (fn.receiver === null && /^\p{Lu}/u.test(fn.baseName)) words.push({ pkg: fn.unit.pkg, word: `.${fn.baseName}`, isElsewhere: true });
  }
  // Who calls a constructor says whether there are many objects.
  for (const fn of ordinary) if (isConstructorName(fn.baseName) && fn.allocations.some(({ root }) => candidates.has(root))) words.push({ pkg: fn.unit.pkg, word: calledWord(fn) });
  for (const fn of askedCallers(ordinary, (one) => digests.get(one)?.roots.some((root) => touched.has(root)) ?? false)) words.push({ pkg: fn.unit.pkg, word: calledWord(fn) });
  return words;
}

/** Calls of methods by which types of other packages synchronise, where something holds such a type. */
function foreignWords({ held, packages, foreignMethods }: Library): readonly Wanted[] {
  return [...held().foreign].flatMap((object) => foreignMethods(object).flatMap((name) => packages.map((pkg): Wanted => ({ pkg, word: `.${name}` }))));
}

/** How calls of a function look. */
function calledWord({ receiver, baseName }: Fn): string {
  return receiver === null ? baseName : `.${baseName}`;
}

/** What is looked up to have the function itself read, not its callers. */
function declaredWord({ name, receiver }: Callee["decl"]): string {
  return `func ${receiver === null ? "" : "."}${name.name}`;
}

/** `inner`: the roots of structs that lie in the candidate. */
type Words = { readonly wanted: readonly Wanted[]; readonly inner: readonly string[] };

/** The names by which a candidate's words are touched: a struct's fields, a variable's name. */
function wordsOf(world: World, byPath: ReadonlyMap<string, Package>, root: string, { paths }: Pick<Signs, "paths">): Words {
  const [, kind, place = ""] = /^([TV]):(.*)$/.exec(root) ?? [];
  const at = place.indexOf(".", place.lastIndexOf("/") + 1);
  const dot = at < 0 ? place.length : packageEnd(byPath, place);
  const pkg = byPath.get(place.slice(0, dot));
  const name = place.slice(dot + 1);
  if (kind === undefined || pkg === undefined) return nothing;
  const entity = memberOf(world, pkg, name);
  // The words of a struct variable are those of its type.
  if (kind === "V") return entity?.kind === "var" && entity.type().kind === "named" && underlying(entity.type()).kind === "struct" && !isAtomicType(entity.type()) ? nothing : { wanted: [{ pkg, word: name }], inner: [] };
  if (entity?.kind !== "type") return nothing;
  const instance = [...entity.object.instances.values()][0];
  if (instance === undefined) return nothing;
  const fields = nearFields(world, instance, paths);
  const names = new Set(fields.flatMap(({ name: own, inside }) => [own, ...inside.fields]).filter((field) => field !== "_"));
  return {
    wanted: [...[...names].map((field): Wanted => ({ pkg, word: `.${field}`, isElsewhere: true })), { pkg, word: name }, { pkg, word: `${name}{` }],
    inner: fields.flatMap(({ inside }) => inside.roots),
  };
}

const nothing: Words = { wanted: [], inner: [] };

/** Import paths may hold dots: `gopkg.in/yaml.v3.Type`. */
function packageEnd(byPath: ReadonlyMap<string, Package>, place: string): number {
  for (let end = place.lastIndexOf("."); 0 < end; end = place.lastIndexOf(".", end - 1)) if (byPath.has(place.slice(0, end))) return end;
  return place.length;
}

type Near = { readonly name: string; readonly inside: Inside };
/** The fields of structs in a value, and the roots of those structs. */
type Inside = { readonly fields: readonly string[]; readonly roots: readonly string[] };

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

function fieldsIn(type: Type): readonly Near[] {
  const under = underlying(type);
  return under.kind === "struct" ? under.fields().map((field) => ({ name: field.name, inside: insideOf(field.type) })) : [];
}

function insideOf(type: Type): Inside {
  if (underlying(type).kind !== "struct" || isAtomicType(type) || isLockType(type)) return { fields: [], roots: [] };
  const actual = unalias(type);
  const inner = fieldsIn(type);
  return {
    fields: inner.flatMap(({ name, inside }) => [name, ...inside.fields]),
    roots: [...(actual.kind === "named" ? [typeRoot(actual.object)] : []), ...inner.flatMap(({ inside }) => inside.roots)],
  };
}
