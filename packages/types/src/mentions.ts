import { declarationAt, type Decl, type Expr, type Param, type Stmt } from "@cachelint/syntax";
import { type BodyVisitor, walkBody, walkLiterals } from "./body.js";
import { bindTypeParams } from "./declare.js";
import { functionScope } from "./members.js";
import type { FileUnit } from "./package.js";
import type { Scope } from "./scope.js";
import { functionName } from "./structs.js";
import { bodyOf, declarationsAt, readBodies, type World } from "./world.js";

/** Where an expression stands: its file, and the declaration around it. */
export type MentionPlace = { readonly unit: FileUnit; readonly functionName: string | null; readonly decl: Decl };

/** What an outermost expression stands as. `holder`: the type or value of a package variable. */
export type MentionContext = "holder" | "receiver" | "other";

export type MentionVisit = (place: MentionPlace, scope: Scope, expr: Expr, context: MentionContext) => void;

/** Offsets in the text of a file. */
export type Mentions = { readonly unit: FileUnit; readonly offsets: readonly number[] };

/** Visits every outermost expression of the declarations in which something is mentioned, bodies included: a parameter's type is that of what the body converts. */
export function eachMention(world: World, mentions: readonly Mentions[], visit: MentionVisit): void {
  eachDeclaration(world, mentions.map(({ unit, offsets }) => ({ unit, indices: indicesAt(unit, offsets) })), visit);
}

/** The same for declarations given by their indices in the outlines of their files; `statement` sees each statement before what it holds. */
export function eachDeclaration(world: World, wanted: readonly { readonly unit: FileUnit; readonly indices: readonly number[] }[], visit: MentionVisit, statement?: StatementVisit): void {
  const places = wanted.map(({ unit, indices }) => ({ unit, source: unit.source, indices })).filter(({ indices }) => 0 < indices.length);
  readBodies(world.sources, places.map(({ source, indices }) => ({ source, indices: indices.filter((index) => source.outline.declarations[index]?.keyword === "func") })));
  for (const { unit, source, indices } of places) for (const index of indices) for (const decl of declarationsAt(world.sources, source, index)) visitDeclaration({ world, unit, visit, ...(statement === undefined ? {} : { statement }) }, decl);
}

function indicesAt({ source }: FileUnit, offsets: readonly number[]): readonly number[] {
  const indices = new Set(offsets.map((offset) => declarationAt(source.outline.declarations, offset)));
  indices.delete(-1);
  return [...indices];
}

export type StatementVisit = (place: MentionPlace, scope: Scope, stmt: Stmt) => void;

type Reading = { readonly world: World; readonly unit: FileUnit; readonly visit: MentionVisit; readonly statement?: StatementVisit };

function visitDeclaration({ world, unit, visit, statement }: Reading, decl: Decl): void {
  const place: MentionPlace = { unit, functionName: decl.kind === "func-decl" ? functionName(decl) : null, decl };
  const visitor: BodyVisitor = {
    expression: (scope, expr) => visit(place, scope, expr, "other"),
    localType: (scope, local) => visit(place, bindTypeParams(world, scope, local.typeParams, []), local.type, "other"),
    ...(statement === undefined ? {} : { statement: (scope, stmt) => statement(place, scope, stmt) }),
  };
  if (decl.kind === "func-decl") {
    const scope = functionScope(world, unit.scope, decl);
    const params = (all: readonly Param[], context: MentionContext): void => all.forEach(({ type }) => visit(place, scope, type, context));
    params(decl.receiver === null ? [] : [decl.receiver], "receiver");
    params([...decl.signature.params, ...decl.signature.results], "other");
    for (const { constraint } of decl.typeParams) visit(place, scope, constraint, "other");
    if (decl.bodySpan !== null) walkBody(world, unit.scope, decl, bodyOf(world.sources, unit.source, decl), visitor);
  } else if (decl.kind === "type-decl") {
    const scope = bindTypeParams(world, unit.scope, decl.typeParams, []);
    for (const { constraint } of decl.typeParams) visit(place, scope, constraint, "other");
    visit(place, scope, decl.type, "other");
  } else {
    for (const expr of decl.type ? [decl.type, ...decl.values] : decl.values) {
      visit(place, unit.scope, expr, "holder");
      walkLiterals(world, unit.scope, expr, visitor);
    }
  }
}

/** The declarations at an index of a file's outline; a group has several. */
export function declarationsIn(world: World, { source }: FileUnit, index: number): readonly Decl[] {
  return declarationsAt(world.sources, source, index);
}
