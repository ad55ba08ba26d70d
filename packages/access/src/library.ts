import type { FuncDecl } from "@cachelint/syntax";
import { bodyOf, type FileUnit, functionAt, type Package, readBodies, type TypeObject, type World } from "@cachelint/types";
import { mayHandle } from "./handed.js";
import { type Held, heldIn } from "./held.js";
import { mayLeaveLock } from "./lock-effects.js";
import type { Callee, Fn, Parts, Ref } from "./model.js";
import { headerOf } from "./reach.js";
import { readFunction } from "./read-function.js";
import { mayCallSystem } from "./system-calls.js";
import type { Session } from "./walk.js";

/** A function with a body, by its place in a file's outline. */
export type Body = { readonly unit: FileUnit; readonly index: number; readonly start: number; readonly name: string; readonly isMethod: boolean; readonly text: string };

/** The functions of some packages, read when somebody asks for them. */
export type Library = {
  readonly session: Session;
  readonly packages: readonly Package[];
  readonly bodiesOf: (pkg: Package) => readonly Body[];
  /** The bodies of a package in which a word stands: `.word` after a dot, `word{` before a brace, `word` elsewhere; `new word` where the word stands as what is made; `func word` and `func .word` are the functions and methods of that name. */
  readonly withWord: (pkg: Package, word: string) => readonly Body[];
  readonly held: () => Held;
  /** The methods by which a type of a package that is not read synchronises. */
  readonly foreignMethods: (object: TypeObject) => readonly string[];
  /** Reads those that were not read yet; says whether there were any. */
  readonly read: (bodies: Iterable<Body>) => boolean;
  /** All read so far, in the order of their text. */
  readonly fns: () => readonly Fn[];
  /** A function of a package that is not read for its own sake, for what it does to places handed to it; null where that cannot matter. */
  readonly foreign: (callee: Callee) => Fn | null;
  /** Decides on accesses that are atomic if their words turned out to be; returns the functions that make them. */
  readonly decide: () => ReadonlySet<Fn>;
  readonly nRead: () => { readonly nBodies: number; readonly nBytes: number };
};

/** A library of the functions of `packages` in one world. */
export function openLibrary(world: World, packages: readonly Package[]): Library {
  const own = new Set(packages);
  const bodies = new Map<Package, readonly Body[]>();
  const words = new Map<Package, ReadonlyMap<string, readonly Body[]>>();
  const found = new Map<Body, Fn[]>();
  const byStart = new Map<FileUnit, Map<number, Body>>();
  const reading: Fn[][] = [];
  /** All, and by package, until one more body is read. */
  let all: readonly Fn[] | null = null;
  const fnsOf = new Map<Package, readonly Fn[]>();
  const bodiesOf = (pkg: Package): readonly Body[] => {
    const known = bodies.get(pkg);
    if (known) return known;
    const all = pkg.units.flatMap(bodiesIn);
    for (const body of all) {
      const starts = byStart.get(body.unit) ?? new Map<number, Body>();
      byStart.set(body.unit, starts.set(body.start, body));
    }
    bodies.set(pkg, all);
    return all;
  };
  const session: Session = {
    world, atomicByUse: new Set(), undecided: [], returned: new Map(), partsReturned: new Map(), handled: new Map(), captured: new Map(), localTypes: new Map(), lockEffects: new Map(), systemCallers: new Set(),
    onFunction: (fn) => reading.at(-1)?.push(fn),
    isOwn: (pkg) => own.has(pkg),
    returnedBy: (callee) => returnedBy(callee),
    partsReturnedBy: (callee) => partsReturnedBy(callee),
    handledBy: (callee) => {
      const { decl, unit } = callee;
      if (!own.has(unit.pkg) || !mayHandle(unit, decl)) return [];
      const body = ownBody(callee);
      if (body !== undefined && !found.has(body)) readOne(body, decl);
      return session.handled.get(decl) ?? [];
    },
    locksLeftBy: (callee) => {
      readAhead(callee);
      return session.lockEffects.get(callee.decl) ?? [];
    },
    callsSystem: (callee) => {
      readAhead(callee);
      return session.systemCallers.has(callee.decl);
    },
  };
  const ownBody = ({ decl, unit }: Callee): Body | undefined => {
    bodiesOf(unit.pkg);
    return byStart.get(unit)?.get(decl.start);
  };
  const readOne = (body: Body, decl: FuncDecl): void => {
    const fns: Fn[] = [];
    all = null;
    fnsOf.delete(body.unit.pkg);
    found.set(body, fns);
    reading.push(fns);
    readFunction(session, body.unit, decl, bodyOf(world.sources, body.unit.source, decl));
    reading.pop();
  };
  const read = (wanted: Iterable<Body>): boolean => {
    const fresh = [...new Set(wanted)].filter((body) => !found.has(body));
    readBodies(world.sources, wishesOf(fresh));
    for (const body of fresh) {
      // What was evaluated in another body is of no use in this one.
      world.operands.clear();
      const decl = found.has(body) ? undefined : functionAt(world, body);
      if (decl !== undefined) readOne(body, decl);
      else if (!found.has(body)) found.set(body, []);
    }
    return 0 < fresh.length;
  };
  /** A function that may return the address of a place is read before its caller is understood. */
  const returnedBy = ({ decl, unit }: Callee): Ref | null => {
    const known = session.returned.get(decl);
    if (known) return known;
    if (!own.has(unit.pkg) || !mayReturnPlace(decl)) return null;
    const body = ownBody({ decl, unit });
    if (body === undefined || found.has(body) || !mayYieldPlace(body)) return null;
    readOne(body, decl);
    return session.returned.get(decl) ?? null;
  };
  /** So is one that may return several, or a struct that holds some. */
  const partsReturnedBy = ({ decl, unit }: Callee): Parts => {
    const known = session.partsReturned.get(decl);
    if (known) return known;
    const body = own.has(unit.pkg) && mayReturnParts(decl) ? ownBody({ decl, unit }) : undefined;
    if (body !== undefined && !found.has(body) && mayYieldPlace(body)) readOne(body, decl);
    return session.partsReturned.get(decl) ?? noParts;
  };
  const ahead = new Set<FuncDecl>();
  /** So is one that may take a lock for its caller, or keep it waiting. */
  const readAhead = (callee: Callee): void => {
    const { decl, unit } = callee;
    if (ahead.has(decl)) return;
    ahead.add(decl);
    if (!mayLeaveLock(unit, decl) && !mayCallSystem(unit, decl)) return;
    const body = own.has(unit.pkg) ? ownBody(callee) : undefined;
    if (body === undefined) foreign(callee);
    else if (!found.has(body)) readOne(body, decl);
  };
  const withWord = (pkg: Package, word: string): readonly Body[] => {
    const index = words.get(pkg) ?? indexWords(bodiesOf(pkg));
    words.set(pkg, index);
    return index.get(word) ?? [];
  };
  const fnsIn = (pkg: Package): readonly Fn[] => {
    const own = fnsOf.get(pkg) ?? bodiesOf(pkg).flatMap((body) => found.get(body) ?? []);
    fnsOf.set(pkg, own);
    return own;
  };
  const fns = (): readonly Fn[] => (all ??= packages.flatMap(fnsIn));
  const nRead = (): { nBodies: number; nBytes: number } => ({ nBodies: found.size, nBytes: [...found.keys()].reduce((sum, { text }) => sum + text.length, 0) });
  let held: Held | undefined;
  const foreignMethods = (object: TypeObject): readonly string[] =>
    object.pkg === null ? [] : bodiesOf(object.pkg).filter(({ unit, index, text }) => unit.source.outline.declarations[index]?.method?.receiver === object.name && synchronises.test(text)).map(({ name }) => name);
  const decide = (): ReadonlySet<Fn> => {
    const { undecided, atomicByUse } = session;
    const decided = undecided.filter(({ key }) => atomicByUse.has(key));
    session.undecided = undecided.filter(({ key }) => !atomicByUse.has(key));
    for (const { fn, at, kind, shape } of decided) {
      const access = fn.accesses[at];
      if (access !== undefined) fn.accesses[at] = { ...access, kind, ...shape };
    }
    return new Set(decided.map(({ fn }) => fn));
  };
  const foreigners = new Map<FuncDecl, Fn | null>();
  const foreign = ({ decl, unit }: Callee): Fn | null => {
    if (own.has(unit.pkg)) return null;
    const known = foreigners.get(decl) ?? (foreigners.has(decl) ? null : foreignFunction(session, unit, decl));
    foreigners.set(decl, known);
    return known;
  };
  return { session, packages, bodiesOf, withWord, held: () => (held ??= heldIn(world, packages)), foreignMethods, read, fns, foreign, decide, nRead };
}

const synchronises = /atomic\.|\.(?:Load|Store|Add|CompareAndSwap|Swap|Lock|Unlock|RLock|RUnlock|TryLock|Cas|Inc|CAS)\w*\(/;
const maxForeignLength = 2000;

function foreignFunction(session: Session, unit: FileUnit, decl: FuncDecl): Fn | null {
  const { bodySpan } = decl;
  const { text } = unit.source.file;
  if (bodySpan === null || maxForeignLength < bodySpan.end - bodySpan.start || !synchronises.test(text.slice(bodySpan.start, bodySpan.end))) return null;
  return readFunction({ ...session, onFunction: () => undefined }, unit, decl, bodyOf(session.world.sources, unit.source, decl));
}

/** The address of a field or element, or a field's slice, stands in it. */
const returnsPlace = /&\(?\w+(?:\.\w+)*(?:\[|\.\w+\b(?![{.\w]))|return\s+\*?\(?\w+(?:\.\w+)+(?:\[[^\n]*\]|\.Load\(\)\)?)?\s*$/m;
const maxPlaceLength = 1500;
/** Hands on what another function returns. */
const returnsCall = /return\s+\w+(?:\.\w+)*\([^\n]*\)\s*$/m;
const maxCallLength = 200;

function mayYieldPlace({ text }: Body): boolean {
  return text.length <= maxPlaceLength && (returnsPlace.test(text) || (text.length <= maxCallLength && returnsCall.test(text)));
}

function mayReturnPlace({ signature: { results } }: FuncDecl): boolean {
  const type = results[0]?.type;
  // What an interface holds may be an address, too.
  return type?.kind === "star" || type?.kind === "slice" || type?.kind === "selector" || (type?.kind === "ident" && !predeclared.has(type.name));
}

const noParts: Parts = new Map();

function mayReturnParts({ signature: { results } }: FuncDecl): boolean {
  const [first, ...others] = results;
  return first !== undefined && (0 < others.length || 1 < first.names.length || (first.type.kind !== "slice" && (first.type.kind !== "ident" || !predeclared.has(first.type.name))));
}

const predeclared: ReadonlySet<string> = new Set(["bool", "int", "string", "error", "any", "uint64", "int64", "uint32", "int32", "uintptr"]);

function bodiesIn(unit: FileUnit): readonly Body[] {
  const { source } = unit;
  return source.outline.declarations.flatMap(({ keyword, start, bodySpan, names, method }, index): Body[] =>
    keyword === "func" && bodySpan !== null ? [{ unit, index, start, name: method?.name ?? names[0] ?? "init", isMethod: method !== null, text: source.file.text.slice(bodySpan.start, bodySpan.end) }] : [],
  );
}

function wishesOf(bodies: readonly Body[]): Parameters<typeof readBodies>[1] {
  const indices = new Map<FileUnit["source"], number[]>();
  for (const { unit, index } of bodies) indices.set(unit.source, [...(indices.get(unit.source) ?? []), index]);
  return [...indices].map(([source, own]) => ({ source, indices: own }));
}

/** By word, with what stands around it: `.word` for selectors, `word{` for literals, `word` for the rest. */
function indexWords(bodies: readonly Body[]): ReadonlyMap<string, readonly Body[]> {
  const index = new Map<string, Body[]>();
  const add = (word: string, body: Body): void => {
    const list = index.get(word);
    if (list === undefined) index.set(word, [body]);
    else if (list.at(-1) !== body) list.push(body);
  };
  for (const body of bodies) {
    for (const word of headerOf(body.unit, body.unit.source.outline.declarations[body.index]!).match(/[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/g) ?? []) add(`^${word}`, body);
    add(`func ${body.isMethod ? "." : ""}${body.name}`, body);
    for (const word of body.text.match(/\.?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*\{?/g) ?? []) add(word, body);
    for (const [, word = ""] of body.text.matchAll(/(?:\bnew\(|\]|\bvar\s[^\n=(]*\s)([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)/g)) add(`new ${word}`, body);
  }
  return index;
}
