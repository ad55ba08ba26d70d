import type { Block, Expr, Stmt } from "@cachelint/syntax";
import { declare, defineScope, rangeScope, type Scope, typeSwitchScope, underlying } from "@cachelint/types";
import { noteKept, noteSlice } from "./allocations.js";
import { callResult } from "./calls.js";
import { newLocal, walkKept } from "./closures.js";
import { constantCondition, endsCold, isAttempt, isColdArm, isTerminating, testsSuccess } from "./conditions.js";
import { readExpr, writeExpr } from "./expressions.js";
import { settle } from "./exchanges.js";
import { noteHandled } from "./handed.js";
import { noteExit } from "./lock-effects.js";
import { isMethodValue } from "./methods.js";
import type { Choice } from "./model.js";
import { bindField, bindLocal, bindResult } from "./bind.js";
import { bindPart } from "./parts.js";
import { noteReturn } from "./returns.js";
import { localOf, placeOf, unparenthesised } from "./places.js";
import { noteLeaving } from "./system-calls.js";
import { type Local, operandOf, quietly, typeOf, type Walk } from "./walk.js";

/** Walks the statements of a block; `outer` is the scope around it. */
export function walkStatements(walk: Walk, statements: readonly Stmt[], outer: Scope): void {
  const { scope, isCold } = walk;
  for (const statement of statements) {
    walkStatement(walk, statement, outer);
    // What follows `if err == nil { return }` is the way of failures.
    if (statement.kind !== "if" || !isTerminating(statement.then.statements)) continue;
    if (testsSuccess(walk, statement.condition)) walk.isCold = true;
    settle(walk, statement.condition);
  }
  walk.scope = scope;
  walk.isCold = isCold;
}

function walkBlock(walk: Walk, block: Block): void {
  walkStatements(walk, block.statements, walk.scope);
}

function walkStatement(walk: Walk, stmt: Stmt, outer: Scope): void {
  switch (stmt.kind) {
    case "block":
      return walkBlock(walk, stmt.block);
    case "labeled":
      return stmt.statement === null ? undefined : walkStatement(walk, stmt.statement, outer);
    case "expression":
      walk.discarded = unparenthesised(stmt.expression);
      readExpr(walk, stmt.expression);
      walk.discarded = null;
      return;
    case "send":
      readExpr(walk, stmt.channel);
      if (stmt.value.kind === "ident") noteHandled(walk, stmt.value.name, "keeps", null);
      return readStored(walk, stmt.value);
    case "inc-dec":
      readExpr(walk, stmt.operand);
      noteTally(walk, stmt.operand);
      return writeExpr(walk, stmt.operand, true);
    case "go":
    case "defer": {
      const call = unparenthesised(stmt.call);
      if (call.kind !== "call") return;
      walk.discarded = call;
      callResult(walk, call, stmt.kind);
      walk.discarded = null;
      return;
    }
    case "return":
      for (const value of stmt.values) readStored(walk, value, isOption(value));
      noteExit(walk);
      noteLeaving(walk);
      return noteReturn(walk, stmt.values);
    case "define":
      return walkDefine(walk, stmt, outer);
    case "assign":
      return walkAssign(walk, stmt);
    case "declare":
      for (const decl of stmt.declarations) walkDeclaration(walk, decl);
      return;
    case "if":
      return walkIf(walk, stmt);
    case "for":
      return walkFor(walk, stmt);
    case "range":
      return walkRange(walk, stmt);
    case "switch":
    case "type-switch":
    case "select":
      return walkChoice(walk, stmt);
    case "branch":
    case "bad":
      return;
  }
}

/** What is stored or returned may be called later: a literal there is somebody else's function. */
function readStored(walk: Walk, value: Expr, isCold = false): void {
  const inner = unparenthesised(value);
  if (inner.kind === "func-lit") walkKept(walk, inner, isCold);
  else readExpr(walk, value);
}

/** `return func(s *Server) { s.limit = n }`: it sets up what it is handed. */
function isOption(value: Expr): boolean {
  const inner = unparenthesised(value);
  if (inner.kind !== "func-lit") return false;
  const { params, results } = inner.signature;
  return params.length === 1 && params[0]?.type.kind === "star" && results.length <= 1;
}

function walkDefine(walk: Walk, stmt: Stmt & { kind: "define" }, outer: Scope): void {
  // A function or method value kept in a variable is judged where it is called.
  for (const value of stmt.values) if (!isCallable(walk, value, stmt)) readExpr(walk, value);
  const before = walk.scope;
  const after = defineScope(walk.world, before, stmt, outer);
  const isOneEach = stmt.names.length === stmt.values.length;
  walk.scope = after;
  const own = after !== before && after.kind === "local" ? after.names : null;
  stmt.names.forEach((name, i) => {
    const entity = own?.get(name.name);
    if (entity) walk.locals.set(entity, newLocal(walk.fn));
    const value = stmt.values[i];
    if (isOneEach && value !== undefined) bindLocal(walk, name, value, { before, isNew: entity !== undefined });
    else if (stmt.values[0] !== undefined) bindResult(walk, name, stmt.values[0], { i, before });
    if (entity === undefined) writeExpr(walk, name, false);
  });
}

function isCallable(walk: Walk, value: Expr, { names, values }: Stmt & { kind: "define" }): boolean {
  const inner = unparenthesised(value);
  if (names.length !== values.length) return false;
  return inner.kind === "func-lit" || (inner.kind === "selector" && isMethodValue(walk, inner));
}

function walkAssign(walk: Walk, stmt: Stmt & { kind: "assign" }): void {
  const isPlain = stmt.op === "=";
  const isOneEach = stmt.left.length === stmt.right.length;
  for (const value of stmt.right) readStored(walk, value);
  stmt.left.forEach((left, i) => {
    const value = stmt.right[i];
    if (isPlain && isOneEach && value !== undefined) {
      if (left.kind === "ident") bindLocal(walk, left, value, { before: walk.scope, isNew: false });
      else if (left.kind === "selector") bindField(walk, left, value);
      if (left.kind === "selector" || left.kind === "index") bindPart(walk, left, value);
    }
    if (!isPlain) {
      readExpr(walk, left);
      noteTally(walk, left);
    }
    if (isPlain && isOneEach && value !== undefined) {
      noteSlice(walk, quietly(walk, () => placeOf(walk, left)), value);
      noteKept(walk, left, value);
    }
    writeExpr(walk, left, !isPlain);
  });
}

function noteTally(walk: Walk, operand: Expr): void {
  const local = operand.kind === "ident" && 0 < walk.nLoops ? localOf(walk, operand.name) : undefined;
  if (local) local.isTally = true;
}

function walkDeclaration(walk: Walk, decl: (Stmt & { kind: "declare" })["declarations"][number]): void {
  const before = walk.scope;
  if (decl.kind === "var-decl") for (const value of decl.values) if (unparenthesised(value).kind !== "func-lit") readExpr(walk, value);
  walk.scope = declare(walk.world, before, decl);
  if (decl.kind !== "var-decl" || walk.scope === before || walk.scope.kind !== "local") return;
  const { names } = walk.scope;
  decl.names.forEach((name, i) => {
    const entity = names.get(name.name);
    if (entity === undefined) return;
    walk.locals.set(entity, newLocal(walk.fn, { isFresh: decl.values.length === 0 }));
    const value = decl.values[i];
    if (value !== undefined && decl.values.length === decl.names.length) bindLocal(walk, name, value, { before, isNew: true });
  });
}

function walkIf(walk: Walk, stmt: Stmt & { kind: "if" }): void {
  const { scope, guards, locks } = walk;
  if (stmt.init !== null) walkStatement(walk, stmt.init, scope);
  const nBefore = walk.fn.accesses.length;
  readExpr(walk, stmt.condition);
  const constant = constantCondition(walk, stmt.condition);
  if (constant !== null) {
    if (constant) walkBlock(walk, stmt.then);
    else if (stmt.otherwise !== null) walkStatement(walk, stmt.otherwise, walk.scope);
    walk.scope = scope;
    return;
  }
  const isFast = isAttempt(stmt.condition);
  if (!isFast) walk.guards = guarded(walk, nBefore);
  const held = walk.locks;
  const choice: Choice = { outer: null };
  walkArm(walk, stmt.then.statements, { choice, nConditions: isFast ? 0 : 1, isCold: isColdArm(walk, stmt.condition, stmt.then) });
  // What the arm did with locks matters after it only if it can be left at its end.
  walk.locks = held;
  const { otherwise } = stmt;
  if (otherwise !== null) walkArm(walk, [otherwise], { choice, nConditions: 1, isCold: false });
  walk.locks = held.size < locks.size ? held : walk.locks;
  walk.guards = guards;
  walk.scope = scope;
}

/** The places that the condition has just tested, on top of those tested around it. */
function guarded({ guards, fn }: Walk, nBefore: number): ReadonlyMap<string, number> {
  const own = new Map(guards);
  for (const { ref } of fn.accesses.slice(nBefore)) {
    const [outer] = ref.views;
    if (outer !== undefined && (outer.path !== "" || outer.root.startsWith("V:"))) own.set(outer.root + outer.path, (guards.get(outer.root + outer.path) ?? 0) + 1);
  }
  return own;
}

type ArmFacts = { readonly choice: Choice; readonly nConditions: 0 | 1; readonly isCold: boolean };

function walkArm(walk: Walk, statements: readonly Stmt[], { choice, nConditions, isCold }: ArmFacts): void {
  const { arm, locks, isCold: wasCold } = walk;
  const body = statements.length === 1 && statements[0]?.kind === "block" ? statements[0].block.statements : statements;
  const own = nConditions === 0 ? arm : { parent: arm, choice, isTerminating: isTerminating(body), endSeq: 0 };
  walk.arm = own;
  walk.nConditions += nConditions;
  walk.isCold ||= isCold;
  walkStatements(walk, statements, walk.scope);
  if (own !== null && own !== arm) own.endSeq = walk.seq;
  walk.arm = arm;
  walk.nConditions -= nConditions;
  walk.isCold = wasCold;
  walk.locks = locks;
}

function walkFor(walk: Walk, stmt: Stmt & { kind: "for" }): void {
  const { scope, locks, isServing } = walk;
  if (stmt.init !== null) walkStatement(walk, stmt.init, scope);
  if (walk.scope !== scope && walk.scope.kind === "local") for (const entity of walk.scope.names.values()) walk.locals.set(entity, loopVariable(walk, walk.locals.get(entity) ?? newLocal(walk.fn), stmt.post));
  walk.nLoops++;
  walk.isServing ||= stmt.condition === null;
  if (stmt.condition !== null) readExpr(walk, stmt.condition);
  walkBlock(walk, stmt.body);
  if (stmt.post !== null) walkStatement(walk, stmt.post, walk.scope);
  walk.nLoops--;
  walk.isServing = isServing;
  walk.locks = locks;
  walk.scope = scope;
}

/** A goroutine that steps on by the number of goroutines keeps to elements of its own among those of the others; one by one, it has a part for itself. */
function loopVariable(walk: Walk, local: Local, post: Stmt | null): Local {
  const isStrided = post?.kind === "assign" && post.right[0] !== undefined && operandOf(walk, post.right[0]).mode !== "constant";
  return { ...local, isLoopVariable: true, indexClass: local.indexClass === "goroutine" && !isStrided ? null : local.indexClass };
}

function walkRange(walk: Walk, stmt: Stmt & { kind: "range" }): void {
  const { scope, locks, isServing } = walk;
  readExpr(walk, stmt.operand);
  const type = typeOf(walk, stmt.operand);
  if (stmt.isDefine) {
    walk.scope = rangeScope(walk.world, scope, stmt);
    if (walk.scope !== scope && walk.scope.kind === "local") for (const entity of walk.scope.names.values()) walk.locals.set(entity, newLocal(walk.fn, { isLoopVariable: true }));
  } else for (const left of stmt.left) writeExpr(walk, left, false);
  walk.nLoops++;
  walk.isServing ||= type !== null && underlying(type).kind === "chan";
  walkBlock(walk, stmt.body);
  walk.nLoops--;
  walk.isServing = isServing;
  walk.locks = locks;
  walk.scope = scope;
}

function walkChoice(walk: Walk, stmt: Stmt & { kind: "switch" | "type-switch" | "select" }): void {
  const { scope } = walk;
  const choice: Choice = { outer: null };
  if (stmt.kind === "select") {
    for (const { comm, statements } of stmt.clauses) {
      if (comm !== null) walkStatement(walk, comm, scope);
      walkArm(walk, statements, { choice, nConditions: 1, isCold: false });
      walk.scope = scope;
    }
    return;
  }
  if (stmt.init !== null) walkStatement(walk, stmt.init, scope);
  const inner = walk.scope;
  if (stmt.kind === "type-switch") readExpr(walk, stmt.operand);
  else if (stmt.tag !== null) readExpr(walk, stmt.tag);
  for (const clause of stmt.clauses) {
    if (stmt.kind === "switch") for (const expr of clause.expressions) readExpr(walk, expr);
    else {
      walk.scope = typeSwitchScope(walk.world, inner, stmt, clause);
      if (walk.scope !== inner && walk.scope.kind === "local") for (const entity of walk.scope.names.values()) walk.locals.set(entity, newLocal(walk.fn));
    }
    walkArm(walk, clause.statements, { choice, nConditions: 1, isCold: endsCold(walk, clause.statements) });
    walk.scope = inner;
  }
  walk.scope = scope;
}

