import { type FuncDecl, readBody } from "@cachelint/syntax";
import { type DeclarationPlace, type FileUnit, functionAt, type Package, readInto, type World } from "@cachelint/types";
import { accessesOf, type Inlining, isDissolved, maxDepth } from "./inline.js";
import { link, type Linked } from "./link.js";
import type { Access, Allocation, CallSite, Fn, Ref } from "./model.js";
import { readFunction } from "./read-function.js";
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
};

export type MadeIn = Allocation & { readonly fn: Fn };

/** Reads the functions of `packages` and joins what they do. */
export function readProgram(world: World, packages: readonly Package[]): Program {
  const own = new Set(packages);
  const fns: Fn[] = [];
  const returned = new Map<FuncDecl, Ref>();
  const session: Session = { world, returned, atomicByUse: new Set(), onFunction: (fn) => fns.push(fn), isOwn: (pkg) => own.has(pkg) };
  const bodies = packages.flatMap(({ units }) => units.flatMap((unit) => functionsOf(world, unit)));
  // What functions return is learnt first: their callers may have been read before them.
  for (const { unit, decl } of bodies.filter(({ decl: { signature } }) => signature.results.some(({ type }) => type.kind === "star" || type.kind === "slice"))) readOne(session, unit, decl);
  fns.length = 0;
  for (const { unit, decl } of bodies) readOne(session, unit, decl);
  return programOf(session, fns);
}

function programOf(session: Session, fns: readonly Fn[]): Program {
  const links = link(fns);
  const byDecl = new Map<FuncDecl, Fn | null>(fns.flatMap((fn) => (fn.decl === null ? [] : [[fn.decl, fn]])));
  const functionOf = ({ callee }: CallSite): Fn | null => {
    const known = byDecl.get(callee.decl);
    if (known !== undefined) return known;
    const fn = foreignFunction(session, callee.unit, callee.decl);
    byDecl.set(callee.decl, fn);
    return fn;
  };
  const inlining: Inlining = { links, functionOf, sizes: new Map(), inner: Array.from({ length: maxDepth + 1 }, () => new Map<Fn, readonly Access[]>()) };
  const byRoot = new Map<string, Access[]>();
  const allocations = new Map<string, MadeIn[]>();
  for (const fn of fns) {
    for (const made of fn.allocations) allocations.set(made.root, [...(allocations.get(made.root) ?? []), { ...made, fn }]);
    if (isDissolved(inlining, fn)) continue;
    for (const access of accessesOf(inlining, fn)) {
      for (const root of new Set(access.ref.views.map((view) => view.root))) {
        const list = byRoot.get(root);
        if (list) list.push(access);
        else byRoot.set(root, [access]);
      }
    }
  }
  return { world: session.world, fns, links, byRoot, allocations };
}

function functionsOf(world: World, unit: FileUnit): readonly { readonly unit: FileUnit; readonly decl: FuncDecl }[] {
  const { source } = unit;
  const indices = source.outline.declarations.flatMap(({ keyword, bodySpan }, index) => (keyword === "func" && bodySpan !== null ? [index] : []));
  readInto(world.sources, [{ source, indices }]);
  return indices.flatMap((index) => {
    const place: DeclarationPlace = { unit, index };
    const decl = functionAt(world, place);
    return decl === undefined ? [] : [{ unit, decl }];
  });
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
