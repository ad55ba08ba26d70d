import type { Block, Call, Expr, Stmt } from "@cachelint/syntax";
import { walkBlock } from "@cachelint/syntax";
import { type Type, unalias } from "@cachelint/types";
import { calleeName, isPanic } from "./names.js";
import { unparenthesised } from "./places.js";
import { operandOf, typeOf, type Walk } from "./walk.js";

/** The value of a condition that the compiler knows; null for all others. */
export function constantCondition(walk: Walk, condition: Expr): boolean | null {
  const operand = operandOf(walk, condition);
  return operand.mode === "constant" && operand.value.kind === "bool" ? operand.value.value : null;
}

/** An arm that runs on failure, while closing or when debugging only. */
export function isColdArm(walk: Walk, condition: Expr, then: Block): boolean {
  return testsError(walk, condition) || endsCold(walk, then.statements) || testsState(condition) || waits(then);
}

/** `err != nil`, alone or beside others. */
function testsError(walk: Walk, outer: Expr): boolean {
  const expr = unparenthesised(outer);
  if (expr.kind !== "binary") return false;
  if (expr.op === "||" || expr.op === "&&") return testsError(walk, expr.left) || testsError(walk, expr.right);
  return expr.op === "!=" && isError(typeOf(walk, expr.left));
}

/** `err == nil`, alone or beside others that would do. */
export function testsSuccess(walk: Walk, outer: Expr): boolean {
  const expr = unparenthesised(outer);
  if (expr.kind !== "binary") return false;
  if (expr.op === "||") return testsSuccess(walk, expr.left) || testsSuccess(walk, expr.right);
  return expr.op === "==" && isError(typeOf(walk, expr.left)) && operandOf(walk, expr.right).mode === "nil";
}

function isError(type: Type | null): boolean {
  const actual = type && unalias(type);
  return actual?.kind === "named" && actual.object.pkg === null && actual.object.name === "error";
}

/** The statements end in a panic or return an error. */
export function endsCold(walk: Walk, statements: readonly Stmt[]): boolean {
  const last = statements.at(-1);
  if (last?.kind === "expression") {
    const call = unparenthesised(last.expression);
    return call.kind === "call" && isPanic(calleeName(call));
  }
  return last?.kind === "return" && last.values.some((value) => isErrorValue(walk, unparenthesised(value)));
}

function isErrorValue(walk: Walk, expr: Expr): boolean {
  if (expr.kind === "ident") return expr.name !== "nil" && isError(typeOf(walk, expr));
  if (expr.kind === "selector") return isError(typeOf(walk, expr));
  return expr.kind === "call" && makesError(expr);
}

function makesError(call: Call): boolean {
  const name = calleeName(call);
  const { callee } = call;
  const isNew = name === "New" && callee.kind === "selector" && callee.operand.kind === "ident" && /errors/.test(callee.operand.name);
  return isNew || name === "Errorf" || name === "Wrap" || name === "Wrapf";
}

const stateName = /debug|trace|raceenabled|msanenabled|asanenabled|closed|closing|stopped|shutdown|verbose|disposed|overflow/i;

/** The condition holds only while closing or debugging; its negation is the usual case. */
function testsState(outer: Expr): boolean {
  const expr = unparenthesised(outer);
  if (expr.kind === "unary") return expr.op !== "!" && testsState(expr.operand);
  if (expr.kind === "binary") {
    if (expr.op === "&&") return testsState(expr.left) || testsState(expr.right);
    if (expr.op === "||") return testsState(expr.left) && testsState(expr.right);
    if (expr.op === "==" && [expr.left, expr.right].some(isNothing)) return false;
    return testsState(expr.left) || testsState(expr.right);
  }
  if (expr.kind === "call") return testsState(expr.callee) || expr.args.some(testsState);
  if (expr.kind === "selector") return stateName.test(expr.name.name) || testsState(expr.operand);
  if (expr.kind === "index") return testsState(expr.operand) || expr.indices.some(testsState);
  return expr.kind === "ident" && stateName.test(expr.name);
}

function isNothing(expr: Expr): boolean {
  return (expr.kind === "literal" && expr.text === "0") || (expr.kind === "ident" && (expr.name === "nil" || expr.name === "false"));
}

/** The block waits on a condition variable: a slow path. */
function waits(block: Block): boolean {
  let found = false;
  const expr = (node: Expr): boolean => {
    if (node.kind === "call" && node.callee.kind === "selector" && node.callee.name.name === "Wait" && node.args.length === 0) found = true;
    return node.kind !== "func-lit";
  };
  walkBlock(block, { expr });
  return found;
}

/** A successful compare-and-swap or TryLock is the fast path itself, no condition on it. */
export function isAttempt(outer: Expr): boolean {
  const expr = unparenthesised(outer);
  if (expr.kind === "binary" && expr.op === "&&") return isAttempt(expr.right) || isAttempt(expr.left);
  return expr.kind === "call" && /^(?:CompareAndSwap|[Cc]as|CAS$|TryLock$|Try[A-Z]|try[A-Z])/.test(calleeName(expr));
}

/** What follows the block is not reached from it. */
export function isTerminating(statements: readonly Stmt[]): boolean {
  const last = statements.at(-1);
  if (last === undefined) return false;
  if (last.kind === "return") return true;
  if (last.kind === "branch") return last.keyword !== "fallthrough";
  const call = last.kind === "expression" ? unparenthesised(last.expression) : null;
  return call?.kind === "call" && /^(?:panic|throw)$/.test(calleeName(call));
}
