import { type Access, isAtomicType, isConstructorName, isLockType, type Program, readProgram, typeRoot } from "@cachelint/access";
import { isExported, type Package, type Type, unalias, underlying, type World } from "@cachelint/types";
import { isHot, isLive, isWrite } from "./heat.js";
import type { JudgeOptions } from "./judge.js";
import type { Word } from "./words.js";

/** What the whole package does with a word, as far as it can be known. */
export type SeenWord = {
  readonly word: Word;
  readonly program: Program;
  readonly accesses: readonly Access[];
  /** Reads of published objects. */
  readonly reads: readonly Access[];
  readonly isReadHot: boolean;
  /** Written once the object is made, or perhaps so. */
  readonly isWritten: boolean;
  /** Other packages may write it. */
  readonly isExported: boolean;
};

export type Seen = {
  /** What is known so far. */
  readonly glance: (root: string, word: Word) => SeenWord;
  /** Everything in the package is read if need be. */
  readonly look: (root: string, word: Word) => SeenWord;
};

/** Looks at words of a package; everything in it is read when what is known so far does not decide. */
export function openSeen({ world, pkg, program }: JudgeOptions): Seen {
  const glance = (root: string, word: Word): SeenWord => seenIn(program, pkg, root, word);
  const look = (root: string, word: Word): SeenWord => {
    const before = glance(root, word);
    return before.isWritten ? before : seenIn(wholeProgram({ program, world, pkg }), pkg, root, word);
  };
  return { glance, look };
}

const whole = new WeakMap<World, Map<Package, Program>>();

/** A package by itself, with every function read. */
export function wholeProgram({ program: read, world, pkg }: Pick<JudgeOptions, "program" | "world" | "pkg">): Program {
  if (read.isExhaustive) return read;
  const known = whole.get(world) ?? new Map<Package, Program>();
  whole.set(world, known);
  const program = known.get(pkg) ?? readProgram(world, [pkg], { isExhaustive: true });
  known.set(pkg, program);
  return program;
}

function seenIn(program: Program, pkg: Package, root: string, word: Word): SeenWord {
  const accesses = accessesTo(program, root, word);
  const reads = accesses.filter((access) => !isWrite(access) && isLive(program, access));
  const isWritten = accesses.some((access) => isWrite(access) && !isConstruction(program, access)) || !isOpenHere(pkg, word) || isReachedOtherwise(pkg, word);
  const isOpen = pkg.name !== "main" && word.path.split(".").slice(1).some(isExported);
  return { word, program, accesses, reads, isReadHot: reads.some((access) => isHot(program, access)), isWritten, isExported: isOpen };
}

/** On the way to publication, or in lifecycle code. */
function isConstruction(program: Program, access: Access): boolean {
  return !isLive(program, access) && (!access.ref.isFresh || access.nLoops === 0 || isConstructorName(access.fn.baseName));
}

/** Of the struct itself, of those around the word, and of whatever the word holds. */
function accessesTo(program: Program, root: string, word: Word): readonly Access[] {
  const found = new Set<Access>();
  const add = (from: string, path: string): void => {
    for (const access of program.byRoot.get(from) ?? []) if (access.ref.views.some((view) => view.root === from && touches(view.path, path, access))) found.add(access);
  };
  add(root, word.path);
  for (const inside of word.inside) if (inside.root !== root) add(inside.root, word.path.slice(inside.prefix.length));
  for (const held of rootsIn(word.type)) for (const access of program.byRoot.get(held) ?? []) found.add(access);
  return [...found];
}

/** The place is the word, a part of it, or a struct around it that is written as a whole. */
function touches(at: string, path: string, access: Access): boolean {
  if (at === path || at.startsWith(`${path}.`) || at.startsWith(`${path}[`)) return true;
  return isWrite(access) && (at === "" || path.startsWith(`${at}.`));
}

/** The declared types in a value, itself included. */
function rootsIn(type: Type): readonly string[] {
  const actual = unalias(type);
  const under = underlying(type);
  const own = actual.kind === "named" && actual.object.pkg !== null && !isAtomicType(type) && !isLockType(type) ? [typeRoot(actual.object)] : [];
  return under.kind === "array" ? [...own, ...rootsIn(under.elem)] : own;
}

/** All who can write the word are in this package: no foreign struct is part of it or around it. */
function isOpenHere(pkg: Package, { type, inside }: Word): boolean {
  const own = `T:${pkg.importPath}.`;
  if (inside.some(({ root }) => !root.startsWith(own) || root.slice(own.length).includes("/"))) return false;
  const under = underlying(type);
  const actual = unalias(type);
  if (under.kind === "array") return isOpenHere(pkg, { type: under.elem, inside: [] } as unknown as Word);
  if (under.kind !== "struct" || isAtomicType(type) || isLockType(type)) return under.kind !== "unknown" && under.kind !== "type-param";
  return actual.kind === "named" && immutables.has(`${actual.object.pkg?.importPath ?? ""}.${actual.object.name}`);
}

/** Structs without methods that write them. */
const immutables: ReadonlySet<string> = new Set(["time.Time", "net/netip.Addr", "net/netip.AddrPort", "reflect.Value"]);

/** Its address goes elsewhere, or a slice of it does: not to be seen in the accesses. */
function isReachedOtherwise(pkg: Package, { path }: Word): boolean {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const places = new RegExp(`&\\s*[(*\\w.\\[\\]]*\\.${name}(?![\\w\\u0080-\\uffff])|\\.${name}\\s*\\[[^\\]\\n]*:`, "gu");
  return pkg.units.some(({ source: { file: { text } } }) => [...text.matchAll(places)].some(({ 0: found, index }) => !found.startsWith("&") || isAddress(text.slice(Math.max(0, index - 40), index))));
}

/** `&` after an operand joins bits; after `atomic.Load…(` it is for reading only. */
function isAddress(before: string): boolean {
  const last = /(\w+|[)\]&])\s*$/.exec(before)?.[1];
  if (/atomic\.Load\w*\(\s*$/.test(before)) return false;
  return last === undefined || /^(?:return|case|range|go|defer)$/.test(last);
}
