import { isExported, isMissing, type Package, type Type, underlying } from "@cachelint/types";
import { type Ask, asker } from "./ask.js";
import { candidateWords, type Words } from "./candidate-words.js";
import type { Body, Library } from "./library.js";
import type { Callee, Fn } from "./model.js";
import { isAtomicPackage } from "./operations.js";
import { type Hopeless, newProspects, type Prospects } from "./prospects.js";
import { mentionsSync, updatingMethods } from "./sync-words.js";
import { newTouchers, type Touchers } from "./touchers.js";
import { candidateRoots, findPlain, lookAt, newSurvey, type Survey } from "./survey.js";
import type { TypeName } from "./reach.js";
import { placeType, typeRoot } from "./roots.js";
import type { Told } from "./told.js";

/**
 * Reads those functions that can matter to sharing: first the ones that synchronise; they tell which structs and variables
 * are candidates. Then whoever names a candidate's field, calls what touches one, or makes one, until nobody new is found.
 * Returns the roots of the candidates.
 */
export function collectFunctions(library: Library, { told, lineBytes, hopeless }: Collecting): ReadonlySet<string> {
  const { packages, bodiesOf, read } = library;
  read(packages.flatMap((pkg) => {
    const mayUpdate = pkg.units.some(({ source: { outline } }) => outline.imports.some(({ path }) => isAtomicPackage(path) || isUnseen(library, pkg, path)));
    return bodiesOf(pkg).filter((body) => mentionsSync(body.text, { mayUpdate }) || callsAtomic(body) || isConcurrent(told, body) || sharesLocalStruct(body));
  }));
  const survey = newSurvey(library, told);
  const asking = newAsking(library, { lineBytes, prospects: newProspects(library, { told, hopeless }) });
  askForeign(asking);
  for (let round = 0; round < maxRounds; round++) {
    askWords(asking, survey);
    if (!read(asking.wanted.splice(0)) && !decide(asking, survey)) break;
  }
  return withContainers(library, candidateRoots(survey).keys());
}

/** How elements are chosen says whether neighbours meet. */
function withContainers({ held }: Library, roots: Iterable<string>): ReadonlySet<string> {
  const { containers } = held();
  return new Set([...roots].flatMap((root) => [root, ...(containers.get(root) ?? []).flatMap((container) => (container.kind === "field" ? container.root : []))]));
}

/** Of another module, and not to be had: its types may be atomics. */
function isUnseen({ packages, session: { world } }: Library, pkg: Package, path: string): boolean {
  return /^[^/]*\./.test(path) && !packages.some(({ importPath }) => importPath === path) && isMissing(world, pkg, path);
}

/** Declares a struct type that literals may see, whose words nobody else can name. */
function sharesLocalStruct({ unit: { source: { outline } }, index, text }: Body): boolean {
  return outline.declarations[index]?.hasLocalType === true && /\btype\s[^{;]*\bstruct\b/.test(text) && text.includes("func(");
}

/** By another name of the package than its own. */
function callsAtomic({ unit: { source: { outline } }, text }: Body): boolean {
  return outline.imports.some(({ path, name }) => name !== null && isAtomicPackage(path) && text.includes(`${name}.`));
}

function isConcurrent(told: Told, { unit, index, name }: Body): boolean {
  const receiver = unit.source.outline.declarations[index]?.method?.receiver;
  return receiver === undefined ? told.isConcurrent(name) : told.isConcurrent(`(*${receiver}).${name}`) || told.isConcurrent(`${receiver}.${name}`);
}

/** Says whether there is more to ask for, now that all who make candidates were read. */
function decide({ prospects }: Asking, survey: Survey): boolean {
  const hasNew = findPlain(survey);
  return prospects.decide(candidateRoots(survey)) || hasNew;
}

/** Chains of helpers longer than this say nothing more. */
const maxRounds = 24;

export type Collecting = { readonly told: Told; /** The widest line that words are judged by. */ readonly lineBytes: number; readonly hopeless: Hopeless };

type Asking = { readonly library: Library; readonly ask: Ask; readonly wanted: Body[]; readonly words: Words; readonly touchers: Touchers; readonly prospects: Prospects };

function newAsking(library: Library, { lineBytes, prospects }: { readonly lineBytes: number; readonly prospects: Prospects }): Asking {
  const wanted: Body[] = [];
  return { library, ask: asker(library, wanted), wanted, words: candidateWords(library, lineBytes), touchers: newTouchers(), prospects };
}

function askWords({ library, ask, words, touchers, prospects }: Asking, survey: Survey): void {
  touchers.add(lookAt(survey));
  const { helpers, digests } = survey;
  const candidates = candidateRoots(survey);
  const { values: held, containers } = library.held();
  const heldLocally = rootsIn(library.session.localTypes.values());
  const touched = new Map<string, ReadonlySet<string> | null>();
  for (const root of candidates.keys()) words.askMakers(ask, root);
  for (const root of prospects.hopeful()) {
    const signs = candidates.get(root);
    const own = signs && words.askTouchers(ask, root, signs);
    if (!own) continue;
    touched.set(root, own.fields);
    for (const inner of own.inner) if (!touched.has(inner)) touched.set(inner, null);
  }
  // Who makes a slice of a declared type does not name its elements.
  for (const root of candidates.keys()) for (const container of containers.get(root) ?? []) if (container.kind === "type") for (const word of [container.name, `${container.name}{`]) ask(container.pkg, word);
  for (const { decl, unit } of touchers.started()) ask(unit.pkg, declaredWord(decl));
  for (const root of candidates.keys()) for (const { decl, unit } of touchers.handed(root)) ask(unit.pkg, declaredWord(decl));
  for (const decl of helpers.keys()) {
    const fn = touchers.fnOf(decl);
    if (fn === null) continue;
    const receiver = `T:${fn.unit.pkg.importPath}.${fn.receiver ?? ""}`;
    // A method of a type that others hold by value works on a place of theirs.
    if (fn.receiver !== null && !held.has(receiver) && !heldLocally.has(receiver)) continue;
    ask(fn.unit.pkg, calledWord(fn), { isElsewhere: fn.receiver !== null, of: receiverOf(fn) });
    if (fn.receiver === null && isExported(fn.baseName)) ask(fn.unit.pkg, `.${fn.baseName}`, { isElsewhere: true });
  }
  // What is handed to who starts it runs as a goroutine.
  for (const [decl, all] of library.session.handled) {
    const fn = all.some(({ how }) => how === "starts") ? touchers.fnOf(decl) : null;
    if (fn !== null) ask(fn.unit.pkg, calledWord(fn), { isElsewhere: true, of: receiverOf(fn) });
  }
  // Who calls a constructor says whether there are many objects.
  for (const fn of touchers.makers) if (fn.allocations.some(({ root }) => candidates.has(root))) ask(fn.unit.pkg, calledWord(fn));
  const isTouching = (fn: Fn): boolean => {
    for (const [root, fields] of digests.get(fn)?.touched ?? []) if (meets(touched.get(root), fields)) return true;
    return false;
  };
  for (const fn of touchers.askedCallers(isTouching)) ask(fn.unit.pkg, calledWord(fn), { of: receiverOf(fn) });
}

/** The types of the fields of some structs. */
function rootsIn(structs: Iterable<Type>): ReadonlySet<string> {
  return new Set([...structs].flatMap((type) => {
    const under = underlying(type);
    return under.kind === "struct" ? under.fields().flatMap((field) => placeType(field.type)?.object ?? []).map(typeRoot) : [];
  }));
}

/** Nothing is known of a root that is not wanted; null stands for all of it, and an empty name for the whole struct. */
function meets(wanted: ReadonlySet<string> | null | undefined, fields: ReadonlySet<string>): boolean {
  return wanted === null || (wanted !== undefined && (fields.has("") || [...fields].some((field) => wanted.has(field))));
}

/** Calls of methods by which types of other packages synchronise, where something holds such a type. */
function askForeign({ library: { held, packages, foreignMethods }, ask }: Asking): void {
  const { foreign, hasForeignAtomics } = held();
  for (const object of foreign) for (const name of foreignMethods(object)) for (const pkg of packages) ask(pkg, `.${name}`);
  if (hasForeignAtomics) for (const name of updatingMethods) for (const pkg of packages) ask(pkg, `.${name}`);
}

/** The type whose method a function is. */
function receiverOf({ unit, receiver }: Fn): TypeName | null {
  return receiver === null ? null : { pkg: unit.pkg, name: receiver };
}

/** How calls of a function look. */
function calledWord({ receiver, baseName }: Fn): string {
  return receiver === null ? baseName : `.${baseName}`;
}

/** What is looked up to have the function itself read, not its callers. */
function declaredWord({ name, receiver }: Callee["decl"]): string {
  return `func ${receiver === null ? "" : "."}${name.name}`;
}
