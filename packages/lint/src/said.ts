import { type Fn, type Locks, type Told, typeRoot, variableRoot } from "@cachelint/access";
import type { Hint, Hints } from "@cachelint/sharing";
import type { Span } from "@cachelint/syntax";
import { bodyScope, declarationsAt, type FileUnit, memberOf, type Package, structsOf, type StructRecord, type Type, unalias, type World } from "@cachelint/types";
import { lockPlace } from "./lock-place.js";
import type { PlacedDirective } from "./directive.js";
import { placeAnnotations, placeDirectives } from "./place-directives.js";
import { directivesOfStruct } from "./struct-directives.js";

/** What the users of some packages say: of fields, variables and types, and of functions. */
export type Said = { readonly hints: Hints; readonly told: Told };

/** Reads the directives and annotations of packages; `isConcurrent` knows the functions that the configuration names. */
export function whatIsSaid(world: World, packages: readonly Package[], isConcurrent: Told["isConcurrent"]): Said {
  const saying: Saying = { world, byRoot: new Map(), held: new Map() };
  for (const pkg of packages) readPackage(saying, pkg);
  const roots = new Set(saying.byRoot.keys());
  return {
    hints: { roots, of: (root, path) => saying.byRoot.get(root)?.get(path) ?? [] },
    told: { isConcurrent, roots, heldBy: (fn) => heldBy(saying, fn) },
  };
}

type Saying = {
  readonly world: World;
  readonly byRoot: Map<string, Map<string, Hint[]>>;
  /** By file, what stands on functions. */
  readonly held: Map<string, readonly PlacedDirective[]>;
};

function readPackage(saying: Saying, pkg: Package): void {
  const said = new Map<FileUnit, readonly PlacedDirective[]>();
  for (const unit of pkg.units) {
    const own = unit.source.outline.directives.length === 0 ? [] : directivesIn(saying.world, unit);
    if (own.length === 0) continue;
    said.set(unit, own);
    saying.held.set(unit.source.file.path, own.filter(({ kind, reach }) => kind === "word" && reach.kind === "declaration"));
  }
  if (said.size === 0) return;
  for (const record of structsOf(saying.world, pkg)) {
    const directives = record.kind === "instance" ? undefined : said.get(record.unit);
    if (directives !== undefined) readStruct(saying, pkg, record, directives);
  }
  for (const [unit, directives] of said) readVariables(saying, pkg, unit, directives);
}

/** Directives about sharing, and annotations as if they were some. */
function directivesIn({ sources: { parser } }: World, { source }: FileUnit): readonly PlacedDirective[] {
  const words = placeDirectives(parser, source).filter((directive) => directive.kind === "word" && sharingWords.has(directive.word));
  const annotations = placeAnnotations(parser, source).map(({ word, argument, reach }): PlacedDirective => ({ kind: "word", word, argument, reach, start: 0, end: 0, wordSpan: { start: 0, end: 0 } }));
  return [...words, ...annotations];
}

const sharingWords: ReadonlySet<string> = new Set(["hot", "cold", "isolate", "together", "owner"]);

function readStruct(saying: Saying, pkg: Package, record: StructRecord, directives: readonly PlacedDirective[]): void {
  const { span, syntax, decl, unit, type, isPart } = record;
  const place = placeOfStruct(saying, pkg, record);
  if (place === null) return;
  const declSpan = decl ?? syntax ?? span;
  for (const { word, argument, fields } of directivesOfStruct(directives, unit.source.file.text, { span, declSpan, syntax, isPart })) {
    const hint = hintOf(word, argument, (path) => lockKey(saying.world, pkg, { type, path }));
    if (hint === null) continue;
    for (const field of fields ?? [""]) add(saying, place.root, place.path + (field === "" ? "" : `.${field}`), hint);
  }
}

/** A struct without a name is a part of the type or variable that it stands in. */
function placeOfStruct({ world }: Saying, pkg: Package, { kind, name, functionName, type }: StructRecord): { readonly root: string; readonly path: string } | null {
  const actual = unalias(type);
  if (actual.kind === "named") return { root: typeRoot(actual.object), path: "" };
  if (kind !== "anonymous" || functionName !== null) return null;
  const [owner = "", ...steps] = name.split(".").slice(0, -1);
  const entity = memberOf(world, pkg, owner);
  const path = steps.map((step) => `.${step}`).join("");
  if (entity?.kind === "type") return { root: typeRoot(entity.object), path };
  return entity?.kind === "var" ? { root: variableRoot(pkg, owner), path } : null;
}

function readVariables(saying: Saying, pkg: Package, unit: FileUnit, directives: readonly PlacedDirective[]): void {
  const { world } = saying;
  unit.source.outline.declarations.forEach(({ keyword, start, end, names }, index) => {
    if (keyword !== "var") return;
    const near = directives.filter(({ reach }) => "span" in reach && reach.span.start < end && start <= reach.span.end);
    if (near.length === 0) return;
    const group = { start, end };
    for (const decl of declarationsAt(world.sources, unit.source, index)) {
      if (decl.kind !== "var-decl") continue;
      const own = near.filter((directive) => kindWord(directive) !== null && standsOn(directive, { group, decl, isAlone: decl.names.length === names.length }));
      for (const directive of own) {
        const hint = hintOf(kindWord(directive) ?? "", argumentOf(directive), (path) => lockKey(world, pkg, { type: null, path }));
        if (hint !== null) for (const { name } of decl.names) add(saying, variableRoot(pkg, name), "", hint);
      }
    }
  });
}

type VariablePlace = { readonly group: Span; readonly decl: Span & { readonly names: readonly Span[] }; /** It is the only one of its group. */ readonly isAlone: boolean };

function standsOn({ reach }: PlacedDirective, { group, decl, isAlone }: VariablePlace): boolean {
  if (reach.kind === "declaration") return reach.span.start === decl.start || reach.span.start === group.start;
  if (reach.kind !== "line") return false;
  const isOnName = decl.names.some(({ start }) => reach.span.start <= start && start < reach.span.end);
  // `}{} //cachelint:cold` behind a variable of several lines.
  return isOnName || (isAlone && reach.span.start < group.end && group.end <= reach.span.end);
}

function kindWord(directive: PlacedDirective): string | null {
  return directive.kind === "word" ? directive.word : null;
}

function argumentOf(directive: PlacedDirective): string {
  return directive.kind === "word" ? directive.argument : "";
}

function hintOf(word: string, argument: string, keyOf: (path: string) => string | null): Hint | null {
  // What stands behind `--` is a reason.
  const name = argument.replace(/(?:^|\s)--(?:\s.*)?$/s, "").trim();
  switch (word) {
    case "hot":
    case "cold":
    case "isolate":
      return { word, argument: "" };
    case "together":
    case "owner":
      return { word, argument: name };
    case "checkatomic":
      return { word: "atomic", argument: "" };
    case "checklocks":
    case "checklocksread": {
      const key = keyOf(name);
      return key === null ? null : { word: "guarded", argument: key };
    }
    default:
      return null;
  }
}

/** A lock beside the field, or a package variable. */
function lockKey(world: World, pkg: Package, { type, path }: { readonly type: Type | null; readonly path: string }): string | null {
  const steps = path.split(".");
  const beside = type === null ? null : lockPlace(world, { root: "", path: "" }, type, steps);
  if (beside !== null) return beside.root + beside.path;
  return variableLock(world, pkg, steps);
}

function variableLock(world: World, pkg: Package, [name = "", ...steps]: readonly string[]): string | null {
  const entity = memberOf(world, pkg, name);
  if (entity?.kind !== "var") return null;
  const place = lockPlace(world, { root: variableRoot(pkg, name), path: "" }, entity.type(), steps);
  return place && place.root + place.path;
}

/** The locks that annotations say the callers of a function to hold: `f.mu` of a parameter or the receiver, or a variable's. */
function heldBy({ held, world }: Saying, { decl, unit }: Fn): Locks {
  const locks = new Map<string, boolean>();
  for (const { reach, ...directive } of held.get(unit.source.file.path) ?? []) {
    if (decl === null || reach.kind !== "declaration" || reach.span.start !== decl.start || directive.kind !== "word") continue;
    if (directive.word !== "checklocks" && directive.word !== "checklocksread") continue;
    const [name = "", ...steps] = directive.argument.split(".");
    const entity = bodyScope(world, unit.scope, decl).names.get(name);
    const place = entity?.kind === "var" ? lockPlace(world, null, entity.type(), steps) : null;
    const key = place === null ? variableLock(world, unit.pkg, [name, ...steps]) : place.root + place.path;
    if (key !== null) locks.set(key, directive.word === "checklocks");
  }
  return locks;
}

function add({ byRoot }: Saying, root: string, path: string, hint: Hint): void {
  const paths = byRoot.get(root) ?? new Map<string, Hint[]>();
  byRoot.set(root, paths.set(path, [...(paths.get(path) ?? []), hint]));
}
