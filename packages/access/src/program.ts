import { type FuncDecl, readBody } from "@cachelint/syntax";
import type { FileUnit, Package, World } from "@cachelint/types";
import { collectFunctions } from "./collect.js";
import { accessesOf, type Inlining, isDissolved, maxDepth } from "./inline.js";
import { openLibrary } from "./library.js";
import { link, type Linked } from "./link.js";
import type { Access, Allocation, CallSite, Fn } from "./model.js";
import { readFunction } from "./read-function.js";
import { holdTold, nothingTold, type Told } from "./told.js";
import type { Session } from "./walk.js";

/** The accesses of some packages under one target. */
export type Program = {
  readonly world: World;
  readonly fns: readonly Fn[];
  readonly links: ReadonlyMap<Fn, Linked>;
  /** By root: what each function that stands by itself does, its helpers' part included. */
  readonly byRoot: ReadonlyMap<string, readonly Access[]>;
  /** Where objects of a type are made, by its root. */
  readonly allocations: ReadonlyMap<string, readonly MadeIn[]>;
  /** Functions read, and the length of their bodies. */
  readonly nBodies: number;
  readonly nBytes: number;
};

export type MadeIn = Allocation & { readonly fn: Fn };

export type ReadOptions = {
  /** Every function is read, whether it can matter or not. */
  readonly isExhaustive?: boolean;
  /** What users say of functions and data. */
  readonly told?: Told;
};

/** Reads those functions of `packages` that can matter to sharing, and joins what they do. */
export function readProgram(world: World, packages: readonly Package[], { isExhaustive = false, told = nothingTold }: ReadOptions = {}): Program {
  const library = openLibrary(world, packages);
  if (isExhaustive) library.read(packages.flatMap(library.bodiesOf));
  const candidates = isExhaustive ? null : collectFunctions(library, told);
  const { session } = library;
  for (const { key, fn, at, kind, shape } of session.undecided) {
    const access = fn.accesses[at];
    if (access !== undefined && session.atomicByUse.has(key)) fn.accesses[at] = { ...access, kind, ...shape };
  }
  holdTold(told, library.fns());
  return { ...programOf(session, library.fns(), { candidates, told }), ...library.nRead() };
}

/** `candidates` are the roots that matter; null for all. */
function programOf(session: Session, fns: readonly Fn[], { candidates, told }: { readonly candidates: ReadonlySet<string> | null; readonly told: Told }): Omit<Program, "nBodies" | "nBytes"> {
  const links = link(fns, told);
  const byDecl = new Map<FuncDecl, Fn | null>(fns.flatMap((fn) => (fn.decl === null ? [] : [[fn.decl, fn]])));
  const functionOf = ({ callee }: CallSite): Fn | null => {
    const known = byDecl.get(callee.decl);
    if (known !== undefined) return known;
    const fn = session.isOwn(callee.unit.pkg) ? null : foreignFunction(session, callee.unit, callee.decl);
    byDecl.set(callee.decl, fn);
    return fn;
  };
  const counts = ({ ref }: Access): boolean => candidates === null || ref.relative !== null || ref.views.some(({ root }) => candidates.has(root));
  const inlining: Inlining = { links, functionOf, counts, sizes: new Map(), inner: Array.from({ length: maxDepth + 1 }, () => new Map<Fn, readonly Access[]>()) };
  const byRoot = new Map<string, Access[]>();
  const allocations = new Map<string, MadeIn[]>();
  for (const fn of fns) {
    for (const made of fn.allocations) {
      const list = allocations.get(made.root);
      if (list) list.push({ ...made, fn });
      else allocations.set(made.root, [{ ...made, fn }]);
    }
    if (isDissolved(inlining, fn)) continue;
    for (const access of accessesOf(inlining, fn)) {
      for (const root of new Set(access.ref.views.map((view) => view.root))) {
        if (candidates !== null && !candidates.has(root)) continue;
        const list = byRoot.get(root);
        if (list) list.push(access);
        else byRoot.set(root, [access]);
      }
    }
  }
  return { world: session.world, fns, links, byRoot, allocations };
}

function readOne(session: Session, unit: FileUnit, decl: FuncDecl): Fn {
  const { block } = readBody(session.world.sources.parser, unit.source.file.text, decl);
  return readFunction(session, unit, decl, block);
}

const synchronises = /atomic\.|\.(?:Load|Store|Add|CompareAndSwap|Swap|Lock|Unlock|RLock|RUnlock|TryLock|Cas|Inc|CAS)\w*\(/;

/** A function of a package that is not read for its own sake: only what it does to places handed to it matters. */
function foreignFunction(session: Session, unit: FileUnit, decl: FuncDecl): Fn | null {
  const { bodySpan } = decl;
  if (bodySpan === null || maxForeignLength < bodySpan.end - bodySpan.start) return null;
  if (!synchronises.test(unit.source.file.text.slice(bodySpan.start, bodySpan.end))) return null;
  return readOne({ ...session, onFunction: () => undefined }, unit, decl);
}

const maxForeignLength = 2000;
