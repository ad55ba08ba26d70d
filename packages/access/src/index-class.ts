import type { Call, Expr } from "@cachelint/syntax";
import { evaluate, lookup, qualifierOf } from "@cachelint/types";
import type { Allocation, IndexClass, IndexUse } from "./model.js";
import { calleeName } from "./names.js";
import { localOf, unparenthesised } from "./places.js";
import { isSavedUp } from "./shape.js";
import { operandOf, type Walk } from "./walk.js";

/** Far more than any slice has. */
const maxCount = 1n << 50n;

/** How an index is come by, and the parameter that it is. */
export function indexUse(walk: Walk, expr: Expr): IndexUse {
  const { mode, value } = { value: null, ...operandOf(walk, expr) };
  return { class: classOf(walk, expr), param: parameterOf(walk, expr), stride: strideOf(walk, expr), isSavedUp: isSavedUp(walk, expr), value: mode === "constant" && value?.kind === "int" && value.value < maxCount && -maxCount < value.value ? Number(value.value) : null };
}

/** 16 of `i * 16` and of `i << 4`. */
function strideOf(walk: Walk, outer: Expr): number {
  const expr = unparenthesised(outer);
  if (expr.kind !== "binary" || (expr.op !== "*" && expr.op !== "<<")) return 1;
  const right = constantOf(walk, expr.right);
  if (expr.op === "<<") return right === null || 32 < right ? 1 : strideOf(walk, expr.left) * 2 ** right;
  const left = constantOf(walk, expr.left);
  return right !== null ? strideOf(walk, expr.left) * right : left !== null ? strideOf(walk, expr.right) * left : 1;
}

/** A number above zero that the compiler knows. */
function constantOf(walk: Walk, expr: Expr): number | null {
  const operand = operandOf(walk, expr);
  return operand.mode === "constant" && operand.value.kind === "int" && 0n < operand.value.value && operand.value.value < maxCount ? Number(operand.value.value) : null;
}

/** The most telling part of an index expression decides. */
function classOf(walk: Walk, outer: Expr): IndexClass {
  const expr = unparenthesised(outer);
  if (operandOf(walk, expr).mode === "constant") return "constant";
  switch (expr.kind) {
    case "ident": {
      const local = localOf(walk, expr.name);
      if (local === undefined) return "other";
      if (local.isPerGoroutine) return "goroutine";
      if (local.indexClass !== null) return local.indexClass;
      if (local.isLoopVariable) return "loop";
      return 0 <= local.param ? "parameter" : "other";
    }
    case "binary":
      return classOfBinary(walk, expr);
    case "call":
      return classOfCall(walk, expr);
    case "selector":
      return /cpu|worker|shard|stripe|lane/i.test(expr.name.name) ? "other" : "field";
    default:
      return "other";
  }
}

function classOfBinary(walk: Walk, expr: Expr & { kind: "binary" }): IndexClass {
  const sides = [classOf(walk, expr.left), classOf(walk, expr.right)];
  for (const strong of ["cursor", "cpu", "hash"] as const) if (sides.includes(strong)) return strong;
  if (expr.op === "&") return "mask";
  if (expr.op === "%") return "modulo";
  if (expr.op === ">>") return "hash";
  return sides.includes("loop") ? "loop" : (sides[0] ?? "other");
}

function classOfCall(walk: Walk, expr: Call): IndexClass {
  const [arg] = expr.args;
  if (operandOf(walk, expr.callee).mode === "type" && arg !== undefined) return classOf(walk, arg);
  const name = calleeName(expr).toLowerCase();
  if (/load|add|inc/.test(name) && name.length < 20) return "cursor";
  if (/rand|hash|sum|shard|stripe|bucket/.test(name) || /rand|hash|crc/.test(packageName(walk, expr))) return "hash";
  if (/cpu|procpin|procid|getpid|getm|gomaxprocs|parallelism|^pid$|^pin$/.test(name)) return "cpu";
  const strong = expr.args.map((each) => classOf(walk, each)).find((each) => each === "cursor" || each === "cpu" || each === "hash" || each === "modulo");
  return strong ?? "other";
}

/** The package whose function is called, as the file calls it: `rand` of `rand.Intn(n)`. */
function packageName(walk: Walk, { callee }: Call): string {
  if (callee.kind !== "selector" || callee.operand.kind !== "ident") return "";
  return qualifierOf(walk.world, walk.scope, callee.operand) ? callee.operand.name : "";
}

/** The parameter that an index is, through conversions; -1 for none. */
export function parameterOf(walk: Walk, outer: Expr): number {
  const expr = unparenthesised(outer);
  const [arg] = expr.kind === "call" ? expr.args : [];
  if (expr.kind === "call" && arg !== undefined && operandOf(walk, expr.callee).mode === "type") return parameterOf(walk, arg);
  return expr.kind === "ident" ? (localOf(walk, expr.name)?.param ?? -1) : -1;
}

/** What an expression's names mean where it stands. */
export type Sight = Pick<Walk, "world" | "scope" | "locals">;

/** How the length of a slice is come by. */
export function lengthClass(sight: Sight, expr: Expr): Pick<Allocation, "length" | "count"> {
  const operand = evaluate(sight.world, sight.scope, expr);
  if (operand.mode === "constant") {
    const count = operand.value.kind === "int" && 0n < operand.value.value && operand.value.value < maxCount ? Number(operand.value.value) : null;
    return { length: operand.value.kind === "int" && operand.value.value <= 1024n ? "constant" : "large", count };
  }
  const names = namesIn(sight, expr);
  if (names.some((name) => /numcpu|gomaxprocs|cpu|procs|parallelism/i.test(name))) return { length: "cpu", count: null };
  if (names.some((name) => /shard|stripe|worker|bucket|partition|segment|concurren|nlock|numlock|mutex/i.test(name))) return { length: "shards", count: null };
  return { length: names.some((name) => /cap|size|len/i.test(name)) ? "capacity" : "other", count: null };
}

function namesIn(walk: Sight, outer: Expr): readonly string[] {
  const expr = unparenthesised(outer);
  switch (expr.kind) {
    case "ident": {
      const entity = lookup(walk.world, walk.scope, expr.name);
      const isCpu = entity !== undefined && walk.locals.get(entity)?.indexClass === "cpu";
      return isCpu ? ["cpu"] : [expr.name];
    }
    case "selector":
      return [expr.name.name];
    case "call":
      return [calleeName(expr), ...expr.args.flatMap((arg) => namesIn(walk, arg))];
    case "binary":
      return [...namesIn(walk, expr.left), ...namesIn(walk, expr.right)];
    default:
      return [];
  }
}
