import type { Block, CaseClause, Expr, FuncDecl, Stmt, TypeDecl } from "@cachelint/syntax";
import { walkExpr } from "@cachelint/syntax";
import { declare } from "./declare.js";
import { bodyScope, defineScope, rangeScope, typeSwitchScope, withParams } from "./local-scope.js";
import type { Scope } from "./scope.js";
import type { World } from "./world.js";

/** What a walk through a body reports, each with the scope it stands in. */
export type BodyVisitor = {
  /** Every outermost expression; `owner` names what it initialises or declares, or is null. Function literals are walked apart. */
  readonly expression: (scope: Scope, expr: Expr, owner: string | null) => void;
  /** A type declared in the body; `scope` is the one after it. */
  readonly localType: (scope: Scope, decl: TypeDecl) => void;
  /** Every statement, before what it holds. */
  readonly statement?: (scope: Scope, stmt: Stmt) => void;
};

/** Walks a function's body with the scopes of its blocks, literals in it included. */
export function walkBody(world: World, fileScope: Scope, decl: FuncDecl, body: Block, visitor: BodyVisitor): void {
  const scope = bodyScope(world, fileScope, decl);
  walkStatements({ world, visitor }, scope, body.statements, scope.parent);
}

/** Walks the bodies of the function literals in an expression. */
export function walkLiterals(world: World, scope: Scope, expr: Expr, visitor: BodyVisitor): void {
  visitLiterals({ world, visitor }, scope, expr);
}

type Walk = { readonly world: World; readonly visitor: BodyVisitor };

function walkBlock(walk: Walk, scope: Scope, block: Block): void {
  walkStatements(walk, scope, block.statements, scope);
}

/** `outer` is the scope around the block: what lies in front of it, the block itself has declared. */
function walkStatements(walk: Walk, scope: Scope, statements: readonly Stmt[], outer: Scope): void {
  let current = scope;
  for (const statement of statements) current = walkStatement(walk, current, statement, outer);
}

/** Returns the scope that the statements after this one see. */
function walkStatement(walk: Walk, scope: Scope, stmt: Stmt, outer: Scope): Scope {
  const visit = (...exprs: readonly (Expr | null)[]): Scope => {
    for (const expr of exprs) if (expr) visitExpr(walk, scope, expr, null);
    return scope;
  };
  walk.visitor.statement?.(scope, stmt);
  switch (stmt.kind) {
    case "block":
      walkBlock(walk, scope, stmt.block);
      return scope;
    case "declare":
      return stmt.declarations.reduce((current, decl) => walkDeclaration(walk, current, decl), scope);
    case "define":
      for (const value of stmt.values) visitExpr(walk, scope, value, stmt.names[0]?.name ?? null);
      return defineScope(walk.world, scope, stmt, outer);
    case "assign":
      return visit(...stmt.left, ...stmt.right);
    case "inc-dec":
      return visit(stmt.operand);
    case "expression":
      return visit(stmt.expression);
    case "send":
      return visit(stmt.channel, stmt.value);
    case "go":
    case "defer":
      return visit(stmt.call);
    case "return":
      return visit(...stmt.values);
    case "labeled":
      return stmt.statement ? walkStatement(walk, scope, stmt.statement, outer) : scope;
    case "if": {
      const inner = walkInit(walk, scope, stmt.init);
      visitExpr(walk, inner, stmt.condition, null);
      walkBlock(walk, inner, stmt.then);
      if (stmt.otherwise) walkStatement(walk, inner, stmt.otherwise, inner);
      return scope;
    }
    case "for": {
      const inner = walkInit(walk, scope, stmt.init);
      if (stmt.condition) visitExpr(walk, inner, stmt.condition, null);
      if (stmt.post) walkStatement(walk, inner, stmt.post, inner);
      walkBlock(walk, inner, stmt.body);
      return scope;
    }
    case "range":
      visit(stmt.operand, ...(stmt.isDefine ? [] : stmt.left));
      walkBlock(walk, stmt.isDefine ? rangeScope(walk.world, scope, stmt) : scope, stmt.body);
      return scope;
    case "switch": {
      const inner = walkInit(walk, scope, stmt.init);
      if (stmt.tag) visitExpr(walk, inner, stmt.tag, null);
      for (const clause of stmt.clauses) walkClause(walk, inner, clause, inner);
      return scope;
    }
    case "type-switch": {
      const inner = walkInit(walk, scope, stmt.init);
      visitExpr(walk, inner, stmt.operand, null);
      for (const clause of stmt.clauses) walkClause(walk, inner, clause, typeSwitchScope(walk.world, inner, stmt, clause));
      return scope;
    }
    case "select":
      for (const clause of stmt.clauses) walkStatements(walk, walkInit(walk, scope, clause.comm), clause.statements, scope);
      return scope;
    case "branch":
    case "bad":
      return scope;
  }
}

function walkDeclaration(walk: Walk, scope: Scope, decl: (Stmt & { kind: "declare" })["declarations"][number]): Scope {
  const after = declare(walk.world, scope, decl);
  if (decl.kind === "type-decl") walk.visitor.localType(after, decl);
  else {
    const owner = decl.names[0]?.name ?? null;
    if (decl.type) visitExpr(walk, scope, decl.type, owner);
    for (const value of decl.values) visitExpr(walk, scope, value, owner);
  }
  return after;
}

function walkInit(walk: Walk, scope: Scope, init: Stmt | null): Scope {
  return init ? walkStatement(walk, scope, init, scope) : scope;
}

function walkClause(walk: Walk, outer: Scope, clause: CaseClause, inner: Scope): void {
  for (const expr of clause.expressions) visitExpr(walk, outer, expr, null);
  walkStatements(walk, inner, clause.statements, outer);
}

function visitExpr(walk: Walk, scope: Scope, expr: Expr, owner: string | null): void {
  walk.visitor.expression(scope, expr, owner);
  visitLiterals(walk, scope, expr);
}

function visitLiterals(walk: Walk, scope: Scope, expr: Expr): void {
  const intoLiteral = (node: Expr): boolean => {
    if (node.kind !== "func-lit") return true;
    walkStatements(walk, withParams(walk.world, scope, [...node.signature.params, ...node.signature.results]), node.body.statements, scope);
    return false;
  };
  walkExpr(expr, { expr: intoLiteral });
}
