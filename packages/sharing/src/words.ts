import { arrayExtent, type Extent, isOverflow, structLayout } from "@cachelint/layout";
import { extentOf, type Field, type Package, type StructType, type Type, unalias, underlying, type World } from "@cachelint/types";
import { type Expr, walkExpr } from "@cachelint/syntax";
import { isAtomicType, isLockType, typeRoot } from "@cachelint/access";

/** One field of a struct that is judged by itself: nested structs of the package are taken apart, all others are one word. */
export type Word = {
  /** `.inner.head`: the path from the struct. */
  readonly path: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  readonly type: Type;
  readonly isPad: boolean;
  readonly isArray: boolean;
  /** Of a pad, how many words in front of it its length makes room for: two in `[64 - unsafe.Sizeof(a) - unsafe.Sizeof(b)]byte`. */
  readonly nFilledUp?: number;
  /** Nested structs that hold it, outermost first: the root of each and where it lies. */
  readonly inside: readonly Nested[];
  /** The end of `path` that only unwraps a struct of one word. */
  readonly wrapper: string;
};

export type Nested = { readonly root: string; readonly prefix: string };

/** A struct taken apart. `isAssumed`: the size of some type is not known and was taken for one word. */
export type Words = { readonly words: readonly Word[]; readonly extent: Extent; readonly isAssumed: boolean };

const maxDepth = 5;

/** Takes a struct type apart; null for anything else. `isOwn` says which packages' types are taken apart too. */
export function wordsOf(world: World, type: Type, isOwn: IsOwn): Words | null {
  const ofRun = known.get(isOwn) ?? new WeakMap<Type, Words | null>();
  known.set(isOwn, ofRun);
  let words = ofRun.get(type);
  if (words === undefined) ofRun.set(type, (words = findWords(world, type, isOwn)));
  return words;
}

type IsOwn = (pkg: Package | null) => boolean;

/** Each rule asks for them; types belong to a world. */
const known = new WeakMap<IsOwn, WeakMap<Type, Words | null>>();

function findWords(world: World, type: Type, isOwn: IsOwn): Words | null {
  const under = underlying(type);
  if (under.kind !== "struct") return null;
  const taking: Taking = { world, isOwn, words: [], isAssumed: false };
  const extent = takeApart(taking, { type, under, offsetBytes: 0, prefix: "", inside: [] });
  return extent && { words: taking.words, extent, isAssumed: taking.isAssumed };
}

type Taking = { readonly world: World; readonly isOwn: IsOwn; words: Word[]; isAssumed: boolean };
type Part = { readonly type: Type; readonly under: StructType; readonly offsetBytes: number; readonly prefix: string; readonly inside: readonly Nested[] };

function takeApart(taking: Taking, part: Part): Extent | null {
  const { world } = taking;
  const fields = part.under.fields();
  const extents = fields.map((field) => (isPadField(taking, field) ? padExtent(taking, field.type) : extentOrAssumed(taking, field.type)));
  const layout = structLayout(extents, { arch: world.arch, isAlign64: false });
  if (isOverflow(layout)) return null;
  const actual = unalias(part.type);
  const inside = actual.kind === "named" ? [...part.inside, { root: typeRoot(actual.object), prefix: part.prefix }] : part.inside;
  fields.forEach((field, i) => {
    const path = `${part.prefix}.${field.name}`;
    const offsetBytes = part.offsetBytes + (layout.offsetsBytes[i] ?? 0);
    const under = underlying(field.type);
    const isPad = isPadField(taking, field);
    if (!isPad && under.kind === "struct" && inside.length <= maxDepth && !isOpaque(taking, field.type)) {
      const before = taking.words.length;
      takeApart(taking, { type: field.type, under, offsetBytes, prefix: path, inside });
      unwrapOnly(taking, before, path);
      return;
    }
    taking.words.push({ path, offsetBytes, sizeBytes: extents[i]?.sizeBytes ?? 0, type: field.type, isPad, isArray: under.kind === "array", inside, wrapper: "", ...(isPad ? { nFilledUp: nFilledUp(field) } : {}) });
  });
  return layout;
}

/** The words that are named in the length of a pad. */
function nFilledUp({ syntax: { type } }: Field): number {
  let n = 0;
  const expr = (node: Expr): boolean => {
    if (node.kind === "call" && node.callee.kind === "selector" && node.callee.name.name === "Sizeof") n++;
    return true;
  };
  if (type.kind === "array" && type.length !== null) walkExpr(type.length, { expr });
  return n;
}

/** A struct that holds one word besides pads is a wrapper: the word is called by the field's name. */
function unwrapOnly(taking: Taking, before: number, path: string): void {
  const inner = taking.words.slice(before).filter(({ isPad }) => !isPad);
  const [only] = inner;
  if (only === undefined || 1 < inner.length) return;
  taking.words = taking.words.map((word) => (word === only ? { ...word, wrapper: word.path.slice(path.length) } : word));
}

function isOpaque({ isOwn }: Taking, type: Type): boolean {
  const actual = unalias(type);
  if (actual.kind !== "named") return false;
  return isAtomicType(type) || isLockType(type) || !isOwn(actual.object.pkg);
}

/** The extent of a type; parts that nobody can know are taken for a pointer-sized word. */
export function extentOrAssumed(taking: { readonly world: World; isAssumed: boolean }, type: Type, around: ReadonlySet<Type> = new Set()): Extent {
  const { world } = taking;
  const known = extentOf(world, type);
  if (!("unknown" in known)) return known;
  taking.isAssumed = true;
  const word = world.arch.pointerBytes;
  const under = underlying(type);
  // A struct that holds itself by value is no Go, but may be written.
  if (around.has(under)) return { sizeBytes: word, alignBytes: word, pointerBytes: 0 };
  const within = new Set([...around, under]);
  if (under.kind === "array") {
    const length = under.length();
    const extent = typeof length === "bigint" ? arrayExtent(extentOrAssumed(taking, under.elem, within), Number(length), world.arch) : null;
    return extent === null || isOverflow(extent) ? { sizeBytes: 64 - word, alignBytes: 1, pointerBytes: 0 } : extent;
  }
  if (under.kind === "struct") {
    const layout = structLayout(under.fields().map((field) => (field.name === "_" ? padExtent(taking, field.type, within) : extentOrAssumed(taking, field.type, within))), { arch: world.arch, isAlign64: false });
    if (!isOverflow(layout)) return layout;
  }
  return { sizeBytes: word, alignBytes: word, pointerBytes: 0 };
}

/** A pad whose length hangs on an unknown size fills up the line behind one word; one whose type is not to be had is as long as a line. */
function padExtent(taking: Pick<Taking, "world" | "isAssumed">, type: Type, around: ReadonlySet<Type> = new Set()): Extent {
  const { kind } = underlying(type);
  const isToBeHad = kind === "array" || kind === "struct" || !("unknown" in extentOf(taking.world, type));
  if (isToBeHad) return extentOrAssumed(taking, type, around);
  taking.isAssumed = true;
  return { sizeBytes: assumedPadBytes, alignBytes: 1, pointerBytes: 0 };
}

/** What golang.org/x/sys/cpu takes for a line of most processors. */
const assumedPadBytes = 64;

const padName = /^(?:_.*|pad.*|.*padding.*|buffer[0-9]+|.*cacheline.*|.*cachepad.*|reserved[0-9]*|unused.*)$/i;

/** A field that is there for its size only. */
export function isPadField(taking: { readonly world: World; isAssumed: boolean }, { name, type }: Pick<Field, "name" | "type">): boolean {
  if (name === "_") return 1 <= extentOrAssumed({ world: taking.world, isAssumed: false }, type).sizeBytes;
  const actual = unalias(type);
  const under = underlying(type);
  if (actual.kind === "named" && (actual.object.name === "CacheLinePad" || (/pad/i.test(actual.object.name) && (under.kind === "array" || isBlank(under))))) return under.kind === "array" || isBlank(under) || actual.object.name === "CacheLinePad";
  return under.kind === "array" && isInteger(underlying(under.elem)) && padName.test(name);
}

function isBlank(type: Type): boolean {
  return type.kind === "struct" && 0 < type.fields().length && type.fields().every(({ name }) => name === "_");
}

function isInteger(type: Type): boolean {
  return type.kind === "basic" && /int/.test(type.name);
}

/** The name that a finding uses. */
export function shortName({ path, wrapper }: Word): string {
  return path.slice(1, path.length - wrapper.length);
}

/** The words that a path leads to or into: an array is one word, whatever its index. */
export function wordsAt(words: readonly Word[], path: string): readonly Word[] {
  const plain = path.replaceAll("[]", "");
  return words.filter((word) => !word.isPad && (plain === word.path || isWithin(plain, word.path) || (plain !== "" && isWithin(word.path, plain))));
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && path[outer.length] === ".";
}
