import { measureOf, memberOf, type Package, type Type, unalias, underlying, type World } from "@cachelint/types";
import type { Body, Library } from "./library.js";
import type { Access, CallSite, Fn } from "./model.js";
import { isAtomicType } from "./roots.js";

/** What stands in the text of a function that synchronises, or starts a goroutine. */
const synchronises = /\batomic\.\w+\(|\.(?:Load|Store|CompareAndSwap|Swap|Cas|CAS|Xadd|Xchg|Fetch)\w*\(|\.(?:Add|And|Or|Inc|Dec|Sub|RLocker)\(|\.(?:R?Lock|TryR?Lock)\(|\block\(|\bgo\s+(?:func\b|[\w.]+\()|\.Go\(/;

/**
 * Reads those functions that can matter to sharing: first the ones that synchronise; they tell which structs and variables
 * are candidates. Then whoever names a candidate's field, calls what touches one, or makes one, until nobody new is found.
 */
export function collectFunctions(library: Library): void {
  const { packages, bodiesOf, read } = library;
  read(packages.flatMap((pkg) => bodiesOf(pkg).filter(({ text }) => synchronises.test(text))));
  const asked = new Set<string>();
  for (let round = 0; round < maxRounds; round++) {
    const wanted = new Set<Body>();
    for (const { pkg, word, isField = false, isCalled = false } of wantedWords(library)) {
      const key = `${pkg.importPath} ${word}`;
      if (asked.has(key)) continue;
      asked.add(key);
      for (const body of library.withWord(pkg, word)) wanted.add(body);
      for (const importer of isField ? importersOf(library, pkg, word) : []) for (const body of library.withWord(importer, word)) if (assigns(body, word)) wanted.add(body);
      for (const importer of isCalled ? importersOf(library, pkg, word) : []) for (const body of library.withWord(importer, word)) wanted.add(body);
    }
    if (!read(wanted)) return;
  }
}

/** Chains of helpers longer than this say nothing more. */
const maxRounds = 6;

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

function wantedWords(library: Library): readonly Wanted[] {
  const fns = library.fns();
  const helpers = helpersIn(fns);
  const signs = signsOfRoots(fns, helpers);
  const held = library.heldByValue();
  const words: Wanted[] = [];
  const byPath = new Map(library.packages.map((pkg) => [pkg.importPath, pkg]));
  for (const [root, own] of signs) words.push(...wordsOf(library.session.world, byPath, root, own));
  for (const fn of fns) {
    // The runtime's own locks are known by name.
    if (fn.parent !== null || /^(?:un)?lock/.test(fn.baseName)) continue;
    const isExported = /^\p{Lu}/u.test(fn.baseName);
    const isToucher = !isExported && fn.accesses.some(({ ref }) => ref.views.some(({ root }) => signs.has(root)));
    // A method of a type that others hold by value works on a place of theirs.
    const isHelper = helpers.has(fn.decl) && (fn.receiver === null || held.has(`T:${fn.unit.pkg.importPath}.${fn.receiver}`));
    if (!isToucher && !isHelper) continue;
    words.push({ pkg: fn.unit.pkg, word: fn.receiver === null ? fn.baseName : `.${fn.baseName}`, isCalled: isHelper && fn.receiver !== null });
    if (isHelper && isExported && fn.receiver === null) words.push({ pkg: fn.unit.pkg, word: `.${fn.baseName}`, isCalled: true });
  }
  return words;
}

/** Functions that synchronise on what they are handed, by declaration: which parameters. */
function helpersIn(fns: readonly Fn[]): ReadonlyMap<Fn["decl"], ReadonlySet<number>> {
  const helpers = new Map<Fn["decl"], Set<number>>();
  const add = (fn: Fn, param: number): boolean => {
    const own = helpers.get(fn.decl) ?? new Set<number>();
    helpers.set(fn.decl, own);
    return !own.has(param) && own.add(param).has(param);
  };
  for (const fn of fns) for (const { ref, kind } of fn.accesses) if (ref.relative !== null && kind !== "read" && kind !== "write" && fn.decl !== null) add(fn, ref.relative.param);
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const fn of fns) for (const call of fn.calls) for (const ref of handedTo(helpers, call)) if (fn.decl !== null && ref.relative !== null && add(fn, ref.relative.param)) isChanged = true;
  }
  return helpers;
}

function handedTo(helpers: ReadonlyMap<Fn["decl"], ReadonlySet<number>>, { callee, args }: CallSite): readonly Access["ref"][] {
  return [...(helpers.get(callee.decl) ?? [])].flatMap((param) => args[param] ?? []);
}

/** A synchronised write that may happen often: no constructor's, no failure path's, no flag set once. */
function canBeHot(fn: Fn, { ref, kind, isCold, isFill, isConstant, nLoops }: Access): boolean {
  if (ref.isFresh || isCold || isFill || kind === "read" || kind === "write" || kind === "atomic-load") return false;
  if (kind !== "atomic-store") return true;
  if (isConstant) return false;
  return 0 < nLoops || fn.accesses.some((other) => (other.kind === "atomic-load" || other.kind === "read") && other.ref.views.some(({ root, path }) => ref.views.some((view) => view.root === root && view.path === path)));
}

/** Functions that goroutines start with, and those that these call. */
function goroutinesIn(fns: readonly Fn[]): ReadonlySet<Fn["decl"]> {
  const started = new Set<Fn["decl"]>(fns.flatMap(({ calls }) => calls.filter(({ isGo }) => isGo).map(({ callee }) => callee.decl)));
  const called = fns.filter(({ decl, launch }) => launch !== null || started.has(decl)).flatMap(({ calls }) => calls.map(({ callee }) => callee.decl));
  return new Set([...started, ...called]);
}

/** `paths` are those of the words that somebody synchronises on. */
type Signs = { isUpdated: boolean; isElement: boolean; readonly locks: Set<string>; readonly paths: Set<string> };

/** Roots on which somebody synchronises in a way that can become a finding. */
function signsOfRoots(fns: readonly Fn[], helpers: ReadonlyMap<Fn["decl"], ReadonlySet<number>>): ReadonlyMap<string, Signs> {
  const signs = new Map<string, Signs>();
  const signsOf = (root: string): Signs => {
    const own = signs.get(root) ?? { isUpdated: false, isElement: false, locks: new Set<string>(), paths: new Set<string>() };
    signs.set(root, own);
    return own;
  };
  const goroutines = goroutinesIn(fns);
  for (const fn of fns) {
    const isGoroutine = fn.launch !== null || goroutines.has(fn.decl);
    for (const access of fn.accesses) {
      const { ref, kind } = access;
      // Plain words count where goroutines write them in loops.
      const isPlain = isGoroutine && kind === "write" && 0 < access.nLoops;
      if (!isPlain && !canBeHot(fn, access)) continue;
      for (const { root, path } of ref.views) {
        const own = signsOf(root);
        own.paths.add(path);
        if (ref.index !== null) own.isElement = true;
        if (kind === "lock" || kind === "unlock") own.locks.add(path);
        else own.isUpdated = true;
      }
    }
    for (const call of fn.calls) for (const ref of handedTo(helpers, call)) for (const { root, path } of ref.views) {
      if (path === "" && root.startsWith("T:")) continue;
      signsOf(root).isUpdated = true;
      signsOf(root).paths.add(path);
    }
  }
  return new Map([...signs].filter(([, { isUpdated, isElement, locks }]) => isUpdated || (isElement && 0 < locks.size)));
}

/** The names by which a candidate's words are touched: a struct's fields, a variable's name. */
function wordsOf(world: World, byPath: ReadonlyMap<string, Package>, root: string, { paths }: Signs): readonly Wanted[] {
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
  return instance === undefined ? [] : [...nearFields(world, instance, paths).map((field): Wanted => ({ pkg, word: `.${field}`, isField: true })), { pkg, word: `${name}{` }];
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
    const actual = unalias(measure.fields[i]?.type ?? type);
    return isNear && name !== "_" ? [name, ...(actual.kind === "struct" ? fieldNames(actual) : [])] : [];
  });
}

const widestLineBytes = 128;

function fieldNames(type: Type): readonly string[] {
  const under = underlying(type);
  if (under.kind !== "struct") return [];
  return under.fields().flatMap((field) => {
    const actual = unalias(field.type);
    const inner = actual.kind === "struct" ? fieldNames(actual) : [];
    return field.name === "_" ? inner : [field.name, ...inner];
  });
}
