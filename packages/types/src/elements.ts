import { declarationAt, type Expr, walkExpr } from "@cachelint/syntax";
import { type BodyVisitor, walkBody, walkLiterals } from "./body.js";
import { bindTypeParams } from "./declare.js";
import { functionScope } from "./members.js";
import type { FileUnit, Package } from "./package.js";
import { resolveType } from "./resolve.js";
import type { Scope } from "./scope.js";
import { type TypeObject, unalias } from "./type.js";
import { bodyOf, declarationsAt, type World } from "./world.js";

/**
 * Whether a declared type is the element of an array or slice type anywhere in some packages, bodies included. Elements
 * lie end to end, so their raw size counts and not their size class. Only declarations whose text says `]Name` are read.
 */
export function isElementType(world: World, object: TypeObject, packages: readonly Package[]): boolean {
  return packages.some((pkg) => pkg.units.some((unit) => mentions(unit, object) && isElementInFile(world, unit, object)));
}

/** Other packages can only mean the type by a qualified name. */
function mentions(unit: FileUnit, object: TypeObject): boolean {
  const { text } = unit.source.file;
  return unit.pkg === object.pkg ? text.includes(`]${object.name}`) : object.pkg !== null && text.includes(`]${object.pkg.name}.${object.name}`);
}

function isElementInFile(world: World, unit: FileUnit, object: TypeObject): boolean {
  const { text } = unit.source.file;
  const mention = new RegExp(`\\](?:\\w+\\.)?${object.name}(?!\\w)`, "g");
  const search: Search = { world, object, isFound: false };
  const seen = new Set<number>();
  for (const match of text.matchAll(mention)) {
    const index = declarationAt(unit.source.outline.declarations, match.index);
    const isBody = (unit.source.outline.declarations[index]?.bodySpan?.start ?? Infinity) <= match.index;
    if (index < 0 || seen.has(isBody ? -index - 1 : index)) continue;
    seen.add(isBody ? -index - 1 : index);
    searchDeclaration(search, unit, index, isBody);
    if (search.isFound) return true;
  }
  return false;
}

type Search = { readonly world: World; readonly object: TypeObject; isFound: boolean };

function searchDeclaration(search: Search, unit: FileUnit, index: number, isBody: boolean): void {
  const { world } = search;
  const visitor: BodyVisitor = {
    expression: (scope, expr) => searchExpr(search, scope, expr),
    localType: (scope, decl) => searchExpr(search, bindTypeParams(world, scope, decl.typeParams, []), decl.type),
  };
  for (const decl of declarationsAt(world.sources, unit.source, index)) {
    if (decl.kind === "func-decl") {
      const scope = functionScope(world, unit.scope, decl);
      for (const param of [...decl.signature.params, ...decl.signature.results]) searchExpr(search, scope, param.type);
      if (isBody) walkBody(world, unit.scope, decl, bodyOf(world.sources, unit.source, decl), visitor);
    } else if (decl.kind === "type-decl") searchExpr(search, bindTypeParams(world, unit.scope, decl.typeParams, []), decl.type);
    else {
      for (const expr of decl.type ? [decl.type, ...decl.values] : decl.values) {
        searchExpr(search, unit.scope, expr);
        walkLiterals(world, unit.scope, expr, visitor);
      }
    }
  }
}

function searchExpr(search: Search, scope: Scope, expr: Expr): void {
  const visit = (node: Expr): boolean => {
    if (search.isFound || node.kind === "func-lit") return false;
    if (node.kind === "array" || node.kind === "slice") {
      const element = unalias(resolveType(search.world, scope, node.element));
      if (element.kind === "named" && element.object === search.object) search.isFound = true;
    }
    return true;
  };
  walkExpr(expr, { expr: visit });
}
