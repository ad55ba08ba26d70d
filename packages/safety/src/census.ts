import { type Expr, type StructType as StructSyntax, walkExpr } from "@cachelint/syntax";
import { eachDeclaration, type FileUnit, type MentionContext, type MentionPlace, type Scope } from "@cachelint/types";
import type { AtomicWords } from "./atomic-words.js";
import { type Callees, noteCall } from "./calls.js";
import { noteConversion } from "./conversions.js";
import type { SinkKind } from "./encoders.js";
import { type Foreign, isForeign } from "./foreign.js";
import { type Finalized, noteFinalizer } from "./finalizers.js";
import { noteMade } from "./handed.js";
import type { Tapped } from "./held-values.js";
import { noteLiteral } from "./literals.js";
import type { Hazard } from "./model.js";
import { markMemory, nameOf, noteMemory } from "./memory.js";
import { noteReflection } from "./reflection.js";
import { noteSize } from "./sizes.js";
import { unparenthesised } from "./structs.js";
import type { Universe } from "./universe.js";

/**
 * What was found in the declarations read so far, by the body of the struct that it speaks of. Each declaration is read
 * once, for all structs together.
 */
export type Census = {
  readonly universe: Universe;
  readonly hazards: Map<StructSyntax, Map<string, Hazard>>;
  readonly atomicWords: AtomicWords;
  readonly finalized: Finalized;
  readonly callees: Callees;
  readonly tapped: Tapped;
  readonly foreign: Foreign;
  readonly visited: Map<FileUnit["source"], Set<number>>;
};

export type Place = { readonly unit: FileUnit; readonly offset: number; readonly length: number };

/** An outermost expression, and what is known of expressions in it by those around them. */
export type Site = {
  readonly census: Census;
  readonly place: MentionPlace;
  readonly scope: Scope;
  readonly context: MentionContext;
  readonly outermost: Expr;
  /** `unsafe.Sizeof` in it decides whether the program compiles or how it goes on. */
  readonly pinned: Set<Expr>;
  /** Lengths of blank fields: they follow the sizes in them. */
  readonly pads: Set<Expr>;
  /** `unsafe.Pointer(&x.f)` that is the start of arithmetic. */
  readonly moved: Set<Expr>;
  /** Kinds of functions that the declaration hands values to whose types it does not say. */
  readonly takesAnything: Set<SinkKind>;
  /** Arguments of a system call. */
  readonly handedToSystem: Set<Expr>;
};

export type Wanted = { readonly unit: FileUnit; readonly indices: readonly number[] };

/** Reads declarations that were not read before. In those that were, the calls of functions named in `again` are read, too, because more is known of these now. */
export function visit(census: Census, wanted: readonly Wanted[], again: ReadonlySet<string> | null = null): void {
  const known: Wanted[] = [];
  const fresh = wanted.flatMap(({ unit, indices }) => {
    const visited = census.visited.get(unit.source) ?? new Set<number>();
    census.visited.set(unit.source, visited);
    const [old, own] = [new Set(indices.filter((index) => visited.has(index))), new Set(indices.filter((index) => !visited.has(index)))];
    for (const index of own) visited.add(index);
    if (0 < old.size) known.push({ unit, indices: [...old] });
    return own.size === 0 ? [] : [{ unit, indices: [...own] }];
  });
  read(census, fresh, look);
  if (again !== null) read(census, known, (site, made) => lookAtCalls(site, made, again));
}

function read(census: Census, wanted: readonly Wanted[], lookAt: (site: Site, made: Made) => void): void {
  const { world } = census.universe;
  let last: MentionPlace["decl"] | null = null;
  let made: Made = { takesAnything: new Set(), values: [] };
  eachDeclaration(world, wanted, (place, scope, outermost, context) => {
    // What was evaluated in another body is of no use in this one.
    if (last !== place.decl) {
      settle(made);
      made = { takesAnything: new Set(), values: [] };
      world.operands.clear();
    }
    last = place.decl;
    lookAt({ census, place, scope, context, outermost, pinned: new Set(), pads: new Set(), moved: new Set(), takesAnything: made.takesAnything, handedToSystem: new Set() }, made);
  });
  settle(made);
}

/** What a declaration makes, in case it hands it on without its type. */
type Made = { readonly takesAnything: Set<SinkKind>; readonly values: { readonly site: Site; readonly node: Expr }[] };

function settle({ takesAnything, values }: Made): void {
  if (0 < takesAnything.size) for (const { site, node } of values) noteMade(site, node);
}

function look(site: Site, made: Made): void {
  if (isForeign(site.census.universe, site.place.unit)) lookAtForeign(site);
  else lookAtOwn(site, made);
}

/** Of another module, only what becomes of parameters. */
function lookAtForeign(site: Site): void {
  walkExpr(site.outermost, {
    expr: (node) => {
      if (node.kind === "call") {
        noteReflection(site, node);
        noteCall(site, node);
      }
      return node.kind !== "func-lit";
    },
  });
}

function lookAtOwn(site: Site, { values }: Made): void {
  walkExpr(site.outermost, {
    expr: (node) => {
      markMemory(site, node);
      noteSize(site, node);
      if ((node.kind === "composite" && node.type !== null) || isNew(node)) values.push({ site, node });
      if (node.kind === "composite") noteLiteral(site, node);
      else if (node.kind === "call") {
        noteConversion(site, node);
        noteMemory(site, node);
        noteReflection(site, node);
        noteFinalizer(site, node);
        noteCall(site, node);
      }
      return node.kind !== "func-lit";
    },
  });
}

function lookAtCalls(site: Site, { values }: Made, names: ReadonlySet<string>): void {
  walkExpr(site.outermost, {
    expr: (node) => {
      if ((node.kind === "composite" && node.type !== null) || isNew(node)) values.push({ site, node });
      if (node.kind === "call" && names.has(nameOf(unparenthesised(node.callee)))) noteCall(site, node);
      return node.kind !== "func-lit";
    },
  });
}

function isNew(node: Expr): boolean {
  return node.kind === "call" && node.callee.kind === "ident" && node.callee.name === "new";
}

/** Notes a hazard of some structs, each place once. */
export function note(site: Site, structs: Iterable<StructSyntax>, { node, ...hazard }: Pick<Hazard, "reason" | "detail" | "weight"> & { readonly node: Expr }): void {
  const { unit } = site.place;
  noteAt(site.census, structs, { ...hazard, unit, offset: node.start, length: node.end - node.start });
}

export function noteAt({ hazards }: Census, structs: Iterable<StructSyntax>, hazard: Hazard): void {
  const key = `${hazard.reason} ${hazard.unit?.source.file.path ?? ""} ${hazard.offset}`;
  for (const syntax of structs) {
    const own = hazards.get(syntax) ?? new Map<string, Hazard>();
    hazards.set(syntax, own);
    if (!own.has(key)) own.set(key, hazard);
  }
}
