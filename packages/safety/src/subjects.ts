import { declarationAt, type Expr, type StructType as StructSyntax, walkExpr } from "@cachelint/syntax";
import { declarationsIn, eachDeclaration, type FileUnit, type MentionPlace, resolveType, type Scope, type StructType, underlying } from "@cachelint/types";
import type { HazardSubject, Subject } from "./model.js";
import { unparenthesised } from "./structs.js";
import type { Universe } from "./universe.js";

/** Finds a struct in the universe; null where its file is none of the main modules', or the text there is no struct. */
export function subjectOf({ world, unitAt }: Universe, { path, syntax: { start } }: HazardSubject): Subject | null {
  const unit = unitAt(path);
  if (unit === undefined) return null;
  const { outline } = unit.source;
  const index = declarationAt(outline.declarations, start);
  const found = structAt(world, unit, index, start);
  if (found === null) return null;
  const body = outline.declarations[index]?.bodySpan ?? null;
  const isLocal = body !== null && body.start <= start;
  const decl = isLocal ? undefined : declarationsIn(world, unit, index).find((one) => one.kind === "type-decl" && unparenthesised(one.type).start === start);
  const name = decl?.kind === "type-decl" && !decl.isAlias ? decl.name.name : null;
  return { unit, syntax: found.type.syntax, type: found.type, index, name, isLocal, isAnonymous: !found.isBody };
}

export type StructPlace = { readonly type: StructType; /** It is the body of a declared type. */ readonly isBody: boolean };

/** The struct whose body begins at an offset, in the declaration of that index. */
export function structAt(world: Universe["world"], unit: FileUnit, index: number, start: number): StructPlace | null {
  let found: StructPlace | null = null;
  if (index < 0) return null;
  eachDeclaration(world, [{ unit, indices: [index] }], (place, scope, outermost) => {
    walkExpr(outermost, {
      expr: (node) => {
        if (node.kind === "struct" && node.start === start) found ??= structFound(world, scope, node, { place, outermost });
        return node.kind !== "func-lit" && found === null;
      },
    });
  });
  return found;
}

function structFound(world: Universe["world"], scope: Scope, node: StructSyntax, { place: { decl, unit }, outermost }: { readonly place: MentionPlace; readonly outermost: Expr }): StructPlace | null {
  const type = underlying(resolveType(world, scope, node));
  // In a function, what a type declaration is the body of follows its name.
  const isBody = unparenthesised(outermost) === node && (decl.kind === "type-decl" ? !decl.isAlias : decl.kind === "func-decl" && /(?:^|[\s;(])type\s+\w+(?:\[[^\n]*\])?\s*$|^\s*\w+\s*$/m.test(lineBefore(unit, node.start)));
  return type.kind === "struct" ? { type, isBody } : null;
}

function lineBefore({ source: { file: { text } } }: FileUnit, offset: number): string {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
}
