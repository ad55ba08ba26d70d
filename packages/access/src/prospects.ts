import type { Package, Type, World } from "@cachelint/types";
import type { Library } from "./library.js";
import { type Linked, linkCalls } from "./link.js";
import type { Allocation, Fn } from "./model.js";
import { placeOfRoot, type RootPlace, typeOfRoot } from "./roots.js";
import type { Signs } from "./survey.js";
import { isTelling } from "./telling.js";
import type { Told } from "./told.js";

/** What is known of who makes objects, before it is known who touches them. */
export type MakingFacts = {
  readonly world: World;
  /** Who calls and starts whom; what callers pass down need not be known yet. */
  readonly links: ReadonlyMap<Fn, Linked>;
  /** By root: where its objects are made. */
  readonly allocations: ReadonlyMap<string, readonly MadeIn[]>;
  /** By root: the functions that touch it, or hand it on. */
  readonly byRoot: ReadonlyMap<string, readonly { readonly fn: Fn }[]>;
};

export type MadeIn = Allocation & { readonly fn: Fn };

/** Of which candidates nothing that is done to them can become a finding that a default run prints. */
export type Hopeless = {
  readonly isType: (facts: MakingFacts, root: string, type: Type) => boolean;
  /** Others may come in later that make it worth a look. */
  readonly isVariable: (place: RootPlace, candidates: ReadonlyMap<string, Signs>) => boolean;
};

/** Everything is read. */
export const nothingHopeless: Hopeless = { isType: () => false, isVariable: () => false };

/** Which candidates are worth reading all who touch them. */
export type Prospects = {
  /** Those that are found to be, so far. */
  readonly hopeful: () => Iterable<string>;
  /** Decides on those that are new, once those who make their objects were read; says whether more are worth it now. */
  readonly decide: (candidates: ReadonlyMap<string, Signs>) => boolean;
};

export function newProspects(library: Library, { told, hopeless }: { readonly told: Told; readonly hopeless: Hopeless }): Prospects {
  const { packages, session: { world }, held } = library;
  const byPath = new Map(packages.map((pkg): [string, Package] => [pkg.importPath, pkg]));
  const decided = new Set<string>();
  const hopeful = new Set<string>();
  const decide = (candidates: ReadonlyMap<string, Signs>): boolean => {
    const before = hopeful.size;
    let facts: MakingFacts | null = null;
    for (const [root, { isElement }] of candidates) {
      if (decided.has(root)) continue;
      const place = told.roots.has(root) ? null : placeOfRoot({ byPath }, root);
      const type = isElement || held().elements.has(root) ? null : typeOfRoot({ world, byPath }, root);
      const isHopeless = place !== null && (place.kind === "V" ? hopeless.isVariable(place, candidates) : type !== null && hopeless.isType((facts ??= makingFacts(library, told)), root, type));
      if (!isHopeless) hopeful.add(root);
      // Of variables others may come in.
      if (!isHopeless || place.kind !== "V") decided.add(root);
    }
    return before < hopeful.size;
  };
  return { hopeful: () => hopeful, decide };
}

function makingFacts({ session: { world }, fns: all }: Library, told: Told): MakingFacts {
  const fns = all();
  let found: MakingFacts["byRoot"] | undefined;
  return { world, links: linkCalls(fns, told), allocations: allocationsIn(fns), get byRoot() { return (found ??= touchersIn(fns)); } };
}

function touchersIn(fns: readonly Fn[]): MakingFacts["byRoot"] {
  const byRoot = new Map<string, { readonly fn: Fn }[]>();
  const note = (root: string, fn: Fn): void => {
    const own = byRoot.get(root);
    if (own === undefined) byRoot.set(root, [{ fn }]);
    else if (own.at(-1)?.fn !== fn) own.push({ fn });
  };
  for (const fn of fns) {
    for (const { ref } of fn.accesses) for (const { root } of ref.views) note(root, fn);
    for (const { args } of fn.calls) for (const arg of args) for (const view of arg?.views ?? []) if (isTelling(view) || fn.parent !== null) note(view.root, fn);
  }
  return byRoot;
}

/** Where objects are made, by the root of their type. */
export function allocationsIn(fns: readonly Fn[]): ReadonlyMap<string, readonly MadeIn[]> {
  const allocations = new Map<string, MadeIn[]>();
  for (const fn of fns) {
    for (const made of fn.allocations) {
      const list = allocations.get(made.root);
      if (list) list.push({ ...made, fn });
      else allocations.set(made.root, [{ ...made, fn }]);
    }
  }
  return allocations;
}
