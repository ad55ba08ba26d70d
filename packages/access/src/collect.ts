import { measureOf, memberOf, type Package, type Type, underlying, type World } from "@cachelint/types";
import type { Body, Library } from "./library.js";
import type { Callee, Fn } from "./model.js";
import { askedCallers, handedTo, startedFunctions } from "./touchers.js";
import { candidateRoots, lookAt, newSurvey, type Signs, type Survey } from "./survey.js";
import { isAtomicType, isLockType } from "./roots.js";
import type { Told } from "./told.js";

/** What stands in the text of a function that synchronises, or starts a goroutine. */
const synchronises = /\batomic\.\w+\(|\.(?:Load|Store|CompareAndSwap|Swap|Cas|CAS|Xadd|Xchg|Fetch)(?:[A-Z]\w*|\d+)?\b|\.(?:Add|And|Or|Inc|Dec|Sub|RLocker|R?Lock|TryR?Lock)\b|\block\(|\bgo\s+(?:func\b|[\w.[\]()*&]+\()|\.Go\(/;

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
    for (const { pkg, word, isField = false, isCalled = false } of wantedWords(library, survey)) {
      const key = `${pkg.importPath} ${word}`;
      if (asked.has(key)) continue;
      asked.add(key);
      for (const body of library.withWord(pkg, word)) wanted.add(body);
      for (const importer of isField ? importersOf(library, pkg, word) : []) for (const body of library.withWord(importer, word)) if (assigns(body, word)) wanted.add(body);
      for (const importer of isCalled ? importersOf(library, pkg, word) : []) for (const body of library.withWord(importer, word)) wanted.add(body);
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

/** `isField`: other packages may assign it; `isCalled`: they may call it with a place of theirs. */
type Wanted = { readonly pkg: Package; readonly word: string; readonly isField?: boolean; readonly isCalled?: boolean };

/** The packages that can mean an exported name by a word. */
function importersOf({ packages }: Library, pkg: Package, word: string): readonly Package[] {
  if (!/^\.?\p{Lu}/u.test(word)) return [];
  return packages.filter((other) => other !== pkg && other.units.some(({ source }) => source.outline.imports.some(({ path }) => path === pkg.importPath)));
}

/** What other packages do to a field with atomics stands in bodies that synchronise, which are read anyway. */
function assigns({ text }: Body, word: string): boolean {
  return new RegExp(`\\${word}(?![\\w\\u0080-\\uffff])\\s*(?:\\+\\+|--|[-+*/|&^%]?=(?!=)|,[^;\\n]*[^=!<>:]=[^=])`, "u").test(text);
}

function wantedWords(library: Library, survey: Survey): readonly Wanted[] {
  lookAt(survey);
  const fns = library.fns();
  const { helpers, digests } = survey;
  const candidates = candidateRoots(survey);
  const { values: held } = library.held();
  const words: Wanted[] = [...foreignWords(library)];
  const byPath = new Map(library.packages.map((pkg) => [pkg.importPath, pkg]));
  for (const [root, signs] of candidates) words.push(...wordsOf(library.session.world, byPath, root, signs));
  for (const { decl, unit } of [...startedFunctions(fns), ...handedTo(fns, (root) => candidates.has(root))]) words.push({ pkg: unit.pkg, word: declaredWord(decl) });
  // The runtime's own locks are known by name.
  const ordinary = fns.filter(({ parent, baseName }) => parent === null && !/^(?:un)?lock/.test(baseName));
  for (const fn of ordinary) {
    // A method of a type that others hold by value works on a place of theirs.
    if (!helpers.has(fn.decl) || (fn.receiver !== null && !held.has(`T:${fn.unit.pkg.importPath}.${fn.receiver}`))) continue;
    words.push({ pkg: fn.unit.pkg, word: calledWord(fn), isCalled: fn.receiver !== null });
    if (fn.receiver === null && /^\p{Lu}/u.test(fn.baseName)) words.push({ pkg: fn.unit.pkg, word: `.${fn.baseName}`, isCalled: true });
  }
  for (const fn of askedCallers(ordinary, (one) => digests.get(one)?.roots.some((root) => candidates.has(root)) ?? false)) words.push({ pkg: fn.unit.pkg, word: calledWord(fn) });
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

/** The names by which a candidate's words are touched: a struct's fields, a variable's name. */
function wordsOf(world: World, byPath: ReadonlyMap<string, Package>, root: string, { paths }: Pick<Signs, "paths">): readonly Wanted[] {
  const [, kind, place = ""] = /^([TV]):(.*)$/.exec(root) ?? [];
  const at = place.indexOf(".", place.lastIndexOf("/") + 1);
  const dot = at < 0 ? place.length : packageEnd(byPath, place);
  const pkg = byPath.get(place.slice(0, dot));
  const name = place.slice(dot + 1);
  if (kind === undefined || pkg === undefined) return [];
  const entity = memberOf(world, pkg, name);
  // The words of a struct variable are those of its type.
  if (kind === "V") return entity?.kind === "var" && entity.type().kind === "named" && underlying(entity.type()).kind === "struct" && !isAtomicType(entity.type()) ? [] : [{ pkg, word: name }];
  if (entity?.kind !== "type") return [];
  const instance = [...entity.object.instances.values()][0];
  return instance === undefined ? [] : [...nearFields(world, instance, paths).map((field): Wanted => ({ pkg, word: `.${field}`, isField: true })), { pkg, word: name }, { pkg, word: `${name}{` }];
}

/** Import paths may hold dots: `gopkg.in/yaml.v3.Type`. */
function packageEnd(byPath: ReadonlyMap<string, Package>, place: string): number {
  for (let end = place.lastIndexOf("."); 0 < end; end = place.lastIndexOf(".", end - 1)) if (byPath.has(place.slice(0, end))) return end;
  return place.length;
}

/** Fields that can lie on a line with one of the words; all, where the layout is not known. */
function nearFields(world: World, type: Type, paths: ReadonlySet<string>): readonly string[] {
  const measure = measureOf(world, type);
  if (measure?.kind !== "known") return fieldNames(type);
  const tops = new Set([...paths].map((path) => /^\.([^.[]+)/.exec(path)?.[1] ?? ""));
  const spans = measure.fields.map(({ name }, i) => ({ name, start: measure.layout.offsetsBytes[i] ?? 0, end: (measure.layout.offsetsBytes[i] ?? 0) + (measure.extents[i]?.sizeBytes ?? 0) }));
  const hot = spans.filter(({ name }) => tops.has(name));
  return spans.flatMap(({ name, start, end }, i) => {
    const isNear = tops.has("") || hot.some((other) => start - other.end < widestLineBytes && other.start - end < widestLineBytes);
    return isNear && name !== "_" ? [name, ...fieldNames(measure.fields[i]?.type ?? type)] : [];
  });
}

const widestLineBytes = 128;

/** Of a struct and those in it. */
function fieldNames(type: Type): readonly string[] {
  const under = underlying(type);
  if (under.kind !== "struct" || isAtomicType(type) || isLockType(type)) return [];
  return under.fields().flatMap((field) => {
    const inner = fieldNames(field.type);
    return field.name === "_" ? inner : [field.name, ...inner];
  });
}
