import type { FuncDecl } from "@cachelint/syntax";
import type { NamedType, Package, World } from "@cachelint/types";
import { collectFunctions } from "./collect.js";
import { accessesOf, type Inlining, isDissolved, maxDepth } from "./inline.js";
import { type Library, openLibrary } from "./library.js";
import { link, type Linked } from "./link.js";
import type { Access, CallSite, Captured, Fn } from "./model.js";
import { allocationsIn, type Hopeless, type MadeIn, nothingHopeless } from "./prospects.js";
import { holdTold, nothingTold, type Told } from "./told.js";

/** The accesses of some packages under one target. */
export type Program = {
  readonly world: World;
  readonly fns: readonly Fn[];
  readonly links: ReadonlyMap<Fn, Linked>;
  /** By root: what each function that stands by itself does, its helpers' part included. */
  readonly byRoot: ReadonlyMap<string, readonly Access[]>;
  /** Where objects of a type are made, by its root. */
  readonly allocations: ReadonlyMap<string, readonly MadeIn[]>;
  /** Local variables of struct types without a name that goroutines see, by root. */
  readonly captured: ReadonlyMap<string, Captured>;
  /** Struct types that functions declare, by root. */
  readonly localTypes: ReadonlyMap<string, NamedType>;
  /** The locks that are semaphores, as they are called where they are held. */
  readonly semaphores: ReadonlySet<string>;
  /** Every function was read, not only those that can matter. */
  readonly isExhaustive: boolean;
  /** Functions read, and the length of their bodies. */
  readonly nBodies: number;
  readonly nBytes: number;
};

export type ReadOptions = {
  /** Every function is read, whether it can matter or not. */
  readonly isExhaustive?: boolean;
  /** What users say of functions and data. */
  readonly told?: Told;
  /** The widest line that words are judged by. */
  readonly lineBytes?: number;
  /** Of which candidates not all that is done to them is worth reading. */
  readonly hopeless?: Hopeless;
};

/** Reads those functions of `packages` that can matter to sharing, and joins what they do. */
export function readProgram(world: World, packages: readonly Package[], { isExhaustive = false, told = nothingTold, lineBytes = 128, hopeless = nothingHopeless }: ReadOptions = {}): Program {
  const library = openLibrary(world, packages);
  if (isExhaustive) library.read(packages.flatMap(library.bodiesOf));
  const candidates = isExhaustive ? null : collectFunctions(library, { told, lineBytes, hopeless });
  library.decide();
  holdTold(told, library.fns());
  return { ...programOf(library, { candidates, told }), ...library.nRead(), isExhaustive };
}

/** `candidates` are the roots that matter; null for all. */
function programOf(library: Library, { candidates, told }: { readonly candidates: ReadonlySet<string> | null; readonly told: Told }): Omit<Program, "isExhaustive" | "nBodies" | "nBytes"> {
  const fns = library.fns();
  const links = link(fns, told);
  const byDecl = new Map<FuncDecl, Fn>(fns.flatMap((fn) => (fn.decl === null ? [] : [[fn.decl, fn]])));
  const functionOf = ({ callee }: CallSite): Fn | null => {
    const known = byDecl.get(callee.decl);
    if (known !== undefined) return known;
    return library.foreign(callee);
  };
  const isCandidate = (root: string): boolean => candidates === null || candidates.has(root);
  const inlining: Inlining = { links, functionOf, isCandidate, inner: Array.from({ length: maxDepth + 1 }, () => new Map<Fn, readonly Access[]>()), depths: Array.from({ length: maxDepth + 1 }, () => new Map<Fn, number>()) };
  const byRoot = new Map<string, Access[]>();
  for (const fn of fns) {
    if (isDissolved(inlining, fn)) continue;
    for (const access of accessesOf(inlining, fn)) {
      for (const { root } of access.ref.views) {
        if (!isCandidate(root)) continue;
        const list = byRoot.get(root);
        if (list === undefined) byRoot.set(root, [access]);
        // Another view of the same root was first.
        else if (list.at(-1) !== access) list.push(access);
      }
    }
  }
  return { world: library.session.world, fns, links, byRoot, allocations: allocationsIn(fns), captured: library.session.captured, localTypes: library.session.localTypes, semaphores: semaphoresIn(fns) };
}

function semaphoresIn(fns: readonly Fn[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { accesses } of fns) {
    for (const { isSemaphore, ref: { views: [outer] } } of accesses) if (isSemaphore === true && outer !== undefined) found.add(outer.root + outer.path);
  }
  return found;
}
