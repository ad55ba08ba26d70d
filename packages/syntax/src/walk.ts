import type { Block, CaseClause, Decl, Element, Expr, FieldDecl, Param, Signature, Stmt, TypeParam } from "./ast.js";

/** Called before what a node holds is visited; `false` says not to go in. */
export type Visitor = {
  readonly expr?: (expr: Expr) => unknown;
  readonly stmt?: (stmt: Stmt) => unknown;
  readonly decl?: (decl: Decl) => unknown;
};

/** Visits a declaration and all in it, in the order of the text. A function's body is not in its declaration. */
export function walkDecl(decl: Decl, visitor: Visitor): void {
  if (visitor.decl?.(decl) === false) return;
  switch (decl.kind) {
    case "type-decl":
      walkExpr(decl.name, visitor);
      walkTypeParams(decl.typeParams, visitor);
      return walkExpr(decl.type, visitor);
    case "const-decl":
    case "var-decl":
      walkAll(decl.names, visitor);
      walkMaybe(decl.type, visitor);
      return walkAll(decl.values, visitor);
    case "func-decl":
      if (decl.receiver !== null) walkParams([decl.receiver], visitor);
      walkExpr(decl.name, visitor);
      walkTypeParams(decl.typeParams, visitor);
      return walkSignature(decl.signature, visitor);
  }
}

/** Visits all statements of a block and what they hold, func literals included. */
export function walkBlock(block: Block, visitor: Visitor): void {
  for (const statement of block.statements) walkStmt(statement, visitor);
}

/** Visits a statement and all in it. */
export function walkStmt(stmt: Stmt, visitor: Visitor): void {
  if (visitor.stmt?.(stmt) === false) return;
  switch (stmt.kind) {
    case "block":
      return walkBlock(stmt.block, visitor);
    case "declare":
      for (const decl of stmt.declarations) walkDecl(decl, visitor);
      return;
    case "define":
      walkAll(stmt.names, visitor);
      return walkAll(stmt.values, visitor);
    case "assign":
      walkAll(stmt.left, visitor);
      return walkAll(stmt.right, visitor);
    case "inc-dec":
      return walkExpr(stmt.operand, visitor);
    case "expression":
      return walkExpr(stmt.expression, visitor);
    case "send":
      walkExpr(stmt.channel, visitor);
      return walkExpr(stmt.value, visitor);
    case "go":
    case "defer":
      return walkExpr(stmt.call, visitor);
    case "return":
      return walkAll(stmt.values, visitor);
    case "branch":
    case "bad":
      return;
    case "labeled":
      return stmt.statement === null ? undefined : walkStmt(stmt.statement, visitor);
    default:
      return walkCompound(stmt, visitor);
  }
}

/** Visits an expression or type and all in it. */
export function walkExpr(expr: Expr, visitor: Visitor): void {
  if (visitor.expr?.(expr) === false) return;
  switch (expr.kind) {
    case "ident":
    case "literal":
    case "bad":
      return;
    case "selector":
      walkExpr(expr.operand, visitor);
      return walkExpr(expr.name, visitor);
    case "unary":
    case "star":
      return walkExpr(expr.operand, visitor);
    case "binary":
      walkExpr(expr.left, visitor);
      return walkExpr(expr.right, visitor);
    case "call":
      walkExpr(expr.callee, visitor);
      return walkAll(expr.args, visitor);
    case "index":
      walkExpr(expr.operand, visitor);
      return walkAll(expr.indices, visitor);
    case "slice-expr":
      walkExpr(expr.operand, visitor);
      walkMaybe(expr.low, visitor);
      walkMaybe(expr.high, visitor);
      return walkMaybe(expr.max, visitor);
    case "type-assert":
      walkExpr(expr.operand, visitor);
      return walkMaybe(expr.type, visitor);
    case "paren":
      return walkExpr(expr.inner, visitor);
    case "composite":
      walkMaybe(expr.type, visitor);
      return walkElements(expr.elements, visitor);
    case "func-lit":
      walkSignature(expr.signature, visitor);
      return walkBlock(expr.body, visitor);
    default:
      return walkType(expr, visitor);
  }
}

type TypeExpr = Extract<Expr, { readonly kind: "array" | "slice" | "map" | "chan" | "func" | "interface" | "struct" }>;

function walkType(type: TypeExpr, visitor: Visitor): void {
  switch (type.kind) {
    case "array":
      walkMaybe(type.length, visitor);
      return walkExpr(type.element, visitor);
    case "slice":
    case "chan":
      return walkExpr(type.element, visitor);
    case "map":
      walkExpr(type.key, visitor);
      return walkExpr(type.value, visitor);
    case "func":
      return walkSignature(type.signature, visitor);
    case "interface":
      for (const { name, signature } of type.methods) {
        walkExpr(name, visitor);
        walkSignature(signature, visitor);
      }
      return walkAll(type.embeds, visitor);
    case "struct":
      return walkFields(type.fields, visitor);
  }
}

type CompoundStmt = Extract<Stmt, { readonly kind: "if" | "for" | "range" | "switch" | "type-switch" | "select" }>;

function walkCompound(stmt: CompoundStmt, visitor: Visitor): void {
  switch (stmt.kind) {
    case "if":
      walkMaybeStmt(stmt.init, visitor);
      walkExpr(stmt.condition, visitor);
      walkBlock(stmt.then, visitor);
      return walkMaybeStmt(stmt.otherwise, visitor);
    case "for":
      walkMaybeStmt(stmt.init, visitor);
      walkMaybe(stmt.condition, visitor);
      walkMaybeStmt(stmt.post, visitor);
      return walkBlock(stmt.body, visitor);
    case "range":
      walkAll(stmt.left, visitor);
      walkExpr(stmt.operand, visitor);
      return walkBlock(stmt.body, visitor);
    case "switch":
      walkMaybeStmt(stmt.init, visitor);
      walkMaybe(stmt.tag, visitor);
      return walkClauses(stmt.clauses, visitor);
    case "type-switch":
      walkMaybeStmt(stmt.init, visitor);
      walkMaybe(stmt.name, visitor);
      walkExpr(stmt.operand, visitor);
      return walkClauses(stmt.clauses, visitor);
    case "select":
      for (const { comm, statements } of stmt.clauses) {
        walkMaybeStmt(comm, visitor);
        for (const statement of statements) walkStmt(statement, visitor);
      }
  }
}

function walkClauses(clauses: readonly CaseClause[], visitor: Visitor): void {
  for (const { expressions, statements } of clauses) {
    walkAll(expressions, visitor);
    for (const statement of statements) walkStmt(statement, visitor);
  }
}

function walkElements(elements: readonly Element[], visitor: Visitor): void {
  for (const { key, value } of elements) {
    walkMaybe(key, visitor);
    walkExpr(value, visitor);
  }
}

function walkFields(fields: readonly FieldDecl[], visitor: Visitor): void {
  for (const { names, type, tag } of fields) {
    walkAll(names, visitor);
    walkExpr(type, visitor);
    walkMaybe(tag, visitor);
  }
}

function walkSignature({ params, results }: Signature, visitor: Visitor): void {
  walkParams(params, visitor);
  walkParams(results, visitor);
}

function walkParams(params: readonly Param[], visitor: Visitor): void {
  for (const { names, type } of params) {
    walkAll(names, visitor);
    walkExpr(type, visitor);
  }
}

/** `[A, B any]` has one constraint for two parameters; it is visited once. */
function walkTypeParams(params: readonly TypeParam[], visitor: Visitor): void {
  for (const [at, { name, constraint }] of params.entries()) {
    walkExpr(name, visitor);
    if (params[at + 1]?.constraint !== constraint) walkExpr(constraint, visitor);
  }
}

function walkAll(exprs: readonly Expr[], visitor: Visitor): void {
  for (const expr of exprs) walkExpr(expr, visitor);
}

function walkMaybe(expr: Expr | null, visitor: Visitor): void {
  if (expr !== null) walkExpr(expr, visitor);
}

function walkMaybeStmt(stmt: Stmt | null, visitor: Visitor): void {
  if (stmt !== null) walkStmt(stmt, visitor);
}
